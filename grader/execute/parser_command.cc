#include "grader/execute/parser_command.h"

#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "grader/syntax/grammars.h"

namespace grader {

namespace fs = std::filesystem;

absl::StatusOr<Command> ParserCommand(const std::string& language,
                                      const std::vector<std::string>& arguments,
                                      const std::vector<SourceFile>& sources) {
  const fs::path program = ParserProgram();
  const fs::path grammars = GrammarsFolder();
  const fs::path grammar = GrammarFile(grammars, language);
  if (access(grammar.c_str(), R_OK) != 0 ||
      access(program.c_str(), X_OK) != 0) {
    return absl::UnavailableError(absl::StrCat("the grader has no parser for ",
                                               language, " (", grammar.string(),
                                               "; ci/grammars makes it)"));
  }
  Command command;
  command.argv = {program.string(), grammars.string(), language};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  for (const SourceFile& source : sources) {
    command.argv.push_back("./" + source.name);
    command.files.push_back({source.name, source.content});
  }
  command.readable = {program, grammars};
  return command;
}

}  // namespace grader
