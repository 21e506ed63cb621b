#include "grader/problem/constants.h"

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

std::string Replace(const Constants& constants, absl::string_view begin,
                    absl::string_view end, absl::string_view text) {
  std::string replaced;
  while (!constants.empty()) {
    const std::size_t at = text.find(begin);
    if (at == absl::string_view::npos) break;
    const std::size_t name = at + begin.size();
    const std::size_t after = text.find(end, name);
    if (after == absl::string_view::npos) break;
    const auto known =
        constants.find(std::string(text.substr(name, after - name)));
    if (known == constants.end()) {
      // One may begin inside: "{{{n}}}".
      absl::StrAppend(&replaced, text.substr(0, at + 1));
      text.remove_prefix(at + 1);
      continue;
    }
    absl::StrAppend(&replaced, text.substr(0, at), known->second);
    text.remove_prefix(after + end.size());
  }
  return absl::StrCat(replaced, text);
}

}  // namespace

std::string WithConstants(const Constants& constants, absl::string_view text) {
  return Replace(constants, "{{", "}}", text);
}

std::string WithLatexConstants(const Constants& constants,
                               absl::string_view text) {
  return Replace(constants, "\\constant{", "}", text);
}

}  // namespace grader
