#include "grader/judge/compare_default_validator.h"

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace grader {
namespace {

struct Output {
  const char* name;
  std::vector<std::string> flags;
  const char* answer;
  const char* output;
  const char* message;  // empty: accepted
};
void PrintTo(const Output& output, std::ostream* out) { *out << output.name; }

class DefaultValidatorTest : public ::testing::TestWithParam<Output> {};

TEST_P(DefaultValidatorTest, IsAcceptedOrNot) {
  const Output& one = GetParam();
  Checker validator;
  validator.args = one.flags;
  validator.answer = one.answer;
  const Comparison comparison =
      CompareByDefaultValidator(validator, one.output);
  EXPECT_EQ(comparison.passed, *one.message == '\0');
  EXPECT_EQ(comparison.message, one.message);
}

const std::vector<std::string> kCase = {"case_sensitive"};
const std::vector<std::string> kSpace = {"space_change_sensitive"};
const std::vector<std::string> kClose = {"float_tolerance", "1E-2"};
const std::vector<std::string> kAbsolute = {"float_absolute_tolerance", "0.5"};
const std::vector<std::string> kRelative = {"float_relative_tolerance", "0.1"};

INSTANTIATE_TEST_SUITE_P(
    Each, DefaultValidatorTest,
    ::testing::Values(
        Output{"Capitals", {}, "Yes", "YES", ""},
        Output{"SpaceIsFree", {}, "a b\nc\n", " a\tb  c", ""},
        Output{
            "AnotherWord", {}, "a b", "a c", "line 1: \"c\" instead of \"b\""},
        Output{"NumbersAreWords",
               {},
               "1.0",
               "1",
               "line 1: \"1\" instead of \"1.0\""},
        Output{"CapitalsMatter", kCase, "Yes", "YES",
               "line 1: \"YES\" instead of \"Yes\" (upper and lower case "
               "matter)"},
        Output{"SameSpace", kSpace, "a  b\n", "A  B\n", ""},
        Output{"LessSpace", kSpace, "a  b\n", "a b\n",
               "the white space before \"b\" in line 1 is different"},
        Output{"SpaceAtTheStart", kSpace, "a\n", " a\n",
               "the white space before \"a\" in line 1 is different"},
        Output{"NoLastNewline", kSpace, "a\n", "a",
               "the white space at the end is different"},
        Output{"CarriageReturn", kSpace, "a\nb\n", "a\r\nb\n",
               "the white space before \"b\" in line 2 is different"},
        Output{"Close", kClose, "1.5 units", "1.51 Units", ""},
        Output{"RelativelyClose", kClose, "1000", "1.009e3", ""},
        Output{"NotClose", kClose, "1.5", "1.6",
               "line 1: 1.6 is not close enough to 1.5: it may differ by "
               "0.015"},
        Output{"NoNumber", kClose, "1.5", "x",
               "line 1: \"x\" is not a number, 1.5 expected"},
        Output{"NotANumber", kClose, "nan", "-NaN", ""},
        Output{"Infinite", kClose, "inf", "INFINITY", ""},
        Output{"AbsoluteAlone", kAbsolute, "100", "101",
               "line 1: 101 is not close enough to 100: it may differ by 0.5"},
        Output{"RelativeAlone", kRelative, "100", "109", ""},
        Output{"UnknownFlag",
               {"fast"},
               "a",
               "a",
               "the default output validator has no flag \"fast\""}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace grader
