// The values that CheckRecord has left in a tree, and the data files it names:
// what LoadProblem makes a Problem of.
#ifndef GRADER_PROBLEM_PROBLEM_READER_H_
#define GRADER_PROBLEM_PROBLEM_READER_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/limits.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// The folder that data files lie in, and where to say what is wrong.
struct ProblemSource {
  std::filesystem::path folder;
  AuthorErrors& errors;
};

// The value of a scalar that the schema made sure of.
std::int64_t WholeValue(const YamlNode& node);
double NumberValue(const YamlNode& node);
absl::Duration DurationValue(const YamlNode& node);
std::int64_t BytesValue(const YamlNode& node);

// The scalars of a list, as they are written.
std::vector<std::string> TextValues(const YamlNode& list);

// Says so if one of the texts in `list` is none of the languages `known`.
void CheckLanguageNames(const YamlNode& list,
                        const std::vector<std::string>& known,
                        AuthorErrors& errors);

// Overrides what the map `node` names, if there is one; the rest of `limits`
// stays.
void ReadLimits(const YamlNode* node, Limits& limits);

// The absolute path of the file `name` in the problem's folder; empty after an
// error.
std::filesystem::path FilePath(const YamlNode& name, ProblemSource& source);

// The same for a program; one that cannot be run is an error, too.
std::filesystem::path ProgramPath(const YamlNode& name, ProblemSource& source);

// The content of the file `name` in the problem's folder; empty after an error.
std::string FileContent(const YamlNode& name, ProblemSource& source);

// The text, or what is in the file if `node` is `{file: NAME}`.
std::string Content(const YamlNode& node, ProblemSource& source);

// Says so if `name` is not a relative path that stays below where it starts.
bool CheckTargetName(const YamlNode& name, ProblemSource& source);

}  // namespace grader

#endif  // GRADER_PROBLEM_PROBLEM_READER_H_
