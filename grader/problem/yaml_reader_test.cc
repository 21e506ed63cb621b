#include "grader/problem/yaml_reader.h"

#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/problem/yaml_text.h"

namespace grader {
namespace {

using Kind = YamlNode::Kind;

YamlNode Read(const std::string& text) {
  AuthorErrors errors("a.yaml", text);
  std::optional<YamlNode> root = ReadYaml(errors);
  EXPECT_TRUE(errors.empty()) << errors.ToStatus().message();
  return root.value_or(YamlNode());
}

TEST(YamlReaderTest, KeysThatAreNothingAreEmptyTextsWhereTheyAreTaken) {
  AuthorErrors errors("a.yaml", "- ~: 1\n- null: 2\n- {x: 3}\n");
  const std::optional<YamlNode> root = ReadYaml(errors, EmptyKeys::kTaken);
  EXPECT_EQ(errors.ToStatus(), absl::OkStatus());
  ASSERT_TRUE(root);
  ASSERT_EQ(root->items.size(), 3U);
  EXPECT_EQ(TextOf(root->items[0], ""), "1");
  EXPECT_EQ(TextOf(root->items[1], ""), "2");
  EXPECT_EQ(TextOf(root->items[2], "x"), "3");
  AuthorErrors twice("a.yaml", "~: 1\n'': 2\n");
  ReadYaml(twice, EmptyKeys::kTaken);
  EXPECT_THAT(std::string(twice.ToStatus().message()),
              ::testing::HasSubstr("duplicate key"));
  AuthorErrors refused("a.yaml", "~: 1\n");
  ReadYaml(refused);
  EXPECT_THAT(std::string(refused.ToStatus().message()),
              ::testing::HasSubstr("a key must be a single word"));
}

TEST(YamlReaderTest, KeepsScalarsAsTheyAreWritten) {
  const YamlNode root = Read("[010, no, 0x1F, ~, null, '010', \"a\\tb\", x y]");
  ASSERT_EQ(root.items.size(), 8U);
  const struct {
    Kind kind;
    const char* text;
    bool quoted;
  } kExpected[] = {
      {Kind::kScalar, "010", false},   {Kind::kScalar, "no", false},
      {Kind::kScalar, "0x1F", false},  {Kind::kNothing, "~", false},
      {Kind::kNothing, "null", false}, {Kind::kScalar, "010", true},
      {Kind::kScalar, "a\tb", true},   {Kind::kScalar, "x y", false},
  };
  for (std::size_t i = 0; i < root.items.size(); ++i) {
    EXPECT_EQ(root.items[i].kind, kExpected[i].kind) << i;
    EXPECT_EQ(root.items[i].text, kExpected[i].text) << i;
    EXPECT_EQ(root.items[i].quoted, kExpected[i].quoted) << i;
  }
}

TEST(YamlReaderTest, KnowsWhereThingsAre) {
  const YamlNode root = Read("a: 1\nb:\n  - \"two\"\n  -\n");
  const YamlNode& list = *root.Find("b");
  ASSERT_EQ(list.items.size(), 2U);
  EXPECT_EQ(list.items[0].place.offset, 12U);
  EXPECT_EQ(list.items[0].place.length, 5U);
  // An empty value has the place of what it is empty for.
  EXPECT_EQ(list.items[1].place.offset, 20U);
}

TEST(YamlReaderTest, EmptyValueHasThePlaceOfItsKey) {
  const YamlNode root = Read("a:\nbc: 1\n");
  ASSERT_NE(root.Find("a"), nullptr);
  EXPECT_EQ(root.Find("a")->kind, Kind::kNothing);
  EXPECT_EQ(root.Find("a")->place.offset, 0U);
}

TEST(YamlReaderTest, BlockScalarsAreText) {
  const YamlNode root = Read("a: |\n  010\n\n  \tx\nb: >-\n  c\n  d\n");
  EXPECT_EQ(root.Find("a")->text, "010\n\n\tx\n");
  EXPECT_TRUE(root.Find("a")->quoted);
  EXPECT_EQ(root.Find("b")->text, "c d");
}

TEST(YamlReaderTest, WindowsLineEndsDisappear) {
  EXPECT_EQ(Read("a: |\r\n  b\r\n  c\r\n").Find("a")->text, "b\nc\n");
}

TEST(YamlReaderTest, QuotesMayHoldQuotes) {
  const YamlNode root = Read(R"(['it''s', "a \" b", "\\", ''])");
  EXPECT_EQ(root.items[0].text, "it's");
  EXPECT_EQ(root.items[1].text, "a \" b");
  EXPECT_EQ(root.items[2].text, "\\");
  EXPECT_EQ(root.items[3].text, "");
}

TEST(YamlReaderTest, TheFirstOfTwoEqualKeysStays) {
  AuthorErrors errors("a.yaml", "a: 1\na: 2\n");
  const std::optional<YamlNode> root = ReadYaml(errors);
  EXPECT_FALSE(errors.empty());
  ASSERT_TRUE(root);
  ASSERT_EQ(root->entries.size(), 1U);
  EXPECT_EQ(root->Find("a")->text, "1");
}

TEST(YamlReaderTest, FindGivesNothingForAnUnknownKey) {
  EXPECT_EQ(Read("a: 1\n").Find("b"), nullptr);
}

TEST(PlainMeaningTest, KnowsWhatOtherReadersMake) {
  const struct {
    const char* text;
    const char* meaning;
  } kCases[] = {
      {"", "nothing"},
      {"~", "nothing"},
      {"Null", "nothing"},
      {"no", "true or false"},
      {"Yes", "true or false"},
      {"off", "true or false"},
      {"true", "true or false"},
      {"1", "a number"},
      {"-1", "a number"},
      {"010", "a number"},
      {"0x1F", "a number"},
      {"0o17", "a number"},
      {"1_000", "a number"},
      {"1.5", "a number"},
      {".5", "a number"},
      {"1e3", "a number"},
      {"1:30", "a number"},
      {".inf", "a number"},
      {"-.inf", "a number"},
      {".nan", "a number"},
      {"1.2.3", ""},
      {"nothing", ""},
      {"10 requests", ""},
      {"0x", ""},
      {"-", ""},
      {"inf", ""},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(PlainMeaning(one.text), one.meaning) << one.text;
  }
}

}  // namespace
}  // namespace grader
