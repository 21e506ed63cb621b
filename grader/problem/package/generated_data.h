// GeneratedData: the cases that generators/generators.yaml of a package
// describes, for a package that leaves them out of data/ (BAPCtools makes them
// by `bt generate`). Nothing is run here: a case names its generator, and whose
// output is the answer. https://github.com/RagnarGrootKoerkamp/BAPCtools,
// doc/generators.md
#ifndef GRADER_PROBLEM_PACKAGE_GENERATED_DATA_H_
#define GRADER_PROBLEM_PACKAGE_GENERATED_DATA_H_

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/constants.h"
#include "grader/problem/problem.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

struct GeneratedCase {
  std::string name;                          // without those of its groups
  std::map<std::string, std::string> texts;  // by extension: "in", "ans", …
  std::optional<Generator> generator;
  std::filesystem::path solution;    // absolute; empty: none
  std::optional<YamlNode> settings;  // as in a case's own YAML file
};

struct GeneratedGroup {
  std::string name;
  std::optional<YamlNode> settings;    // as in test_group.yaml
  std::vector<GeneratedCase> cases;    // by name
  std::vector<GeneratedGroup> groups;  // by name

  // Null if there is none.
  const GeneratedGroup* Find(absl::string_view group) const;
};

struct GeneratedData {
  GeneratedGroup data;
  std::shared_ptr<AuthorErrors> errors;  // of the file
};

// What the generators.yaml of the package in `folder`, as messages show it,
// describes; none if there is no such file. Errors are in there.
std::optional<GeneratedData> ReadGeneratedData(
    const std::filesystem::path& folder, const Constants& constants);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_GENERATED_DATA_H_
