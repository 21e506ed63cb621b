#include "grader/verify/verify.h"

#include <filesystem>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/execute/construct_check.h"
#include "grader/execute/mutant_cases.h"
#include "grader/execute/oracle.h"
#include "grader/problem/author_files.h"
#include "grader/problem/files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/max_points.h"
#include "grader/verify/driver_words.h"
#include "grader/verify/equivalent.h"
#include "grader/verify/example_grading.h"
#include "grader/verify/examples.h"
#include "grader/verify/junk.h"
#include "grader/verify/leak_search.h"
#include "grader/verify/margin.h"
#include "grader/verify/package_limit.h"
#include "grader/verify/suite_words.h"
#include "grader/verify/texts.h"
#include "grader/verify/time_limit.h"
#include "grader/verify/validators.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const SubmissionRule& MustBeAccepted() {
  static const auto& rule = *new SubmissionRule{"", {"AC"}, {}, "", {}};
  return rule;
}

// What a track's learners begin with need not even be compiled.
const SubmissionRule& MustBeRejected() {
  static const auto& rule =
      *new SubmissionRule{"", {}, {"WA", "TLE", "RTE", "CE"}, "", {}};
  return rule;
}

const SubmissionRule& MayBeRight() {
  static const auto& rule =
      *new SubmissionRule{"", {}, {"AC", "WA", "TLE", "RTE", "CE"}, "", {}};
  return rule;
}

// A starter is a program that works, only not well enough.
const SubmissionRule& MustBeBuiltAndRejected() {
  static const auto& rule =
      *new SubmissionRule{"", {}, {"WA", "TLE", "RTE"}, "", {}};
  return rule;
}

bool HasTodo(const Submission& submission) {
  return absl::c_any_of(submission.sources, [](const SourceFile& source) {
    return absl::StrContains(source.content, "TODO");
  });
}

// Makes the parts one after another; later ones use what earlier ones graded.
class Verification {
 public:
  Verification(const Problem& problem, const VerifyOptions& options,
               const Workshop& workshop,
               const absl::StatusOr<std::optional<PackageLimit>>& limit)
      : problem_(problem),
        limit_(limit),
        options_(options),
        workshop_(workshop),
        grading_(problem, options, workshop),
        files_(FindAuthorFiles(problem)),
        languages_(LanguagesOf(problem)) {
    proof_.problem = problem.id;
    for (const TestCase& test_case : problem.cases) {
      proof_.matrix.cases.push_back(test_case.name);
    }
  }

  Proof Prove() {
    // Leaks come last: they are looked for in all that was graded.
    AddIf("schema", {}, &Verification::Schema);
    AddIf("statement", {}, &Verification::Statement);
    if (!files_.of_contest) {
      AddIf("hints", {}, &Verification::Hints);
    }
    if (!files_.of_contest || !files_.starter.empty()) {
      AddIf("starters", {}, &Verification::Starters);
    }
    if (files_.of_contest ? files_.starter.empty()
                          : !files_.input_validators.empty()) {
      AddIf("data", {}, &Verification::Data);
    }
    AddIf("references", {"junk", "limits"}, &Verification::References);
    AddIf("accepted", {"limits"}, &Verification::Accepted);
    AddIf("rejected", {"matrix", "limits"}, &Verification::Rejected);
    AddIf("matrix", {}, &Verification::Matrix);
    AddIf("junk", {}, &Verification::Junk);
    AddIf("limits", {}, &Verification::Margins);
    AddIf("leaks", {}, &Verification::LeaksPart);
    proof_.findings = grading_.findings();
    return std::move(proof_);
  }

 private:
  // Adds the part if it is asked for, or one that uses what it grades.
  void AddIf(absl::string_view name,
             const std::vector<absl::string_view>& users,
             void (Verification::*make)(ProofPart&)) {
    if (!options_.only.empty() && options_.only != name &&
        !absl::c_linear_search(users, options_.only)) {
      return;
    }
    ProofPart part;
    part.name = std::string(name);
    (this->*make)(part);
    proof_.parts.push_back(std::move(part));
  }

  void Schema(ProofPart& part) {
    const Points points = MaxPoints(problem_);
    part.summary =
        absl::StrCat(problem_.cases.size(), " cases, ", ExactPoints(points),
                     points == 1 ? " point" : " points");
    part.warnings = WindowsTextWarnings(problem_);
    if (problem_.suite != nullptr) {
      absl::StrAppend(&part.summary, "; ", ProcessesInWords(problem_));
      part.complaints = UnusedPatterns(problem_);
      LookAtMutants(part);
    }
    if (problem_.interface != nullptr) LookAtStdin(part);
    LookAtQueries(part);
    part.warnings.insert(part.warnings.end(), files_.notes.begin(),
                         files_.notes.end());
  }

  // Also those for languages that nothing is written in.
  void LookAtQueries(ProofPart& part) const {
    auto bad = BadQueries(problem_.construct_rules, workshop_.runner);
    if (!bad.ok()) {
      part.complaints.emplace_back(bad.status().message());
      return;
    }
    absl::c_move(*bad, std::back_inserter(part.complaints));
  }

  void LookAtStdin(ProofPart& part) const {
    std::vector<Submission> references;
    for (const std::string& language : languages_) {
      auto one = LoadSubmission(problem_, Reference(language), language);
      if (one.ok()) references.push_back(*std::move(one));
    }
    absl::c_move(UnreadStdin(problem_, references),
                 std::back_inserter(part.complaints));
  }

  // Of those that tests are run with, as far as the grader makes them.
  void LookAtMutants(ProofPart& part) {
    const auto mutants = MakeMutantCases(problem_, workshop_);
    const auto equivalents = LoadEquivalents(files_.example_folder);
    for (const absl::Status& status :
         {mutants.status(), equivalents.status()}) {
      if (!status.ok()) part.complaints.emplace_back(status.message());
    }
    if (!part.complaints.empty()) return;
    AddMutantWarnings(problem_, *mutants, *equivalents, part.warnings);
  }

  void Statement(ProofPart& part) {
    constexpr std::int64_t kMaxBytes = kMiB;
    const fs::path& file = files_.statement;
    const auto text = ReadRegularFile(file, kMaxBytes);
    std::error_code error;
    if (!text.ok() && fs::exists(problem_.directory / "problem.pdf", error)) {
      part.warnings.emplace_back(
          "problem.pdf: not shown to learners; expected Markdown or LaTeX");
      return;
    }
    if (!text.ok()) {
      part.complaints.push_back(absl::StrCat(file.filename().string(), ": ",
                                             text.status().message()));
      return;
    }
    // A contest shows its samples beside the statement.
    if (files_.of_contest) {
      part.summary = file.filename().string();
      return;
    }
    part.summary = "shows the visible case";
    part.complaints = StatementComplaints(problem_, *text);
  }

  void Data(ProofPart& part) {
    Oracle oracle(problem_, "", options_.grade.clock, workshop_);
    RunValidators(problem_, files_, oracle, part);
  }

  void Hints(ProofPart& part) {
    part.summary = absl::StrCat(problem_.hints.size());
    if (problem_.hints.empty()) {
      part.complaints.emplace_back("there is none");
    } else if (problem_.hints.size() < 3) {
      part.warnings.emplace_back(
          "three steps help more people: a nudge, a direction, nearly the "
          "code");
    }
  }

  void Starters(ProofPart& part) {
    part.summary = absl::StrJoin(languages_, ", ");
    for (const std::string& language : languages_) {
      if (!files_.starter.empty()) {
        grading_.Check(
            files_.starter, language,
            files_.starter_may_be_right ? MayBeRight() : MustBeRejected(), part,
            /*until_rejected=*/true);
        continue;
      }
      const fs::path folder = grading_.Folder("starters");
      const auto starter = LoadSubmission(problem_, folder, language);
      grading_.Check(folder, language, MustBeBuiltAndRejected(), part);
      if (starter.ok() && !starter->refusal && !HasTodo(*starter)) {
        part.complaints.push_back(
            absl::StrCat("the starter in ", language, " has no TODO"));
      }
    }
  }

  // What is said of the reference at `path`.
  const SubmissionRule& RuleOf(const fs::path& path) const {
    for (const Example& example : files_.examples) {
      if (example.path == path) return example.rule;
    }
    return MustBeAccepted();
  }

  // The first that is written in `language`; empty if there is none.
  fs::path Reference(const std::string& language) const {
    if (!files_.of_contest) return grading_.Folder("solutions");
    for (const fs::path& path : files_.references) {
      const auto one = LoadSubmission(problem_, path, "");
      if (one.ok() && !one->refusal && one->language.name == language) {
        return path;
      }
    }
    return {};
  }

  void References(ProofPart& part) {
    part.summary = absl::StrJoin(languages_, ", ");
    if (languages_.empty()) part.complaints.emplace_back("there is none");
    for (const std::string& language : languages_) {
      const fs::path reference = Reference(language);
      // A contest is open in languages that its author did not use.
      if (reference.empty()) continue;
      auto report =
          grading_.Check(reference, language, RuleOf(reference), part);
      if (!report) continue;
      if (const std::string deducted = DeductedInWords(report->deductions);
          !deducted.empty()) {
        part.complaints.push_back(
            absl::StrCat("the reference in ", language, ": ", deducted));
      }
      references_.push_back(*std::move(report));
    }
    absl::c_move(UntracedSpans(problem_, references_),
                 std::back_inserter(part.complaints));
  }

  const std::vector<Example>& Examples(ProofPart& part) {
    if (!examples_) {
      std::vector<std::string> cases;
      for (const TestCase& one : problem_.cases) cases.push_back(one.name);
      examples_ = FindExamples(files_, part.complaints, cases);
    }
    return *examples_;
  }

  void Accepted(ProofPart& part) {
    int count = 0;
    for (const Example& example : Examples(part)) {
      if (!example.right()) continue;
      ++count;
      grading_.Check(example.path, "", example.rule, part);
    }
    part.summary = absl::StrCat(count, " different but right");
  }

  void Rejected(ProofPart& part) {
    int count = 0;
    const fs::path& folder = files_.example_folder;
    for (const Example& example : Examples(part)) {
      if (example.right()) continue;
      ++count;
      const auto report = grading_.Check(example.path, "", example.rule, part);
      if (!report) continue;
      TakeTime(example);
      const std::string name = example.path.lexically_relative(folder).string();
      AddRow(name, *report, example.rule, proof_.matrix);
      AddSlowness(name, example, *report);
    }
    part.summary = absl::StrCat(count, " wrong in one way each");
    if (count == 0 && files_.starter.empty()) {
      part.warnings.emplace_back(
          "no wrong submission shows that the cases reject anything");
    }
    // Those that are accepted were not looked at otherwise.
    if (options_.only.empty()) LookAtDeductions(part);
  }

  // A name that no compiler or linter knows would never cost anything.
  void LookAtDeductions(ProofPart& part) const {
    for (const Deduction& deduction : problem_.deductions) {
      const std::string name = NameOf(deduction);
      if (grading_.deducted().count(name) > 0) continue;
      part.warnings.push_back(absl::StrCat(
          "no example loses points for ", name,
          ": one that does, with its score, shows that it is found"));
    }
  }

  // Where the limit is not written down, those that must reach it are given
  // the margin that they must still need.
  void TakeTime(const Example& example) {
    if (!limit_.ok() || !*limit_ || !BoundsFromAbove(example.rule)) return;
    Problem patient = problem_;
    SetTimeLimit((*limit_)->limit * files_.time_margins.too_slow +
                     absl::Milliseconds(100),
                 patient);
    const auto report = grading_.CheckIn(patient.cases, example);
    if (report) times_.Add(*report, example.rule);
  }

  // Whether a slow submission is as slow as it should be.
  void AddSlowness(const std::string& name, const Example& example,
                   const Report& report) {
    for (std::string& narrow : NarrowMisses(name, report, example.rule)) {
      narrow_misses_.push_back(std::move(narrow));
    }
    const std::vector<TestCase> stopped = StoppedCases(report, example.rule);
    if (stopped.empty()) return;
    const auto again = grading_.CheckIn(stopped, example);
    if (!again) return;
    for (std::string& narrow : NarrowStops(name, *again)) {
      narrow_misses_.push_back(std::move(narrow));
    }
  }

  void Matrix(ProofPart& part) {
    part.summary =
        absl::StrCat(proof_.matrix.cases.size(), " cases, ",
                     proof_.matrix.rows.size(), " wrong submissions");
    // Which case catches which, a package does not say.
    if (!proof_.matrix.rows.empty() && !files_.of_contest) {
      part.warnings = MatrixWarnings(proof_.matrix);
    }
  }

  void Junk(ProofPart& part) {
    part.summary = "outputs that are not right are rejected";
    for (const Report& report : references_) {
      for (const std::string& accepted : AcceptedJunk(report)) {
        // Languages print the same.
        if (!absl::c_linear_search(part.complaints, accepted)) {
          part.complaints.push_back(accepted);
        }
      }
    }
  }

  void Margins(ProofPart& part) {
    part.warnings = narrow_misses_;
    for (const Report& report : references_) {
      for (std::string& narrow : NarrowLimits(report)) {
        (files_.of_contest ? part.warnings : part.complaints)
            .push_back(std::move(narrow));
      }
    }
    part.summary = absl::StrCat("used at most: ", LargestShares(references_));
    if (files_.time_margins.wanted) TellLimit(part);
  }

  // A package that gives no time limit leaves it to its submissions.
  void TellLimit(ProofPart& part) const {
    if (!limit_.ok()) {
      part.complaints.emplace_back(limit_.status().message());
      return;
    }
    const auto& [limit, reason] = **limit_;
    part.warnings.push_back(
        absl::StrCat("a time limit of ", absl::ToDoubleSeconds(limit),
                     " s follows from the submissions: ", reason));
    if (std::string none = TooFast(limit, times_, files_.time_margins);
        !none.empty()) {
      part.complaints.push_back(std::move(none));
    }
  }

  void LeaksPart(ProofPart& part) {
    SearchLeaks(problem_, languages_, grading_, part);
  }

  const Problem& problem_;
  const absl::StatusOr<std::optional<PackageLimit>>& limit_;
  const VerifyOptions& options_;
  const Workshop& workshop_;
  ExampleGrading grading_;
  const AuthorFiles files_;
  const std::vector<std::string> languages_;
  std::vector<Report> references_;
  std::vector<std::string> narrow_misses_;
  SubmissionTimes times_;
  std::optional<std::vector<Example>> examples_;
  Proof proof_;
};

}  // namespace

Proof VerifyProblem(const Problem& problem, const VerifyOptions& options,
                    const Workshop& workshop) {
  Problem settled = problem;
  const auto limit = SettleTimeLimit(settled, options.grade.clock, workshop);
  return Verification(settled, options, workshop, limit).Prove();
}

}  // namespace grader
