// An Oracle: settles the expectations that a program of the author's decides,
// the reference solution or a checker, so that judging stays pure.
#ifndef GRADER_EXECUTE_ORACLE_H_
#define GRADER_EXECUTE_ORACLE_H_

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/execute/build.h"
#include "grader/execute/observation.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"

namespace grader {

// A run of a case.
struct CaseRun {
  Command command;
  Limits limits;
  // See RunName; empty too where an interactor is run as it lies there, since
  // its content is in no name then.
  std::string name;
};

class Oracle {
 public:
  // `language` is the submission's: the reference of the same language is
  // asked, or another where there is none. All arguments outlive the Oracle.
  Oracle(const Problem& problem, std::string language, ClockKind clock,
         const Workshop& workshop);

  // Runs the generator of `test_case`, if it has one, for the input, and the
  // program that prints its answer; what they gave is kept. A Status tells that
  // the author's program failed.
  absl::Status Prepare(TestCase& test_case);

  // What is run for `test_case` with `build`, and under which limits: with its
  // interactor, if it has one. A Status tells that the author's program failed.
  absl::StatusOr<CaseRun> RunFor(const Build& build, const TestCase& test_case);

  // Puts what the reference prints or writes in the place of every
  // FromReference of `test_case`, and runs its checker on `observation`. A
  // Status tells that the author's program failed.
  absl::Status Consult(TestCase& test_case, Observation& observation);

  // What the reference does in `test_case`. A Status tells that there is none
  // or that it fails.
  absl::StatusOr<Observation> RunReference(const TestCase& test_case);

  // Runs an author's program with the arguments, input, files and limits of
  // `run`, and takes the files `collect` of it.
  absl::StatusOr<Observation> RunProgram(
      const std::filesystem::path& program, const TestCase& run,
      const std::vector<std::string>& collect);

 private:
  absl::Status BuildReference();
  absl::Status Generate(TestCase& test_case);
  // What `program` with `with` beside it leaves and prints, run or kept.
  absl::StatusOr<std::map<std::string, std::string>> Make(
      const std::filesystem::path& program,
      const std::vector<std::filesystem::path>& with, const TestCase& run);
  absl::StatusOr<const Build*> AuthorProgram(
      const std::filesystem::path& program,
      const std::vector<std::filesystem::path>& with = {});
  absl::Status RunChecker(const Checker& checker, const TestCase& test_case,
                          Observation& observation);

  const Problem& problem_;
  const std::string language_;
  const ClockKind clock_;
  const Workshop& workshop_;
  std::optional<Build> reference_;
  // The author's, built, by the files that they are built of.
  std::map<std::vector<std::filesystem::path>, Build> programs_;
};

}  // namespace grader

#endif  // GRADER_EXECUTE_ORACLE_H_
