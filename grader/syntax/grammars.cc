#include "grader/syntax/grammars.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "grader/problem/installation.h"

namespace grader {

namespace fs = std::filesystem;

fs::path GrammarsFolder() {
  if (const char* folder = std::getenv("GRADER_GRAMMARS")) return folder;
  return OwnInstallation().programs / "grammars";
}

fs::path GrammarFile(const fs::path& grammars, const std::string& language) {
  return grammars / absl::StrCat("tree-sitter-", language, ".so");
}

fs::path ParserProgram() {
  if (const char* program = std::getenv("GRADER_PARSER")) return program;
  return OwnInstallation().programs / "grader-parser";
}

}  // namespace grader
