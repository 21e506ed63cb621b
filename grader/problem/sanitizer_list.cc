#include "grader/problem/sanitizer_list.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/schema_values.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

constexpr absl::string_view kNames[] = {"address", "undefined"};
constexpr Value kSanitizer{.scalar = Scalar::kChoice, .choices = kNames};

}  // namespace

const Value kSanitizersValue{.unique = true, .items = &kSanitizer};

void RefuseThreadSanitizer(YamlNode& root, AuthorErrors& errors) {
  for (YamlEntry& entry : root.entries) {
    if (entry.key.text != "sanitize") continue;
    for (YamlNode& item : entry.value.items) {
      if (item.text != "thread") continue;
      errors.Add(item.place,
                 "sanitize: a thread sanitizer knows no more than what one run "
                 "happens to do, and its own thread, which never stops, hides "
                 "deadlocks from the grader's clock; write explore: "
                 "{schedules: 200} in cases, which finds data races and "
                 "deadlocks whatever the machine does");
      item.kind = YamlNode::Kind::kRejected;
    }
  }
}

std::vector<std::string> ReadSanitizers(
    const YamlNode& list, const YamlNode* cases,
    const std::vector<const Language*>& languages, AuthorErrors& errors) {
  if (!languages.empty() &&
      absl::c_all_of(languages, [](const Language* language) {
        return language->toolchain.sanitize.empty();
      })) {
    errors.Add(list.place,
               "sanitize: there are sanitizers for C and C++, and the problem "
               "is offered in neither");
  }
  if (cases == nullptr) return TextValues(list);
  for (const YamlNode& one : cases->items) {
    if (const YamlNode* explore = one.Find("explore")) {
      errors.Add(explore->place,
                 "explore: what tries schedules watches memory itself, and "
                 "does not go together with \"sanitize\"");
    }
  }
  return TextValues(list);
}

}  // namespace grader
