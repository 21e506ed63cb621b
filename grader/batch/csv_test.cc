#include "grader/batch/csv.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace grader {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(CsvTest, QuotedFieldsHoldWhatEndsOthers) {
  EXPECT_EQ(ParseCsv("\xEF\xBB\xBF"
                     "a,\"b,\"\"c\"\"\n\",d\r\n\r\ne,,\n"),
            (Rows{{"a", "b,\"c\"\n", "d"}, {"e", "", ""}}));
  EXPECT_EQ(ParseCsv(""), Rows{});
}

TEST(CsvTest, WhatIsWrittenIsReadAgain) {
  const std::vector<std::string> fields = {"a,b", "\"c\"", "d\ne", ""};
  EXPECT_EQ(ParseCsv(CsvRow(fields)), Rows{fields});
}

TEST(CsvTest, NothingBecomesAFormula) {
  EXPECT_EQ(CsvRow({"=1+1", "-2", "@x", "+3", "4"}), "'=1+1,'-2,'@x,'+3,4\r\n");
}

}  // namespace
}  // namespace grader
