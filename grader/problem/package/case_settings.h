// CaseSettings: what the cases of a group of a package, or one of them, are run
// with, and the reader of what a package says of it: in test_group.yaml
// (legacy: testdata.yaml), in a case's own YAML file, in generators.yaml.
#ifndef GRADER_PROBLEM_PACKAGE_CASE_SETTINGS_H_
#define GRADER_PROBLEM_PACKAGE_CASE_SETTINGS_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "grader/problem/author_errors.h"
#include "grader/problem/package/package_group.h"
#include "grader/problem/package/package_metadata.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

struct CaseSettings {
  std::vector<std::string> args;
  std::vector<std::string> validator_flags;
  std::map<std::string, std::vector<std::string>> input_validator_args;
  std::string why;
};

// Changes in `settings` what `root`, of the file of `errors`, names; what it
// does not name is as around it. What it says of scores is put into `group`; a
// case of its own has none, which is null.
void ReadCaseSettings(const YamlNode& root,
                      const std::shared_ptr<AuthorErrors>& errors,
                      const PackageMetadata& metadata, CaseSettings& settings,
                      PackageGroup* group);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_CASE_SETTINGS_H_
