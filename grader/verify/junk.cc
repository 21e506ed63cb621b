#include "grader/verify/junk.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/judge/check.h"
#include "grader/judge/verdict.h"

namespace grader {
namespace {

constexpr absl::string_view kSwapped = "two lines swapped";
constexpr absl::string_view kOneMore = "a number that is one more";
constexpr absl::string_view kOneLess = "a number that is one less";

std::vector<std::string> Lines(absl::string_view text) {
  text = absl::StripTrailingAsciiWhitespace(text);
  if (text.empty()) return {};
  return absl::StrSplit(text, '\n');
}

std::string Joined(const std::vector<std::string>& lines) {
  return lines.empty() ? "" : absl::StrJoin(lines, "\n") + "\n";
}

// The first two neighbours that differ, swapped.
std::optional<std::string> Swapped(std::vector<std::string> lines) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i] == lines[i + 1]) continue;
    std::swap(lines[i], lines[i + 1]);
    return Joined(lines);
  }
  return std::nullopt;
}

// The last whole number of `text`, `change` away from what it is. The last one:
// what was reckoned tends to come after what was given.
std::optional<std::string> Changed(const std::string& text, int change) {
  std::size_t end = text.size();
  while (end > 0 && !absl::ascii_isdigit(text[end - 1])) --end;
  if (end == 0) return std::nullopt;
  std::size_t begin = end;
  while (begin > 0 && absl::ascii_isdigit(text[begin - 1])) --begin;
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(text.substr(begin, end - begin), &number)) {
    return std::nullopt;
  }
  return absl::StrCat(text.substr(0, begin), number + change, text.substr(end));
}

// Junk of this name is no error under such an expectation.
bool MayDiffer(absl::string_view name, const TextExpectation& expected) {
  const bool number = name == kOneMore || name == kOneLess;
  if (std::holds_alternative<UnorderedLines>(expected)) {
    return name == kSwapped;
  }
  if (const auto* pattern = std::get_if<Pattern>(&expected)) {
    return number || (name == kSwapped && pattern->unordered);
  }
  if (const auto* floats = std::get_if<Floats>(&expected)) {
    return number && (floats->absolute > 0 || floats->relative > 0);
  }
  return number && std::holds_alternative<Regex>(expected);
}

bool StaysAccepted(const CaseReport& one, const std::string& junk,
                   bool driven) {
  Observation observation = one.observation;
  observation.out = {junk, "", 0};
  const auto checks = RunChecks(one.test_case, observation);
  return Judge(observation, checks, one.test_case.limits, driven).word ==
         VerdictWord::kAccepted;
}

// What the first visible case prints, or "".
std::string VisibleOutput(const Report& report) {
  for (const CaseReport& one : report.cases) {
    if (one.test_case.visibility == Visibility::kVisible) {
      return one.observation.out.Joined();
    }
  }
  return "";
}

}  // namespace

std::vector<Junk> JunkOutputs(const std::string& right,
                              const std::string& visible) {
  const std::vector<std::string> lines = Lines(right);
  std::vector<Junk> junk;
  const auto add = [&](absl::string_view name,
                       const std::optional<std::string>& text) {
    if (text && Lines(*text) != lines) {
      junk.push_back({std::string(name), *text});
    }
  };
  add("nothing", "");
  add("a blank line", "\n");
  if (!visible.empty()) add("the output of the visible case", visible);
  if (!lines.empty()) {
    add("all but the last line", Joined({lines.begin(), lines.end() - 1}));
  }
  add(kSwapped, Swapped(lines));
  add(kOneMore, Changed(right, 1));
  add(kOneLess, Changed(right, -1));
  return junk;
}

std::vector<std::string> AcceptedJunk(const Report& reference) {
  std::vector<std::string> accepted;
  const std::string visible = VisibleOutput(reference);
  for (const CaseReport& one : reference.cases) {
    const auto& expected = one.test_case.expect.out;
    if (!expected || std::holds_alternative<Checker>(*expected)) continue;
    for (const Junk& junk :
         JunkOutputs(one.observation.out.Joined(), visible)) {
      if (MayDiffer(junk.name, *expected)) continue;
      if (!StaysAccepted(one, junk.text,
                         !reference.build.command.driver.empty())) {
        continue;
      }
      accepted.push_back(absl::StrCat("case \"", one.test_case.name,
                                      "\" accepts ", junk.name));
    }
  }
  return accepted;
}

}  // namespace grader
