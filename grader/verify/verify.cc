#include "grader/verify/verify.h"

#include <filesystem>
#include <iterator>
#include <map>
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
#include "grader/verify/example_orders.h"
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

bool HasTodo(const Submission& submission) {
  return absl::c_any_of(submission.sources, [](const SourceFile& source) {
    return absl::StrContains(source.content, "TODO");
  });
}

// What those must take that must be too slow for `limit`, if it follows from
// what submissions take.
std::optional<absl::Duration> TooSlow(
    const absl::StatusOr<std::optional<PackageLimit>>& limit,
    const AuthorFiles& files) {
  if (!limit.ok() || !*limit) return std::nullopt;
  return (*limit)->limit * files.time_margins.too_slow;
}

// Makes the parts one after another; later ones use what earlier ones graded.
class Verification {
 public:
  Verification(const Problem& problem, const VerifyOptions& options,
               const Workshop& workshop,
               const absl::StatusOr<std::optional<PackageLimit>>& limit,
               GradingBoard& board)
      : problem_(problem),
        limit_(limit),
        options_(options),
        workshop_(workshop),
        files_(FindAuthorFiles(problem)),
        languages_(LanguagesOf(problem)),
        grading_(problem, options, TooSlow(limit, files_), board, workshop) {
    proof_.problem = problem.id;
    for (const TestCase& test_case : problem.cases) {
      proof_.matrix.cases.push_back(test_case.name);
    }
  }

  Proof Prove() {
    std::vector<Row> rows = Rows();
    std::erase_if(rows, [this](const Row& row) { return !IsWanted(row); });
    for (const Row& row : rows) Announce(row.name);
    for (const Row& row : rows) {
      ProofPart part;
      part.name = std::string(row.name);
      (this->*row.make)(part);
      proof_.parts.push_back(std::move(part));
    }
    proof_.findings = grading_.findings();
    return std::move(proof_);
  }

 private:
  // A part, and the others that use what it grades.
  struct Row {
    absl::string_view name;
    void (Verification::*make)(ProofPart& part);
    std::vector<absl::string_view> users = {};
  };

  // Leaks come last: they are looked for in all that was graded.
  std::vector<Row> Rows() const {
    using V = Verification;
    std::vector<Row> rows = {{"schema", &V::Schema},
                             {"statement", &V::Statement}};
    if (!files_.of_contest) rows.push_back({"hints", &V::Hints});
    if (!files_.of_contest || !files_.starter.empty()) {
      rows.push_back({"starters", &V::Starters});
    }
    if (files_.of_contest ? files_.starter.empty()
                          : !files_.input_validators.empty()) {
      rows.push_back({"data", &V::Data});
    }
    rows.push_back({"references", &V::References, {"junk", "limits"}});
    rows.push_back({"accepted", &V::Accepted, {"limits"}});
    rows.push_back({"rejected", &V::Rejected, {"matrix", "limits"}});
    rows.push_back({"matrix", &V::Matrix});
    rows.push_back({"junk", &V::Junk});
    rows.push_back({"limits", &V::Margins});
    rows.push_back({"leaks", &V::LeaksPart});
    return rows;
  }

  // If it is asked for, or one that uses what it grades.
  bool IsWanted(const Row& row) const {
    return options_.only.empty() ||
           absl::c_any_of(options_.only, [&](const std::string& name) {
             return name == row.name || absl::c_linear_search(row.users, name);
           });
  }

  // Says what the part of that name will have graded.
  void Announce(absl::string_view part) {
    std::vector<ExampleOrder>& orders = orders_[std::string(part)];
    if (part == "starters") {
      orders = StarterOrders(problem_, files_, languages_);
    } else if (part == "references") {
      orders = ReferenceOrders(problem_, files_, languages_);
    } else if (part == "accepted") {
      orders = AcceptedOrders(Examples());
    } else if (part == "rejected") {
      orders = RejectedOrders(Examples());
    } else if (part == "leaks") {
      AnnounceDumps(problem_, languages_, grading_);
    }
    for (const ExampleOrder& order : orders) grading_.Announce(order);
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
      auto one = LoadSubmission(
          problem_, ReferenceIn(problem_, files_, language), language);
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
    for (const ExampleOrder& order : orders_[part.name]) {
      grading_.Check(order, part);
      if (!files_.starter.empty()) continue;
      const auto starter = LoadSubmission(problem_, order.path, order.language);
      if (starter.ok() && !starter->refusal && !HasTodo(*starter)) {
        part.complaints.push_back(
            absl::StrCat("the starter in ", order.language, " has no TODO"));
      }
    }
  }

  void References(ProofPart& part) {
    part.summary = absl::StrJoin(languages_, ", ");
    if (languages_.empty()) part.complaints.emplace_back("there is none");
    for (const ExampleOrder& order : orders_[part.name]) {
      auto graded = grading_.Check(order, part);
      if (!graded) continue;
      Report& report = *graded->report;
      if (const std::string deducted = DeductedInWords(report.deductions);
          !deducted.empty()) {
        part.complaints.push_back(
            absl::StrCat("the reference in ", order.language, ": ", deducted));
      }
      references_.push_back(std::move(report));
    }
    absl::c_move(UntracedSpans(problem_, references_),
                 std::back_inserter(part.complaints));
  }

  const std::vector<Example>& Examples() {
    if (!examples_) {
      std::vector<std::string> cases;
      for (const TestCase& one : problem_.cases) cases.push_back(one.name);
      examples_ = FindExamples(files_, example_complaints_, cases);
    }
    return *examples_;
  }

  // The first part that is about examples says what is wrong with their rules.
  void AddExampleComplaints(ProofPart& part) {
    absl::c_move(std::exchange(example_complaints_, {}),
                 std::back_inserter(part.complaints));
  }

  void Accepted(ProofPart& part) {
    AddExampleComplaints(part);
    const std::vector<ExampleOrder>& wanted = orders_[part.name];
    for (const ExampleOrder& order : wanted) grading_.Check(order, part);
    part.summary = absl::StrCat(wanted.size(), " different but right");
  }

  void Rejected(ProofPart& part) {
    AddExampleComplaints(part);
    const std::vector<ExampleOrder>& wanted = orders_[part.name];
    for (const ExampleOrder& order : wanted) {
      auto graded = grading_.Check(order, part);
      if (!graded) continue;
      times_.Add(graded->slowness.times);
      AddRow(order.path.lexically_relative(files_.example_folder).string(),
             *graded->report, order.rule, proof_.matrix);
      absl::c_move(graded->slowness.narrow, std::back_inserter(narrow_misses_));
    }
    part.summary = absl::StrCat(wanted.size(), " wrong in one way each");
    if (wanted.empty() && files_.starter.empty()) {
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
  const AuthorFiles files_;
  const std::vector<std::string> languages_;
  ExampleGrading grading_;
  std::vector<Report> references_;
  std::vector<std::string> narrow_misses_;
  SubmissionTimes times_;
  std::map<std::string, std::vector<ExampleOrder>> orders_;  // by part
  std::optional<std::vector<Example>> examples_;
  std::vector<std::string> example_complaints_;
  Proof proof_;
};

}  // namespace

Proof VerifyProblem(const Problem& problem, const VerifyOptions& options,
                    const Workshop& workshop) {
  Problem settled = problem;
  const auto limit = SettleTimeLimit(settled, options.grade.clock, workshop);
  GradingBoard own;
  GradingBoard& board = options.board == nullptr ? own : *options.board;
  return Verification(settled, options, workshop, limit, board).Prove();
}

}  // namespace grader
