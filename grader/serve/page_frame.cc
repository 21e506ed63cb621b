#include "grader/serve/page_frame.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"
#include "grader/serve/assets.h"

namespace grader {
namespace {

constexpr absl::string_view kStyle = R"css(
nav {
  display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  border-bottom: 1px solid var(--line); padding-bottom: .5rem;
  margin-bottom: 1.5rem;
}
nav form { margin-left: auto; }
button {
  font: inherit; padding: .35rem 1rem; color: var(--ink);
  background: var(--box); border: 1px solid var(--faint); border-radius: 4px;
}
button.main { background: var(--link); color: var(--paper); border: 0;
  font-weight: 600; padding: .5rem 1.5rem; }
label { display: block; margin-top: .75rem; font-weight: 600; }
input, textarea, select {
  font: inherit; color: var(--ink); background: var(--box);
  border: 1px solid var(--faint); border-radius: 4px; padding: .35rem;
  width: 100%;
}
input, select { max-width: 26rem; }
input[type=radio], input[type=checkbox] { width: auto; }
fieldset label { font-weight: 400; margin-top: .25rem; }
.clock { position: sticky; top: 0; margin: 0; padding: .5rem 0;
  background: var(--paper); border-bottom: 1px solid var(--line); }
[role=timer] { font-weight: 600; font-variant-numeric: tabular-nums; }
.badge svg { max-width: 320px; }
.badge svg text, .badge svg g { fill: #fff; }
textarea {
  font: .875rem/1.45 ui-monospace, monospace; tab-size: 4; white-space: pre;
  overflow: auto;
}
.units { list-style: none; padding: 0; }
.units li { padding: .5rem 0; border-bottom: 1px solid var(--line);
  display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.units li > :last-child { margin-left: auto; }
table.class th:first-child { position: sticky; left: 0; max-width: 9rem;
  background: var(--paper); overflow-wrap: anywhere; }
/* Whose outline is not under that. */
table.class th + th, table.class td { padding-left: .375rem; }
thead .faint { font-weight: 400; }
form + details { margin-top: .75rem; }
.said { white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0; }
table.class td { white-space: nowrap; }
.links { padding: .75rem 1rem; background: var(--box); border-radius: 4px; }
)css";

}  // namespace

std::string CsrfField(absl::string_view csrf) {
  return absl::StrCat("<input type=\"hidden\" name=\"csrf\" value=\"",
                      MarkupAttribute(csrf), "\">\n");
}

std::string Navigation(const Person* person, absl::string_view csrf) {
  if (person == nullptr) return "";
  return absl::StrCat(
      "<nav aria-label=\"Course\">\n<a href=\"/\">Course</a>\n",
      person->instructor
          ? "<a href=\"/class\">Class</a>\n<a href=\"/class/invitations\">"
            "Invitations</a>\n"
          : "",
      "<form method=\"post\" action=\"/sign-out\">\n", CsrfField(csrf),
      "<a href=\"/account\">", Markup(person->name),
      "</a> <button>Sign out</button>\n</form>\n</nav>\n");
}

HttpResponse DocumentResponse(int status, std::string document,
                              absl::string_view scripts,
                              absl::string_view styles) {
  HttpResponse response;
  response.status = status;
  response.headers = {
      {"Content-Type", "text/html; charset=utf-8"},
      {"Content-Security-Policy",
       absl::StrCat("default-src 'none'; style-src ", styles,
                    "; img-src data:; form-action 'self'; base-uri 'none'; "
                    "frame-ancestors 'none'",
                    scripts.empty() ? "" : "; connect-src 'self'; script-src ",
                    scripts)}};
  response.body = std::move(document);
  return response;
}

HttpResponse PageResponse(int status, absl::string_view title,
                          absl::string_view above, absl::string_view body,
                          const PageParts& parts) {
  const bool script = !parts.asset.empty();
  const std::string style = absl::StrCat(parts.style, kStyle);
  return DocumentResponse(
      status,
      HtmlPage(title, absl::StrCat(above, body), "", style,
               script ? AssetPath(parts.asset) : "", parts.head),
      script ? "'self'" : "",
      parts.style_nonce.empty() ? StyleSource(style)
                                : absl::StrCat(StyleSource(style), " 'nonce-",
                                               parts.style_nonce, "'"));
}

std::string Complaint(absl::string_view complaint) {
  return complaint.empty() ? ""
                           : absl::StrCat("<p class=\"bad\" role=\"alert\">",
                                          Markup(complaint), "</p>\n");
}

HttpResponse Redirect(const std::string& place) {
  HttpResponse response;
  response.status = 303;
  response.headers = {{"Location", place}};
  return response;
}

std::pair<std::string, std::string> RetryAfter(absl::Duration wait) {
  return {"Retry-After",
          absl::StrCat(std::max<std::int64_t>(
              1, absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1)))))};
}

HttpResponse Refused(int status, absl::string_view above,
                     absl::string_view what) {
  return PageResponse(
      status, "That did not work", above,
      absl::StrCat("<main>\n<h1>That did not work</h1>\n<p>", Markup(what),
                   "</p>\n<p><a href=\"/\">To the course"
                   "</a></p>\n</main>\n"));
}

}  // namespace grader
