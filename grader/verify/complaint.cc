#include "grader/verify/complaint.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/readable.h"

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

// What became of the submission: in the cases that `rule` is about, or of all
// of it where none was run.
struct Became {
  std::vector<std::string> codes;
  std::vector<const CaseReport*> cases;  // of the codes; empty: none was run
};

Became BecameOf(const Report& report, const SubmissionRule& rule) {
  Became became;
  if (report.cases.empty()) became.codes = {Code(report.verdict.word)};
  for (const CaseReport& one : report.cases) {
    if (!rule.IsAbout(one.test_case.name)) continue;
    became.cases.push_back(&one);
    became.codes.push_back(rule.partly_is_accepted && one.partly_right()
                               ? Code(VerdictWord::kAccepted)
                               : Code(one.verdict.word));
  }
  return became;
}

// What those cases, and the groups of nothing else, give.
Points ScoreOf(const Report& report, const SubmissionRule& rule,
               const Became& became) {
  if (rule.cases.empty()) return report.score;
  Points score;
  for (const CaseReport* one : became.cases) score += one->points();
  for (const GroupReport& group : report.groups) {
    if (absl::c_all_of(group.group.cases, [&](const std::string& name) {
          return rule.IsAbout(name);
        })) {
      score += group.points;
    }
  }
  return score;
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

namespace {

// What `rule` alone says of the cases that it is about.
std::string ComplaintOfCases(const Report& report, const SubmissionRule& rule,
                             const std::string& outcome) {
  const Became became = BecameOf(report, rule);
  const std::vector<std::string>& codes = became.codes;
  if (codes.empty()) {
    return absl::StrCat("submissions.yaml names ", Quoted(rule.cases),
                        ", but there is no case or group of that name");
  }
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (rule.permitted.empty() ||
        absl::c_linear_search(rule.permitted, codes[i])) {
      continue;
    }
    return absl::StrCat(
        "only ", absl::StrJoin(rule.permitted, ", "), " is permitted",
        became.cases.empty()
            ? ""
            : absl::StrCat("; case \"", became.cases[i]->test_case.name, "\""),
        outcome);
  }
  const std::string where =
      rule.cases.empty() ? "" : absl::StrCat(" of ", Quoted(rule.cases));
  if (!rule.required.empty() &&
      absl::c_none_of(codes, [&](const std::string& code) {
        return absl::c_linear_search(rule.required, code);
      })) {
    return absl::StrCat("some case", where, " must be ",
                        absl::StrJoin(rule.required, " or "), outcome);
  }
  if (!rule.message.empty() &&
      absl::c_none_of(became.cases, [&](const CaseReport* one) {
        return absl::StrContains(one->observation.judge_message, rule.message);
      })) {
    return absl::StrCat("of some case", where,
                        " the output validator must say ", Quoted(rule.message),
                        " in judgemessage.txt", outcome);
  }
  if (const Points score = ScoreOf(report, rule, became);
      !rule.score.Contains(score)) {
    return absl::StrCat("the score", where, " must be ", InWords(rule.score),
                        "; it is ", ExactPoints(score), outcome);
  }
  return "";
}

// What `rule` alone says of the submission as a whole.
std::string ComplaintOfAll(const Report& report, const SubmissionRule& rule,
                           const std::string& outcome) {
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
  if (rule.not_all_points && report.score >= report.max_score) {
    return absl::StrCat("the score must be less than ",
                        ExactPoints(report.max_score), outcome);
  }
  return "";
}

}  // namespace

std::string Complaint(const Report& report, const SubmissionRule& rule) {
  const std::string outcome = absl::StrCat("; got ", Outcome(report.verdict),
                                           ": ", report.verdict.message);
  if (report.verdict.word == VerdictWord::kJudgeError ||
      absl::c_any_of(report.cases, [](const CaseReport& one) {
        return one.verdict.word == VerdictWord::kJudgeError;
      })) {
    return absl::StrCat("the grader failed", outcome);
  }
  std::string complaint = ComplaintOfCases(report, rule, outcome);
  if (complaint.empty()) complaint = ComplaintOfAll(report, rule, outcome);
  for (const SubmissionRule& one : rule.also) {
    if (complaint.empty()) complaint = Complaint(report, one);
  }
  return complaint;
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
