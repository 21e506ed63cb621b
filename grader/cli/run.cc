// grader run: any command, in the sandbox and on the grader's clock.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "grader/cli/commands.h"
#include "grader/cli/runner.h"
#include "grader/cli/usage.h"
#include "grader/execute/choose_clock.h"
#include "grader/problem/files.h"
#include "grader/problem/language.h"
#include "grader/problem/units.h"
#include "grader/report/observation_report.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct RunArguments {
  std::vector<std::string> command;
  std::vector<std::string> readable;
  std::string input;
  std::string clock = "auto";
  std::string format = "text";
  bool explain_clock = false;
  Limits limits;
};

// The command with its program's absolute path; a path of the user's own is
// made readable, the sandbox has the system's programs by itself.
absl::StatusOr<Command> Resolve(const RunArguments& arguments) {
  Command command;
  command.argv = arguments.command;
  command.environment = {{"PATH", kSystemPath}, {"LC_ALL", "C.UTF-8"}};
  std::string& program = command.argv.front();
  std::error_code error;
  if (program.find('/') == std::string::npos) {
    const std::string found = FindProgram({program}, kSystemPath);
    if (found.empty()) {
      return absl::NotFoundError(absl::StrCat("no program \"", program, "\""));
    }
    program = found;
  } else {
    program = fs::absolute(program, error).lexically_normal().string();
    if (!fs::is_regular_file(program, error)) {
      return absl::NotFoundError(absl::StrCat("no program \"", program, "\""));
    }
    command.readable.push_back(program);
  }
  for (const std::string& path : arguments.readable) {
    command.readable.push_back(fs::absolute(path, error).lexically_normal());
  }
  if (!arguments.input.empty()) {
    std::optional<std::string> input = ReadFile(arguments.input);
    if (!input) {
      return absl::NotFoundError(absl::StrCat("cannot read ", arguments.input));
    }
    command.input = *std::move(input);
  }
  return command;
}

ExitCode Run(const RunArguments& arguments) {
  auto command = Resolve(arguments);
  if (!command.ok()) return Fail(command.status());
  const auto runner = MakeRunner();
  if (!runner.ok()) return Fail(runner.status());
  command->explain_clock = arguments.explain_clock;
  (*runner)->ExpectLast();
  const auto observation =
      RunOnClock(arguments.clock, *command, arguments.limits, **runner);
  if (!observation.ok()) return Fail(observation.status());
  if (arguments.explain_clock && command->clock == ClockKind::kReal) {
    std::cerr << "grader: the real clock decides nothing: --explain-clock "
                 "needs the virtual one\n";
  }
  for (const std::string& line : observation->clock_decisions) {
    std::cerr << line << "\n";
  }
  std::cout << (arguments.format == "json"
                    ? JsonObservation(*observation, arguments.limits)
                    : TextObservation(*observation, arguments.limits))
            << std::flush;
  return observation->termination == Termination(Exited{0}) ? kAllWell
                                                            : kNotAccepted;
}

template <typename Value>
void AddLimit(CLI::App& run, const std::string& name, Value& value,
              absl::StatusOr<Value> (*parse)(absl::string_view),
              const std::string& what) {
  run.add_option_function<std::string>(
      name,
      [&value, parse, name](const std::string& text) {
        const auto parsed = parse(text);
        if (!parsed.ok()) {
          throw CLI::ValidationError(name,
                                     std::string(parsed.status().message()));
        }
        value = *parsed;
      },
      what);
}

void AddLimit(CLI::App& run, const std::string& name, absl::Duration& value,
              const std::string& what) {
  AddLimit(run, name, value, ParseDuration, what);
}
void AddLimit(CLI::App& run, const std::string& name, std::int64_t& value,
              const std::string& what) {
  AddLimit(run, name, value, ParseBytes, what);
}
void AddLimit(CLI::App& run, const std::string& name, int& value,
              const std::string& what) {
  run.add_option(name, value, what)->check(AboveZero());
}

void AddLimits(CLI::App& run, Limits& limits) {
  ForEachLimit([&]<typename T>(const LimitField<T>& limit) {
    const std::string name =
        absl::StrCat("--", absl::StrReplaceAll(limit.key, {{"_", "-"}}));
    AddLimit(run, name, limits.*limit.field,
             absl::StrCat(absl::StripSuffix(limit.description, "."),
                          " (default: ", limit.initial, ")"));
  });
}

}  // namespace

void AddRunCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* run = app.add_subcommand(
      "run", "Run any command in the sandbox and say what was observed");
  run->add_option("CMD", arguments->command, "the program and its arguments")
      ->required();
  AddLimits(*run, arguments->limits);
  // One each time: a list would take the -- before the command for its end.
  run->add_option("--read", arguments->readable,
                  "a file or folder that the command may read")
      ->allow_extra_args(false);
  run->add_option("--input", arguments->input, "a file for its stdin");
  run->add_option("--clock", arguments->clock, "the clock it runs on")
      ->check(CLI::IsMember({"auto", "virtual", "real"}))
      ->capture_default_str();
  run->add_flag("--explain-clock", arguments->explain_clock,
                "tell on stderr what the virtual clock decided: what was held "
                "and until when, what it jumped to and why, what was let go");
  run->add_option("--format", arguments->format, "how to report")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  run->footer(
      "Example: grader run --memory 64MiB --elapsed 1s -- sleep 3600\n\n"
      "Exit status: 0 the command exited with 0, 1 it did not, 2 wrong usage, "
      "3 the\ngrader failed.");
  run->callback([arguments, &exit_code] { exit_code = Run(*arguments); });
}

}  // namespace grader
