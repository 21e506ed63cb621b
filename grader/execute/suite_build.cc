#include "grader/execute/suite_build.h"

#include <string>
#include <utility>

#include "grader/execute/program_start.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_framework.h"

namespace grader {
namespace {

constexpr char kSuiteBuilder[] = "suite_build.py";

}  // namespace

bool IsBuiltWithSuite(const Submission& submission, const Plan& plan) {
  return submission.scaffold.suite != nullptr && plan.folder &&
         IsBuilt(submission.scaffold.suite->framework);
}

Command SuiteBuildCommand(const Submission& submission,
                          const std::filesystem::path& suite,
                          const std::filesystem::path& folder) {
  const Toolchain& driver = submission.scaffold.driver_language.toolchain;
  const Suite& tests = *submission.scaffold.suite;
  Command command = BuildCommand(submission.language, {},
                                 {{"folder", {folder.string()}}}, folder);
  command.argv = FillIn(driver, driver.drive,
                        {{"prepared", {(suite / kSuiteBuilder).string()}}});
  command.argv.insert(
      command.argv.end(),
      {tests.framework, tests.file.filename().string(), tests.submission});
  for (std::string& source : SourceNames(submission)) {
    command.argv.push_back(std::move(source));
  }
  return command;
}

}  // namespace grader
