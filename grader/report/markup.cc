#include "grader/report/markup.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/report/sanitize.h"
#include "grader/report/unicode.h"

namespace grader {

std::string Markup(absl::string_view bytes) {
  const std::string visible = ForTerminal(bytes);
  std::string escaped;
  escaped.reserve(visible.size());
  for (absl::string_view rest = visible; !rest.empty();) {
    const CodePoint front = DecodeFront(rest);
    switch (front.value) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      case 0xFFFE:  // UTF-8 knows them, XML does not
      case 0xFFFF:
        escaped += "\uFFFD";
        break;
      default:
        escaped.append(rest.data(), front.size);
    }
    rest.remove_prefix(front.size);
  }
  return escaped;
}

std::string MarkupAttribute(absl::string_view bytes) {
  return absl::StrReplaceAll(Markup(bytes), {{"\n", "&#10;"}, {"\t", "&#9;"}});
}

std::string MarkupTextarea(absl::string_view text) {
  // A line end at its start would be dropped, so there is one to drop.
  return absl::StrCat(
      "\n", absl::StrReplaceAll(
                text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}}));
}

}  // namespace grader
