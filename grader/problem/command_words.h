// The words of commands in tables: languages.yaml, linters.yaml.
#ifndef GRADER_PROBLEM_COMMAND_WORDS_H_
#define GRADER_PROBLEM_COMMAND_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

class AuthorErrors;
struct YamlNode;

// A word in braces is one that is filled in, or was meant to be: reports each
// of `command` that is not among `known`. Messages begin with `where`.
void CheckFilled(const YamlNode& command, absl::string_view where,
                 const std::vector<std::string>& known, AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_COMMAND_WORDS_H_
