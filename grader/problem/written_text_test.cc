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
  EXPECT_TRUE(root && !root->entries.empty()) << yaml;
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

TEST(WrittenTextTest, LinesThatABlockJoinsAreTold) {
  const std::string most = absl::StrCat(std::string(70, 'x'), "\n  ");
  for (const std::string& lines :
       {std::string("one\n  two\n"), std::string("one\n\n  two\n  three\n"),
        std::string("one\n    more\n  two\n  three\n"),
        // 72 columns, a space and a word of 7 are 80.
        absl::StrCat(most, "1234567\n"), absl::StrCat(most, "1 345 78\n")}) {
    for (const char* const sign : {">", ">-", ">+"}) {
      EXPECT_THAT(Told(absl::StrCat("a: ", sign, "\n  ", lines)),
                  ::testing::HasSubstr("> joins the lines"))
          << lines;
    }
  }
  EXPECT_THAT(Told("a: >-\r\n  one\r\n  two\r\n"),
              ::testing::HasSubstr("> joins the lines"));
}

// As js-yaml and yaml of npm write long texts.
TEST(WrittenTextTest, LongLinesOfABlockAreRight) {
  const std::string sun = "while the sun sets over the hill, slowly.";
  const std::string fox =
      "The quick brown fox jumps over the lazy dog and runs away from all of "
      "them";
  const std::string umlauts =
      "äöüß äöüß äöüß äöüß äöüß äöüß äöüß äöüß äöüß "
      "äöüß äöüß äöüß äöüß äöüß äöüß";
  const struct {
    std::string yaml;
    std::string read;
  } kRight[] = {
      {absl::StrCat("a: >-\n      ", fox, "\n      ", sun, "\n"),
       absl::StrCat(fox, " ", sun)},
      {absl::StrCat("a: >\n      ", fox, "\n      ", sun,
                    " \n\n      short\n        more ", fox, sun,
                    "\n      last one\n"),
       absl::StrCat(fox, " ", sun, " \nshort\n  more ", fox, sun,
                    "\nlast one\n")},
      {absl::StrCat("a: >-\n      ", umlauts, "\n      äöüß ende\n"),
       absl::StrCat(umlauts, " äöüß ende")},
      {absl::StrCat("a: ", fox, "\n  ", sun, "\n"),
       absl::StrCat(fox, " ", sun)},
      {absl::StrCat("a: >-\n  ", std::string(70, 'x'), "\n  12345678\n"),
       absl::StrCat(std::string(70, 'x'), " 12345678")},
      {"a: >-\n  one\n\n  two\nb: 3\n", "one\ntwo"},
  };
  for (const auto& [yaml, expected] : kRight) {
    std::string read;
    EXPECT_EQ(Told(yaml, &read), "") << yaml;
    EXPECT_EQ(read, expected);
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
