#include "grader/batch/csv.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

Rows Texts(const std::vector<std::vector<CsvField>>& rows) {
  Rows texts;
  for (const std::vector<CsvField>& row : rows) {
    texts.emplace_back();
    for (const CsvField& field : row) texts.back().push_back(field.text);
  }
  return texts;
}

Rows ReadRows(const std::string& text) {
  AuthorErrors errors("class.csv", text);
  Rows rows = Texts(ReadCsv(errors));
  EXPECT_TRUE(errors.empty()) << errors.ToStatus();
  return rows;
}

TEST(CsvTest, QuotedFieldsHoldWhatEndsOthers) {
  EXPECT_EQ(ReadRows("\xEF\xBB\xBF"
                     "a,\"b,\"\"c\"\"\n\",d\r\n\r\ne,,\n"),
            (Rows{{"a", "b,\"c\"\n", "d"}, {"e", "", ""}}));
  EXPECT_EQ(ReadRows(""), Rows{});
  EXPECT_EQ(ReadRows("a,"), (Rows{{"a", ""}}));
}

TEST(CsvTest, QuoteInsideAFieldIsAQuote) {
  EXPECT_EQ(ReadRows("Ann \"Annie\" Lee,1\n"),
            (Rows{{"Ann \"Annie\" Lee", "1"}}));
}

TEST(CsvTest, SeparatorIsTheOneOfTheFirstLine) {
  EXPECT_EQ(ReadRows("a;b\n1,5;2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(ReadRows("a\tb\r1\t2\r"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(ReadRows("\"a;b;c\",d\n"), (Rows{{"a;b;c", "d"}}));
}

TEST(CsvTest, WhatIsWrittenIsReadAgain) {
  const std::vector<std::string> fields = {"a,b", "\"c\"", "d\ne", "f;g", ""};
  EXPECT_EQ(ReadRows(CsvRow(fields)), Rows{fields});
}

TEST(CsvTest, NothingBecomesAFormula) {
  EXPECT_EQ(CsvRow({"=1+1", "-2", "@x", "+3", "4"}), "'=1+1,'-2,'@x,'+3,4\r\n");
}

TEST(CsvTest, ColumnsAreFoundByTheirNames) {
  AuthorErrors errors("class.csv", "E-Mail, NAME ,other\na@b,Ann,x\n");
  const CsvTable table = ReadCsvTable(
      {{"name", {}, true}, {"email", {"e-mail"}}, {"section", {}}}, errors);
  ASSERT_TRUE(errors.empty()) << errors.ToStatus();
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.Field(table.rows[0], 0).text, "Ann");
  EXPECT_EQ(table.Field(table.rows[0], 1).text, "a@b");
  EXPECT_EQ(table.Field(table.rows[0], 2).text, "");
}

TEST(CsvTest, MistakesAreToldWithTheirPlaceAndTheCure) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"name,id\n\"Ann,1\nBob,2\n",
       "class.csv:2:1: error: this quote is never"},
      {"name,id\n\"Ann\"x,1\n", "class.csv:2:6: error: nothing may follow"},
      {"name,id\nAnn,1,2\n", "class.csv:2:7: error: this row has 3 fields"},
      {"name,id\nAnn\n", "class.csv:2:1: error: this row has 1 field, and the"},
      {"name,id\n\xC3\xA4\xFFnn,1\n",
       "class.csv:2:2: error: this is not UTF-8"},
      {"nmae,id\nAnn,1\n",
       "class.csv:1:1: error: unknown column \"nmae\"; did"},
      {"x,id\nAnn,1\n", "class.csv:1:1: error: no column is called \"name\""},
      {"name,id,name\nA,1,B\n", "class.csv:1:9: error: a second column for"},
      {"", "class.csv:1:1: error: the table is empty"},
  };
  for (const auto& one : kCases) {
    AuthorErrors errors("class.csv", one.text);
    ReadCsvTable({{"name", {}, true}, {"id", {}}}, errors);
    EXPECT_THAT(std::string(errors.ToStatus().message()),
                HasSubstr(one.message))
        << one.text;
  }
}

}  // namespace
}  // namespace grader
