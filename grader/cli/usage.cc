#include "grader/cli/usage.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

CLI::Validator Number(const char* description, const char* expected,
                      bool (*holds)(double)) {
  return CLI::Validator(
      [expected, holds](const std::string& text) {
        double number = 0;
        if (absl::SimpleAtod(text, &number) && holds(number)) {
          return std::string();
        }
        return absl::StrCat("expected a number ", expected, ", found ",
                            Quoted(text));
      },
      description);
}

// The command that was typed, or the program if it was none.
const CLI::App& TypedCommand(const CLI::App& app) {
  const auto typed = app.get_subcommands();
  return typed.empty() ? app : TypedCommand(*typed.front());
}

std::string FullName(const CLI::App& command) {
  const CLI::App* const parent = command.get_parent();
  return parent == nullptr
             ? command.get_name()
             : absl::StrCat(FullName(*parent), " ", command.get_name());
}

std::vector<std::string> OptionsOf(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

// Of what `command` has no place for: an option that it does not know, else
// what comes first.
std::string Unexpected(const CLI::App& command) {
  const std::vector<std::string> words = command.remaining();
  for (const std::string& word : words) {
    if (!absl::StartsWith(word, "-") || word == "-") continue;
    const std::string name = word.substr(0, word.find('='));
    return absl::StrCat(FullName(command), " has no option ", name,
                        DidYouMean(name, OptionsOf(command)));
  }
  return absl::StrCat("one argument too many: ",
                      words.empty() ? "" : Quoted(words.front()));
}

std::string NoCommand(const CLI::App& app, const std::string& typed) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  return typed.empty() || absl::StartsWith(typed, "-")
             ? "expected a command"
             : absl::StrCat("there is no command ", Quoted(typed),
                            DidYouMean(typed, names));
}

std::string InWords(const CLI::App& app, const CLI::App& command,
                    const CLI::ParseError& error, const std::string& typed) {
  const auto kind = static_cast<CLI::ExitCodes>(error.get_exit_code());
  if (kind == CLI::ExitCodes::RequiredError && &command == &app) {
    return NoCommand(app, typed);
  }
  if (kind == CLI::ExitCodes::ExtrasError) {
    return Unexpected(app.remaining().empty() ? command : app);
  }
  std::string option;
  const std::string told = error.what();
  if (RE2::FullMatch(told, R"((--?[\w-]+): \d+ required .* missing)",
                     &option)) {
    return absl::StrCat(option, " needs a value behind it");
  }
  return told;
}

}  // namespace

CLI::Validator AboveZero() {
  return Number("POSITIVE", "above 0", [](double x) { return x > 0; });
}

CLI::Validator ZeroOrMore() {
  return Number("NONNEGATIVE", "that is not below 0",
                [](double x) { return x >= 0; });
}

std::string UsageError(const CLI::App& app, const CLI::ParseError& error,
                       const std::string& typed) {
  const CLI::App& command = TypedCommand(app);
  return absl::StrCat(InWords(app, command, error, typed), "\nRun `",
                      FullName(command), " --help` for usage.\n");
}

}  // namespace grader
