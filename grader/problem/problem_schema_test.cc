#include "grader/problem/material_schema.h"

#include <functional>
#include <optional>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace grader {
namespace {

// Calls `visit` for every record in the table.
void Walk(const Record& record, std::set<const Record*>& seen,
          const std::function<void(const Record&)>& visit) {
  if (!seen.insert(&record).second) return;
  visit(record);
  for (const Key& key : record.keys) {
    for (const Value* value = key.value; value != nullptr;
         value = value->items != nullptr ? value->items : value->values) {
      if (value->record != nullptr) Walk(*value->record, seen, visit);
    }
  }
}

void ForEachRecord(const std::function<void(const Record&)>& visit) {
  std::set<const Record*> seen;
  for (const FileKind& kind : FileKinds()) Walk(*kind.record, seen, visit);
}

TEST(ProblemSchemaTest, EveryKeyIsDescribed) {
  int keys = 0;
  ForEachRecord([&keys](const Record& record) {
    EXPECT_FALSE(record.name.empty());
    for (const Key& key : record.keys) {
      ++keys;
      EXPECT_NE(key.value, nullptr) << key.name;
      EXPECT_TRUE(!key.description.empty() && key.description.back() == '.')
          << record.name << "." << key.name;
      EXPECT_FALSE(key.example.empty()) << record.name << "." << key.name;
    }
  });
  EXPECT_GT(keys, 50);
}

TEST(ProblemSchemaTest, EveryExampleIsRight) {
  ForEachRecord([](const Record& record) {
    for (const Key& key : record.keys) {
      Key only = key;
      only.required = false;
      only.only_with = {};
      only.needs = {};
      const Record alone{.name = record.name, .keys = {&only, 1}};
      // Lines of an example are indented below its key.
      AuthorErrors errors(
          "example",
          absl::StrCat(key.name, ": ",
                       absl::StrReplaceAll(key.example, {{"\n", "\n  "}}),
                       "\n"));
      std::optional<YamlNode> root = ReadYaml(errors);
      EXPECT_TRUE(root && CheckRecord(*root, alone, errors) && errors.empty())
          << errors.ToStatus().message();
    }
  });
}

TEST(ProblemSchemaTest, GroupsNameKeysOfTheirRecord) {
  ForEachRecord([](const Record& record) {
    std::set<std::string> names;
    for (const Key& key : record.keys) {
      EXPECT_TRUE(names.emplace(key.name).second) << key.name << " twice";
    }
    for (const Key& key : record.keys) {
      for (const absl::string_view other : {key.only_with, key.needs}) {
        EXPECT_TRUE(other.empty() || names.count(std::string(other)) == 1)
            << key.name;
      }
    }
    for (const auto& group : record.alternatives) {
      for (const absl::string_view name : group) {
        EXPECT_EQ(names.count(std::string(name)), 1U) << name;
      }
    }
    for (const absl::string_view name : record.one_of) {
      EXPECT_EQ(names.count(std::string(name)), 1U) << name;
    }
  });
}

}  // namespace
}  // namespace grader
