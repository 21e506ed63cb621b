#include "grader/execute/toolchain_command.h"

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/execute/content_hash.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Changes when the grader builds in another way from the same table.
constexpr char kRecipe[] = "toolchain 3";

// `word` with every `{NAME}` of `values` in it replaced. What is put in is not
// looked at again: a file may be called "{stem}.kt".
std::string FillWord(absl::string_view word, const Placeholders& values) {
  std::string filled;
  while (!word.empty()) {
    const std::size_t open = word.find('{');
    const std::size_t close = word.find('}', open);
    if (close == absl::string_view::npos) break;
    const auto value =
        values.find(std::string(word.substr(open + 1, close - open - 1)));
    if (value == values.end()) {
      absl::StrAppend(&filled, word.substr(0, open + 1));
      word.remove_prefix(open + 1);
      continue;
    }
    absl::StrAppend(&filled, word.substr(0, open),
                    value->second.empty() ? "" : value->second.front());
    word.remove_prefix(close + 1);
  }
  absl::StrAppend(&filled, word);
  return filled;
}

void AddCommands(ContentHash& hash,
                 const std::vector<CommandTemplate>& commands) {
  hash.Add(static_cast<std::int64_t>(commands.size()));
  for (const CommandTemplate& command : commands) hash.Add(command);
}

void AddToolchain(ContentHash& hash, const Toolchain& toolchain) {
  const auto& [name, programs, linkers, identity, compile, link, show_link,
               precompile, with_driver, with_support, with_schedules, sanitize,
               sanitize_link, build, prepare, run, run_with_driver, drive,
               found, linker] = toolchain;
  hash.Add(name).Add(programs).Add(linkers).Add(show_link);
  for (const auto& [program, path] : found) hash.AddIdentity(path);
  if (!linker.empty()) {
    hash.AddIdentity(FindProgram({absl::StrCat("ld.", linker)}, kSystemPath));
  }
  hash.Add(static_cast<std::int64_t>(identity.size()));
  for (const fs::path& path : identity) hash.AddIdentity(path);
  for (const CommandTemplate* command :
       {&compile, &link, &precompile, &with_driver, &with_support,
        &with_schedules, &sanitize, &sanitize_link, &run, &run_with_driver,
        &drive}) {
    hash.Add(*command);
  }
  AddCommands(hash, build);
  AddCommands(hash, prepare);
}

void AddLimits(ContentHash& hash, const Limits& limits) {
  ForEachLimit([&]<typename T>(const LimitField<T>& limit) {
    if constexpr (std::is_same_v<T, absl::Duration>) {
      hash.Add(absl::ToInt64Nanoseconds(limits.*limit.field));
    } else {
      hash.Add(std::int64_t{limits.*limit.field});
    }
  });
}

}  // namespace

std::vector<std::string> FillIn(const Toolchain& toolchain,
                                const CommandTemplate& words,
                                const Placeholders& values) {
  Placeholders all = values;
  if (!toolchain.linker.empty()) {
    all["linker"] = {absl::StrCat("-fuse-ld=", toolchain.linker)};
  }
  std::vector<std::string> filled;
  for (const std::string& word : words) {
    const bool whole = word.size() > 2 && word.front() == '{' &&
                       word.find('}') == word.size() - 1;
    if (!whole) {
      filled.push_back(FillWord(word, all));
      continue;
    }
    const auto found = all.find(word.substr(1, word.size() - 2));
    if (found == all.end()) continue;
    filled.insert(filled.end(), found->second.begin(), found->second.end());
  }
  if (filled.empty()) return filled;
  if (const auto tool = toolchain.found.find(filled.front());
      tool != toolchain.found.end()) {
    filled.front() = tool->second;
  }
  return filled;
}

std::map<std::string, std::string> EnvironmentOf(const Language& language,
                                                 const Placeholders& values) {
  std::map<std::string, std::string> environment = {{"PATH", kSystemPath},
                                                    {"LC_ALL", "C.UTF-8"}};
  for (const auto& [name, value] : language.environment) {
    environment[name] = FillWord(value, values);
  }
  return environment;
}

Command BuildCommand(const Language& language, const CommandTemplate& words,
                     const Placeholders& values, const fs::path& directory) {
  Command command;
  command.argv = FillIn(language.toolchain, words, values);
  // The folder is writable on every rung of isolation; /tmp is not.
  command.environment = EnvironmentOf(language, values);
  command.environment["TMPDIR"] = directory.string();
  command.directory = directory;
  command.readable = language.readable;
  return command;
}

std::string ToolchainHash(const Language& language) {
  // By structured bindings, so that a new field of a row does not compile
  // before somebody has thought of it here.
  const auto& [name, extensions, headers, library_pattern, diagnostics,
               environment, readable, build_limits, runtime_processes,
               runtime_memory_bytes, toolchains, toolchain] = language;
  ContentHash hash(kRecipe);
  hash.Add(name).Add(extensions).Add(headers).Add(library_pattern);
  hash.Add(static_cast<std::int64_t>(diagnostics));
  hash.Add(static_cast<std::int64_t>(environment.size()));
  for (const auto& [variable, value] : environment) {
    hash.Add(variable).Add(value);
  }
  hash.Add(static_cast<std::int64_t>(readable.size()));
  for (const fs::path& path : readable) hash.AddIdentity(path);
  AddLimits(hash, build_limits);
  hash.Add(std::int64_t{runtime_processes}).Add(runtime_memory_bytes);
  // Of `toolchains` the chosen one is used, and no other.
  AddToolchain(hash, toolchain);
  return hash.Digest();
}

}  // namespace grader
