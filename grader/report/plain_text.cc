#include "grader/report/plain_text.h"

#include "absl/strings/str_cat.h"
#include "grader/report/page.h"
#include "grader/report/text_build.h"
#include "grader/report/text_case.h"
#include "grader/report/unicode.h"

namespace grader {

std::string CaseInText(const Report& view, const CaseReport& one) {
  Page page({});
  WriteCase(view, one, page);
  return page.text();
}

std::string BuildInText(const Report& view) {
  Page page({});
  page.Paragraph(0, view.verdict.message);
  WriteErrors(view.build, view.explained, page);
  return page.text();
}

std::string WithOmission(const CapturedText& captured) {
  if (captured.omitted == 0) return captured.Joined();
  return absl::StrCat(captured.head, "\n[… ", captured.omitted,
                      " bytes omitted …]\n", captured.tail);
}

std::string Shortened(absl::string_view text, std::size_t most) {
  constexpr absl::string_view kCut = "\n[… cut here: the text is longer]";
  constexpr std::size_t kCutLength = 33;
  std::size_t length = 0;
  std::size_t kept = 0;  // bytes that leave room for kCut
  for (absl::string_view rest = text; !rest.empty(); ++length) {
    const std::size_t size = DecodeFront(rest).size;
    if (length + kCutLength < most) kept += size;
    if (length == most) return absl::StrCat(text.substr(0, kept), kCut);
    rest.remove_prefix(size);
  }
  return std::string(text);
}

}  // namespace grader
