#include "grader/problem/written_text.h"

#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

// What is told of the text behind the key of `yaml`; and what is read.
std::string Told(const std::string& yaml, std::string* read = nullptr) {
  AuthorErrors errors("a.yaml", yaml);
  const std::optional<YamlNode> root = ReadYaml(errors);
  EXPECT_TRUE(root && root->entries.size() == 1) << yaml;
  const YamlNode& text = root->entries.at(0).value;
  if (read != nullptr) *read = text.text;
  CheckWrittenText(text, /*exact=*/true, errors);
  return errors.empty() ? "" : std::string(errors.ToStatus().message());
}

TEST(WrittenTextTest, LinesThatAreJoinedAreTold) {
  for (const char* yaml :
       {"a: one\n  two\n", "a: 'one\n  two'\n", "a: \"one\n  two\"\n",
        "a: 'one\n\n  two\n  three'\n", "a: 'it''s\n  two'\n",
        "a: \"a \\\"\n  two\"\n", "a: 'one\n  '\n"}) {
    EXPECT_THAT(Told(yaml), ::testing::HasSubstr("are joined into one"))
        << yaml;
  }
}

// As PyYAML writes texts of several lines, and long ones.
TEST(WrittenTextTest, WhatProgramsWriteIsRight) {
  const std::string words = absl::StrCat(std::string(70, 'x'), " and 12345");
  const struct {
    std::string yaml;
    std::string read;
  } kRight[] = {
      {"a: '0\n\n  '\n", "0\n"},
      {"a: 'one\n\n  two\n\n  '\n", "one\ntwo\n"},
      {"a: \"one\\n\\\n  two\"\n", "one\ntwo"},
      {absl::StrCat("a: ", words, "\n  on\n"), words + " on"},
      {absl::StrCat("a: '", words, "\n  on'\n"), words + " on"},
  };
  for (const auto& [yaml, expected] : kRight) {
    std::string read;
    EXPECT_EQ(Told(yaml, &read), "") << yaml;
    EXPECT_EQ(read, expected);
  }
}

}  // namespace
}  // namespace grader
