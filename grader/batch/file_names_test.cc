#include "grader/batch/file_names.h"

#include <string>

#include "absl/strings/ascii.h"
#include "gmock/gmock.h"
#include "grader/problem/utf8.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::EndsWith;
using testing::MatchesRegex;
using testing::SizeIs;
using testing::StartsWith;

std::string Times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

TEST(DecodeNameTest, Utf8StaysAndOtherBytesAreCodePage437) {
  EXPECT_EQ(DecodeName("2.py"), "2.py");
  EXPECT_EQ(DecodeName("L\xC3\xB6sung"), "L\xC3\xB6sung");
  EXPECT_EQ(DecodeName("L\x94sung"), "L\xC3\xB6sung");
  std::string all;
  for (int byte = 0x80; byte < 0x100; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(FindInvalidUtf8(DecodeName(all)), absl::string_view::npos);
}

TEST(FolderNameForTest, PlainNamesStayAndOthersAreWrittenOut) {
  EXPECT_EQ(FolderNameFor("adam-2_b"), "adam-2_b");
  EXPECT_EQ(FolderNameFor("../a b"), "%2e%2e%2fa%20b");
  EXPECT_EQ(FolderNameFor("\xC3\xA9"), "%c3%a9");
  EXPECT_THAT(FolderNameFor(""), MatchesRegex("nameless\\.[0-9a-f]+"));
}

TEST(FolderNameForTest, LongNamesAreShortAndDiffer) {
  const std::string long_name = Times(43, "\xD0\xB6");
  for (const std::string& name :
       {long_name, Times(200, "x"), Times(5000, "\xF0\x9F\x98\x80")}) {
    EXPECT_LE(FolderNameFor(name).size(), 128u);
    EXPECT_NE(FolderNameFor(name), FolderNameFor(name + "x"));
    EXPECT_EQ(FolderNameFor(name), FolderNameFor(name));
  }
}

TEST(FolderNameForTest, NamesThatDifferInCaseDifferWithoutIt) {
  const auto lower = [](const std::string& name) {
    return absl::AsciiStrToLower(FolderNameFor(name));
  };
  EXPECT_NE(lower("ana"), lower("Ana"));
  EXPECT_NE(lower("ANA"), lower("Ana"));
  EXPECT_THAT(FolderNameFor("Ana"), StartsWith("Ana."));
  // Nor can anybody be called what "Ana" becomes.
  EXPECT_NE(FolderNameFor(lower("Ana")), lower("Ana"));
}

TEST(SafePartTest, WhatAFileCannotBeCalledIsReplaced) {
  EXPECT_EQ(SafePart("main.cpp"), "main.cpp");
  EXPECT_EQ(SafePart("a\nb\x7F.py"), "a_b_.py");
  const std::string long_name = Times(150, "\xD0\xB6") + ".cpp";
  EXPECT_THAT(SafePart(long_name), EndsWith(".cpp"));
  EXPECT_LE(SafePart(long_name).size(), 200u);
  EXPECT_EQ(FindInvalidUtf8(SafePart(long_name)), absl::string_view::npos);
  EXPECT_NE(SafePart(long_name), SafePart("x" + long_name));
  EXPECT_THAT(SafePart("a." + Times(300, "b")), SizeIs(testing::Le(200u)));
}

}  // namespace
}  // namespace grader
