#include "grader/batch/gradebook.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grader/batch/course_system_csv.h"
#include "grader/report/json_values.h"
#include "grader/testing/approved.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<Problem> Problems() {
  std::vector<Problem> problems(3);
  const char* const ids[] = {"first", "nobody", "second"};
  for (std::size_t i = 0; i < problems.size(); ++i) {
    problems[i].id = ids[i];
    problems[i].title = absl::StrCat("The ", ids[i]);
    problems[i].cases.resize(1);
    problems[i].cases[0].points = 4;
  }
  return problems;
}

Result MakeResult(const std::string& learner, const std::string& problem,
                  int score, const std::string& verdict) {
  Result result;
  result.learner = learner;
  result.problem = problem;
  result.score = score;
  result.max_score = 4;
  result.verdict = verdict;
  result.report = "reports/" + problem + ".html";
  return result;
}

const std::vector<Result>& Results() {
  static const auto* const kResults = [] {
    auto* const results = new std::vector<Result>{
        MakeResult("<adam>", "first", 4, "accepted"),
        MakeResult("<adam>", "second", 1, "wrong_answer"),
        MakeResult("zoe", "second", 4, "accepted"),
    };
    (*results)[1].cases = {{"small", "accepted", ""},
                           {"<large>", "wrong_answer", "timing"},
                           {"empty", "run_time_error", "signal:SIGSEGV"}};
    (*results)[2].cases = {{"small", "accepted", ""},
                           {"<large>", "accepted", ""},
                           {"empty", "run_time_error", "deadlock"}};
    return results;
  }();
  return *kResults;
}

Gradebook Book() {
  HandIns hand_ins;
  std::vector<Member>& members = hand_ins.members;
  members.resize(3);
  members[0].name = members[0].learner.name = "<adam>";
  members[1].name = members[1].learner.name = "bo";
  members[1].learner = {"bo", "s7", "bo@school.example", "B", "bob", "12"};
  members[1].notes = {"nothing was handed in"};
  members[2].name = members[2].learner.name = "zoe";
  members[2].learner.number = "34";
  members[2].notes = {"2.py was taken", "late"};
  return MakeGradebook(hand_ins, Results(), Problems());
}

TEST(GradebookTest, WhatWasDeductedForStyleIsAReason) {
  GradebookCell cell;
  cell.result = MakeResult("zoe", "first", 3, "accepted");
  cell.result.deducted = "1 point deducted for pyflakes (1)";
  EXPECT_THAT(cell.Reasons(),
              testing::ElementsAre("1 point deducted for pyflakes (1)"));
}

TEST(GradebookTest, CsvHasARowPerLearnerAndAColumnPerProblem) {
  EXPECT_EQ(GradebookCsv(Book()),
            "learner,first,nobody,second,score,max_score,id,email,section,"
            "reason\r\n"
            "<adam>,4,,1,5,12,,,,second: wrong answer\r\n"
            "bo,,,,0,12,s7,bo@school.example,B,nothing was handed in\r\n"
            "zoe,,,4,4,12,34,,,\"2.py was taken; late\"\r\n");
}

TEST(GradebookTest, CanvasImportsIt) {
  EXPECT_EQ(CanvasCsv(Book()),
            "Student,ID,SIS User ID,SIS Login ID,Section,The first,The nobody,"
            "The second\r\n"
            "    Points Possible,,,,,4,4,4\r\n"
            "<adam>,,,,,4,0,1\r\n"
            "bo,12,s7,bob,B,0,0,0\r\n"
            "zoe,34,,,,0,0,4\r\n");
}

TEST(GradebookTest, MoodleImportsIt) {
  EXPECT_EQ(MoodleCsv(Book()),
            "Identifier,Full name,ID number,Email address,Grade,Maximum grade,"
            "Last modified (grade),Feedback comments\r\n"
            ",<adam>,,,5,12,,second: wrong answer\r\n"
            "Participant 12,bo,s7,bo@school.example,0,12,,nothing was handed "
            "in\r\n"
            "Participant 34,zoe,,,4,12,,\"2.py was taken; late\"\r\n");
}

TEST(GradebookTest, FractionsOfPointsAreKept) {
  std::vector<Problem> problems = Problems();
  problems[0].cases[0].points = *ParsePoints("4.25");
  HandIns hand_ins;
  std::vector<Member>& members = hand_ins.members;
  members.resize(1);
  members[0].name = members[0].learner.name = "zoe";
  std::vector<Result> results = {MakeResult("zoe", "first", 0, "wrong_answer"),
                                 MakeResult("zoe", "second", 0, "accepted")};
  results[0].score = *ParsePoints("2.333333");
  results[0].max_score = problems[0].cases[0].points;
  results[1].score = *ParsePoints("0.5");
  const Gradebook book = MakeGradebook(hand_ins, results, problems);
  EXPECT_THAT(GradebookCsv(book),
              HasSubstr("zoe,2.333333,,0.5,2.833333,12.25,"));
  EXPECT_THAT(CanvasCsv(book),
              HasSubstr(",4.25,4,4\r\nzoe,,,,,2.333333,0,0.5"));
  EXPECT_THAT(MoodleCsv(book), HasSubstr("zoe,,,2.833333,12.25,"));
  const std::string page = GradebookHtml(book);
  EXPECT_THAT(page, HasSubstr(">2.33</a>"));
  EXPECT_THAT(page, HasSubstr("first (4.25)"));
  EXPECT_EQ(FromJsonLine(ToJsonLine(results[0])), results[0]);
}

TEST(GradebookTest, WhatComesLateCountsLessInEveryExport) {
  const std::vector<Problem> problems = Problems();
  HandIns hand_ins;
  hand_ins.members.resize(1);
  hand_ins.members[0].name = hand_ins.members[0].learner.name = "zoe";
  GradingRules rules;
  rules.deadline = *ReadDeadline("2026-03-01 23:59 Z", "25% per day");
  hand_ins.all = {
      {"zoe", &problems[0], "", "", {rules.deadline->due}},
      {"zoe", &problems[2], "", "", {rules.deadline->due + absl::Hours(25)}}};
  const Gradebook book =
      MakeGradebook(hand_ins,
                    {MakeResult("zoe", "first", 4, "accepted"),
                     MakeResult("zoe", "second", 4, "accepted")},
                    problems, rules);
  EXPECT_THAT(GradebookCsv(book),
              HasSubstr("zoe,4,,2,6,12,,,,\"second: handed in 2026-03-03 00:59 "
                        "+00:00, 1 day 1 h late: 2 of 4 points deducted"));
  EXPECT_THAT(CanvasCsv(book), HasSubstr("zoe,,,,,4,0,2\r\n"));
  EXPECT_THAT(MoodleCsv(book), HasSubstr("zoe,,,6,12,,\"second: handed in"));
  const std::string page = GradebookHtml(book);
  EXPECT_THAT(page, HasSubstr(">2 <del>4</del></a> accepted"));
  EXPECT_THAT(page, HasSubstr(">4</a> accepted"));
}

TEST(GradebookTest, WhatIsDecidedCountsAndIsSaidBesideWhatWasGraded) {
  const std::vector<Problem> problems = Problems();
  HandIns hand_ins;
  hand_ins.members.resize(1);
  hand_ins.members[0].name = hand_ins.members[0].learner.name = "zoe";
  GradingRules rules;
  rules.deadline = *ReadDeadline("2026-03-01 23:59 Z", "25% per day");
  hand_ins.all = {
      {"zoe", &problems[2], "", "", {rules.deadline->due + absl::Hours(25)}}};
  rules.overrides = {
      {{"zoe", "second"},
       {Points(3), "accepted", "the text was unclear", "Eve"}},
      {{"zoe", "nobody"}, {Points(2), "", "shown on paper", "Eve"}},
      {{"gone", "nobody"}, {Points(2), "", "left", "Eve"}}};
  const Gradebook book =
      MakeGradebook(hand_ins, {MakeResult("zoe", "second", 4, "wrong_answer")},
                    problems, rules);
  EXPECT_THAT(GradebookCsv(book), HasSubstr("zoe,,2,3,5,12,"));
  EXPECT_THAT(GradebookCsv(book),
              HasSubstr("nobody: changed from nothing handed in to 2 of 4 "
                        "points by Eve: shown on paper; second: wrong answer; "
                        "second: handed in"));
  EXPECT_THAT(
      GradebookCsv(book),
      HasSubstr("second: changed from wrong answer, 2 to accepted, 3 of "
                "4 points by Eve: the text was unclear"));
  EXPECT_THAT(CanvasCsv(book), HasSubstr("zoe,,,,,0,2,3\r\n"));
  EXPECT_THAT(MoodleCsv(book), HasSubstr("zoe,,,5,12,,"));
  EXPECT_THAT(MoodleCsv(book), HasSubstr("by Eve: the text was unclear"));
  const std::string page = GradebookHtml(book);
  EXPECT_THAT(page, HasSubstr(">3 <del>4</del></a> accepted <del>wrong answer"
                              "</del></td>"));
  EXPECT_THAT(page, HasSubstr("<td class=\"number\">2 </td>"));
  EXPECT_THAT(page, HasSubstr("1 submission, 2 overrides"));
  EXPECT_THAT(page, HasSubstr("by Eve: the text was unclear"));

  const Json json = Json::parse(GradebookJson(book));
  EXPECT_EQ(json["learners"].size(), 1u);
  const Json& grades = json["learners"][0]["grades"];
  EXPECT_EQ(grades[0]["graded"], nullptr);
  EXPECT_EQ(grades[1]["verdict"], "accepted");
  EXPECT_EQ(grades[1]["score"], 3);
  EXPECT_EQ(grades[1]["graded"]["verdict"], "wrong_answer");
  EXPECT_EQ(grades[1]["graded"]["score"], 4);
  EXPECT_EQ(grades[1]["graded"]["after_deadline"], 2);
  EXPECT_EQ(grades[1]["override"]["reason"], "the text was unclear");
  EXPECT_EQ(grades[1]["override"]["who"], "Eve");
}

TEST(GradebookTest, ReasonIsALineOfWords) {
  GradebookRow row;
  row.grades["a"].result = MakeResult("x", "a", 0, "compile_error");
  row.grades["a"].result.message = "no ; was found\nand more";
  EXPECT_EQ(row.Reason(false), "compile error: no ; was found");
  row.grades["a"].result.message = std::string(1000, 'x');
  EXPECT_LT(row.Reason(false).size(), 330u);
}

TEST(GradebookTest, PageLinksToReportsAndCountsVerdicts) {
  const std::string page = GradebookHtml(Book());
  EXPECT_THAT(page, HasSubstr("<a href=\"reports/first.html\">4</a> accepted"));
  EXPECT_THAT(page, HasSubstr("3 learners, 3 submissions"));
  EXPECT_THAT(page, HasSubstr("<td>wrong answer</td><td class=\"number\">1"));
  EXPECT_THAT(page, HasSubstr("<td>nothing was handed in</td>"));
  EXPECT_THAT(page, HasSubstr("<tr><th scope=\"row\">empty</th><td>second</td>"
                              "<td class=\"number\">2</td><td class=\"number\">"
                              "2</td><td class=\"number\">100 %</td>"));
  EXPECT_LT(page.find("row\">empty"), page.find("row\">&lt;large&gt;"));
  EXPECT_THAT(page, HasSubstr("&lt;adam&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<adam>")));
}

// ci/html/check opens it in a browser, too.
TEST(GradebookTest, PageIsAsApproved) {
  ExpectApproved("gradebook.html", GradebookHtml(Book()));
}

TEST(ResultTest, LineIsReadAgain) {
  Result result = Results()[1];
  result.message = "two\nlines \"and\" quotes";
  result.hash = "0123";
  result.deducted = "1 point deducted for pyflakes (1)";
  result.cases = {{"one", "accepted", ""},
                  {"two", "wrong_answer", "stdout"},
                  {"three", "", ""}};
  const std::string line = ToJsonLine(result);
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_EQ(FromJsonLine(line), result);
}

TEST(ResultTest, LineThatIsNotWholeIsNone) {
  const std::string line = ToJsonLine(Results()[0]);
  EXPECT_EQ(FromJsonLine(line.substr(0, line.size() / 2)), std::nullopt);
  EXPECT_EQ(FromJsonLine("[]"), std::nullopt);
  EXPECT_EQ(FromJsonLine(""), std::nullopt);
}

}  // namespace
}  // namespace grader
