#include "grader/report/sanitize.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using std::string_literals::operator""s;

TEST(SanitizeTest, ForTerminalMakesEverythingVisible) {
  struct {
    std::string bytes;
    std::string safe;
  } const kTable[] = {
      {"plain text, tab\tand\nnewline", "plain text, tab\tand\nnewline"},
      {"naïve 漢字 🎉", "naïve 漢字 🎉"},
      {"\x1b[31mred", "␛[31mred"},
      {"a\0b"s, "a␀b"},
      {"over\rwrite", "over␍write"},
      {"\x07\x08\x7f", "␇␈␡"},
      {"\xff\xc3", "\uFFFD\uFFFD"},
      {"\xc2\x9b"
       "31m",
       "<U+009B>31m"},
      {"\u202Etxt.exe", "<U+202E>txt.exe"},
      {"\u2066x\u2069", "<U+2066>x<U+2069>"},
      {"a\u200Bb\uFEFF", "a<U+200B>b<U+FEFF>"},
      {"\u2028", "<U+2028>"},
      {"\U000E0041", "<U+E0041>"},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(ForTerminal(row.bytes), row.safe);
  }
}

TEST(SanitizeTest, ForAsciiTerminalLeavesNothingPastAscii) {
  EXPECT_EQ(ForAsciiTerminal("a – “b” … ×2 ≤ │█▶✓✗"),
            "a - \"b\" ... x2 <= |#>+x");
  EXPECT_EQ(ForAsciiTerminal("\x1b[0m漢\xff"), "\\x1b[0m<U+6F22>?");
}

TEST(SanitizeTest, EveryByteIsSafeAndTwiceIsOnce) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  for (int byte = 0; byte < 256; ++byte) {
    bytes += "\xE2";
    bytes += static_cast<char>(byte);
    bytes += "\x80\xAE";
  }
  const std::string safe = ForTerminal(bytes);
  EXPECT_EQ(ForTerminal(safe), safe);
  const std::string ascii = ForAsciiTerminal(bytes);
  EXPECT_EQ(ForAsciiTerminal(ascii), ascii);
  for (const char c : safe) {
    EXPECT_TRUE(c == '\n' || c == '\t' ||
                static_cast<unsigned char>(c) >= 0x20);
  }
  EXPECT_THAT(safe, testing::Not(testing::HasSubstr("\u202E")));
}

}  // namespace
}  // namespace grader
