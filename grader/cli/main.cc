// The command-line program: grader CMD …
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/execute/descriptors.h"
#include "grader/problem/suggest.h"
#include "grader/problem/version.h"

namespace grader {
namespace {

constexpr char kFooter[] =
    "Exit status: 0 accepted, or all well; 1 not accepted; 2 wrong usage or a "
    "bad\nproblem file; 3 the grader could not do its work.\n\n"
    "`grader CMD --help` explains a command.";

// CLI11 knows what it did not understand, but not what was meant.
std::string DidYouMean(const CLI::App& app, int argc, char** argv) {
  if (argc < 2) return "";
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == argv[1]) return "";
    names.push_back(command->get_name());
  }
  const auto closest = Closest(argv[1], names);
  return closest ? " Did you mean \"" + *closest + "\"?" : "";
}

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
    std::fprintf(stderr, "grader: %s.%s\nRun `grader --help` for usage.\n",
                 error.what(), DidYouMean(app, argc, argv).c_str());
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
