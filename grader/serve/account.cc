// The page of a Visit on which people make tokens for programs, and withdraw
// them.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"
#include "grader/store/credentials.h"

namespace grader {

HttpResponse Visit::AccountPage(int status, absl::string_view above) {
  const auto tokens = site_.store_.Tokens(person_->id);
  if (!tokens.ok()) return Failed(tokens.status());
  std::string rows;
  for (const Token& token : *tokens) {
    absl::StrAppend(&rows, "<tr><th scope=\"row\">", Markup(token.name),
                    "</th><td>", TimeInWords(token.made),
                    "</td><td><form method=\"post\" action=\"/account/tokens/",
                    MarkupAttribute(token.id), "/withdraw\">\n",
                    CsrfField(csrf_), "<button aria-label=\"Withdraw ",
                    MarkupAttribute(token.name),
                    "\">Withdraw</button>\n</form></td></tr>\n");
  }
  if (!rows.empty()) {
    rows = absl::StrCat(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" "
        "aria-label=\"Your tokens\">\n<table class=\"class\">\n<caption>Your "
        "tokens</caption>\n"
        "<thead><tr><th scope=\"col\">for</th><th scope=\"col\">made</th>"
        "<td></td></tr></thead>\n<tbody>\n",
        rows, "</tbody>\n</table>\n</div>\n");
  }
  return PageResponse(
      status, "Account", Above(),
      absl::StrCat(
          "<main>\n<h1>", Markup(person_->name), "</h1>\n", above,
          "<section>\n<h2>Tokens for programs</h2>\n<p>With a token a program "
          "may hand in and read results as you may, at <code>",
          Markup(site_.options_.url),
          "/api/</code>. What it can ask is described in <a "
          "href=\"/api/openapi.json\">openapi.json</a>. A new password ends "
          "all of them.</p>\n",
          rows, "<form method=\"post\" action=\"/account/tokens\">\n",
          CsrfField(csrf_),
          "<label for=\"name\">What it is for</label>\n<input id=\"name\" "
          "name=\"name\" autocomplete=\"off\" required>\n<p><button "
          "class=\"main\">Make a token</button></p>\n</form>\n</section>\n"
          "</main>\n"));
}

HttpResponse Visit::ShowAccount() { return AccountPage(200, ""); }

HttpResponse Visit::MakeToken() {
  Token token;
  token.id = DrawId();
  token.person = person_->id;
  token.name = std::string(absl::StripAsciiWhitespace(Field("name")));
  token.made = site_.options_.now();
  if (absl::Status fault = CheckName(token.name); !fault.ok()) {
    return AccountPage(400, Complaint(fault.message()));
  }
  const std::string secret = DrawToken();
  const absl::Status added = site_.store_.AddToken(
      token, TokenDigest("api", secret),
      TokenDigest("session",
                  CookieValue(request_.Header("cookie"), "session")));
  if (absl::IsAborted(added)) {
    return Refuse(403, "You are not signed in any more.");
  }
  if (absl::IsResourceExhausted(added)) {
    return AccountPage(400, Complaint("You have 20 tokens. Withdraw one "
                                      "first."));
  }
  if (!added.ok()) return Failed(added);
  return AccountPage(
      200, absl::StrCat("<p>This is the token for ", Markup(token.name),
                        ". It is shown only now.</p>\n",
                        HtmlPre("the token", secret)));
}

HttpResponse Visit::WithdrawToken() {
  const absl::Status removed = site_.store_.RemoveToken(person_->id, part_);
  if (absl::IsNotFound(removed)) return NotFound();
  if (!removed.ok()) return Failed(removed);
  site_.events_.EndOf(person_->id);
  return Redirect("/account");
}

}  // namespace grader
