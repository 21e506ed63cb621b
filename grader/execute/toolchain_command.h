// Commands of the language table, made ready to run.
#ifndef GRADER_EXECUTE_TOOLCHAIN_COMMAND_H_
#define GRADER_EXECUTE_TOOLCHAIN_COMMAND_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/execute/command.h"
#include "grader/problem/language.h"

namespace grader {

// What stands for `{NAME}` in a command: any number of words.
using Placeholders = std::map<std::string, std::vector<std::string>>;

// The words of `words`: a word `{NAME}` becomes all words of that name, inside
// a longer word it becomes the first one; {linker} and the paths of the
// toolchain's programs are known. A name that `values` lacks becomes nothing.
std::vector<std::string> FillIn(const Toolchain& toolchain,
                                const CommandTemplate& words,
                                const Placeholders& values);

// The environment of `language`'s builds and runs, all of it.
std::map<std::string, std::string> EnvironmentOf(const Language& language,
                                                 const Placeholders& values);

// A build step of `language`: works in `directory`, where its output goes.
Command BuildCommand(const Language& language, const CommandTemplate& words,
                     const Placeholders& values,
                     const std::filesystem::path& directory);

// A hash of all that `language` builds and runs with: every field of its row,
// and the tools as they are installed. Anything that is built has it in its
// name in the cache.
std::string ToolchainHash(const Language& language);

}  // namespace grader

#endif  // GRADER_EXECUTE_TOOLCHAIN_COMMAND_H_
