// Markdown as HTML.
#ifndef GRADER_REPORT_MARKDOWN_HTML_H_
#define GRADER_REPORT_MARKDOWN_HTML_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// `text`, in CommonMark with GitHub's tables, as HTML. What is HTML in it
// already is shown as it is written. Pure.
std::string MarkdownHtml(absl::string_view text);

}  // namespace grader

#endif  // GRADER_REPORT_MARKDOWN_HTML_H_
