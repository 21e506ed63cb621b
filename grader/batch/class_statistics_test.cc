#include "grader/batch/class_statistics.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grader/batch/points_histogram.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(DistributionTest, CountsTenthsAndKeepsAllPointsApart) {
  const PointsDistribution one = DistributionOf(
      {0, *ParsePoints("0.999999"), 1, *ParsePoints("9.999999"), 10, 12}, 10);
  EXPECT_THAT(one.counts, ElementsAre(2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2));
  EXPECT_EQ(one.median, *ParsePoints("5.499999"));
  EXPECT_EQ(one.mean, *ParsePoints("5.666666"));
  EXPECT_EQ(DistributionOf({3, 1, 2}, 4).median, Points(2));
  EXPECT_THAT(DistributionOf({0}, 0).counts.back(), 1);
  EXPECT_EQ(DistributionOf({}, 4).learners, 0u);
}

TEST(DistributionTest, PictureSaysInWordsWhatItsBarsShow) {
  const std::string figure =
      PointsHistogram("<sum>", DistributionOf({0, 1, 10}, 10), 10);
  EXPECT_THAT(figure,
              HasSubstr("aria-label=\"points for &lt;sum&gt;: 0 to 9 %: 1 "
                        "learner; 10 to 19 %: 1 learner; all points: 1 "
                        "learner\""));
  EXPECT_THAT(figure, HasSubstr("3 learners, mean 3.67, median 1 of 10"));
  EXPECT_THAT(PointsHistogram("p", DistributionOf({}, 10), 10),
              HasSubstr("0 learners</figcaption>"));
}

void Add(Gradebook& book, const std::string& learner,
         const std::string& problem, std::vector<CaseOutcome> cases) {
  book.rows.emplace_back();
  book.rows.back().member.name = learner;
  Result& result = book.rows.back().grades[problem].result;
  result.problem = problem;
  result.cases = std::move(cases);
}

TEST(FailuresByCaseTest, GreatestShareComesFirst) {
  Gradebook book;
  book.columns = {{"one", "", 1}, {"two", "", 1}};
  Add(book, "a", "one",
      {{"early", "accepted", ""},
       {"late", "wrong_answer", "timing"},
       {"after", "", ""}});
  Add(book, "b", "one",
      {{"early", "wrong_answer", "stdout"},
       {"late", "run_time_error", ""},
       {"after", "accepted", ""}});
  Add(book, "c", "one",
      {{"early", "judge_error", ""}, {"late", "wrong_answer", "timing"}});
  Add(book, "d", "two", {{"early", "time_limit_exceeded", ""}});
  Add(book, "e", "two", {});
  const std::vector<CaseFailures> failures = FailuresByCase(book);
  ASSERT_EQ(failures.size(), 3u);
  EXPECT_EQ(failures[0].name, "late");
  EXPECT_EQ(failures[0].failed, 3u);
  EXPECT_EQ(failures[0].run, 3u);
  EXPECT_THAT(failures[0].ways, ElementsAre(Pair("wrong answer: timing", 2),
                                            Pair("run-time error", 1)));
  EXPECT_EQ(failures[1].problem, "two");
  EXPECT_EQ(failures[2].name, "early");
  EXPECT_EQ(failures[2].failed, 1u);
  EXPECT_EQ(failures[2].run, 2u);
}

}  // namespace
}  // namespace grader
