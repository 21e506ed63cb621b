// grader doctor: what this machine offers, what is missing, and the cure.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "grader/cli/commands.h"
#include "grader/execute/sandbox_probe.h"
#include "grader/execute/sandbox_runner.h"
#include "grader/problem/language.h"
#include "grader/problem/linter.h"
#include "grader/report/json_values.h"

namespace grader {
namespace {

std::string Line(const std::string& name, bool available,
                 const std::string& reason, const std::string& remedy) {
  std::string text = absl::StrFormat(
      "%s %-14s %s\n", available ? "ok     " : "MISSING", name, reason);
  if (!remedy.empty()) absl::StrAppend(&text, "        cure: ", remedy, "\n");
  return text;
}

ExitCode Doctor(const std::string& format) {
  const auto program = FindSandboxProgram();
  if (!program.ok()) {
    return Fail(absl::InternalError(program.status().message()));
  }
  const auto layers = ProbeSandbox(*program);
  if (!layers.ok()) return Fail(layers.status());
  bool complete = true;
  std::string text = "Isolation and clock\n";
  Json object = {{"schema", "grader.doctor/1"},
                 {"layers", Json::array()},
                 {"languages", Json::array()}};
  for (const SandboxLayer& layer : *layers) {
    complete = complete && layer.available;
    text += Line(layer.name, layer.available, layer.reason, layer.remedy);
    object["layers"].push_back({{"name", layer.name},
                                {"available", layer.available},
                                {"reason", layer.reason},
                                {"remedy", layer.remedy}});
  }
  text += "\nLanguages\n";
  for (const Language& language : *BuiltInLanguages()) {
    const Toolchain& toolchain = language.toolchain;
    const std::string tool =
        language.installed() ? toolchain.found.at(toolchain.programs.front())
                             : toolchain.programs.front();
    text += Line(language.name, language.installed(),
                 absl::StrCat(toolchain.name, ", ", tool),
                 std::string(CheckInstalled(language).message()));
    object["languages"].push_back({{"name", language.name},
                                   {"available", language.installed()},
                                   {"toolchain", toolchain.name},
                                   {"tool", tool}});
  }
  text += "\nLinters, for problems that deduct points for style\n";
  for (const Linter& linter : BuiltInLinters()) {
    const auto found = FindLinterProgram(linter);
    const std::string tool = found.value_or(linter.programs.front());
    text += Line(
        linter.name, found.ok(), tool,
        found.ok()
            ? ""
            : absl::StrCat("install ", absl::StrJoin(linter.programs, " or ")));
    object["linters"].push_back(
        {{"name", linter.name}, {"available", found.ok()}, {"tool", tool}});
  }
  std::cout << (format == "json" ? Dump(object) : text);
  return complete ? kAllWell : kNotAccepted;
}

}  // namespace

void AddDoctorCommand(CLI::App& app, ExitCode& exit_code) {
  auto format = std::make_shared<std::string>("text");
  CLI::App* doctor = app.add_subcommand(
      "doctor", "What this machine offers, what is missing, and the cure");
  doctor->add_option("--format", *format, "how to report")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  doctor->footer(
      "Exit status: 0 every layer of isolation and the virtual clock can be "
      "had,\n1 some cannot, 3 the grader failed.");
  doctor->callback([format, &exit_code] { exit_code = Doctor(*format); });
}

}  // namespace grader
