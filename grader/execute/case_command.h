// What is run for a test case, and under which limits.
#ifndef GRADER_EXECUTE_CASE_COMMAND_H_
#define GRADER_EXECUTE_CASE_COMMAND_H_

#include "grader/execute/build.h"
#include "grader/execute/command.h"
#include "grader/problem/limits.h"
#include "grader/problem/problem.h"

namespace grader {

// Stands in Build::command for what a case's limit of memory is, in bytes; a
// file cannot be called so.
inline constexpr char kMemoryMark[] = "\x01memory\x01";
// The same for the stack; a word with it is left out where a case says nothing
// of that.
inline constexpr char kStackMark[] = "\x01stack\x01";

// `build`, made to run `test_case`: with its limit of memory, its input and
// files, and with its arguments, which are the driver's if there is one.
Command CommandFor(const Build& build, const TestCase& test_case,
                   ClockKind clock);

// Has `interactor`, which is ready to run as `build`, talk with `command`, and
// gives it room in `limits`.
void AddInteractor(const Build& build, const Checker& interactor,
                   Command& command, Limits& limits);

// The limits of `test_case`, and what the language's runtime and sanitizers
// need themselves.
Limits LimitsFor(const Build& build, const TestCase& test_case);

}  // namespace grader

#endif  // GRADER_EXECUTE_CASE_COMMAND_H_
