// BuildOptions: what of a compiler's command line an author may settle for all
// submissions to a problem. They become words of the language's row, so
// whatever is built with it or named after it has them.
#ifndef GRADER_PROBLEM_BUILD_OPTIONS_H_
#define GRADER_PROBLEM_BUILD_OPTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "grader/problem/language.h"

namespace grader {

class AuthorErrors;
struct Value;
struct YamlNode;

struct BuildOptions {
  std::optional<int> optimize;         // the number behind -O
  std::vector<std::string> standards;  // "c++17"; at most one of a language

  bool operator==(const BuildOptions&) const = default;
};

// The map under `build`.
extern const Value kBuildValue;

// What `build` says, after kBuildValue checked it, of a problem that is offered
// in `languages` (empty: it is not known in which). Reports what the compilers
// of none of them take, and where `has_driver` what its library is too new for.
BuildOptions ReadBuildOptions(const YamlNode& build,
                              const std::vector<const Language*>& languages,
                              bool has_driver, AuthorErrors& errors);

// `language` with what `options` say of it in the commands that compile.
Language WithOptions(Language language, const BuildOptions& options);

}  // namespace grader

#endif  // GRADER_PROBLEM_BUILD_OPTIONS_H_
