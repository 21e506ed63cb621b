#include "grader/judge/check.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "grader/judge/expectation_checks.h"
#include "grader/judge/points.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

CheckResult CheckShare(int points, const Observation& observation) {
  CheckResult check;
  check.kind = CheckKind::kPartial;
  check.name = "points";
  const int given = PointsFor(points, observation.checker_share);
  check.expected = PointsInWords(points, points);
  check.actual = PointsInWords(given, points);
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
  if (observation.checker_end == Termination(Exited{kCheckerAccepts}) &&
      observation.checker_share < 1) {
    checks.push_back(CheckShare(test_case.points, observation));
  }
  return checks;
}

}  // namespace grader
