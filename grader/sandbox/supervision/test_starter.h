// Starts programs for tests of the supervisor: no isolation, only what Process
// and Containment promise.
#ifndef GRADER_SANDBOX_SUPERVISION_TEST_STARTER_H_
#define GRADER_SANDBOX_SUPERVISION_TEST_STARTER_H_

#include <string>
#include <vector>

#include "grader/execute/command.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/supervision/supervise.h"

namespace grader::sandbox {

// A program held before its exec, below a keeper process that reports its end
// and inherits its orphans.
struct StartedProgram {
  Process process;
  pid_t keeper = -1;
  UniqueFd leash;  // when it is closed, the keeper kills all below it
  Containment containment;
};

// Exits the test program if that fails.
StartedProgram StartProgram(const std::vector<std::string>& argv,
                            ClockKind clock);

// The program of testcases/clock of that name.
std::string Testcase(const std::string& name);

// Runs a program to its end; a failed expectation and an empty Outcome if
// supervision fails.
Limits TestLimits();
Outcome RunOrDie(const std::vector<std::string>& argv, ClockKind clock,
                 const Limits& limits = TestLimits());

// Between the packets `begin` and `end`; a failed expectation without them.
absl::Duration SpanOf(const Outcome& outcome);

// For messages, and for comparison in them.
std::string Describe(const Termination& termination);

// Descriptors of this test program.
int CountOpenFiles();

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_TEST_STARTER_H_
