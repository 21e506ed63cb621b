// The command-line program: grader CMD …
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/usage.h"
#include "grader/execute/descriptors.h"
#include "grader/problem/version.h"

namespace grader {
namespace {

constexpr char kFooter[] =
    "Exit status: 0 accepted, or all well; 1 not accepted; 2 wrong usage or a "
    "bad\nproblem file; 3 the grader could not do its work.\n\n"
    "`grader CMD --help` explains a command.";

// Adds the command that is typed first, alone: to make all of them takes a
// millisecond, and who edits and checks waits for it. Adds all where it is none
// of them, for what is then said, and for `completion`, which reads them.
void AddCommands(const std::string& typed, CLI::App& app, ExitCode& exit_code) {
  bool alone = false;
#define COMMAND(name)                              \
  if (absl::AsciiStrToLower(#name) == typed) {     \
    alone = typed != "completion";                 \
    if (alone) Add##name##Command(app, exit_code); \
  }
#include "grader/cli/commands.def"
  if (alone) return;
#define COMMAND(name) Add##name##Command(app, exit_code);
#include "grader/cli/commands.def"
}

int Main(int argc, char** argv) {
  // A report written to a closed pipe is an error to report, not a death; so is
  // one that is larger than files may get (ulimit -f).
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  if (absl::Status status = AllowManyDescriptors(); !status.ok()) {
    return Fail(status);
  }
  CLI::App app(
      "Grades programming exercises: builds a submission, runs it, "
      "and says what\nis wrong and why.");
  app.name("grader");
  app.footer(kFooter);
  app.set_version_flag("--version", absl::StrCat("grader ", kVersion));
  app.require_subcommand(1);
  ExitCode exit_code = kAllWell;
  AddCommands(argc > 1 ? argv[1] : "", app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    std::fprintf(stderr, "grader: %s",
                 UsageError(app, error, argc > 1 ? argv[1] : "").c_str());
    return kWrongUsage;
  }
  return exit_code;
}

}  // namespace
}  // namespace grader

int main(int argc, char** argv) {
  try {
    return grader::Main(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "grader: internal error: %s\n", error.what());
    return grader::kGraderFailed;
  }
}
