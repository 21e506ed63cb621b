// A quiz, taken by forms: the clock is the server's, and what was answered is
// kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/serve/quiz_closing.h"
#include "grader/serve/quiz_pages_test_fixture.h"

namespace grader {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(QuizPagesTest, EachQuestionIsAskedAndJudged) {
  EXPECT_THAT(See(), HasSubstr("3 questions, 5:00 minutes"));
  EXPECT_THAT(Begin(), HasSubstr("Question 1 of 3"));
  EXPECT_THAT(Write("8\r\n"), HasSubstr("1 attempt left"));
  const std::string first = Write("7\r\n");
  EXPECT_THAT(first, HasSubstr("Three and four are seven."));
  EXPECT_THAT(first, Not(HasSubstr("even?"))) << "its clock does not go yet";
  Next();
  EXPECT_THAT(Choose("one"), HasSubstr("One is odd."));
  const std::string second = Choose("three");
  EXPECT_THAT(second, HasSubstr("Right is"));
  const std::string third = Next();
  EXPECT_THAT(third, HasSubstr("Choose all that are right"));
  const std::string result = Step({{"action", "answer"},
                                   {"choice:" + PlaceOf("three", third), "on"},
                                   {"choice:" + PlaceOf("one", third), "on"}});
  EXPECT_THAT(result, HasSubstr("2 of 3 right"));
  EXPECT_THAT(result, Not(HasSubstr("<svg")));
}

TEST_F(QuizPagesTest, NoAnswerIsOnThePageBeforeItIsGiven) {
  for (const std::string& page : {See(), Begin()}) {
    EXPECT_THAT(page, Not(HasSubstr("seven")));
    EXPECT_THAT(page, Not(HasSubstr("Add them")));
  }
  Write("7");
  const std::string second = Next();
  EXPECT_THAT(second, Not(HasSubstr("odd.")));
  EXPECT_THAT(second, Not(HasSubstr("twice one")));
}

TEST_F(QuizPagesTest, NothingEndsTheClockOrBeginsItAgain) {
  Begin();
  now_ += absl::Seconds(60);
  EXPECT_THAT(See(), HasSubstr("data-left=\"40000\""));
  EXPECT_THAT(See(), HasSubstr(">0:40<"));
  // Neither another form, nor the one that began it, sent again.
  EXPECT_EQ(
      SendForm("", {{"action", "begin"}, {"time", "1"}, {"take", "0"}}).status,
      303);
  EXPECT_EQ(SendForm("", {{"action", "next"}, {"take", "1"}}).status, 303);
  EXPECT_EQ(SendForm(See(), {{"action", "begin"}, {"time", "untimed"}}).status,
            303);
  EXPECT_THAT(See(), HasSubstr("data-left=\"40000\""));
  EXPECT_EQ(HeaderOf(Show(ana_, kPage), "Refresh"), "44; url=/units/numbers");
  now_ += absl::Seconds(43);
  EXPECT_THAT(See(), HasSubstr("The time is over"));
  EXPECT_THAT(See(), HasSubstr("Question 2 of 3"));
}

TEST_F(QuizPagesTest, AnswerInTimeCountsHoweverLongTheServerTakes) {
  const std::string page = Begin();
  now_ += absl::Seconds(200);
  HttpRequest request = Posting(ana_, absl::StrCat(kPage, "/quiz"),
                                Form({{"csrf", ana_.csrf},
                                      {"take", "1"},
                                      {"question", "sum"},
                                      {"attempt", "0"},
                                      {"action", "answer"},
                                      {"text", "7"}}));
  request.waited = absl::Seconds(101);
  EXPECT_EQ(Ask(request).status, 303);
  EXPECT_THAT(See(), HasSubstr("Right"));
}

TEST_F(QuizPagesTest, WhatTheServerTakesBeforeAQuestionIsNobodysTime) {
  HttpRequest begin = Posting(ana_, absl::StrCat(kPage, "/quiz"),
                              Form({{"csrf", ana_.csrf},
                                    {"take", "0"},
                                    {"action", "begin"},
                                    {"time", "1"}}));
  begin.waited = absl::Seconds(30);
  EXPECT_EQ(Ask(begin).status, 303);
  EXPECT_THAT(See(), HasSubstr("data-left=\"100000\""));
  Write("7");
  HttpRequest next = Posting(ana_, absl::StrCat(kPage, "/quiz"),
                             Form({{"csrf", ana_.csrf},
                                   {"take", "1"},
                                   {"question", "even"},
                                   {"action", "next"}}));
  next.waited = absl::Seconds(30);
  EXPECT_EQ(Ask(next).status, 303);
  EXPECT_THAT(See(), HasSubstr("data-left=\"100000\""));
}

TEST_F(QuizPagesTest, FormOfAnEarlierQuestionStartsNoClock) {
  Begin();
  const std::string first = Write("7");
  Next();
  Choose("&lt;b&gt;two&lt;/b&gt;");
  EXPECT_EQ(SendForm(first, {{"action", "next"}}).status, 303);
  EXPECT_THAT(See(), HasSubstr("Question 3 of 3</button>"));
  EXPECT_THAT(Next(), HasSubstr("data-left=\"100000\""));
}

TEST_F(QuizPagesTest, QuizThatWasLeftAtItsEndReachesTheClass) {
  int changes = 0;
  std::vector<std::string> told;
  QuizClosing closing(
      *course_, *store_,
      [this] {
        return QuizTime{"boot", now_ - absl::FromUnixSeconds(1'600'000'000),
                        now_};
      },
      [&] { ++changes; },
      [&](const Event& event) {
        EXPECT_EQ(event.person, ana_.id);
        EXPECT_EQ(event.state, Event::State::kGraded);
        told.push_back(event.submission);
      });
  Begin();
  Write("7");
  Next();
  Choose("&lt;b&gt;two&lt;/b&gt;");
  Next();
  // An answer that came in time may wait in the server for a while.
  now_ += absl::Seconds(161);
  EXPECT_TRUE(closing.CloseOver().ok());
  EXPECT_THAT(*store_->Submissions(ana_.id), IsEmpty());
  now_ += absl::Seconds(2);
  EXPECT_TRUE(closing.CloseOver().ok());
  EXPECT_TRUE(closing.CloseOver().ok());
  const auto results = *store_->Submissions(ana_.id);
  ASSERT_THAT(results, SizeIs(1));
  EXPECT_EQ(results[0].points, Points(2));
  EXPECT_EQ(changes, 1);
  EXPECT_EQ(told, std::vector<std::string>{results[0].id});
}

TEST_F(QuizPagesTest, RestartOfTheMachineEndsNoTimeThatIsNotOver) {
  QuizClosing closing(
      *course_, *store_,
      [this] {
        return QuizTime{"another", absl::Seconds(5), now_};
      },
      [] {}, [](const Event& event) { ADD_FAILURE() << event.submission; });
  Begin();
  now_ += absl::Seconds(30);
  EXPECT_TRUE(closing.CloseOver().ok());
  EXPECT_THAT(*store_->LastTake(ana_.id, "numbers"),
              ::testing::Field(&QuizTake::events, SizeIs(2)));
  now_ += absl::Seconds(133);
  EXPECT_TRUE(closing.CloseOver().ok());
  EXPECT_THAT(*store_->LastTake(ana_.id, "numbers"),
              ::testing::Field(&QuizTake::events, SizeIs(3)));
}

TEST_F(QuizPagesTest, QuizEndsWhenItsTimeWasOverWheneverSomebodyLooks) {
  Begin();
  Write("7");
  Next();
  Choose("&lt;b&gt;two&lt;/b&gt;");
  Next();
  const absl::Time over = now_ + absl::Seconds(100);
  now_ += absl::Minutes(50);
  const HttpResponse hears = Show(Arrive("Ina", true), "/class/events");
  See();
  EXPECT_THAT(hears.stream->Take(), HasSubstr(ana_.id));
  const auto results = *store_->Submissions(ana_.id);
  ASSERT_THAT(results, SizeIs(1));
  EXPECT_EQ(results[0].received, over);
}

TEST_F(QuizPagesTest, LateAnswerIsNone) {
  const std::string page = Begin();
  now_ += absl::Seconds(103);
  EXPECT_EQ(SendForm(page, {{"action", "answer"}, {"text", "7"}}).status, 303);
  EXPECT_THAT(See(), HasSubstr("The time is over"));
  EXPECT_THAT(*store_->LastTake(ana_.id, "numbers"),
              ::testing::Field(&QuizTake::events, SizeIs(3)));
}

TEST_F(QuizPagesTest, FormThatIsSentTwiceIsOneAttempt) {
  const std::string page = Begin();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(SendForm(page, {{"action", "answer"}, {"text", "8"}}).status,
              303);
  }
  EXPECT_THAT(See(), HasSubstr("1 attempt left"));
}

TEST_F(QuizPagesTest, EmptyAnswerIsNoAttempt) {
  const std::string page = Begin();
  const HttpResponse empty =
      SendForm(page, {{"action", "answer"}, {"text", " \r\n"}});
  EXPECT_EQ(empty.status, 400);
  EXPECT_THAT(empty.body, HasSubstr("no attempt"));
  EXPECT_THAT(See(), Not(HasSubstr("attempt left")));
}

TEST_F(QuizPagesTest, HintKeepsWhatIsWritten) {
  const HttpResponse hint =
      SendForm(Begin(), {{"action", "hint"}, {"text", "</textarea>\r\n & 7"}});
  EXPECT_EQ(hint.status, 200);
  EXPECT_THAT(hint.body, HasSubstr("Add them."));
  EXPECT_THAT(hint.body, HasSubstr("&lt;/textarea&gt;\n &amp; 7"));
  EXPECT_THAT(See(), HasSubstr("Add them."));
  Write("7");
  Next();
  Choose("one");
  Choose("three");
  Next();
  now_ += absl::Minutes(10);
  EXPECT_THAT(See(), HasSubstr("1 hint"));
}

TEST_F(QuizPagesTest, ChosenTimeHoldsForAll) {
  EXPECT_THAT(Begin("2"), HasSubstr("data-left=\"200000\""));
  const Browser bo = Arrive("Bo", false);
  ana_ = bo;
  EXPECT_THAT(Begin("untimed"), Not(HasSubstr("id=\"clock\"")));
  now_ += absl::Minutes(50);
  EXPECT_THAT(Write("7"), HasSubstr("Right"));
}

TEST_F(QuizPagesTest, WhatNoBrowserSendsIsRefused) {
  EXPECT_EQ(SendForm(See(), {{"action", "begin"}, {"time", "9"}}).status, 400);
  EXPECT_EQ(SendForm(See(), {{"action", "win"}}).status, 400);
  Begin();
  EXPECT_EQ(SendForm(See(), {{"action", "answer"}, {"text", "7\xff"}}).status,
            400);
  Write("7");
  Next();
  for (const std::string place : {"0", "4", "-1", "x", "99999999999"}) {
    EXPECT_EQ(SendForm(See(), {{"action", "answer"}, {"choice", place}}).status,
              400)
        << place;
    EXPECT_EQ(SendForm(See(), {{"action", "answer"}, {"choice:" + place, "on"}})
                  .status,
              400)
        << place;
  }
  HttpRequest without = Posting(ana_, absl::StrCat(kPage, "/quiz"),
                                Form({{"action", "answer"}, {"take", "1"}}));
  EXPECT_EQ(Ask(without).status, 403) << "without the token of the session";
  EXPECT_THAT(See(), Not(HasSubstr("attempt left")));
}

TEST_F(QuizPagesTest, QuizThatHasChangedIsBegunAnew) {
  Begin();
  SiteCourse::Write("problems/numbers/quiz.yaml",
                    absl::StrCat(kQuizYaml, "# another\n"));
  course_->Look();
  EXPECT_THAT(See(), HasSubstr("its files have changed since"));
  EXPECT_THAT(Begin(), HasSubstr("Question 1 of 3"));
}

TEST_F(QuizPagesTest, AnswersAreThereAfterANewStart) {
  Begin();
  Write("7");
  store_.reset();
  store_ = *Store::Open(path() / "data");
  EXPECT_THAT(store_->LastTake(ana_.id, "numbers")->events.back(),
              ContainsRegex("answered.*sum"));
}

TEST_F(QuizPagesTest, PageRunsOnlyItsOwnScript) {
  const HttpResponse page = Show(ana_, kPage);
  EXPECT_THAT(HeaderOf(page, "Content-Security-Policy"),
              HasSubstr("script-src 'self'"));
  EXPECT_THAT(page.body,
              HasSubstr("<script type=\"module\" src=\"/assets/quiz.js?"));
  EXPECT_THAT(page.body, Not(HasSubstr("<script>")));
  const HttpResponse script = Show({}, "/assets/quiz.js");
  EXPECT_EQ(script.status, 200);
  EXPECT_THAT(HeaderOf(script, "Content-Type"), HasSubstr("text/javascript"));
  EXPECT_THAT(HeaderOf(script, "Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(Show({}, "/assets/quiz.ts").status, 404);
}

}  // namespace
}  // namespace grader
