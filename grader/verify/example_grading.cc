#include "grader/verify/example_grading.h"

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/author_files.h"
#include "grader/problem/readable.h"
#include "grader/verify/busy_loops.h"
#include "grader/verify/complaint.h"
#include "grader/verify/leak.h"

namespace grader {

namespace fs = std::filesystem;

namespace {

// What of `submission` is started, as `rule` says; refuses it if there is no
// such thing in it. Which classes there are, Java's own tools tell.
void NameEntryPoint(const SubmissionRule& rule, Submission& submission) {
  const std::string& entry = rule.entry_point;
  if (entry.empty() || submission.refusal) return;
  submission.entry_point = entry;
  if (submission.language.name == "java" ||
      absl::c_any_of(submission.sources, [&](const SourceFile& source) {
        return source.name == entry;
      })) {
    return;
  }
  submission.refusal = {
      "entry_point",
      absl::StrCat("submissions.yaml names the entry point ", Quoted(entry),
                   "; expected one of its files"),
      "", 0, 0};
}

// Whether what cannot be built is what its author expects of it.
bool MayBeRefused(const Submission& submission, const SubmissionRule& rule) {
  Report report;
  report.verdict = {VerdictWord::kCompileError, submission.refusal->reason, ""};
  return submission.refusal->reason != "entry_point" &&
         Complaint(report, rule).empty();
}

}  // namespace

absl::StatusOr<Submission> LoadExample(const Problem& problem,
                                       const Example& example) {
  auto submission =
      LoadSubmission(problem, example.path, example.rule.language);
  if (submission.ok()) NameEntryPoint(example.rule, *submission);
  return submission;
}

ExampleGrading::ExampleGrading(const Problem& problem,
                               const VerifyOptions& options,
                               const Workshop& workshop)
    : problem_(problem),
      options_(options),
      workshop_(workshop),
      of_contest_(FindAuthorFiles(problem).of_contest),
      root_(problem.directory.parent_path().parent_path()) {}

fs::path ExampleGrading::Folder(absl::string_view of) const {
  return root_ / std::string(of) / problem_.id;
}

std::optional<Report> ExampleGrading::Check(const fs::path& path,
                                            const std::string& language,
                                            const SubmissionRule& rule,
                                            ProofPart& part,
                                            bool until_rejected) {
  Finding finding = {path.lexically_relative(root_).string(), "", ""};
  // Of a contest's languages only some are known here.
  if (of_contest_ && !rule.language.empty() &&
      FindLanguage(*problem_.languages, rule.language) == nullptr) {
    finding.outcome = kNotGraded;
    part.warnings.push_back(absl::StrCat(
        finding.submission, ": not graded: it is written in ", rule.language));
    Record(finding, part);
    return std::nullopt;
  }
  auto submission = LoadSubmission(problem_, path,
                                   language.empty() ? rule.language : language);
  if (submission.ok()) NameEntryPoint(rule, *submission);
  if (!submission.ok()) {
    finding.complaint = std::string(submission.status().message());
    Record(finding, part);
    return std::nullopt;
  }
  if (submission->refusal && !MayBeRefused(*submission, rule)) {
    if (of_contest_ && submission->refusal->reason == "no_source") {
      finding.outcome = kNotGraded;
      part.warnings.push_back(absl::StrCat(
          finding.submission, ": not graded: ", submission->refusal->message));
    } else {
      finding.complaint = submission->refusal->message;
    }
    Record(finding, part);
    return std::nullopt;
  }
  std::optional<Report> report = Grade(*submission, finding, until_rejected);
  if (report) {
    finding.outcome = absl::StrCat(Outcome(report->verdict), finding.outcome);
    const std::string complaint = Complaint(*report, rule);
    if (!complaint.empty()) finding.complaint = complaint;
    for (const DeductionReport& one : report->deductions) {
      if (one.found.count > 0) deducted_.insert(NameOf(one.deduction));
    }
    AddRightRuns(problem_, *report, workshop_);
    leaks_.emplace_back(finding.submission, Leaks(*report));
  }
  Record(finding, part);
  return report;
}

std::optional<Report> ExampleGrading::CheckIn(
    const std::vector<TestCase>& cases, const Example& example) {
  Problem problem = problem_;
  problem.cases = cases;
  const auto submission = LoadExample(problem, example);
  if (!submission.ok()) return std::nullopt;
  auto report = grader::Grade(problem, *submission, options_.grade, workshop_);
  return report.ok() ? std::make_optional(*std::move(report)) : std::nullopt;
}

std::optional<Report> ExampleGrading::Grade(const Submission& submission,
                                            Finding& finding,
                                            bool until_rejected) {
  workshop_.runner.StartSession();
  const auto build = BuildSubmission(submission, workshop_);
  if (!build.ok()) {
    finding.complaint = std::string(build.status().message());
    return std::nullopt;
  }
  const absl::Cleanup remove_build = [&] {
    RemoveBuild(*build, workshop_.workspace);
  };
  const auto grade = [&](const Workshop& workshop) {
    GradeOptions options = options_.grade;
    options.until_rejected = until_rejected;
    return GradeBuild(problem_, submission, *build, options, workshop);
  };
  Report report = grade(workshop_);
  if (options_.repeats > 0 && build->ok) {
    // What is remembered of the first run would agree with itself.
    Workshop afresh = workshop_;
    afresh.reuse = false;
    Repeat(
        report, [&] { return grade(afresh); }, finding);
  }
  return report;
}

void ExampleGrading::Record(const Finding& finding, ProofPart& part) {
  findings_.push_back(finding);
  if (finding.complaint.empty()) return;
  part.complaints.push_back(
      absl::StrCat(finding.submission, ": ", finding.complaint));
}

void ExampleGrading::Repeat(const Report& first,
                            const std::function<Report()>& grade,
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
  finding.outcome = absl::StrCat(", ", options_.repeats - differing, " of ",
                                 options_.repeats, " more runs agree");
  if (differing > 0) {
    finding.complaint =
        absl::StrCat(differing, " of ", options_.repeats,
                     " more runs differ: ", expected, " became ", other);
  }
}

}  // namespace grader
