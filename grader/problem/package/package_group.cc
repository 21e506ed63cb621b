#include "grader/problem/package/package_group.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace grader {

const PackageGroup* PackageGroup::Find(const std::string& item) const {
  for (const PackageGroup& one : items) {
    if (one.name == item) return &one;
  }
  return nullptr;
}

const GroupSetting* PackageGroup::Setting(const std::string& key) const {
  const auto found = settings.find(key);
  return found == settings.end() ? nullptr : &found->second;
}

std::vector<std::size_t> CasesIn(const PackageGroup& group) {
  if (group.is_case()) return {*group.only_case};
  std::vector<std::size_t> cases;
  for (const PackageGroup& item : group.items) {
    const std::vector<std::size_t> below = CasesIn(item);
    cases.insert(cases.end(), below.begin(), below.end());
  }
  return cases;
}

void AddGroupError(const PackageGroup& group, const std::string& key,
                   const std::string& message,
                   std::vector<std::string>& errors) {
  const GroupSetting* setting = group.Setting(key);
  if (setting == nullptr) {
    const std::string error = absl::StrCat(group.file, ": error: ", message);
    if (!absl::c_linear_search(errors, error)) errors.push_back(error);
  } else if (setting->value.kind == YamlNode::Kind::kNothing) {
    setting->errors->Add(setting->key, message);
  } else {
    setting->errors->Add(setting->value.place, message);
  }
}

}  // namespace grader
