// A Comparison: one text held against what it must be. Made by the Compare…
// functions, one file per kind; RunChecks makes it a CheckResult.
#ifndef GRADER_JUDGE_COMPARISON_H_
#define GRADER_JUDGE_COMPARISON_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "grader/judge/lines.h"

namespace grader {

struct Comparison {
  bool passed = false;
  std::string expected;  // around the first difference
  std::string actual;
  std::string message;  // when not passed: what is wrong and what to try

  bool operator==(const Comparison&) const = default;
};

// A passed comparison of the two.
Comparison Passed(const Lines& expected, const Lines& actual);

// A failed one; each side is shown around its focus.
Comparison Failed(const Lines& expected, const Focus& expected_focus,
                  const Lines& actual, const Focus& actual_focus,
                  std::string message);

// The failed comparison if one of the two is empty and the other is not.
std::optional<Comparison> CompareEmptiness(const Lines& expected,
                                           const Lines& actual);

// "line 3", "lines 3, 5, 6 (+4 more)"; `indexes` count from 0 and are not
// empty.
std::string LineNumbers(const std::vector<std::size_t>& indexes);

}  // namespace grader

#endif  // GRADER_JUDGE_COMPARISON_H_
