#include "grader/serve/marks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::vector<SourceFile> kFiles = {{"solution.cpp", "1\n2\n"},
                                        {"queue.h", "1\n"}};

std::vector<Mark> OfCases(const std::string& cases) {
  return MarksOf(absl::StrCat(R"({"cases": [)", cases, "]}"), kFiles);
}

TEST(MarksTest, CompilersMessagesAreAtTheirPlaces) {
  EXPECT_THAT(MarksOf(R"({"build": {"diagnostics": [
        {"file": "queue.h", "line": 1, "column": 7, "severity": "warning",
         "message": "unused"},
        {"file": "solution.cpp", "line": 2, "column": 0, "severity": "error",
         "message": "expected ';'"}]}, "cases": []})",
                      kFiles),
              ElementsAre(Mark{"solution.cpp", 2, 0, "error", "expected ';'"},
                          Mark{"queue.h", 1, 7, "warning", "unused"}));
}

TEST(MarksTest, WhatIsNotOfTheLearnersLinesIsLeftOut) {
  EXPECT_THAT(MarksOf(R"({"build": {"diagnostics": [
    {"file": "given.h", "line": 1, "column": 1, "severity": "error",
     "message": "elsewhere"},
    {"file": "solution.cpp", "line": 0, "column": 0, "severity": "error",
     "message": "no line"}]}})",
                      kFiles),
              IsEmpty());
}

TEST(MarksTest, FailedCaseIsAtItsPlaceAndOthersNowhere) {
  EXPECT_THAT(OfCases(R"(
    {"name": "first", "verdict": "run_time_error", "message": "it crashed",
     "place": {"file": "solution.cpp", "line": 2}},
    {"name": "second", "verdict": "accepted", "message": "",
     "place": {"file": "solution.cpp", "line": 1}},
    {"name": "third", "verdict": "run_time_error", "message": "",
     "skipped_for": "first", "place": {"file": "solution.cpp", "line": 1}},
    {"name": "fourth", "verdict": "wrong_answer", "message": "stdout differs"})"),
              ElementsAre(Mark{"solution.cpp", 2, 0, "error",
                               "run-time error: it crashed (first)"}));
}

TEST(MarksTest, WhatCasesSayAlikeIsSaidOnce) {
  std::string cases;
  for (const std::string name : {"a", "b", "c", "d", "e"}) {
    absl::StrAppend(&cases, cases.empty() ? "" : ",", R"({"name": ")", name,
                    R"(", "verdict": "run_time_error", "message": "ValueError",
                    "place": {"file": "queue.h", "line": 1}})");
  }
  EXPECT_THAT(OfCases(cases),
              ElementsAre(Mark{"queue.h", 1, 0, "error",
                               "run-time error: ValueError (a, b, c and 2 "
                               "more)"}));
}

TEST(MarksTest, CrashHasAllOfItsLines) {
  EXPECT_THAT(OfCases(R"(
    {"name": "one", "verdict": "run_time_error", "message": "crashed",
     "crash": {"kind": "heap-use-after-free", "means": "…", "steps": [
       {"what": "read", "place": {"file": "solution.cpp", "line": 2}},
       {"what": "freed", "place": {"file": "solution.cpp", "line": 1}}]}})"),
              ElementsAre(Mark{"solution.cpp", 1, 0, "note",
                               "heap-use-after-free: freed (one)"},
                          Mark{"solution.cpp", 2, 0, "note",
                               "heap-use-after-free: read (one)"}));
}

TEST(MarksTest, ScheduleHasBothSidesAndWhoWaits) {
  EXPECT_THAT(
      OfCases(R"(
    {"name": "one", "verdict": "wrong_answer", "message": "data race",
     "schedule": {"race": [
       {"thread": 1, "writes": true,
        "place": {"file": "solution.cpp", "line": 1}},
       {"thread": 2, "writes": false, "place": null}],
      "threads": [{"place": {"file": "queue.h", "line": 1},
                   "doing": "thread 0 waits for a mutex"}, {"doing": ""}]}})"),
      ElementsAre(
          Mark{"solution.cpp", 1, 0, "note", "thread 1 writes here (one)"},
          Mark{"queue.h", 1, 0, "note", "thread 0 waits for a mutex (one)"}));
}

TEST(MarksTest, WhatIsNoReportHasNone) {
  for (const std::string text :
       {"", "{", "null", "7", "[]", R"({"build": 7, "cases": "x"})",
        R"({"build": {"diagnostics": [7, null, {"file": 7, "line": "x"}]}})",
        R"({"cases": [{"crash": [], "schedule": {"race": 1}, "place": 1}]})"}) {
    EXPECT_THAT(MarksOf(text, kFiles), IsEmpty()) << text;
  }
}

TEST(MarksTest, ThereIsAnEndToThem) {
  std::string cases;
  for (int i = 0; i < 300; ++i) {
    absl::StrAppend(&cases, i == 0 ? "" : ",", R"({"name": ")", i,
                    R"(", "verdict": "wrong_answer", "message": ")", i,
                    R"(", "place": {"file": "queue.h", "line": 1}})");
  }
  EXPECT_THAT(OfCases(cases), SizeIs(100));
}

TEST(MarksTest, ListHasPlacesAndNoMarkupOfOthers) {
  EXPECT_EQ(MarksHtml({}), "");
  const std::string html =
      MarksHtml({{"a\"b.cpp", 3, 5, "warning", "<script>alert(1)</script>"}});
  EXPECT_THAT(html, HasSubstr("data-file=\"a&quot;b.cpp\" data-line=\"3\" "
                              "data-column=\"5\" data-severity=\"warning\""));
  EXPECT_THAT(html, HasSubstr(":3:5</code>"));
  EXPECT_THAT(html, HasSubstr("<em>warning:</em> &lt;script"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace grader
