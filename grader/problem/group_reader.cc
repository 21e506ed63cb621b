#include "grader/problem/group_reader.h"

#include <map>
#include <string>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

// Reads the groups one after another; knows those before.
class GroupList {
 public:
  GroupList(const YamlNode& case_list, std::vector<TestCase>& cases,
            ProblemSource& source)
      : cases_(cases), source_(source) {
    for (const YamlNode& node : case_list.items) {
      if (const YamlNode* name = node.Find("name")) {
        nodes_.emplace(name->text, &node);
      }
    }
  }

  void Add(const YamlNode& node) {
    CaseGroup group;
    if (const YamlNode* name = node.Find("name")) {
      group.name = name->text;
      CheckName(*name);
    }
    if (const YamlNode* points = node.Find("points")) {
      group.points = ParsePoints(points->text).value_or(Points());
    }
    const YamlNode* counts = node.Find("counts");
    group.worst_counts = counts != nullptr && counts->text == "worst";
    const YamlNode* bonus = node.Find("bonus");
    group.bonus = bonus != nullptr && bonus->text == "true";
    if (const YamlNode* names = node.Find("cases")) {
      for (const YamlNode& name : names->items) AddCase(name, group);
    }
    groups_.push_back(std::move(group));
  }

  std::vector<CaseGroup> TakeGroups() { return std::move(groups_); }

 private:
  void CheckName(const YamlNode& name) {
    if (absl::c_none_of(groups_, [&](const CaseGroup& group) {
          return group.name == name.text;
        })) {
      return;
    }
    source_.errors.Add(
        name.place, absl::StrCat("another group is named ", Quoted(name.text)));
  }

  void AddCase(const YamlNode& name, CaseGroup& group) {
    const auto found = nodes_.find(name.text);
    if (found == nodes_.end()) {
      std::vector<std::string> known;
      for (const auto& [known_name, node] : nodes_) known.push_back(known_name);
      source_.errors.Add(
          name.place,
          absl::StrCat("cases: no case is named ", Quoted(name.text),
                       DidYouMean(name.text, known)));
      return;
    }
    const YamlNode& node = *found->second;
    for (const char* const key : {"points", "bonus"}) {
      if (const YamlNode* own = node.Find(key)) {
        source_.errors.Add(
            own->place,
            absl::StrCat(key, ": the case is in the group ", Quoted(group.name),
                         ", whose points are for all of its cases together; "
                         "remove \"",
                         key, "\" here"));
      }
    }
    // One with `repeat` stands for all that it became.
    const std::string made_of = absl::StrCat(name.text, " #");
    const bool repeated = node.Find("repeat") != nullptr;
    for (TestCase& test_case : cases_) {
      if (repeated ? test_case.name.rfind(made_of, 0) != 0
                   : test_case.name != name.text) {
        continue;
      }
      if (!test_case.group.empty()) {
        source_.errors.Add(
            name.place,
            absl::StrCat("cases: ", Quoted(name.text), " is in the group ",
                         Quoted(test_case.group), " already"));
        return;
      }
      test_case.group = group.name;
      test_case.points = 0;
      group.cases.push_back(test_case.name);
    }
  }

  std::vector<TestCase>& cases_;
  ProblemSource& source_;
  std::map<std::string, const YamlNode*> nodes_;  // of the cases, by name
  std::vector<CaseGroup> groups_;
};

}  // namespace

std::vector<CaseGroup> ReadGroups(const YamlNode& groups,
                                  const YamlNode& case_list,
                                  std::vector<TestCase>& cases,
                                  ProblemSource& source) {
  GroupList list(case_list, cases, source);
  for (const YamlNode& node : groups.items) list.Add(node);
  return list.TakeGroups();
}

}  // namespace grader
