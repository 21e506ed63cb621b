// Where the grammars are, and the program that parses strangers' texts by them.
#ifndef GRADER_SYNTAX_GRAMMARS_H_
#define GRADER_SYNTAX_GRAMMARS_H_

#include <filesystem>
#include <string>

namespace grader {

// The folder of grammars: $GRADER_GRAMMARS, or the grader's own.
std::filesystem::path GrammarsFolder();

// The grammar of `language`, as languages.yaml names it, in `grammars`.
std::filesystem::path GrammarFile(const std::filesystem::path& grammars,
                                  const std::string& language);

// grader-parser: $GRADER_PARSER, or the grader's own.
std::filesystem::path ParserProgram();

}  // namespace grader

#endif  // GRADER_SYNTAX_GRAMMARS_H_
