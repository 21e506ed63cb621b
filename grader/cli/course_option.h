// The options of a subcommand that say which course it is about.
#ifndef GRADER_CLI_COURSE_OPTION_H_
#define GRADER_CLI_COURSE_OPTION_H_

#include <CLI/CLI.hpp>
#include <string>

namespace grader {

// Adds --problems DIR, which sets `problems`, and --course DIR, which sets it
// to the folder of problems in DIR, or to DIR if that is one itself. `problems`
// must outlive the parsing of `command`.
void AddCourseOptions(CLI::App& command, std::string& problems);

}  // namespace grader

#endif  // GRADER_CLI_COURSE_OPTION_H_
