#include "grader/verify/verify.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <system_error>
#include <thread>

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/languages_of.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

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

std::string Outcome(const Verdict& verdict) {
  return verdict.reason.empty() ? std::string(VerdictName(verdict.word))
                                : absl::StrCat(VerdictName(verdict.word), " (",
                                               verdict.reason, ")");
}

const SubmissionRule& MustBeAccepted() {
  static const auto& rule = *new SubmissionRule{"", {"AC"}, {}, "", {}};
  return rule;
}

// A starter is a program that works, only not well enough.
const SubmissionRule& MustBeBuiltAndRejected() {
  static const auto& rule =
      *new SubmissionRule{"", {}, {"WA", "TLE", "RTE"}, "", {}};
  return rule;
}

std::vector<std::string> CaseCodes(const Report& report) {
  if (report.cases.empty()) return {Code(report.verdict.word)};
  std::vector<std::string> codes;
  for (const CaseReport& one : report.cases) {
    codes.push_back(Code(one.verdict.word));
  }
  return codes;
}

bool HasTodo(const Submission& submission) {
  return absl::c_any_of(submission.sources, [](const SourceFile& source) {
    return absl::StrContains(source.content, "TODO");
  });
}

// Threads that do nothing but compute, for as long as it lives.
class BusyLoops {
 public:
  explicit BusyLoops(int count) {
    for (int i = 0; i < count; ++i) {
      threads_.emplace_back([this] {
        while (!stop_.load(std::memory_order_relaxed)) {
        }
      });
    }
  }
  ~BusyLoops() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

class Verification {
 public:
  Verification(const Problem& problem, const VerifyOptions& options,
               Workspace& workspace, Runner& runner)
      : problem_(problem),
        options_(options),
        workspace_(workspace),
        runner_(runner),
        root_(problem.directory.parent_path().parent_path()) {}

  std::vector<Finding> Findings() {
    for (const std::string& language : LanguagesOf(problem_)) {
      Check(root_ / "solutions" / problem_.id, language, MustBeAccepted());
      CheckStarter(root_ / "starters" / problem_.id, language);
    }
    CheckExamples(root_ / "fixtures" / "problems" / problem_.id);
    return std::move(findings_);
  }

 private:
  Finding& Add(const fs::path& path) {
    findings_.push_back({path.lexically_relative(root_).string(), "", ""});
    return findings_.back();
  }

  void Check(const fs::path& path, const std::string& language,
             const SubmissionRule& rule) {
    const auto submission = LoadSubmission(problem_, path, language);
    if (!submission.ok()) {
      Add(path).complaint = std::string(submission.status().message());
      return;
    }
    Run(path, *submission, rule);
  }

  void Run(const fs::path& path, const Submission& submission,
           const SubmissionRule& rule) {
    Finding& finding = Add(path);
    runner_.StartSession();
    const auto build = BuildSubmission(submission, workspace_, runner_);
    if (!build.ok()) {
      finding.complaint = std::string(build.status().message());
      return;
    }
    const absl::Cleanup remove_build = [&] { RemoveBuild(*build); };
    const auto grade = [&] {
      return GradeBuild(problem_, submission.language.name, *build,
                        options_.grade, workspace_, runner_);
    };
    const Report report = grade();
    finding.outcome = Outcome(report.verdict);
    finding.complaint = Complaint(report, rule);
    if (options_.repeats > 0 && build->ok) Repeat(report, grade, finding);
  }

  void Repeat(const Report& first, const std::function<Report()>& grade,
              Finding& finding) {
    const std::string expected = Signature(first);
    const BusyLoops load(options_.busy_loops);
    int differing = 0;
    std::string other;
    for (int i = 0; i < options_.repeats; ++i) {
      const std::string signature = Signature(grade());
      if (signature == expected) continue;
      ++differing;
      other = signature;
    }
    absl::StrAppend(&finding.outcome, ", ", options_.repeats - differing,
                    " of ", options_.repeats, " more runs agree");
    if (differing > 0) {
      absl::StrAppend(&finding.complaint, differing, " of ", options_.repeats,
                      " more runs differ: ", expected, " became ", other);
    }
  }

  void CheckStarter(const fs::path& path, const std::string& language) {
    const auto submission = LoadSubmission(problem_, path, language);
    Check(path, language, MustBeBuiltAndRejected());
    if (submission.ok() && !HasTodo(*submission)) {
      Add(path).complaint = "the starter has no TODO";
    }
  }

  void CheckExamples(const fs::path& folder) {
    std::error_code error;
    if (!fs::exists(folder, error)) return;
    const auto rules = LoadSubmissionRules(folder);
    if (!rules.ok()) {
      Add(folder).complaint = std::string(rules.status().message());
      return;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
      if (entry.is_regular_file() &&
          entry.path().filename() != "submissions.yaml") {
        files.push_back(entry.path());
      }
    }
    absl::c_sort(files);
    for (const fs::path& file : files) {
      const std::string name = file.lexically_relative(folder).string();
      const auto rule = absl::c_find_if(
          *rules, [&](const auto& one) { return one.Matches(name); });
      if (rule == rules->end()) {
        Add(file).complaint = "no rule of submissions.yaml is about it";
      } else {
        Check(file, "", *rule);
      }
    }
    for (const SubmissionRule& rule : *rules) CheckUsed(folder, rule, files);
  }

  void CheckUsed(const fs::path& folder, const SubmissionRule& rule,
                 const std::vector<fs::path>& files) {
    if (absl::c_none_of(files, [&](const fs::path& file) {
          return rule.Matches(file.lexically_relative(folder).string());
        })) {
      Add(folder).complaint =
          absl::StrCat("the rule \"", rule.glob, "\" is about no submission");
    }
  }

  const Problem& problem_;
  const VerifyOptions& options_;
  Workspace& workspace_;
  Runner& runner_;
  const fs::path root_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string Complaint(const Report& report, const SubmissionRule& rule) {
  const std::vector<std::string> codes = CaseCodes(report);
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
    if (one->verdict.word == VerdictWord::kAccepted) {
      return absl::StrCat("case \"", name, "\" must fail, but is accepted",
                          outcome);
    }
  }
  if (!rule.reason.empty() && rule.reason != report.verdict.reason) {
    return absl::StrCat("the reason must be ", rule.reason, outcome);
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

std::vector<Finding> VerifyProblem(const Problem& problem,
                                   const VerifyOptions& options,
                                   Workspace& workspace, Runner& runner) {
  return Verification(problem, options, workspace, runner).Findings();
}

}  // namespace grader
