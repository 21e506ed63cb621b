// The frame of an HTML report and the small parts it is made of.
#ifndef GRADER_REPORT_HTML_PAGE_H_
#define GRADER_REPORT_HTML_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/judge/verdict.h"
#include "grader/report/report.h"

namespace grader {

// A whole document with the style of all reports. `title` is text, `body` is
// HTML. A policy in it forbids requests and all scripts but `script`, whatever
// the body holds. `style` comes behind the other. `script_file` is the path of
// a script on the server that the page comes from; that server is then all that
// scripts may ask. `head` is HTML that comes last in the document's head.
std::string HtmlPage(absl::string_view title, absl::string_view body,
                     absl::string_view script = "",
                     absl::string_view style = "",
                     absl::string_view script_file = "",
                     absl::string_view head = "");

// How a policy names `script`: by its hash (Content Security Policy Level 3,
// 2.3.1).
std::string ScriptSource(absl::string_view script);

// How a policy names the style of a page with `style`.
std::string StyleSource(absl::string_view style);

// A text that keeps its lines, in a box that scrolls by keyboard as well.
// `label` is what a screen reader calls it.
std::string HtmlPre(absl::string_view label, absl::string_view text);

// `content`, which is HTML, below a line of text that unfolds it.
std::string HtmlFolded(absl::string_view summary, absl::string_view content);

// The class of elements that tell a verdict: "good", "bad" or "caution".
absl::string_view HtmlClass(VerdictWord word);

// A tick or a cross that screen readers leave out, and a blank.
absl::string_view HtmlSign(VerdictWord word);

// The verdict of a case in an element that has its class and its sign; a
// skipped case has a dash.
std::string HtmlVerdict(absl::string_view element, const CaseReport& one);

}  // namespace grader

#endif  // GRADER_REPORT_HTML_PAGE_H_
