// The subcommands of the program. Each adds itself to the command line and
// leaves its exit code in `exit_code` when it runs.
#ifndef GRADER_CLI_COMMANDS_H_
#define GRADER_CLI_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "grader/cli/exit_code.h"

namespace grader {

void AddCheckCommand(CLI::App& app, ExitCode& exit_code);
void AddListCommand(CLI::App& app, ExitCode& exit_code);
void AddRunCommand(CLI::App& app, ExitCode& exit_code);
void AddDoctorCommand(CLI::App& app, ExitCode& exit_code);
void AddVerifyCommand(CLI::App& app, ExitCode& exit_code);

}  // namespace grader

#endif  // GRADER_CLI_COMMANDS_H_
