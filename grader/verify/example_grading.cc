#include "grader/verify/example_grading.h"

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/readable.h"
#include "grader/verify/busy_loops.h"
#include "grader/verify/complaint.h"
#include "grader/verify/leak.h"
#include "grader/verify/time_limit.h"

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

absl::StatusOr<Submission> LoadOrdered(const Problem& problem,
                                       const ExampleOrder& order) {
  const std::string& language =
      order.language.empty() ? order.rule.language : order.language;
  auto submission = LoadSubmission(problem, order.path, language);
  if (submission.ok()) NameEntryPoint(order.rule, *submission);
  return submission;
}

// The same for gradings that are the same.
std::string NameFor(const Submission& submission, const ExampleOrder& order) {
  return absl::StrJoin(
      {order.path.string(), submission.language.name, submission.entry_point,
       std::string(order.until_rejected ? "until rejected" : ""),
       std::string(order.slowness ? "slowness" : "")},
      "\n");
}

bool IsRejected(const CaseReport& one) {
  return one.verdict.word != VerdictWord::kAccepted;
}

}  // namespace

absl::StatusOr<Submission> LoadExample(const Problem& problem,
                                       const Example& example) {
  return LoadOrdered(problem, {example.path, "", example.rule});
}

ExampleGrading::ExampleGrading(const Problem& problem,
                               const VerifyOptions& options,
                               std::optional<absl::Duration> too_slow,
                               GradingBoard& board, const Workshop& workshop)
    : problem_(problem),
      options_(options),
      too_slow_(too_slow),
      workshop_(workshop),
      files_(FindAuthorFiles(problem)),
      root_(problem.directory.parent_path().parent_path()),
      list_(board) {}

void ExampleGrading::Announce(const ExampleOrder& order) {
  const auto submission = LoadOrdered(problem_, order);
  if (!submission.ok() || submission->refusal || IsAlone()) return;
  list_.Add(NameFor(*submission, order), Making(*submission, order),
            BoundsFromAbove(order.rule));
}

void ExampleGrading::Announce(const std::string& name,
                              const Submission& submission) {
  if (IsAlone()) return;
  list_.Add(name, Making(submission, {}));
}

std::optional<GradedExample> ExampleGrading::Check(const ExampleOrder& order,
                                                   ProofPart& part) {
  const SubmissionRule& rule = order.rule;
  Finding finding = {order.path.lexically_relative(root_).string(), "", ""};
  // Of a contest's languages only some are known here.
  if (files_.of_contest && !rule.language.empty() &&
      FindLanguage(*problem_.languages, rule.language) == nullptr) {
    finding.outcome = kNotGraded;
    part.warnings.push_back(absl::StrCat(
        finding.submission, ": not graded: it is written in ", rule.language));
    Record(finding, part);
    return std::nullopt;
  }
  const auto submission = LoadOrdered(problem_, order);
  if (!submission.ok()) {
    finding.complaint = std::string(submission.status().message());
    Record(finding, part);
    return std::nullopt;
  }
  if (submission->refusal && !MayBeRefused(*submission, rule)) {
    if (files_.of_contest && submission->refusal->reason == "no_source") {
      finding.outcome = kNotGraded;
      part.warnings.push_back(absl::StrCat(
          finding.submission, ": not graded: ", submission->refusal->message));
    } else {
      finding.complaint = submission->refusal->message;
    }
    Record(finding, part);
    return std::nullopt;
  }
  std::optional<GradedExample> graded = list_.Take(
      NameFor(*submission, order), Making(*submission, order), workshop_);
  finding.complaint = graded->disagreement;
  if (const auto& report = graded->report; report.ok()) {
    finding.outcome = absl::StrCat(Outcome(report->verdict), graded->agreement);
    const std::string complaint = Complaint(*report, rule);
    if (!complaint.empty()) finding.complaint = complaint;
    for (const DeductionReport& one : report->deductions) {
      if (one.found.count > 0) deducted_.insert(NameOf(one.deduction));
    }
    leaks_.emplace_back(finding.submission, Leaks(*report));
  } else {
    finding.complaint = std::string(report.status().message());
    graded.reset();
  }
  Record(finding, part);
  return graded;
}

std::optional<Report> ExampleGrading::Grade(const std::string& name,
                                            const Submission& submission,
                                            Finding& finding) {
  GradedExample graded = list_.Take(name, Making(submission, {}), workshop_);
  finding.outcome = graded.agreement;
  finding.complaint = graded.disagreement;
  if (!graded.report.ok()) {
    finding.complaint = std::string(graded.report.status().message());
    return std::nullopt;
  }
  return *std::move(graded.report);
}

bool ExampleGrading::IsAlone() const {
  return options_.repeats > 0 || options_.grade.clock != ClockKind::kVirtual;
}

MakeGraded ExampleGrading::Making(const Submission& submission,
                                  const ExampleOrder& order) const {
  return [this, submission, order](const Workshop& workshop) {
    return Make(submission, order, workshop);
  };
}

GradedExample ExampleGrading::Make(const Submission& submission,
                                   const ExampleOrder& order,
                                   const Workshop& workshop) const {
  workshop.runner.StartSession();
  const auto build = BuildSubmission(submission, workshop);
  if (!build.ok()) return {build.status(), {}, "", ""};
  const absl::Cleanup remove_build = [&] {
    RemoveBuild(*build, workshop.workspace);
  };
  const auto grade = [&](const Problem& problem, const auto& until,
                         const Workshop& with) {
    GradeOptions options = options_.grade;
    options.until = until;
    return GradeBuild(problem, submission, *build, options, with);
  };
  const GradeUntil until = order.until_rejected ? IsRejected : GradeUntil();
  GradedExample graded = {grade(problem_, until, workshop), {}, "", ""};
  if (options_.repeats > 0 && build->ok) {
    // What is remembered of the first run would agree with itself.
    Workshop afresh = workshop;
    afresh.reuse = false;
    Repeat([&] { return grade(problem_, until, afresh); }, graded);
  }
  if (order.path.empty()) return graded;
  AddRightRuns(problem_, *graded.report, workshop);
  if (!order.slowness) return graded;
  graded.slowness = FindSlowness(
      problem_, *graded.report,
      {order.path.lexically_relative(files_.example_folder).string(),
       order.rule, too_slow_},
      [&](const std::vector<TestCase>& cases, const GradeUntil& enough) {
        Problem part = problem_;
        part.cases = cases;
        workshop.runner.StartSession();
        return grade(part, enough, workshop);
      });
  return graded;
}

void ExampleGrading::Record(const Finding& finding, ProofPart& part) {
  findings_.push_back(finding);
  if (finding.complaint.empty()) return;
  part.complaints.push_back(
      absl::StrCat(finding.submission, ": ", finding.complaint));
}

void ExampleGrading::Repeat(const std::function<Report()>& grade,
                            GradedExample& graded) const {
  const std::string expected = Signature(*graded.report);
  const BusyLoops load(options_.busy_loops);
  int differing = 0;
  std::string other;
  for (int i = 0; i < options_.repeats; ++i) {
    const std::string signature = Signature(grade());
    if (signature == expected) continue;
    ++differing;
    other = signature;
  }
  graded.agreement = absl::StrCat(", ", options_.repeats - differing, " of ",
                                  options_.repeats, " more runs agree");
  if (differing > 0) {
    graded.disagreement =
        absl::StrCat(differing, " of ", options_.repeats,
                     " more runs differ: ", expected, " became ", other);
  }
}

}  // namespace grader
