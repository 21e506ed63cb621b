#include "grader/batch/gradebook.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grader/testing/approved.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<Problem> Problems() {
  std::vector<Problem> problems(3);
  problems[0].id = "first";
  problems[1].id = "nobody";
  problems[2].id = "second";
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
  static const auto* const kResults = new std::vector<Result>{
      MakeResult("<adam>", "first", 4, "accepted"),
      MakeResult("<adam>", "second", 1, "wrong_answer"),
      MakeResult("zoe", "second", 4, "accepted"),
  };
  return *kResults;
}

TEST(GradebookTest, CsvHasARowPerLearnerAndAColumnPerProblem) {
  EXPECT_EQ(GradebookCsv(Results(), Problems()),
            "learner,first,second,score,max_score\r\n"
            "<adam>,4,1,5,8\r\n"
            "zoe,,4,4,8\r\n");
}

TEST(GradebookTest, PageLinksToReportsAndCountsVerdicts) {
  const std::string page = GradebookHtml(Results(), Problems());
  EXPECT_THAT(page, HasSubstr("<a href=\"reports/first.html\">4</a> accepted"));
  EXPECT_THAT(page, HasSubstr("2 learners, 3 submissions"));
  EXPECT_THAT(page, HasSubstr("<td>wrong answer</td><td class=\"number\">1"));
  EXPECT_THAT(page, HasSubstr("&lt;adam&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<adam>")));
}

// ci/html/check opens it in a browser, too.
TEST(GradebookTest, PageIsAsApproved) {
  ExpectApproved("gradebook.html", GradebookHtml(Results(), Problems()));
}

TEST(ResultTest, LineIsReadAgain) {
  Result result = Results()[1];
  result.message = "two\nlines \"and\" quotes";
  result.hash = "0123";
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
