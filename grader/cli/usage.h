// What a command line may hold, and what is said of one that is wrong.
#ifndef GRADER_CLI_USAGE_H_
#define GRADER_CLI_USAGE_H_

#include <CLI/CLI.hpp>
#include <string>

namespace grader {

// Of values that are numbers: more than 0, or not less.
CLI::Validator AboveZero();
CLI::Validator ZeroOrMore();

// What is wrong, what was probably meant, and where help is: of the command
// line `app` could not parse, which began with `typed`.
std::string UsageError(const CLI::App& app, const CLI::ParseError& error,
                       const std::string& typed);

}  // namespace grader

#endif  // GRADER_CLI_USAGE_H_
