#include "grader/verify/validators.h"

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
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
  Validation(const Problem& problem, Oracle& oracle, ProofPart& part)
      : problem_(problem), oracle_(oracle), part_(part) {}

  void Inputs(const fs::path& validator) {
    const std::string name = validator.stem().string();
    for (const TestCase& one : problem_.cases) {
      TestCase run;
      run.input = one.input;
      auto args = one.input_validator_args.find(name);
      if (args == one.input_validator_args.end()) {
        args = one.input_validator_args.find("");
      }
      if (args != one.input_validator_args.end()) run.args = args->second;
      if (!Run(validator, run, one.name + ".in")) return;
    }
  }

  void Answers(const fs::path& validator) {
    for (const TestCase& one : problem_.cases) {
      const Checker* const checker =
          one.expect.out ? std::get_if<Checker>(&*one.expect.out) : nullptr;
      if (checker == nullptr) continue;
      TestCase run;
      run.input = checker->answer;
      run.args = {"input"};
      run.files = {{"input", one.input}};
      if (!Run(validator, run, one.name + ".ans")) return;
    }
  }

 private:
  // False when there is no use in going on.
  bool Run(const fs::path& validator, TestCase& run, const std::string& file) {
    const std::string name =
        validator.lexically_relative(problem_.directory).generic_string();
    run.limits = ValidatorLimits();
    const auto seen = oracle_.RunProgram(validator, run, {});
    if (!seen.ok()) {
      part_.complaints.push_back(
          absl::StrCat(name, ": ", seen.status().message()));
      return false;
    }
    if (seen->termination == Termination(Exited{kAccepts})) return true;
    std::string said = seen->err.Joined();
    if (said.empty()) said = seen->out.Joined();
    part_.complaints.push_back(absl::StrCat(
        "data/", file, ": ", name,
        " does not accept it: ", TerminationInWords(*seen, run.limits),
        said.empty() ? "" : absl::StrCat(": ", FirstLine(said))));
    return ++complaints_ < kMostComplaints;
  }

  const Problem& problem_;
  Oracle& oracle_;
  ProofPart& part_;
  int complaints_ = 0;
};

}  // namespace

void RunValidators(const Problem& problem, const AuthorFiles& files,
                   Oracle& oracle, ProofPart& part) {
  for (const fs::path& one : files.input_validators) {
    Validation(problem, oracle, part).Inputs(one);
  }
  for (const fs::path& one : files.answer_validators) {
    Validation(problem, oracle, part).Answers(one);
  }
  const std::size_t count =
      files.input_validators.size() + files.answer_validators.size();
  part.summary =
      count == 0
          ? "no validator"
          : absl::StrCat(count, count == 1 ? " validator" : " validators", ", ",
                         problem.cases.size(), " cases");
}

}  // namespace grader
