// The subcommands of the program: those of commands.def, the one list of them.
// Each adds itself to the command line and leaves its exit code in `exit_code`
// when it runs.
#ifndef GRADER_CLI_COMMANDS_H_
#define GRADER_CLI_COMMANDS_H_

#include <CLI/CLI.hpp>
#include <string>

#include "grader/cli/exit_code.h"

namespace grader {

#define COMMAND(name) \
  void Add##name##Command(CLI::App& app, ExitCode& exit_code);
#include "grader/cli/commands.def"

// `--languages FILE`, for the commands that build.
void AddLanguagesOption(CLI::App& command, std::string& languages);

}  // namespace grader

#endif  // GRADER_CLI_COMMANDS_H_
