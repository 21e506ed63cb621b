// grader completion: scripts by which shells complete what is typed, and the
// words they ask for. What there is to say is read from the commands
// themselves.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/cli/commands.h"
#include "grader/cli/locate.h"
#include "grader/problem/course_units.h"
#include "grader/problem/language.h"
#include "grader/report/formats.h"

namespace grader {
namespace {

// Each asks `grader completion words` with all words up to the one that is
// being typed; where it says nothing, files are completed.
constexpr char kBash[] = R"bash(_grader() {
  local word lines
  COMPREPLY=()
  mapfile -t lines < <(grader completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  for word in "${lines[@]%%$'\t'*}"; do
    [[ $word == "${COMP_WORDS[COMP_CWORD]}"* ]] && COMPREPLY+=("$word")
  done
}
complete -o default -F _grader grader
)bash";

constexpr char kZsh[] = R"zsh(#compdef grader
_grader() {
  local line
  local -a described
  for line in "${(@f)$(grader completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && described+=("${${line//:/\\:}/$'\t'/:}")
  done
  if (( ${#described} )); then
    _describe grader described
  else
    _files
  fi
}
if [[ $funcstack[1] == _grader ]]; then _grader "$@"; else compdef _grader grader; fi
)zsh";

constexpr char kFish[] = R"fish(function __grader_words
    set -l typed (commandline -opc) (commandline -ct)
    set -l lines (grader completion words -- $typed[2..-1] 2>/dev/null)
    if test (count $lines) -gt 0
        printf '%s\n' $lines
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c grader -f -a '(__grader_words)'
)fish";

struct Candidate {
  std::string word;
  std::string description;
};

std::string FirstLine(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

bool TakesValue(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

// The units of the course; `all`: lessons and quizzes as well.
std::vector<Candidate> Units(bool all) {
  const auto folder = ProblemsFolder("");
  if (!folder.ok()) return {};
  const auto units = LoadCourse(*folder);
  if (!units.ok()) return {};
  std::vector<Candidate> candidates;
  for (const CourseUnit& unit : *units) {
    if (all || unit.problem() != nullptr) {
      candidates.push_back({unit.id(), unit.title()});
    }
  }
  return candidates;
}

// What `option` may be set to; none if it could be anything, or a file.
std::vector<Candidate> ValuesOf(const CLI::Option& option) {
  std::vector<Candidate> candidates;
  if (option.check_lname("lang")) {
    for (const Language& language : *BuiltInLanguages()) {
      candidates.push_back({language.name, ""});
    }
    return candidates;
  }
  const std::string type = option.get_type_name();
  if (absl::EndsWith(type, ":FORMAT")) {
    for (const Format& format : Formats()) {
      candidates.push_back(
          {std::string(format.name), std::string(format.description)});
    }
    return candidates;
  }
  // CLI::IsMember names itself by its members: "TEXT:{json,markdown}".
  const std::size_t open = type.find('{');
  if (open == std::string::npos || !absl::EndsWith(type, "}")) return {};
  for (absl::string_view member : absl::StrSplit(
           absl::string_view(type).substr(open + 1, type.size() - open - 2),
           ',')) {
    candidates.push_back({std::string(member), ""});
  }
  return candidates;
}

std::vector<Candidate> OptionsOf(const CLI::App& command) {
  std::vector<Candidate> candidates;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      candidates.push_back({"--" + name, FirstLine(option->get_description())});
    }
  }
  return candidates;
}

const std::function<bool(const CLI::App*)> kAny;

std::vector<Candidate> CommandsOf(const CLI::App& app) {
  std::vector<Candidate> candidates;
  for (const CLI::App* command : app.get_subcommands(kAny)) {
    candidates.push_back(
        {command->get_name(), FirstLine(command->get_description())});
  }
  return candidates;
}

const CLI::App* CommandNamed(const CLI::App& app, const std::string& name) {
  for (const CLI::App* command : app.get_subcommands(kAny)) {
    if (command->get_name() == name) return command;
  }
  return nullptr;
}

// The option of `command` that `word` ("--format") names, or nullptr.
const CLI::Option* OptionNamed(const CLI::App& command,
                               const std::string& word) {
  if (!absl::StartsWith(word, "-")) return nullptr;
  return command.get_option_no_throw(word);
}

// The candidates for the last of `words`, which is being typed.
std::vector<Candidate> Complete(const CLI::App& app,
                                const std::vector<std::string>& words) {
  if (words.empty()) return {};
  const std::string& last = words.back();
  if (words.size() == 1) {
    return absl::StartsWith(last, "-") ? OptionsOf(app) : CommandsOf(app);
  }
  const CLI::App* const command = CommandNamed(app, words[0]);
  if (command == nullptr) return {};
  std::size_t positionals = 0;
  const CLI::Option* waits = nullptr;  // for its value
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (waits != nullptr) {
      waits = nullptr;
    } else if (absl::StartsWith(words[i], "-")) {
      const CLI::Option* option = OptionNamed(*command, words[i]);
      if (option != nullptr && TakesValue(*option)) waits = option;
    } else {
      ++positionals;
    }
  }
  if (waits != nullptr) return ValuesOf(*waits);
  if (absl::StartsWith(last, "-")) return OptionsOf(*command);
  for (const CLI::Option* option : command->get_options()) {
    if (!option->get_positional()) continue;
    const bool last_of_many = option->get_items_expected_max() > 1;
    if (positionals > 0 && !last_of_many) {
      --positionals;
      continue;
    }
    const std::string name = option->get_name(true);
    return name == "PROBLEM" || name == "UNIT" ? Units(name == "UNIT")
                                               : std::vector<Candidate>{};
  }
  return {};
}

std::string Lines(const std::vector<Candidate>& candidates) {
  std::string lines;
  for (const Candidate& candidate : candidates) {
    absl::StrAppend(&lines, candidate.word);
    if (!candidate.description.empty()) {
      absl::StrAppend(&lines, "\t", candidate.description);
    }
    lines += '\n';
  }
  return lines;
}

}  // namespace

void AddCompletionCommand(CLI::App& app, ExitCode& exit_code) {
  struct Arguments {
    std::string what;
    std::vector<std::string> words;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* completion = app.add_subcommand(
      "completion", "A script by which your shell completes what you type");
  completion
      ->add_option("SHELL", arguments->what,
                   "the script of that shell; words: what comes next")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "words"}));
  completion->add_option("WORD", arguments->words,
                         "what has been typed so far, after \"grader\"");
  completion->footer(
      "Example, for a line in ~/.bashrc:\n"
      "  source <(grader completion bash)\n\n"
      "The Debian package has all three scripts where shells find them.");
  completion->callback([arguments, &app, &exit_code] {
    const std::string& what = arguments->what;
    std::cout << (what == "bash"   ? std::string(kBash)
                  : what == "zsh"  ? kZsh
                  : what == "fish" ? kFish
                                   : Lines(Complete(app, arguments->words)));
    exit_code = kAllWell;
  });
}

}  // namespace grader
