#include "grader/execute/oracle.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/author_program.h"
#include "grader/execute/case_command.h"
#include "grader/execute/known_run.h"
#include "grader/problem/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxGeneratedBytes = 4 * kMiB;
// Names of the ICPC problem package format.
constexpr char kJudgeMessage[] = "feedback/judgemessage.txt";
constexpr char kTeamMessage[] = "feedback/teammessage.txt";
constexpr char kMultiplier[] = "feedback/score_multiplier.txt";

}  // namespace

Oracle::Oracle(const Problem& problem, std::string language, ClockKind clock,
               const Workshop& workshop)
    : problem_(problem),
      language_(std::move(language)),
      clock_(clock),
      workshop_(workshop) {}

absl::Status Oracle::Prepare(TestCase& test_case) {
  if (!test_case.generator) return absl::OkStatus();
  const Generator& generator = *test_case.generator;
  TestCase run;
  run.args = generator.args;
  run.limits.output_bytes = kMaxGeneratedBytes;
  const auto observation = RunProgram(generator.program, run, {});
  if (!observation.ok()) return observation.status();
  if (observation->termination != Termination(Exited{0}) ||
      observation->out.omitted > 0) {
    return absl::InternalError(absl::StrCat(
        "the generator ", generator.program.filename().string(), " of case \"",
        test_case.name, "\" failed: ", observation->err.Joined()));
  }
  test_case.input = observation->out.Joined();
  return absl::OkStatus();
}

absl::Status Oracle::Consult(TestCase& test_case, Observation& observation) {
  const TestCase asked = test_case;
  Expectation& expect = test_case.expect;
  for (std::optional<TextExpectation>* text : {&expect.out, &expect.err}) {
    if (!*text || !std::holds_alternative<FromReference>(**text)) continue;
    absl::StatusOr<ExactText> answer = AskReference(asked, text == &expect.err);
    if (!answer.ok()) return answer.status();
    *text = *std::move(answer);
  }
  if (expect.out) {
    // Without a program it is the default validator, which judge/ is itself.
    if (const auto* checker = std::get_if<Checker>(&*expect.out);
        checker != nullptr && !checker->program.empty()) {
      return RunChecker(*checker, asked, observation);
    }
  }
  return absl::OkStatus();
}

absl::Status Oracle::BuildReference() {
  auto submission = LoadReference(problem_, language_);
  if (!submission.ok()) submission = LoadReference(problem_, "");
  if (!submission.ok()) return submission.status();
  auto build = BuildSubmission(*submission, workshop_);
  if (!build.ok()) return build.status();
  if (!build->ok) {
    return absl::InternalError(
        absl::StrCat("the reference solution does not compile:\n", build->log));
  }
  reference_ = *std::move(build);
  return absl::OkStatus();
}

absl::StatusOr<Observation> Oracle::RunReference(const TestCase& test_case) {
  if (!reference_) {
    if (absl::Status built = BuildReference(); !built.ok()) return built;
  }
  const Command command = CommandFor(*reference_, test_case, clock_);
  const Limits limits = LimitsFor(*reference_, test_case);
  const std::string name = RunName(*reference_, command, limits, workshop_);
  if (auto known = FindRun(name, workshop_.cache)) return *std::move(known);
  auto observation = workshop_.runner.Run(command, limits);
  if (!observation.ok()) return observation.status();
  if (observation->termination !=
      Termination(Exited{test_case.expect.exit_code})) {
    return absl::InternalError(absl::StrCat(
        "the reference solution fails in case \"", test_case.name, "\""));
  }
  KeepRun(name, *observation, workshop_.cache);
  return observation;
}

absl::StatusOr<ExactText> Oracle::AskReference(const TestCase& test_case,
                                               bool err) {
  const auto observation = RunReference(test_case);
  if (!observation.ok()) return observation.status();
  return ExactText{(err ? observation->err : observation->out).Joined()};
}

absl::StatusOr<Observation> Oracle::RunProgram(
    const fs::path& program, const TestCase& run,
    const std::vector<std::string>& collect) {
  auto known = programs_.find(program);
  if (known == programs_.end()) {
    auto build = BuildAuthorProgram(problem_.languages, program, workshop_);
    if (!build.ok()) return build.status();
    known = programs_.emplace(program, *std::move(build)).first;
  }
  Command command = CommandFor(known->second, run, Command().clock);
  command.collect = collect;
  command.readable.push_back(problem_.directory);
  return workshop_.runner.Run(command, LimitsFor(known->second, run));
}

absl::Status Oracle::RunChecker(const Checker& checker,
                                const TestCase& test_case,
                                Observation& observation) {
  TestCase run;
  // Some write to the folder's name with a file's behind it, as it is.
  run.args = {"input", "answer", "feedback/"};
  run.args.insert(run.args.end(), checker.args.begin(), checker.args.end());
  run.input = observation.out.Joined();
  run.files = {{"input", test_case.input},
               {"answer", checker.answer},
               {kTeamMessage, ""}};  // makes the folder, too
  run.limits = checker.limits;
  const auto verdict = RunProgram(checker.program, run,
                                  {kTeamMessage, kJudgeMessage, kMultiplier});
  if (!verdict.ok()) return verdict.status();
  observation.checker_end = verdict->termination;
  if (const auto file = verdict->files.find(kTeamMessage);
      file != verdict->files.end()) {
    observation.checker_message = file->second;
  }
  if (const auto file = verdict->files.find(kJudgeMessage);
      file != verdict->files.end()) {
    observation.judge_message = file->second;
  }
  if (verdict->termination != Termination(Exited{kCheckerAccepts}) &&
      verdict->termination != Termination(Exited{kCheckerRejects})) {
    // What a program that fails has to say is on its stderr, at the end.
    absl::StrAppend(
        &observation.checker_message,
        observation.checker_message.empty() ? "" : "\n",
        verdict->err.tail.empty() ? verdict->err.head : verdict->err.tail);
  }
  if (const auto file = verdict->files.find(kMultiplier);
      file != verdict->files.end()) {
    double share = 0;
    if (!absl::SimpleAtod(file->second, &share) ||
        !(share >= 0 && share <= 1)) {
      return absl::InternalError(absl::StrCat(
          "the checker wrote no number from 0 to 1 to ", kMultiplier));
    }
    observation.checker_share = share;
  }
  return absl::OkStatus();
}

}  // namespace grader
