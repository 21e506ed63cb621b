#include "grader/report/markdown_html.h"

#include <md4c-html.h>

#include "absl/strings/str_replace.h"
#include "grader/report/sanitize.h"

namespace grader {

std::string MarkdownHtml(absl::string_view text) {
  const std::string safe = ForTerminal(text);
  std::string html;
  md_html(
      safe.data(), static_cast<MD_SIZE>(safe.size()),
      [](const MD_CHAR* part, MD_SIZE size, void* all) {
        static_cast<std::string*>(all)->append(part, size);
      },
      &html, MD_FLAG_TABLES | MD_FLAG_NOHTML, 0);
  // What is wider than the page scrolls, by keyboard as well.
  return absl::StrReplaceAll(
      html, {{"<pre>", "<pre tabindex=\"0\">"},
             {"<th>", "<th scope=\"col\">"},
             {"<table>", "<div class=\"wide\" tabindex=\"0\"><table>"},
             {"</table>", "</table></div>"}});
}

}  // namespace grader
