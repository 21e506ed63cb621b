#include "grader/verify/slowness.h"

#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "grader/problem/package/package_limits.h"
#include "grader/verify/margin.h"

namespace grader {
namespace {

// The cases that a limit of time ended and that one of `rules` is about, with
// somewhat more time than `too_slow`.
std::vector<TestCase> PatientCases(const Problem& problem, const Report& report,
                                   const std::vector<SubmissionRule>& rules,
                                   absl::Duration too_slow) {
  const double seconds =
      absl::ToDoubleSeconds(too_slow + absl::Milliseconds(100));
  std::vector<TestCase> cases;
  for (const CaseReport& one : report.cases) {
    const std::string& name = one.test_case.name;
    if (one.skipped() || !StoppedByTime(one) ||
        absl::c_none_of(rules, [&](const SubmissionRule& rule) {
          return rule.IsAbout(name);
        })) {
      continue;
    }
    const auto whole = absl::c_find_if(
        problem.cases,
        [&](const TestCase& test_case) { return test_case.name == name; });
    if (whole == problem.cases.end()) continue;
    TestCase& patient = cases.emplace_back(*whole);
    patient.needs.clear();
    SetTimes(seconds, patient.limits);
  }
  return cases;
}

// How long it takes if it is given more time than the limit. What ended within
// the limit would do so again; and when a case has taken as long as it must, no
// other one can say more.
SubmissionTimes FindTimes(const Problem& problem, const Report& report,
                          const SlownessOrder& order,
                          const GradeInCases& grade) {
  SubmissionTimes times;
  std::vector<SubmissionRule> open = RulesFromAbove(order.rule);
  if (!order.too_slow || open.empty()) return times;
  Report patient = report;
  if (const std::vector<TestCase> cases =
          PatientCases(problem, report, open, *order.too_slow);
      !cases.empty()) {
    const Report again = grade(cases, [&](const CaseReport& one) {
      std::erase_if(open, [&](const SubmissionRule& rule) {
        return rule.IsAbout(one.test_case.name) &&
               TimeOf(one) >= *order.too_slow;
      });
      return open.empty();
    });
    for (CaseReport& one : patient.cases) {
      const auto longer =
          absl::c_find_if(again.cases, [&](const CaseReport& other) {
            return other.test_case.name == one.test_case.name;
          });
      if (longer != again.cases.end()) one = *longer;
    }
  }
  times.Add(patient, order.rule);
  return times;
}

}  // namespace

Slowness FindSlowness(const Problem& problem, const Report& report,
                      const SlownessOrder& order, const GradeInCases& grade) {
  Slowness slowness;
  slowness.times = FindTimes(problem, report, order, grade);
  slowness.narrow = NarrowMisses(order.name, report, order.rule);
  if (const auto stopped = StoppedCases(report, order.rule); !stopped.empty()) {
    absl::c_move(NarrowStops(order.name, grade(stopped, {})),
                 std::back_inserter(slowness.narrow));
  }
  return slowness;
}

}  // namespace grader
