#include "grader/judge/check.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "grader/judge/expectation_checks.h"
#include "grader/judge/test_check.h"
#include "grader/problem/points.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

CheckResult CheckShare(const TestCase& test_case,
                       const Observation& observation) {
  CheckResult check;
  check.kind = CheckKind::kPartial;
  check.name = "points";
  // A group gives its points by shares; a case of it has none.
  const Points points = test_case.group.empty() ? test_case.points : Points(1);
  const Points given = PointsFor(points, observation.checker_share);
  const auto in_words = [&](Points some) {
    return test_case.group.empty()
               ? PointsInWords(some, points)
               : absl::StrCat(ShownPoints(some, points), " of 1");
  };
  check.expected = in_words(points);
  check.actual = in_words(given);
  check.message = absl::StrCat("partly right: ", check.actual,
                               observation.checker_message.empty() ? "" : ": ",
                               Readable(observation.checker_message));
  return check;
}

}  // namespace

std::vector<CheckResult> RunChecks(const TestCase& test_case,
                                   const Observation& observation) {
  std::vector<CheckResult> checks;
  const auto add = [&](std::vector<CheckResult> made) {
    checks.insert(checks.end(), std::make_move_iterator(made.begin()),
                  std::make_move_iterator(made.end()));
  };
#define EXPECTATION(key, type, member, check, value, description, example) \
  add(check(test_case, observation));
#include "grader/problem/expectations.def"
  add(CheckTest(test_case, observation));
  if (observation.checker_end == Termination(Exited{kCheckerAccepts}) &&
      observation.checker_share < 1) {
    checks.push_back(CheckShare(test_case, observation));
  }
  return checks;
}

}  // namespace grader
