// What becomes of a quiz that was taken: a badge, a submission, a report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/course/answer_report.h"
#include "grader/course/badge.h"
#include "grader/course/secrets.h"
#include "grader/report/html_report.h"
#include "grader/serve/quiz_pages_test_fixture.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(QuizPagesTest, AllRightEarnsABadge) {
  EXPECT_EQ(Show(ana_, "/units/numbers/badge.json").status, 404);
  const std::string result = TakeAll();
  EXPECT_THAT(result, HasSubstr("3 of 3 right"));
  EXPECT_THAT(result, HasSubstr("<svg"));
  const std::string key = PublicKey(std::string(32, 'k'));
  EXPECT_THAT(result, HasSubstr(Hex(key)));
  for (const std::string file : {"badge.json", "badge.svg"}) {
    const HttpResponse shown = Show(ana_, "/units/numbers/" + file);
    const auto badge = VerifyBadge(shown.body, key);
    ASSERT_TRUE(badge.ok()) << badge.status();
    EXPECT_EQ(badge->learner, "Ana");
    EXPECT_EQ(badge->title, "Counts to three");
  }
  EXPECT_EQ(Show(Arrive("Bo", false), "/units/numbers/badge.json").status, 404);
}

TEST_F(QuizPagesTest, BadgeStaysWhoeverBeginsAnew) {
  TakeAll();
  const std::string badge = Show(ana_, "/units/numbers/badge.json").body;
  now_ += absl::Minutes(30);
  Begin();
  EXPECT_EQ(Show(ana_, "/units/numbers/badge.json").body, badge);
  Write("8");
  EXPECT_THAT(Write("8"), HasSubstr("<svg"));
  EXPECT_EQ(Show(ana_, "/units/numbers/badge.svg").status, 200);
}

TEST_F(QuizPagesTest, BadgeIsOfWhatWasAsked) {
  TakeAll();
  SiteCourse::Write("problems/numbers/quiz.yaml",
                    absl::StrCat(kQuizYaml, "\n"));
  course_->Look();
  EXPECT_EQ(Show(ana_, "/units/numbers/badge.json").status, 404);
  // Nor when it is begun anew, which does not earn it.
  now_ += absl::Minutes(30);
  Begin();
  EXPECT_EQ(Show(ana_, "/units/numbers/badge.json").status, 404);
}

TEST_F(QuizPagesTest, ReportTellsLearnersNotWhatIsRight) {
  const Browser instructor = Arrive("Ina", true);
  Begin();
  for (int i = 0; i < 3; ++i) {
    now_ += absl::Minutes(10);
    See();
    if (i < 2) Next();
  }
  const auto stored =
      *store_->FindSubmission(store_->Submissions(ana_.id)->at(0).id);
  for (const std::string& learners :
       {stored->outcome.report, stored->outcome.json}) {
    EXPECT_THAT(learners, Not(HasSubstr("two")));
  }
  EXPECT_THAT(stored->outcome.revealed, HasSubstr("two"));
  EXPECT_THAT(stored->outcome.revealed_json, HasSubstr("two"));
}

TEST_F(QuizPagesTest, ResultIsASubmissionWithTheReportOfCheck) {
  const Browser instructor = Arrive("Ina", true);
  TakeAll();
  const auto heads = *store_->Submissions(ana_.id);
  ASSERT_THAT(heads, SizeIs(1));
  EXPECT_EQ(heads[0].verdict, "accepted");
  EXPECT_THAT(Show(ana_, "/").body, HasSubstr("3 of 3 points"));
  EXPECT_THAT(Show(instructor, "/class").body, HasSubstr("3/3"));
  EXPECT_THAT(Show(instructor, "/class.csv").body,
              HasSubstr("Ana,numbers,1,3,3,accepted,3,"));
  const auto stored = *store_->FindSubmission(heads[0].id);
  SiteCourse::Write("answers.yaml", stored->files[0].content);
  const auto edition = course_->Now();
  const Material* const quiz = edition->by_id.at("numbers")->material();
  const auto answers = LoadAnswers(path() / "answers.yaml", *quiz);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_EQ(stored->outcome.report,
            HtmlReportBody(AnswerReport(*quiz, *answers, false)));
  EXPECT_THAT(*store_->Ungraded(), IsEmpty());
}

TEST_F(QuizPagesTest, ClassHearsOfTheResultOnce) {
  const HttpResponse hears = Show(Arrive("Ina", true), "/class/events");
  Begin();
  EXPECT_EQ(hears.stream->Take(), "") << "nothing has come of it yet";
  TakeAll();
  const auto heads = *store_->Submissions(ana_.id);
  ASSERT_THAT(heads, SizeIs(1));
  EXPECT_EQ(hears.stream->Take(),
            absl::StrCat("data: {\"id\":\"", heads[0].id,
                         "\",\"state\":\"graded\",\"person\":\"", ana_.id,
                         "\"}\n\n"));
  See();
  Begin();
  EXPECT_EQ(hears.stream->Take(), "");
}

TEST_F(QuizPagesTest, ItCanBeTakenAgainWhichTheResultSays) {
  TakeAll();
  EXPECT_THAT(Begin(), HasSubstr("Question 1 of 3"));
  EXPECT_EQ(store_->LastTake(ana_.id, "numbers")->number, 2);
  for (int i = 0; i < 3; ++i) {
    now_ += absl::Minutes(10);
    if (i < 2) {
      See();
      Next();
    }
  }
  EXPECT_THAT(See(), HasSubstr("begun 2 times"));
  EXPECT_THAT(*store_->Submissions(ana_.id), SizeIs(2));
}

}  // namespace
}  // namespace grader
