#include "grader/batch/problem_meant.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/batch/hand_in_name.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

using By = ProblemMeant::By;

// In lower case, every run of other signs than letters and digits as one '-'.
std::string Normal(absl::string_view name) {
  std::string normal;
  for (const char c : name) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      normal += absl::ascii_tolower(static_cast<unsigned char>(c));
    } else if (!normal.empty() && normal.back() != '-') {
      normal += '-';
    }
  }
  return std::string(absl::StripSuffix(normal, "-"));
}

// The only number in a normal name, if there is one, and what is around it.
struct NumberInName {
  int number = 0;
  bool alone = false;  // but for words like "exercise"
};
std::optional<NumberInName> NumberIn(const std::string& name) {
  std::string digits;
  std::string rest;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool digit = absl::ascii_isdigit(static_cast<unsigned char>(name[i]));
    if (!digit) {
      rest += name[i];
    } else if (!digits.empty() &&
               !absl::ascii_isdigit(static_cast<unsigned char>(name[i - 1]))) {
      return std::nullopt;
    } else {
      digits += name[i];
    }
  }
  NumberInName found;
  if (!absl::SimpleAtoi(digits, &found.number)) return std::nullopt;
  constexpr absl::string_view kWords[] = {
      "",     "ex", "exercise", "problem", "prob",     "p",
      "task", "q",  "question", "hw",      "homework", "lab",
      "no",   "nr", "solution", "tar"};  // the first of two endings
  found.alone = true;
  for (const absl::string_view word : absl::StrSplit(rest, '-')) {
    found.alone = found.alone && std::find(std::begin(kWords), std::end(kWords),
                                           word) != std::end(kWords);
  }
  return found;
}

ProblemMeant MeantByAll(absl::string_view name,
                        const std::vector<Problem>& problems) {
  const std::string normal =
      Normal(std::filesystem::path(std::string(name)).stem().string());
  std::vector<std::string> ids;
  for (const Problem& problem : problems) ids.push_back(problem.id);
  // An exact one is the closest there can be.
  const std::optional<std::string> closest = Closest(normal, ids);
  const auto number = NumberIn(normal);
  const Problem* similar = nullptr;
  const Problem* inside = nullptr;  // the longest id that `name` holds
  const Problem* numbered = nullptr;
  for (const Problem& problem : problems) {
    if (problem.id == normal) return {&problem, By::kName, 0};
    if (problem.id == closest) similar = &problem;
    if (absl::StrContains(absl::StrCat("-", normal, "-"),
                          absl::StrCat("-", problem.id, "-")) &&
        (inside == nullptr || problem.id.size() > inside->id.size())) {
      inside = &problem;
    }
    if (number && problem.number == number->number) numbered = &problem;
  }
  // "concurent-requests" holds "requests", and means another one.
  if (similar != nullptr && similar != inside) {
    return {similar, By::kTypingMistake, 0};
  }
  if (inside != nullptr) return {inside, By::kIdInside, 0};
  if (numbered == nullptr) return {};
  return {numbered, number->alone ? By::kName : By::kNumberInside, 0};
}

}  // namespace

ProblemMeant MeantBy(absl::string_view name,
                     const std::vector<Problem>& problems) {
  const ProblemMeant all = MeantByAll(name, problems);
  const NumberedName numbered = WithoutNumber(name);
  if (numbered.number == 0) return all;
  ProblemMeant without = MeantByAll(numbered.file, problems);
  without.upload = numbered.number;
  if (without.problem == nullptr) return all;
  const bool says_more = all.problem == nullptr ||
                         all.problem == without.problem ||
                         without.by == By::kName;
  return says_more ? without : all;
}

}  // namespace grader
