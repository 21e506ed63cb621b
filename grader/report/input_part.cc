#include "grader/report/input_part.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/report/case_story.h"
#include "grader/report/first_difference.h"

namespace grader {
namespace {

std::vector<std::string> Lines(absl::string_view text) {
  absl::ConsumeSuffix(&text, "\n");
  return absl::StrSplit(text, '\n');
}

// The line of the input that the first wrong line of the output answers.
std::optional<std::size_t> LineThatMatters(const CaseReport& one,
                                           std::size_t input_lines) {
  const auto& expected = one.test_case.expect.out;
  if (!ChecksCount(one) || !expected || !IsLiteral(*expected)) {
    return std::nullopt;
  }
  const std::vector<std::string> right = Lines(WrittenText(*expected));
  const std::size_t header = input_lines - std::min(input_lines, right.size());
  if (right.size() > input_lines || header > 1) return std::nullopt;
  const std::size_t same =
      FindFirstDifference(right, Lines(one.observation.out.Joined())).lines;
  if (same == right.size()) return std::nullopt;
  return same + header;
}

}  // namespace

InputPart InputToShow(const CaseReport& one, std::size_t lines) {
  InputPart part = {0, one.test_case.input};
  const std::size_t all = Lines(part.text).size();
  const auto matters = LineThatMatters(one, all);
  if (all <= lines || !matters) return part;
  part.before = std::min(*matters - std::min(*matters, lines / 2), all - lines);
  for (std::size_t i = 0; i < part.before; ++i) {
    part.text.remove_prefix(part.text.find('\n') + 1);
  }
  return part;
}

}  // namespace grader
