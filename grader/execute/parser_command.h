// The parser as a Command: grader-parser (syntax/main.cc), which reads what
// strangers wrote.
#ifndef GRADER_EXECUTE_PARSER_COMMAND_H_
#define GRADER_EXECUTE_PARSER_COMMAND_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/command.h"
#include "grader/problem/submission.h"

namespace grader {

// Runs it on `sources`, programs in `language`, with `arguments` before their
// names. kUnavailable if the grader has none for the language.
absl::StatusOr<Command> ParserCommand(const std::string& language,
                                      const std::vector<std::string>& arguments,
                                      const std::vector<SourceFile>& sources);

}  // namespace grader

#endif  // GRADER_EXECUTE_PARSER_COMMAND_H_
