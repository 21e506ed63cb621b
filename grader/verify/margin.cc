#include "grader/verify/margin.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

struct Share {
  std::string limit;
  double used = 0;  // 1: all of it
  std::string actual;
  std::string allowed;
};

Share TimeShare(absl::string_view limit, absl::Duration used,
                absl::Duration allowed) {
  return {std::string(limit), absl::FDivDuration(used, allowed),
          grader::FormatDuration(used), grader::FormatDuration(allowed)};
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

}  // namespace

std::vector<std::string> NarrowLimits(const Report& reference) {
  std::vector<std::string> narrow;
  for (const CaseReport& one : reference.cases) {
    for (const Share& share : Shares(one, reference.build)) {
      if (share.used <= 0.5) continue;
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
