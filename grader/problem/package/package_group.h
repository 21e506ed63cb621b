// PackageGroup: a folder of a package's cases, with what its YAML file says of
// scores. Made by the reader of cases, read by the one of scores.
#ifndef GRADER_PROBLEM_PACKAGE_PACKAGE_GROUP_H_
#define GRADER_PROBLEM_PACKAGE_PACKAGE_GROUP_H_

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/problem/author_errors.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// What the files are called that describe groups; in the legacy versions, and
// in drafts of version 2025-09.
inline constexpr char kGroupFile[] = "test_group.yaml";
inline constexpr char kOlderGroupFile[] = "testdata.yaml";

// What stands behind a key, and where.
struct GroupSetting {
  Place key;
  YamlNode value;
  std::shared_ptr<AuthorErrors> errors;  // of the file
};

// A group, or a case in one.
struct PackageGroup {
  std::string name;  // in data/: "secret/small"; "": data/
  std::string file;  // of its settings, as messages show it
  std::optional<std::size_t>
      only_case;  // its place among the cases; none: a group
  std::map<std::string, GroupSetting> settings;  // by key
  std::vector<PackageGroup> items;               // by name

  bool is_case() const { return only_case.has_value(); }
  // Null if there is none.
  const PackageGroup* Find(const std::string& item) const;
  const GroupSetting* Setting(const std::string& key) const;
};

// The places of all cases in `group`.
std::vector<std::size_t> CasesIn(const PackageGroup& group);

// Adds `message` about the value behind `key`; without such a key, about the
// file that could have it.
void AddGroupError(const PackageGroup& group, const std::string& key,
                   const std::string& message,
                   std::vector<std::string>& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_PACKAGE_GROUP_H_
