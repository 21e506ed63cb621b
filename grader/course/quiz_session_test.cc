#include "grader/course/quiz_session.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using Kind = QuizEvent::Kind;

// Two questions of 100 s: choose one of four, the second being right; choose
// several of three, the first and the third.
Material Quiz() {
  Material quiz;
  quiz.questions.resize(2);
  for (Question& question : quiz.questions) question.time = absl::Seconds(100);
  quiz.questions[0].id = "one";
  quiz.questions[0].choices.resize(4);
  quiz.questions[0].choices[1].right = true;
  quiz.questions[1].id = "two";
  quiz.questions[1].kind = QuestionKind::kChooseSeveral;
  quiz.questions[1].choices.resize(3);
  quiz.questions[1].choices[0].right = true;
  quiz.questions[1].choices[2].right = true;
  return quiz;
}

QuizTime At(int seconds, const std::string& boot = "b", int of_day = -1) {
  return {boot, absl::Seconds(seconds),
          absl::FromUnixSeconds(1'000'000 + (of_day < 0 ? seconds : of_day))};
}

QuizEvent Event(Kind kind, int seconds, const std::string& question = "one",
                const std::string& answer = "") {
  QuizEvent event;
  event.kind = kind;
  event.at = At(seconds);
  event.question = question;
  event.answer = answer;
  return event;
}

QuizEvent Begun(int percent = 100) {
  QuizEvent event = Event(Kind::kBegun, 0, "");
  event.seed = 7;
  event.percent = percent;
  return event;
}

TEST(QuizSessionTest, ClockStartsWhenTheQuestionIsShownFirst) {
  const Material quiz = Quiz();
  QuizSession session(quiz, {Begun()});
  EXPECT_EQ(session.Remaining(At(500)), absl::Seconds(100));
  session.Apply(Event(Kind::kShown, 500));
  session.Apply(Event(Kind::kShown, 560));
  EXPECT_EQ(session.Remaining(At(580)), absl::Seconds(20));
}

TEST(QuizSessionTest, BothAttemptsShareTheTime) {
  const Material quiz = Quiz();
  const QuizSession session(quiz, {Begun(), Event(Kind::kShown, 0),
                                   Event(Kind::kAnswered, 70, "one", "1")});
  EXPECT_EQ(session.Current(), 0U);
  EXPECT_EQ(session.Remaining(At(80)), absl::Seconds(20));
}

TEST(QuizSessionTest, GraceIsTwoSeconds) {
  const Material quiz = Quiz();
  const QuizSession session(quiz, {Begun(), Event(Kind::kShown, 0)});
  EXPECT_FALSE(session.IsExpired(At(100)));
  EXPECT_FALSE(session.IsExpired(At(102)));
  EXPECT_TRUE(session.IsExpired(At(103)));
}

TEST(QuizSessionTest, ExpiryCountsAsWrongAndGoesOn) {
  const Material quiz = Quiz();
  const QuizSession session(
      quiz, {Begun(), Event(Kind::kShown, 0), Event(Kind::kExpired, 103)});
  EXPECT_EQ(session.Current(), 1U);
  EXPECT_EQ(session.states()[0].outcome, QuestionOutcome::kExpired);
  EXPECT_EQ(session.right(), 0);
}

TEST(QuizSessionTest, SecondWrongAnswerIsTheLast) {
  const Material quiz = Quiz();
  const QuizSession session(quiz,
                            {Begun(), Event(Kind::kAnswered, 1, "one", "1"),
                             Event(Kind::kAnswered, 2, "one", "3"),
                             Event(Kind::kAnswered, 3, "one", "2")});
  EXPECT_EQ(session.states()[0].outcome, QuestionOutcome::kWrong);
}

TEST(QuizSessionTest, AllChoicesThatAreRightAreWanted) {
  const Material quiz = Quiz();
  EXPECT_TRUE(IsRight(quiz.questions[1], "1,3"));
  EXPECT_FALSE(IsRight(quiz.questions[1], "1"));
  EXPECT_FALSE(IsRight(quiz.questions[1], "1,2,3"));
}

TEST(QuizSessionTest, FactorStretchesTheTime) {
  const Material quiz = Quiz();
  EXPECT_EQ(QuizSession(quiz, {Begun(150)}).Remaining(At(0)),
            absl::Seconds(150));
  const QuizSession untimed(quiz, {Begun(0), Event(Kind::kShown, 0)});
  EXPECT_EQ(untimed.Remaining(At(100'000)), std::nullopt);
  EXPECT_FALSE(untimed.IsExpired(At(100'000)));
}

TEST(QuizSessionTest, TimeOfDayDoesNotMatterWhileTheMachineRuns) {
  EXPECT_EQ(TimeBetween(At(10), At(40, "b", 0)), absl::Seconds(30));
}

TEST(QuizSessionTest, RestartOfTheMachineDoesNotStopTheClock) {
  EXPECT_EQ(TimeBetween(At(1000), At(20, "c", 1090)), absl::Seconds(90));
  // The time of day went on by less than the machine has been up.
  EXPECT_EQ(TimeBetween(At(1000), At(50, "c", 1010)), absl::Seconds(50));
  EXPECT_EQ(TimeBetween(At(1000), At(20, "c", 900)), absl::InfiniteDuration());
}

TEST(QuizSessionTest, OrderIsDrawnFromTheSeed) {
  const Material quiz = Quiz();
  EXPECT_THAT(ShownOrder(quiz.questions[0], 7),
              UnorderedElementsAre(1, 2, 3, 4));
  EXPECT_EQ(ShownOrder(quiz.questions[0], 7), ShownOrder(quiz.questions[0], 7));
  std::set<std::vector<int>> orders;
  for (int seed = 0; seed < 40; ++seed) {
    orders.insert(ShownOrder(quiz.questions[0], seed));
  }
  EXPECT_GT(orders.size(), 10U);
}

TEST(QuizSessionTest, HintsAreCounted) {
  const Material quiz = Quiz();
  const QuizSession session(
      quiz, {Begun(), Event(Kind::kHinted, 1), Event(Kind::kHinted, 2)});
  EXPECT_EQ(session.hints(), 1);
  EXPECT_EQ(session.Current(), 0U);
}

}  // namespace
}  // namespace grader
