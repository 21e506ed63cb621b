#include "grader/report/html_page.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/sha.h"
#include "grader/report/markup.h"
#include "grader/report/words.h"

namespace grader {
namespace {

// Colours are chosen for a contrast of at least 4.5 : 1 on their background,
// and none is the only sign of anything.
constexpr absl::string_view kStyle = R"css(
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c2127; --faint: #57606a; --line: #d0d7de;
  --box: #f4f6f8; --good: #176a2c; --bad: #b3261e; --caution: #7a4f00;
  --link: #0b57b0; --bar: #2f6fbf; --open: #a86a00; --blocked: #b3261e;
  --mark: #ffe3a3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e6e9ec; --faint: #a5afba; --line: #3a424b;
    --box: #1d232a; --good: #7ddc8f; --bad: #ff9489; --caution: #f0c060;
    --link: #8ab8ff; --bar: #6aa3ec; --open: #e0a63c; --blocked: #ff7468;
    --mark: #5c4500;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .35rem 0; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
pre {
  margin: .35rem 0; padding: .6rem .75rem; overflow: auto; max-height: 24rem;
  background: var(--box); border: 1px solid var(--line); border-radius: 4px;
  overflow-wrap: normal; tab-size: 4;
}
.verdict { font-size: 1.2rem; font-weight: 600; }
.points { color: var(--ink); font-weight: 400; margin-left: .75rem; }
.good { color: var(--good); } .bad { color: var(--bad); }
.caution { color: var(--caution); }
.faint, caption, footer { color: var(--faint); font-size: .9rem; }
footer { margin-top: 2rem; }
.wide { overflow-x: auto; }
/* In a box that scrolls, columns are as wide as their words. */
.wide th, .wide td { overflow-wrap: break-word; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .25rem 0; }
th, td {
  text-align: left; padding: .35rem .75rem .35rem 0; vertical-align: top;
  border-bottom: 1px solid var(--line);
}
th { font-weight: 600; }
tbody th { font-weight: 400; }
.facts th { width: 7rem; overflow-wrap: normal; }
.schedule td, .schedule th { padding: .35rem .5rem; min-width: 8rem; }
.runs { background: var(--box); border-left: 4px solid var(--bar); }
.number { text-align: right; white-space: nowrap; }
summary { cursor: pointer; padding: .2rem 0; }
summary h2 { display: inline; }
article {
  margin-top: 1rem; padding: .25rem 1rem .75rem;
  border: 1px solid var(--line); border-radius: 6px;
}
article > details > summary { padding: .5rem 0; }
.diagnostics { padding-left: 1.5rem; }
.place { font-weight: 600; }
.sides { display: grid; gap: 0 1rem; }
.sides > * { min-width: 0; }
@media (min-width: 45rem) { .sides { grid-template-columns: 1fr 1fr; } }
.sides > figure {
  display: grid; grid-row: span 3; grid-template-rows: subgrid;
}
.sides h4 { font-size: .9rem; margin: .35rem 0 0; }
mark { background: var(--mark); color: var(--ink); text-decoration: underline; }
.differs { border-left: 3px solid var(--bad); padding-left: .4rem;
  margin-left: -.55rem; }
figure { margin: .75rem 0; }
figcaption { color: var(--faint); font-size: .9rem; }
svg { display: block; width: 100%; font: .8rem system-ui, sans-serif; }
svg text { fill: var(--ink); }
svg .faint { fill: var(--faint); font-size: inherit; }
svg .arrow { fill: var(--paper); }
svg .track { fill: var(--box); }
svg .span { fill: var(--bar); }
svg .open { fill: var(--open); }
svg .note { fill: var(--ink); }
svg .hatch { stroke: var(--blocked); stroke-width: 3; }
svg .edge { fill: none; stroke: var(--blocked); }
svg .bound { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 5 3; }
svg .late { fill: var(--bad); }
@media print { body { max-width: none; } pre { max-height: none; } }
)css";

}  // namespace

std::string ScriptSource(absl::string_view script) {
  return absl::StrCat("'sha256-", absl::Base64Escape(Sha256(script)), "'");
}

std::string StyleSource(absl::string_view style) {
  return ScriptSource(absl::StrCat(kStyle, style));
}

std::string HtmlPage(absl::string_view title, absl::string_view body,
                     absl::string_view script, absl::string_view style,
                     absl::string_view script_file, absl::string_view head) {
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
      "'none'; style-src 'unsafe-inline'; img-src data:",
      script.empty() ? "" : absl::StrCat("; script-src ", ScriptSource(script)),
      script_file.empty() ? "" : "; script-src 'self'; connect-src 'self'",
      "\">\n<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n<title>",
      Markup(title), "</title>\n<style>", kStyle, style, "</style>\n",
      script_file.empty() ? ""
                          : absl::StrCat("<script type=\"module\" src=\"",
                                         script_file, "\"></script>\n"),
      head, "</head>\n<body>\n", body,
      script.empty() ? "" : absl::StrCat("<script>", script, "</script>\n"),
      "</body>\n</html>\n");
}

std::string HtmlPre(absl::string_view label, absl::string_view text) {
  // A newline right after <pre> would be dropped, so there is one to drop.
  return absl::StrCat("<pre tabindex=\"0\" role=\"group\" aria-label=\"",
                      MarkupAttribute(label), "\">\n", Markup(text),
                      "</pre>\n");
}

std::string HtmlFolded(absl::string_view summary, absl::string_view content) {
  return absl::StrCat("<details>\n<summary>", Markup(summary), "</summary>\n",
                      content, "</details>\n");
}

absl::string_view HtmlClass(VerdictWord word) {
  if (word == VerdictWord::kAccepted) return "good";
  return word == VerdictWord::kJudgeError ? "caution" : "bad";
}

absl::string_view HtmlSign(VerdictWord word) {
  return word == VerdictWord::kAccepted
             ? "<span aria-hidden=\"true\">✓ </span>"
             : "<span aria-hidden=\"true\">✗ </span>";
}

std::string HtmlVerdict(absl::string_view element, const CaseReport& one) {
  return absl::StrCat("<", element, " class=\"",
                      one.skipped() ? "faint" : HtmlClass(one.verdict.word),
                      "\">",
                      one.skipped() ? "<span aria-hidden=\"true\">– </span>"
                                    : HtmlSign(one.verdict.word),
                      Markup(VerdictInWords(one)), "</", element, ">");
}

}  // namespace grader
