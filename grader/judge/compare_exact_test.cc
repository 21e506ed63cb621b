#include "grader/judge/compare_exact.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

struct Case {
  std::string name;
  std::string expected;
  std::string actual;
  std::string message;  // empty: passes
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class CompareExactTest : public ::testing::TestWithParam<Case> {};

TEST_P(CompareExactTest, SaysWhatIsWrong) {
  const Case& one = GetParam();
  const Comparison result = CompareExact({one.expected}, one.actual);
  EXPECT_EQ(result.passed, one.message.empty());
  EXPECT_EQ(result.message, one.message);
}

const Case kCases[] = {
    {"Same", "a\nb\n", "a\nb\n", ""},
    {"FinalNewlineMissing", "a\nb\n", "a\nb", ""},
    {"FinalNewlineAdded", "a\nb", "a\nb\n", ""},
    {"Crlf", "a\nb\n", "a\r\nb\r\n", ""},
    {"CrlfExpected", "a\r\nb\r\n", "a\nb\n", ""},
    {"BothEmpty", "", "", ""},
    {"OnlyANewline", "", "\n", ""},
    {"SameNulBytes", std::string("a\0b", 3), std::string("a\0b", 3), ""},
    {"SameInvalidUtf8", "\xff\xfe", "\xff\xfe", ""},
    {"NothingPrinted", "a\nb\n", "", "nothing was printed, 2 lines expected"},
    {"NothingExpected", "", "a\n", "1 line too many: nothing was expected"},
    {"LineMissing", "a\nb\nc\n", "a\nc\n", "line 2 is missing"},
    {"LastLineMissing", "a\nb\nc\n", "a\nb\n", "line 3 is missing"},
    {"LinesMissing", "a\nb\nc\n", "b\n", "lines 1, 3 are missing"},
    {"ManyLinesMissing", "a\nb\nc\nd\ne\nf\ng\nh\n", "a\n",
     "lines 2, 3, 4, 5, 6 (+2 more) are missing"},
    {"LineTooMany", "a\nb\n", "a\nx\nb\n", "1 line too many: line 2"},
    {"LinesTooMany", "a\n", "a\nb\nc\n", "2 lines too many: lines 2, 3"},
    {"EmptyLineTooMany", "a\n", "a\n\n", "1 empty line too many: line 2"},
    {"Repeated", "a\n", "a\na\n", "1 line too many: line 2"},
    {"Spacing", "a b\n", "a  b\n",
     "line 1: the same words, but different spacing (· is a space, → a tab)"},
    {"TrailingSpace", "x\na b\n", "x\na b \n",
     "line 2: the same words, but different spacing (· is a space, → a tab)"},
    {"LineBreaks", "a b\nc\n", "a\nb c\n",
     "the same words, but other line breaks, from line 1 on"},
    {"Order", "a\nb\nc\n", "a\nc\nb\n",
     "the lines are right but in another order, from line 2 on"},
    {"CaseOnly", "x\nAlice\n", "x\nalice\n",
     "line 2: only upper and lower case are different"},
    {"Different", "x\nname: Bob\n", "x\nname: Eve\n",
     "line 2 is different from column 7 on"},
    {"ColumnsAreCharacters", "éé1\n", "éé2\n",
     "line 1 is different from column 3 on"},
    {"DifferentCount", "a\nb\n", "x\ny\nz\n",
     "line 1 is different from column 1 on; 3 lines instead of 2"},
    {"NulByte", "ab\n", std::string("a\0b\n", 4),
     "line 1 is different from column 2 on"},
    {"LoneCarriageReturn", "a\nb", "a\rb",
     "the same words, but other line breaks, from line 1 on"},
};

INSTANTIATE_TEST_SUITE_P(All, CompareExactTest, ::testing::ValuesIn(kCases),
                         [](const auto& one) { return one.param.name; });

TEST(CompareExactExcerptTest, ShowsBothSidesAroundTheFirstDifference) {
  const Comparison result =
      CompareExact({"1\n2\n3\n4\n5\n6\n7\n8\n9\n"}, "1\n2\n3\n4\nx\n6\n");
  EXPECT_EQ(result.expected,
            "(2 lines before)\n"
            "  3 | 3\n"
            "  4 | 4\n"
            "> 5 | 5\n"
            "  6 | 6\n"
            "  7 | 7\n"
            "  8 | 8\n"
            "(+1 line)");
  EXPECT_EQ(result.actual,
            "(2 lines before)\n"
            "  3 | 3\n"
            "  4 | 4\n"
            "> 5 | x\n"
            "  6 | 6");
}

TEST(CompareExactExcerptTest, SpacesAreVisibleOnlyWhenTheyAreTheDifference) {
  const Comparison spaced = CompareExact({"a b"}, "a\tb ");
  EXPECT_EQ(spaced.expected, "a·b");
  EXPECT_EQ(spaced.actual, "a→b·");
  EXPECT_EQ(CompareExact({"a b"}, "a c").actual, "a c");
}

TEST(CompareExactExcerptTest, BytesThatAreNoTextAreVisible) {
  EXPECT_EQ(CompareExact({"ab"}, std::string("a\0b\xff", 4)).actual,
            "a\\x00b\\xff");
}

TEST(CompareExactExcerptTest, MegabytesGiveAShortAnswer) {
  std::string many;
  for (int i = 0; i < 300'000; ++i) many += "line " + std::to_string(i) + "\n";
  std::string reversed(many.rbegin(), many.rend());
  for (const std::string& actual :
       {reversed, std::string(4'000'000, '\n'), std::string(4'000'000, 'x'),
        many.substr(0, many.size() / 2), many + "more\n"}) {
    const Comparison result = CompareExact({many}, actual);
    EXPECT_FALSE(result.passed);
    EXPECT_LT(result.expected.size() + result.actual.size(), 2000U);
    EXPECT_LT(result.message.size(), 200U);
    EXPECT_THAT(result.expected,
                AnyOf(HasSubstr("(+"), HasSubstr(" lines before)")));
  }
}

}  // namespace
}  // namespace grader
