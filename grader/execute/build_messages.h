// What a learner is told of a build that failed, and in which order.
#ifndef GRADER_EXECUTE_BUILD_MESSAGES_H_
#define GRADER_EXECUTE_BUILD_MESSAGES_H_

#include <string>
#include <vector>

#include "grader/execute/diagnostic.h"
#include "grader/execute/observation.h"
#include "grader/problem/limits.h"
#include "grader/problem/submission.h"

namespace grader {

// What a learner is told of a build that was not let finish.
std::string StoppedMessage(Limit limit, const Limits& limits);

// What a learner is told of `name`, a file whose name one of the problem's own
// files has.
Diagnostic NameIsTaken(const std::string& name);

// What a learner is told whose files do not show which of them is the program.
Diagnostic WhichIsMain(std::vector<std::string> names);

// Errors before warnings, the learner's own files first; notes stay behind what
// they are about.
void SortByInterest(const Submission& submission,
                    std::vector<Diagnostic>& diagnostics);

// What an author is told of a build of theirs that failed: the first errors of
// `diagnostics`, as SortByInterest leaves them, in the compiler's form and with
// their notes. Warnings would hide them: some compilers print those first.
// Where no error was understood it is all of `log`.
std::string ErrorsInWords(const std::vector<Diagnostic>& diagnostics,
                          const std::string& log);

}  // namespace grader

#endif  // GRADER_EXECUTE_BUILD_MESSAGES_H_
