#include "grader/batch/override.h"

#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grader/testing/temporary_folder.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class OverrideTest : public testing::Test {
 protected:
  OverrideTest() {
    members_.resize(3);
    members_[0].learner = {"Ann Lee", "s1", "ann@school.example"};
    members_[1].learner = {"Bo Yu", "s2", "bo@school.example", "B", "bo"};
    members_[2].learner = {"Bob Yu", "s3", "", "B", "bo"};
    for (Member& member : members_) member.name = member.learner.name;
    problems_.resize(2);
    problems_[0].id = "first";
    problems_[0].cases.resize(2);
    problems_[0].cases[0].points = 4;
    problems_[0].cases[1].points = 1;
    problems_[0].cases[1].bonus = true;
    problems_[1].id = "second";
    problems_[1].cases.resize(1);
    problems_[1].cases[0].points = *ParsePoints("2.5");
  }

  absl::StatusOr<Overrides> Read(const std::string& text) const {
    const auto file = folder_.path() / "overrides.csv";
    std::ofstream(file) << text;
    return ReadOverrides(file, members_, problems_);
  }

  std::string Errors(const std::string& rows) const {
    return std::string(
        Read("learner,problem,points,verdict,reason,who\n" + rows)
            .status()
            .message());
  }

  TemporaryFolder folder_;
  std::vector<Member> members_;
  std::vector<Problem> problems_;
};

TEST_F(OverrideTest, LearnersAreFoundByWhatTellsThem) {
  const auto overrides = Read(
      "learner;problem;points;verdict;reason;who\n"
      "Ann Lee;first;2.25;;\"unclear; sorry\";Eve\n"
      "bo@school.example;second;;Wrong Answer;copied;Eve\n"
      "s3;first;5;accepted;shown in class;Ada\n");
  ASSERT_TRUE(overrides.ok()) << overrides.status();
  EXPECT_EQ(*overrides,
            (Overrides{{{"Ann Lee", "first"},
                        {ParsePoints("2.25"), "", "unclear; sorry", "Eve"}},
                       {{"Bo Yu", "second"},
                        {std::nullopt, "wrong_answer", "copied", "Eve"}},
                       {{"Bob Yu", "first"},
                        {Points(5), "accepted", "shown in class", "Ada"}}}));
}

// With a hyphen, as a gradebook has it, and as reports name it.
TEST_F(OverrideTest, VerdictsAreReadInWordsAndByName) {
  for (const char* verdict :
       {"run-time error", "Run time error", "run_time_error"}) {
    const auto overrides =
        Read(absl::StrCat("learner,problem,verdict,reason,who\ns1,first,",
                          verdict, ",why,Eve\n"));
    ASSERT_TRUE(overrides.ok()) << overrides.status();
    EXPECT_EQ((*overrides->begin()).second.verdict, "run_time_error");
  }
}

TEST_F(OverrideTest, OrderOfRowsAndColumnsSaysNothing) {
  const auto one = Read(
      "learner,problem,points,reason,who\n"
      "s1,first,1,why,Eve\ns2,first,2,why,Eve\n");
  const auto other = Read(
      "who,points,reason,problem,learner\n"
      "Eve,2,why,first,s2\nEve,1,why,first,s1\n");
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_EQ(*one, *other);
}

TEST_F(OverrideTest, NoFileIsNoOverrideButALinkToNothingIsAMistake) {
  const auto none =
      ReadOverrides(folder_.path() / "none.csv", members_, problems_);
  ASSERT_TRUE(none.ok()) << none.status();
  EXPECT_TRUE(none->empty());
  std::filesystem::create_symlink("gone.csv", folder_.path() / "link.csv");
  EXPECT_FALSE(
      ReadOverrides(folder_.path() / "link.csv", members_, problems_).ok());
  EXPECT_FALSE(ReadOverrides(folder_.path(), members_, problems_).ok());
}

TEST_F(OverrideTest, EachMistakeHasItsPlaceAndItsCure) {
  EXPECT_THAT(Errors("Ann Le,first,1,,why,Eve\n"),
              AllOf(HasSubstr("overrides.csv:2:1: error: no learner is called "
                              "\"Ann Le\""),
                    HasSubstr("did you mean \"Ann Lee\"?")));
  EXPECT_THAT(Errors("bo,first,1,,why,Eve\n"),
              HasSubstr("2:1: error: \"bo\" could be \"Bo Yu\" or \"Bob Yu\""));
  EXPECT_THAT(Errors(",first,1,,why,Eve\n"),
              HasSubstr("2:1: error: no learner"));
  EXPECT_THAT(Errors("s1,frist,1,,why,Eve\n"),
              AllOf(HasSubstr("2:4: error: no problem of this batch is called "
                              "\"frist\"; there are: first, second"),
                    HasSubstr("did you mean \"first\"?")));
  EXPECT_THAT(Errors("s1,second,3,,why,Eve\n"),
              HasSubstr("2:11: error: 3 points are more than the 2.5 of "
                        "second"));
  EXPECT_THAT(Errors("s1,first,-1,,why,Eve\n"),
              HasSubstr("2:10: error: \"-1\" are no points"));
  EXPECT_THAT(Errors("s1,first,1,right,why,Eve\n"),
              HasSubstr("2:12: error: \"right\" is no verdict"));
  EXPECT_THAT(Errors("s1,first,,judge_error,why,Eve\n"),
              HasSubstr("is no verdict"));
  EXPECT_THAT(Errors("s1,first,,,why,Eve\n"),
              HasSubstr("2:1: error: this row changes nothing"));
  EXPECT_THAT(Errors("s1,first,1,,,Eve\n"),
              HasSubstr("2:13: error: the column \"reason\" is empty"));
  EXPECT_THAT(Errors("s1,first,1,,why,\n"),
              HasSubstr("the column \"who\" is empty"));
  EXPECT_THAT(Read("learner,problem,points,reason\ns1,first,1,why\n")
                  .status()
                  .message(),
              HasSubstr("no column is called \"who\""));
}

TEST_F(OverrideTest, TwiceTheSameIsAMistakeHoweverTheyAreNamed) {
  EXPECT_THAT(Errors("s1,first,1,,why,Eve\nAnn Lee,first,1,,why,Eve\n"),
              HasSubstr("3:1: error: \"Ann Lee\" has an override for first in "
                        "line 2, too"));
}

}  // namespace
}  // namespace grader
