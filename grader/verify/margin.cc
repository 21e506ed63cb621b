#include "grader/verify/margin.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <variant>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/units.h"
#include "grader/report/measured.h"

namespace grader {
namespace {

// How many times what is allowed is clearly too much.
constexpr int kClearly = 2;

struct Share {
  std::string limit;
  double used = 0;  // 1: all of it
  std::string actual;
  std::string allowed;
};

Share TimeShare(absl::string_view limit, absl::Duration used,
                absl::Duration allowed) {
  return {std::string(limit), absl::FDivDuration(used, allowed),
          FormatElapsed(used), FormatElapsed(allowed)};
}

std::vector<Share> Shares(const CaseReport& one, const Build& build) {
  const Limits& limits = one.test_case.limits;
  const Observation& observation = one.observation;
  // What the language's own runtime takes is given on top.
  const std::int64_t memory_bytes =
      limits.memory_bytes + build.runtime_memory_bytes;
  return {
      TimeShare("elapsed", observation.elapsed, limits.elapsed),
      TimeShare("cpu", observation.cpu_time, limits.cpu),
      {"memory",
       static_cast<double>(observation.peak_memory_bytes) /
           static_cast<double>(memory_bytes),
       FormatBytes(observation.peak_memory_bytes), FormatBytes(memory_bytes)}};
}

bool MustFail(const CaseReport& one, const SubmissionRule& rule) {
  return absl::c_linear_search(rule.fails, one.test_case.name);
}

// How late a check found something to be.
struct Lateness {
  double share = 0;  // 1: at the bound
  const CheckResult* check = nullptr;
};

// The largest lateness, if nothing but being late is wrong.
std::optional<Lateness> OnlyLate(const CaseReport& one) {
  std::optional<Lateness> latest;
  if (one.verdict.word != VerdictWord::kWrongAnswer || one.skipped()) {
    return latest;
  }
  for (const CheckResult& check : one.checks) {
    if (check.passed) continue;
    const auto measured = MeasuredBy(check, one);
    if (!measured || check.excess <= absl::ZeroDuration()) return std::nullopt;
    const double share =
        1 + absl::FDivDuration(check.excess, *measured->bound.max);
    if (!latest || share > latest->share) latest = {share, &check};
  }
  return latest;
}

}  // namespace

bool StoppedByTime(const CaseReport& one) {
  const auto* killed = std::get_if<Killed>(&one.observation.termination);
  return killed != nullptr &&
         (killed->limit == Limit::kElapsed || killed->limit == Limit::kCpu ||
          killed->limit == Limit::kWall);
}

std::vector<std::string> NarrowMisses(const std::string& submission,
                                      const Report& report,
                                      const SubmissionRule& rule) {
  std::vector<std::string> narrow;
  for (const CaseReport& one : report.cases) {
    if (!MustFail(one, rule)) continue;
    const std::optional<Lateness> late = OnlyLate(one);
    if (!late || late->share >= kClearly) continue;
    narrow.push_back(absl::StrCat(
        submission, " is wrong by slowness alone, and case \"",
        one.test_case.name, "\" catches it narrowly: ", late->check->name,
        " is ", late->check->actual, ", ", late->check->expected,
        " expected; let it take twice what is allowed"));
  }
  return narrow;
}

std::vector<TestCase> StoppedCases(const Report& report,
                                   const SubmissionRule& rule) {
  std::vector<TestCase> cases;
  for (const CaseReport& one : report.cases) {
    if (!MustFail(one, rule) || !StoppedByTime(one)) continue;
    TestCase& test_case = cases.emplace_back(one.test_case);
    test_case.needs.clear();
    test_case.limits.elapsed *= kClearly;
    test_case.limits.cpu *= kClearly;
    test_case.limits.wall *= kClearly;
  }
  return cases;
}

std::vector<std::string> NarrowStops(const std::string& submission,
                                     const Report& report) {
  std::vector<std::string> narrow;
  for (const CaseReport& one : report.cases) {
    if (StoppedByTime(one)) continue;
    narrow.push_back(absl::StrCat(
        submission, " is wrong by slowness, and with twice the time case \"",
        one.test_case.name, "\" ends by itself, after ",
        FormatElapsed(one.observation.elapsed), " and ",
        FormatElapsed(one.observation.cpu_time),
        " of CPU time; let it take twice what the limits allow"));
  }
  return narrow;
}

std::vector<std::string> NarrowLimits(const Report& reference) {
  std::vector<std::string> narrow;
  for (const CaseReport& one : reference.cases) {
    for (const Share& share : Shares(one, reference.build)) {
      if (share.used * kClearly <= 1) continue;
      narrow.push_back(absl::StrCat(
          "case \"", one.test_case.name, "\": the reference in ",
          reference.language, " uses ", share.actual, " of limits.",
          share.limit, ", ", share.allowed, "; allow at least twice as much"));
    }
  }
  return narrow;
}

std::string LargestShares(const std::vector<Report>& references) {
  std::vector<Share> largest;
  for (const Report& reference : references) {
    for (const CaseReport& one : reference.cases) {
      const std::vector<Share> shares = Shares(one, reference.build);
      largest.resize(shares.size());
      for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i].used >= largest[i].used) largest[i] = shares[i];
      }
    }
  }
  std::string text;
  for (const Share& share : largest) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", share.limit, " ",
                    std::lround(share.used * 100), " %");
  }
  return text;
}

}  // namespace grader
