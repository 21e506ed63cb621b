#include "grader/report/first_difference.h"

#include "absl/strings/string_view.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

std::size_t CommonBytes(absl::string_view a, absl::string_view b) {
  std::size_t common = 0;
  while (common < a.size() && common < b.size()) {
    const std::size_t size = DecodeFront(a.substr(common)).size;
    if (a.substr(common, size) != b.substr(common, size)) break;
    common += size;
  }
  return common;
}

}  // namespace

FirstDifference FindFirstDifference(const std::vector<std::string>& a,
                                    const std::vector<std::string>& b) {
  FirstDifference first;
  while (first.lines < a.size() && first.lines < b.size() &&
         a[first.lines] == b[first.lines]) {
    ++first.lines;
  }
  if (first.lines < a.size() && first.lines < b.size()) {
    first.bytes = CommonBytes(a[first.lines], b[first.lines]);
  }
  return first;
}

}  // namespace grader
