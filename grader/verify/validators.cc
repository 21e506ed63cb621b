#include "grader/verify/validators.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/judge/check.h"
#include "grader/judge/verdict.h"
#include "grader/problem/interactor.h"
#include "grader/problem/package/load_package.h"
#include "grader/problem/readable.h"
#include "grader/report/observation_report.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr int kAccepts = 42;
// Enough to see what is wrong with a hundred inputs that all are.
constexpr int kMostComplaints = 10;

// As the format has it for validators where a package does not say.
Limits ValidatorLimits() {
  Limits limits;
  limits.elapsed = limits.cpu = limits.wall = absl::Seconds(60);
  limits.memory_bytes = 2048 * kMiB;
  limits.output_bytes = 8 * kMiB;
  return limits;
}

std::string FirstLine(const std::string& text) {
  return Readable(text.substr(0, text.find('\n')));
}

class Validation {
 public:
  Validation(const Problem& problem, const AuthorFiles& files, Oracle& oracle,
             ProofPart& part)
      : problem_(problem), files_(files), oracle_(oracle), part_(part) {}

  void Inputs(const fs::path& validator) {
    for (const TestCase& one : problem_.cases) {
      const auto made = Made(one);
      if (!made) return;
      if (!Run(validator, ForInput(validator, *made), one.name + ".in")) return;
    }
  }

  void Answers(const fs::path& validator) {
    for (const TestCase& one : problem_.cases) {
      const auto made = Made(one);
      if (!made) return;
      const auto run = ForAnswer(*made);
      if (run && !Run(validator, *run, one.name + ".ans")) return;
    }
  }

  // Holds what a validator must refuse, or accept, against what it does.
  void Tell(const ValidatorCase& one) {
    using Kind = ValidatorCase::Kind;
    const std::string& name = one.test_case.name;
    switch (one.kind) {
      case Kind::kInvalidInput:
        if (files_.input_validators.empty()) {
          NotRun(one, "no input validator that can be run here");
        } else if (AcceptsInput(one.test_case) == true) {
          Complain(name, ".in",
                   "every input validator accepts it; expected one that "
                   "refuses it");
        }
        return;
      case Kind::kInvalidAnswer:
        if (!HasValidInput(one)) return;
        if (const auto accepted = AcceptsAnswer(one.test_case);
            accepted == true) {
          Complain(name, ".ans",
                   "neither an answer validator nor the output validator "
                   "refuses it; expected one that does");
        }
        return;
      case Kind::kInvalidOutput:
      case Kind::kValidOutput:
        if (HasValidInput(one)) TellOutput(one);
        return;
    }
  }

 private:
  // The case with its input and its answer; none, and a complaint, where an
  // author's program for them fails.
  std::optional<TestCase> Made(TestCase one) {
    const absl::Status made = oracle_.Prepare(one);
    if (made.ok()) return one;
    part_.complaints.emplace_back(made.message());
    return std::nullopt;
  }

  static TestCase ForInput(const fs::path& validator, const TestCase& one) {
    TestCase run;
    run.input = one.input;
    auto args = one.input_validator_args.find(validator.stem().string());
    if (args == one.input_validator_args.end()) {
      args = one.input_validator_args.find("");
    }
    if (args != one.input_validator_args.end()) run.args = args->second;
    return run;
  }

  // None where nothing is expected that could be looked at.
  static std::optional<TestCase> ForAnswer(const TestCase& one) {
    const Checker* const checker =
        one.expect.out ? std::get_if<Checker>(&*one.expect.out) : nullptr;
    if (checker == nullptr) return std::nullopt;
    TestCase run;
    run.input = checker->answer;
    run.args = {"input"};
    run.files = {{"input", one.input}};
    return run;
  }

  std::string NameOf(const fs::path& validator) const {
    return validator.lexically_relative(problem_.directory).generic_string();
  }

  // What the validator does; none, and a complaint, where it cannot be run.
  std::optional<Observation> See(const fs::path& validator, TestCase run) {
    run.limits = ValidatorLimits();
    auto seen = oracle_.RunProgram(validator, run, {});
    if (seen.ok()) return *std::move(seen);
    part_.complaints.push_back(
        absl::StrCat(NameOf(validator), ": ", seen.status().message()));
    return std::nullopt;
  }

  static bool Accepts(const Observation& seen) {
    return seen.termination == Termination(Exited{kAccepts});
  }

  // False when there is no use in going on.
  bool Run(const fs::path& validator, const TestCase& run,
           const std::string& file) {
    const auto seen = See(validator, run);
    if (!seen) return false;
    if (Accepts(*seen)) return true;
    std::string said = seen->err.Joined();
    if (said.empty()) said = seen->out.Joined();
    part_.complaints.push_back(absl::StrCat(
        "data/", file, ": ", NameOf(validator),
        " does not accept it: ", TerminationInWords(*seen, ValidatorLimits()),
        said.empty() ? "" : absl::StrCat(": ", FirstLine(said))));
    return ++complaints_ < kMostComplaints;
  }

  void Complain(const std::string& name, absl::string_view extension,
                absl::string_view what) {
    part_.complaints.push_back(
        absl::StrCat("data/", name, extension, ": ", what));
  }

  void NotRun(const ValidatorCase& one, absl::string_view why) {
    part_.warnings.push_back(
        absl::StrCat("data/", one.test_case.name, ": not looked at: ", why));
  }

  // Whether all of them do; none if one cannot be run.
  std::optional<bool> AcceptsInput(const TestCase& one) {
    for (const fs::path& validator : files_.input_validators) {
      const auto seen = See(validator, ForInput(validator, one));
      if (!seen) return std::nullopt;
      if (!Accepts(*seen)) return false;
    }
    return true;
  }

  // Only what is said of an answer or an output is to be wrong.
  bool HasValidInput(const ValidatorCase& one) {
    return absl::c_all_of(
        files_.input_validators, [&](const fs::path& validator) {
          return Run(validator, ForInput(validator, one.test_case),
                     one.test_case.name + ".in");
        });
  }

  // An answer is an output, too, which is to be right.
  std::optional<bool> AcceptsAnswer(const TestCase& one) {
    const auto run = ForAnswer(one);
    if (!run) return std::nullopt;
    for (const fs::path& validator : files_.answer_validators) {
      const auto seen = See(validator, *run);
      if (!seen) return std::nullopt;
      if (!Accepts(*seen)) return false;
    }
    if (InteractorOf(one) != nullptr) return true;
    const auto verdict = Judged(one, run->input);
    if (!verdict) return std::nullopt;
    return verdict->word == VerdictWord::kAccepted;
  }

  // What the output validator says of `output`; none, and a complaint, where
  // it fails.
  std::optional<Verdict> Judged(const TestCase& one,
                                const std::string& output) {
    TestCase asked = one;
    Observation seen;
    seen.termination = Exited{0};
    seen.out.head = output;
    const absl::Status consulted = oracle_.Consult(asked, seen);
    if (!consulted.ok()) {
      Complain(one.name, "", std::string(consulted.message()));
      return std::nullopt;
    }
    Verdict verdict =
        Judge(seen, RunChecks(asked, seen), asked.limits, /*driven=*/false);
    if (verdict.word != VerdictWord::kJudgeError) return verdict;
    Complain(one.name, ".out", verdict.message);
    return std::nullopt;
  }

  void TellOutput(const ValidatorCase& one) {
    if (InteractorOf(one.test_case) != nullptr) {
      NotRun(one, "the problem is interactive, and has no outputs");
      return;
    }
    const auto verdict = Judged(one.test_case, one.output);
    if (!verdict) return;
    const bool accepted = verdict->word == VerdictWord::kAccepted;
    if (accepted && one.kind == ValidatorCase::Kind::kInvalidOutput) {
      Complain(one.test_case.name, ".out",
               "the output validator accepts it; expected that it refuses "
               "what lies in invalid_output");
    } else if (!accepted && one.kind == ValidatorCase::Kind::kValidOutput) {
      Complain(one.test_case.name, ".out",
               absl::StrCat("the output validator does not accept it, as it "
                            "should what lies in valid_output: ",
                            verdict->message));
    }
  }

  const Problem& problem_;
  const AuthorFiles& files_;
  Oracle& oracle_;
  ProofPart& part_;
  int complaints_ = 0;
};

}  // namespace

void RunValidators(const Problem& problem, const AuthorFiles& files,
                   Oracle& oracle, ProofPart& part) {
  for (const fs::path& one : files.input_validators) {
    Validation(problem, files, oracle, part).Inputs(one);
  }
  for (const fs::path& one : files.answer_validators) {
    Validation(problem, files, oracle, part).Answers(one);
  }
  const std::vector<ValidatorCase> others =
      FindValidatorCases(problem.directory, part.complaints);
  Validation of_others(problem, files, oracle, part);
  for (const ValidatorCase& one : others) of_others.Tell(one);
  const std::size_t count =
      files.input_validators.size() + files.answer_validators.size();
  part.summary =
      count == 0
          ? "no validator"
          : absl::StrCat(count, count == 1 ? " validator" : " validators", ", ",
                         problem.cases.size(), " cases");
  if (!others.empty()) {
    absl::StrAppend(&part.summary, ", ", others.size(), " for validators");
  }
}

}  // namespace grader
