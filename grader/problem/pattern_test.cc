#include "grader/problem/pattern.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;

std::string Failure(const Pattern& pattern) {
  const auto parsed = ParsePattern(pattern);
  return parsed.ok() ? "" : std::string(parsed.status().message());
}

TEST(ParsePatternTest, SeparatesTextAndCaptures) {
  const auto parsed =
      ParsePattern({"[{id:hex8}] {{start}}\nend {id}{n:int}\n", {"id"}, false});
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  ASSERT_EQ(parsed->captures.size(), 2U);
  EXPECT_EQ(parsed->captures[0].name, "id");
  EXPECT_EQ(parsed->captures[0].kind, CaptureKind::kHex8);
  EXPECT_TRUE(parsed->captures[0].distinct);
  EXPECT_EQ(parsed->captures[1].kind, CaptureKind::kInt);
  EXPECT_FALSE(parsed->captures[1].distinct);

  ASSERT_EQ(parsed->lines.size(), 2U);
  const auto& first = parsed->lines[0].pieces;
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(first[0].literal, "[");
  EXPECT_EQ(first[1].capture, 0);
  EXPECT_EQ(first[2].literal, "] {start}");
  const auto& second = parsed->lines[1].pieces;
  ASSERT_EQ(second.size(), 3U);
  EXPECT_EQ(second[1].capture, 0);
  EXPECT_EQ(second[2].capture, 1);
}

TEST(ParsePatternTest, LineEndsMakeNoDifference) {
  const auto parsed = ParsePattern({"a\r\n\r\nb", {}, false});
  ASSERT_TRUE(parsed.ok());
  ASSERT_EQ(parsed->lines.size(), 3U);
  EXPECT_EQ(parsed->lines[0].source, "a");
  EXPECT_EQ(parsed->lines[1].source, "");
  EXPECT_TRUE(ParsePattern({"", {}, false})->lines.empty());
  EXPECT_TRUE(ParsePattern({"\n", {}, false})->lines.empty());
}

TEST(ParsePatternTest, KindMayBeRepeatedButNotChanged) {
  EXPECT_EQ(Failure({"{a:int} {a:int}", {}, false}), "");
  EXPECT_THAT(Failure({"{a:int} {a:word}", {}, false}),
              HasSubstr("two different kinds"));
}

TEST(ParsePatternTest, SaysWhatIsWrongInWhichLine) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"ok\n{a}", "line 2 of the pattern: the first use of {a} must name"},
      {"{a:hex}", "unknown kind \"hex\""},
      {"{a:itn}", "did you mean \"int\"?"},
      {"{a:}", "unknown kind \"\""},
      {"{1a:int}", "found \"{1a:int}\""},
      {"{}", "found \"{}\""},
      {"{a:int", "\"{\" without its \"}\""},
      {"a}", "\"}\" without its \"{\""},
  };
  for (const auto& one : kCases) {
    EXPECT_THAT(Failure({one.text, {}, false}), HasSubstr(one.message));
  }
  EXPECT_THAT(Failure({"{a:int}", {"b"}, false}),
              HasSubstr("no capture \"b\""));
}

TEST(ParsePatternTest, RefusesEndlessPatterns) {
  EXPECT_THAT(Failure({std::string(5000, '\n'), {}, false}),
              HasSubstr("at most 1000 lines"));
}

}  // namespace
}  // namespace grader
