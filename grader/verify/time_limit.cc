#include "grader/verify/time_limit.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace grader {
namespace {

std::string Seconds(absl::Duration time) {
  return absl::StrFormat("%.4g s", absl::ToDoubleSeconds(time));
}

// Of the slowest case that ran, of those that `rule` is about.
absl::Duration LongestTime(const Report& report, const SubmissionRule& rule) {
  absl::Duration slowest;
  for (const CaseReport& one : report.cases) {
    if (one.skipped() || !rule.IsAbout(one.test_case.name)) continue;
    slowest = std::max(slowest, TimeOf(one));
  }
  return slowest;
}

bool MustBeInTime(const SubmissionRule& rule) {
  if (rule.time_use != TimeUse::kByVerdicts) {
    return rule.time_use == TimeUse::kLower;
  }
  return !rule.permitted.empty() &&
         !absl::c_linear_search(rule.permitted, "TLE");
}

bool MustBeTooSlow(const SubmissionRule& rule) {
  if (rule.time_use != TimeUse::kByVerdicts) {
    return rule.time_use == TimeUse::kUpper;
  }
  const std::vector<std::string> too_slow = {"TLE"};
  return rule.required == too_slow || rule.verdict == too_slow;
}

}  // namespace

absl::Duration TimeOf(const CaseReport& one) {
  return std::max(one.observation.elapsed, one.observation.cpu_time);
}

bool BoundsFromBelow(const SubmissionRule& rule) {
  return MustBeInTime(rule) || absl::c_any_of(rule.also, BoundsFromBelow);
}

bool BoundsFromAbove(const SubmissionRule& rule) {
  return MustBeTooSlow(rule) || absl::c_any_of(rule.also, BoundsFromAbove);
}

std::vector<SubmissionRule> RulesFromAbove(const SubmissionRule& rule) {
  std::vector<SubmissionRule> rules;
  for (const SubmissionRule& one : rule.also) {
    absl::c_move(RulesFromAbove(one), std::back_inserter(rules));
  }
  if (MustBeTooSlow(rule)) rules.push_back(rule);
  return rules;
}

void SubmissionTimes::Add(const Report& report, const SubmissionRule& rule) {
  if (report.cases.empty()) return;
  for (const SubmissionRule& one : rule.also) Add(report, one);
  const absl::Duration time = LongestTime(report, rule);
  if (MustBeInTime(rule)) {
    slowest_in_time = std::max(slowest_in_time.value_or(time), time);
  }
  if (MustBeTooSlow(rule)) {
    fastest_too_slow = std::min(fastest_too_slow.value_or(time), time);
  }
}

void SubmissionTimes::Add(const SubmissionTimes& others) {
  if (others.slowest_in_time) {
    slowest_in_time = std::max(slowest_in_time.value_or(absl::ZeroDuration()),
                               *others.slowest_in_time);
  }
  if (others.fastest_too_slow) {
    fastest_too_slow =
        std::min(fastest_too_slow.value_or(*others.fastest_too_slow),
                 *others.fastest_too_slow);
  }
}

ComputedLimit ComputeTimeLimit(const SubmissionTimes& times,
                               const TimeMargins& margins) {
  if (!times.slowest_in_time) {
    return {std::nullopt, "no submission says how long a right one takes"};
  }
  const absl::Duration least = margins.in_time * *times.slowest_in_time;
  const absl::Duration step = absl::Seconds(margins.resolution);
  const absl::Duration limit =
      step * std::max(1.0, std::ceil(absl::FDivDuration(least, step)));
  std::string reason = absl::StrFormat(
      "the slowest submission that must be in time takes %s, times %g",
      Seconds(*times.slowest_in_time), margins.in_time);
  if (!times.fastest_too_slow) return {limit, std::move(reason)};
  absl::StrAppendFormat(
      &reason, "; the fastest that must be too slow takes %s, divided by %g",
      Seconds(*times.fastest_too_slow), margins.too_slow);
  if (limit * margins.too_slow > *times.fastest_too_slow) {
    return {std::nullopt, std::move(reason)};
  }
  return {limit, std::move(reason)};
}

std::string TooFast(absl::Duration limit, const SubmissionTimes& times,
                    const TimeMargins& margins) {
  if (!times.fastest_too_slow ||
      limit * margins.too_slow <= *times.fastest_too_slow) {
    return "";
  }
  return absl::StrFormat(
      "no time limit follows from the submissions: the least is %s, and the "
      "fastest that must be too slow takes %s, not %g times as long",
      Seconds(limit), Seconds(*times.fastest_too_slow), margins.too_slow);
}

}  // namespace grader
