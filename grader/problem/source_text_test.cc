#include "grader/problem/source_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;

// `text`, all ASCII, in UTF-16, with the less significant byte first or last.
std::string Wide(const std::string& text, bool little, bool mark) {
  std::string bytes = !mark ? "" : little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : text) {
    bytes += little ? std::string{c, '\0'} : std::string{'\0', c};
  }
  return bytes;
}

TEST(SourceTextTest, TextInUtf8IsTakenAsItIs) {
  for (const char* text : {"", "int main() {}\n", "# 😀 ä\nprint()", "a\rb\n"}) {
    const SourceText source = ReadSourceText(text);
    EXPECT_TRUE(source.ok()) << source.fault;
    EXPECT_EQ(source.text, text);
  }
}

TEST(SourceTextTest, WindowsLineEndsAndMarkMeanNothing) {
  EXPECT_EQ(ReadSourceText("\xEF\xBB\xBF"
                           "a\r\n\r\nb\r\r\n")
                .text,
            "a\n\nb\r\n");
  EXPECT_EQ(ReadSourceText("\xEF\xBB\xBF").text, "");
}

TEST(SourceTextTest, WideEncodingsAreNamed) {
  const std::string text = "print('hello')\n";
  for (const bool little : {true, false}) {
    for (const bool mark : {true, false}) {
      EXPECT_THAT(ReadSourceText(Wide(text, little, mark)).fault,
                  HasSubstr("saved as UTF-16; save it as UTF-8"));
    }
  }
  EXPECT_THAT(ReadSourceText(std::string("\xFF\xFE\0\0x\0\0\0", 8)).fault,
              HasSubstr("UTF-32"));
}

TEST(SourceTextTest, NulByteIsToldWithItsPlace) {
  const SourceText source =
      ReadSourceText(std::string("\xEF\xBB\xBF"
                                 "one\r\ntw\0o, and more of it\n",
                                 29));
  EXPECT_THAT(source.fault, HasSubstr("NUL byte"));
  EXPECT_EQ(source.line, 2);
  EXPECT_EQ(source.column, 3);
}

TEST(SourceTextTest, ProgramIsBinary) {
  const SourceText source =
      ReadSourceText(std::string("\x7F"
                                 "ELF\2\1\1\0\0\0\0",
                                 11));
  EXPECT_THAT(source.fault, HasSubstr("binary file"));
  EXPECT_EQ(source.line, 1);
}

}  // namespace
}  // namespace grader
