// How a submission is built whose suite is compiled together with it by what
// runs its tests: suite_build.py among the parts of the suite.
#ifndef GRADER_EXECUTE_SUITE_BUILD_H_
#define GRADER_EXECUTE_SUITE_BUILD_H_

#include <filesystem>

#include "grader/execute/command.h"
#include "grader/execute/plan.h"
#include "grader/problem/submission.h"

namespace grader {

// Whether a submission with that plan is built so.
bool IsBuiltWithSuite(const Submission& submission, const Plan& plan);

// The command that builds `submission`, whose files lie in `folder`, with what
// lies in `suite`, Plan::folder as it was made.
Command SuiteBuildCommand(const Submission& submission,
                          const std::filesystem::path& suite,
                          const std::filesystem::path& folder);

// What that leaves there if its tests need more than the program to be run.
inline constexpr char kSuiteFolder[] = ".suite";

// Its exit status where the submission uses what is the framework's, and where
// the machine lacks what it says.
inline constexpr int kUsesFrameworkExit = 3;
inline constexpr int kLacksExit = 4;

}  // namespace grader

#endif  // GRADER_EXECUTE_SUITE_BUILD_H_
