// Markdown laid out for a terminal: headings, lists, code, tables, within the
// width there is.
#ifndef GRADER_REPORT_MARKDOWN_PAGE_H_
#define GRADER_REPORT_MARKDOWN_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/report/page.h"

namespace grader {

// `text` as a page. Nothing is cut: what does not fit is wrapped, cells of
// tables too. Without colours code keeps its backticks and
// lower headings their marks. Pure.
std::string MarkdownPage(absl::string_view text, const TextStyle& style);

}  // namespace grader

#endif  // GRADER_REPORT_MARKDOWN_PAGE_H_
