#include "grader/verify/complaint.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace grader {
namespace {

// The codes of the ICPC problem package format and of the judges that use it.
std::string Code(VerdictWord word) {
  switch (word) {
    case VerdictWord::kAccepted:
      return "AC";
    case VerdictWord::kWrongAnswer:
      return "WA";
    case VerdictWord::kTimeLimitExceeded:
      return "TLE";
    case VerdictWord::kMemoryLimitExceeded:
      return "MLE";
    case VerdictWord::kOutputLimitExceeded:
      return "OLE";
    case VerdictWord::kRunTimeError:
      return "RTE";
    case VerdictWord::kCompileError:
      return "CE";
    case VerdictWord::kJudgeError:
      return "JE";
  }
  return "JE";
}

std::vector<std::string> CaseCodes(const Report& report,
                                   const SubmissionRule& rule) {
  if (report.cases.empty()) return {Code(report.verdict.word)};
  std::vector<std::string> codes;
  for (const CaseReport& one : report.cases) {
    codes.push_back(rule.partly_is_accepted && one.partly_right()
                        ? Code(VerdictWord::kAccepted)
                        : Code(one.verdict.word));
  }
  return codes;
}

// "2.5", "from 1 to 2.5".
std::string InWords(const Bound<Points>& score) {
  if (score.min == score.max) return ExactPoints(*score.min);
  return absl::StrCat("from ", ExactPoints(score.min.value_or(Points())),
                      " to ", ExactPoints(score.max.value_or(kMostPoints)));
}

}  // namespace

std::string Outcome(const Verdict& verdict) {
  return verdict.reason.empty() ? std::string(VerdictName(verdict.word))
                                : absl::StrCat(VerdictName(verdict.word), " (",
                                               verdict.reason, ")");
}

std::string Complaint(const Report& report, const SubmissionRule& rule) {
  const std::vector<std::string> codes = CaseCodes(report, rule);
  const std::string outcome = absl::StrCat("; got ", Outcome(report.verdict),
                                           ": ", report.verdict.message);
  if (absl::c_linear_search(codes, "JE")) {
    return absl::StrCat("the grader failed", outcome);
  }
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (rule.permitted.empty() ||
        absl::c_linear_search(rule.permitted, codes[i])) {
      continue;
    }
    return absl::StrCat(
        "only ", absl::StrJoin(rule.permitted, ", "), " is permitted",
        report.cases.empty()
            ? ""
            : absl::StrCat("; case \"", report.cases[i].test_case.name, "\""),
        outcome);
  }
  if (!rule.required.empty() &&
      absl::c_none_of(codes, [&](const std::string& code) {
        return absl::c_linear_search(rule.required, code);
      })) {
    return absl::StrCat("some case must be ",
                        absl::StrJoin(rule.required, " or "), outcome);
  }
  for (const std::string& name : rule.fails) {
    const auto one = absl::c_find_if(report.cases, [&](const auto& candidate) {
      return candidate.test_case.name == name;
    });
    if (one == report.cases.end()) {
      return absl::StrCat("case \"", name, "\" must fail, but did not run",
                          outcome);
    }
    if (one->skipped()) {
      return absl::StrCat("case \"", name, "\" must fail, but was skipped",
                          outcome);
    }
    if (one->verdict.word == VerdictWord::kAccepted) {
      return absl::StrCat("case \"", name, "\" must fail, but is accepted",
                          outcome);
    }
  }
  if (!rule.verdict.empty() &&
      !absl::c_linear_search(rule.verdict, Code(report.verdict.word))) {
    return absl::StrCat("the verdict must be ",
                        absl::StrJoin(rule.verdict, " or "), outcome);
  }
  if (!rule.reason.empty() && rule.reason != report.verdict.reason) {
    return absl::StrCat("the reason must be ", rule.reason, outcome);
  }
  if (!rule.score.Contains(report.score)) {
    return absl::StrCat("the score must be ", InWords(rule.score), "; it is ",
                        ExactPoints(report.score), outcome);
  }
  if (rule.not_all_points && report.score >= report.max_score) {
    return absl::StrCat("the score must be less than ",
                        ExactPoints(report.max_score), outcome);
  }
  return "";
}

std::string Signature(const Report& report) {
  std::vector<std::string> cases;
  for (const CaseReport& one : report.cases) {
    std::vector<std::string> failed;
    for (const CheckResult& check : one.checks) {
      if (!check.passed) failed.push_back(check.name);
    }
    cases.push_back(absl::StrCat(one.test_case.name, ": ", Outcome(one.verdict),
                                 " [", absl::StrJoin(failed, ", "), "]"));
  }
  return absl::StrJoin(cases, "; ");
}

}  // namespace grader
