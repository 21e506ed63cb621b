#include "grader/problem/author_errors.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Messages(const AuthorErrors& errors) {
  return std::string(errors.ToStatus().message());
}

TEST(AuthorErrorsTest, NoErrorIsOk) {
  const AuthorErrors errors("a.yaml", "a: 1\n");
  EXPECT_TRUE(errors.empty());
  EXPECT_TRUE(errors.ToStatus().ok());
}

TEST(AuthorErrorsTest, ShowsFileLineColumnAndCaret) {
  AuthorErrors errors("a.yaml", "one: 1\ntwo: 2\n");
  errors.Add({12, 1}, "too small");
  EXPECT_EQ(errors.ToStatus().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Messages(errors),
            "a.yaml:2:6: error: too small\n"
            "    2 | two: 2\n"
            "      |      ^");
}

TEST(AuthorErrorsTest, ComesInTheOrderOfTheFile) {
  AuthorErrors errors("a.yaml", "one: 1\ntwo: 2\n");
  errors.Add({7, 3}, "second");
  errors.Add({0, 3}, "first");
  EXPECT_LT(Messages(errors).find("first"), Messages(errors).find("second"));
}

TEST(AuthorErrorsTest, CountsCharactersNotBytes) {
  AuthorErrors errors("a.yaml", "\"grüße\": x\n");
  errors.Add({11, 1}, "here");
  EXPECT_EQ(Messages(errors),
            "a.yaml:1:10: error: here\n"
            "    1 | \"grüße\": x\n"
            "      |          ^");
}

TEST(AuthorErrorsTest, EndOfTheFileIsTheEndOfItsLastLine) {
  AuthorErrors errors("a.yaml", "one: 1\n");
  errors.Add({7, 1}, "it stops here");
  errors.Add({9999, 1}, "far out");
  EXPECT_THAT(Messages(errors), HasSubstr("a.yaml:1:7: error: it stops here"));
  EXPECT_THAT(Messages(errors), HasSubstr("a.yaml:1:7: error: far out"));
}

TEST(AuthorErrorsTest, AnEmptyFileHasAFirstLine) {
  AuthorErrors errors("a.yaml", "");
  errors.Add({0, 1}, "empty");
  EXPECT_THAT(Messages(errors), HasSubstr("a.yaml:1:1: error: empty"));
}

TEST(AuthorErrorsTest, LongLinesAreCutAroundTheCaret) {
  AuthorErrors errors(
      "a.yaml", std::string(5000, 'a') + "X" + std::string(5000, 'b') + "\n");
  errors.Add({5000, 3000}, "here");
  EXPECT_LT(Messages(errors).size(), 400U);
  EXPECT_THAT(Messages(errors), HasSubstr("a.yaml:1:5001: error: here"));
  EXPECT_THAT(Messages(errors), HasSubstr("aaaXbbb"));
}

TEST(AuthorErrorsTest, NeverPrintsControlCharactersOfTheFile) {
  AuthorErrors errors("a.yaml", "a: \x1b[31m \xFF\n");
  errors.Add({3, 2}, "here");
  EXPECT_THAT(Messages(errors), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Messages(errors), Not(HasSubstr("\xFF")));
}

TEST(AuthorErrorsTest, CountsWhatNobodyWouldRead) {
  // In one line of a megabyte, of which each byte is wrong.
  const std::string text(1'000'000, '"');
  AuthorErrors errors("a.csv", text);
  for (std::size_t i = 0; i < text.size(); ++i) errors.Add({i, 1}, "no");
  const std::string messages = Messages(errors);
  EXPECT_THAT(messages, HasSubstr("a.csv:1:200: error: no\n"));
  EXPECT_THAT(messages, Not(HasSubstr("a.csv:1:201:")));
  EXPECT_TRUE(absl::EndsWith(messages, "\na.csv: error: 999800 more errors"));
  EXPECT_LT(messages.size(), 100'000u);
}

}  // namespace
}  // namespace grader
