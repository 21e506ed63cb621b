#include "grader/execute/toolchain_command.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/execute/content_hash.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Changes when the grader builds in another way from the same table.
constexpr char kRecipe[] = "toolchain 1";

// `word` with every `{NAME}` of `values` in it replaced.
std::string FillWord(std::string word, const Placeholders& values) {
  for (const auto& [name, words] : values) {
    const std::string mark = absl::StrCat("{", name, "}");
    for (std::size_t at; (at = word.find(mark)) != std::string::npos;) {
      word.replace(at, mark.size(), words.empty() ? "" : words.front());
    }
  }
  return word;
}

void AddCommands(ContentHash& hash,
                 const std::vector<CommandTemplate>& commands) {
  hash.Add(static_cast<std::int64_t>(commands.size()));
  for (const CommandTemplate& command : commands) hash.Add(command);
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
  const Toolchain& toolchain = language.toolchain;
  ContentHash hash(kRecipe);
  hash.Add(language.name).Add(language.extensions).Add(language.headers);
  hash.Add(static_cast<std::int64_t>(language.environment.size()));
  for (const auto& [name, value] : language.environment) {
    hash.Add(name).Add(value);
  }
  for (const auto& [program, path] : toolchain.found) hash.AddIdentity(path);
  if (!toolchain.linker.empty()) {
    hash.AddIdentity(
        FindProgram({absl::StrCat("ld.", toolchain.linker)}, kSystemPath));
  }
  for (const fs::path& path : toolchain.identity) hash.AddIdentity(path);
  for (const CommandTemplate* command :
       {&toolchain.compile, &toolchain.link, &toolchain.precompile,
        &toolchain.with_driver, &toolchain.with_support, &toolchain.run,
        &toolchain.run_with_driver, &toolchain.drive}) {
    hash.Add(*command);
  }
  AddCommands(hash, toolchain.build);
  AddCommands(hash, toolchain.prepare);
  const Limits& limits = language.build_limits;
  hash.Add(absl::ToInt64Nanoseconds(limits.elapsed))
      .Add(absl::ToInt64Nanoseconds(limits.cpu))
      .Add(absl::ToInt64Nanoseconds(limits.wall));
  for (const std::int64_t number :
       {limits.memory_bytes, limits.output_bytes, limits.file_bytes,
        limits.disk_bytes, std::int64_t{limits.processes},
        std::int64_t{limits.files}, std::int64_t{limits.open_files}}) {
    hash.Add(number);
  }
  return hash.Digest();
}

}  // namespace grader
