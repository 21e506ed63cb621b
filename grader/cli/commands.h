// The subcommands of the program. Each adds itself to the command line and
// leaves its exit code in `exit_code` when it runs.
#ifndef GRADER_CLI_COMMANDS_H_
#define GRADER_CLI_COMMANDS_H_

#include <CLI/CLI.hpp>
#include <string>

#include "grader/cli/exit_code.h"

namespace grader {

void AddCheckCommand(CLI::App& app, ExitCode& exit_code);
void AddListCommand(CLI::App& app, ExitCode& exit_code);
void AddRunCommand(CLI::App& app, ExitCode& exit_code);
void AddDoctorCommand(CLI::App& app, ExitCode& exit_code);
void AddPrepareCommand(CLI::App& app, ExitCode& exit_code);
void AddBatchCommand(CLI::App& app, ExitCode& exit_code);
void AddVerifyCommand(CLI::App& app, ExitCode& exit_code);
void AddSchemaCommand(CLI::App& app, ExitCode& exit_code);
void AddNewCommand(CLI::App& app, ExitCode& exit_code);
void AddMutateCommand(CLI::App& app, ExitCode& exit_code);

// `--languages FILE`, for the commands that build.
void AddLanguagesOption(CLI::App& command, std::string& languages);

}  // namespace grader

#endif  // GRADER_CLI_COMMANDS_H_
