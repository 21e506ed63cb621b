#include "grader/course/claim.h"

#include <algorithm>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/judge/compare_exact.h"
#include "grader/problem/readable.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

// What `column` of the execution table holds in each step.
std::vector<std::string> Column(const Execution& execution,
                                const std::string& column,
                                const ProgramRun& run) {
  std::vector<std::string> cells;
  for (std::size_t step = 1;
       step <= execution.steps.size() && step < run.moments.size(); ++step) {
    const RunMoment& moment = run.moments[step];
    for (std::size_t i = 0; i < moment.tasks.size(); ++i) {
      if (execution.tasks[i].first == column) cells.push_back(moment.tasks[i]);
    }
    for (std::size_t i = 0; i < moment.variables.size(); ++i) {
      if (execution.variables[i] == column) {
        cells.push_back(moment.variables[i]);
      }
    }
  }
  return cells;
}

std::string WhyNot(const CellClaim& claim, const Execution& execution,
                   const ProgramRun& run) {
  const std::vector<std::string> cells = Column(execution, claim.column, run);
  const std::size_t at = claim.step - 1;
  if (at >= cells.size()) {
    return absl::StrCat("the run did not come to step ", claim.step);
  }
  if (cells[at] != claim.is) {
    return absl::StrCat(Quoted(claim.column), " of step ", claim.step, " is ",
                        Quoted(cells[at]));
  }
  if (!claim.since) return "";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if ((cells[i] == claim.is) != (i >= at)) {
      return absl::StrCat(Quoted(claim.column), " of step ", i + 1, " is ",
                          Quoted(cells[i]));
    }
  }
  return "";
}

bool HasLine(absl::string_view text, absl::string_view line) {
  return absl::c_any_of(absl::StrSplit(text, '\n'),
                        [line](absl::string_view one) { return one == line; });
}

std::string Printed(const ProgramRun& run) {
  return absl::StrCat("it prints ", Quoted(run.out()));
}

}  // namespace

bool IsOutput(absl::string_view text, const ProgramRun& run) {
  return CompareExact(ExactText{std::string(text)}, run.out()).passed;
}

std::string WhyNot(const Claim& claim, const Material& material,
                   const ProgramRuns& runs) {
  const auto found = runs.find(claim.program);
  if (found == runs.end()) return "its program was not run";
  const ProgramRun& run = found->second;
  if (claim.out && !IsOutput(*claim.out, run)) return Printed(run);
  if (claim.prints && !absl::StrContains(run.out(), *claim.prints)) {
    return Printed(run);
  }
  if (claim.line && !HasLine(run.out(), *claim.line)) return Printed(run);
  if (claim.exception &&
      !absl::StrContains(run.last_error(), *claim.exception)) {
    return absl::StrCat("the last line of its stderr is ",
                        Quoted(run.last_error()));
  }
  if (claim.exit_code &&
      run.observation.termination != Termination(Exited{*claim.exit_code})) {
    return "it ends in another way";
  }
  if (claim.deadlock && *claim.deadlock != run.deadlocked()) {
    return run.deadlocked() ? "it is deadlocked" : "it is not deadlocked";
  }
  if (claim.waited.bounded() && !claim.waited.Contains(run.waited)) {
    return absl::StrCat("it takes ", FormatElapsed(run.waited));
  }
  if (claim.cell) {
    const Execution* const execution = material.FindExecution(claim.program);
    if (execution == nullptr) return "its program has no execution table";
    return WhyNot(*claim.cell, *execution, run);
  }
  return "";
}

}  // namespace grader
