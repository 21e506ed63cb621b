#include "grader/sandbox/clock/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/testing/milliseconds.h"

namespace grader::sandbox {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// What the supervisor does with two tasks, step by step: how long each computes
// is given here, and the rest is the clock's.
class Example {
 public:
  Task Begin(int number) {
    Task task = {
        .tgid = getpid(), .number = number, .files = TaskFiles(getpid())};
    task.lane = clock.Enter(absl::ZeroDuration());
    return task;
  }
  void Compute(Task& task, absl::Duration time) {
    clock.Run(task.lane, task.lane.cpu + time);
  }
  void Sleep(Task& task, absl::Duration time) {
    Notification call;
    call.call = SCMP_SYS(nanosleep);
    task.wait = WaitUntil(call, clock, clock.now() + time);
    explanation.Hold(task);
  }
  // Both are asleep, and `task` is due first.
  void Wake(Task& task) {
    const absl::Duration from = clock.now();
    clock.SkipTo(task.wait->deadline);
    explanation.Skip(from, task);
    clock.Carry(task.lane);
    explanation.LetGo(task, "it is due");
  }

  Clock clock;
  Explanation explanation{clock};
};

// The example in grader/README.md: its numbers are made here.
TEST(ExplanationTest, ExampleInTheReadmeIsWhatTheClockDoes) {
  Example run;
  Task one = run.Begin(1);
  Task two = run.Begin(2);
  run.Sleep(two, 100 * kMs);
  run.Compute(one, 40 * kMs);
  run.Sleep(one, 10 * kMs);
  run.Wake(one);
  run.Compute(one, 20 * kMs);
  run.explanation.Say(one, "ends");
  run.Wake(two);
  run.Compute(two, 5 * kMs);
  run.explanation.Say(two, "ends");

  std::ostringstream readme;
  readme << std::ifstream(GRADER_SOURCE_DIR "/grader/README.md").rdbuf();
  const absl::Duration now = run.clock.now(), computed = run.clock.computed();
  EXPECT_THAT(
      readme.str(),
      HasSubstr(absl::StrCat(
          "    ", absl::StrJoin(run.explanation.lines(), "\n    "), "\n")));
  EXPECT_THAT(readme.str(),
              HasSubstr(absl::StrCat("took ", InMilliseconds(now),
                                     ", of which it "
                                     "computed ",
                                     InMilliseconds(computed), ";\nthe other ",
                                     InMilliseconds(now - computed),
                                     " took no time at all")));
}

TEST(ExplanationTest, TellsOfTimers) {
  Clock clock;
  Explanation explanation(clock);
  Timer timer;
  timer.number = 5;
  timer.deadline = 20 * kMs;
  explanation.Arm(timer, 3);
  clock.SkipTo(timer.deadline);
  explanation.Skip(absl::ZeroDuration(), timer, 3);
  explanation.Fire(timer, 3);
  timer.deadline = absl::InfiniteDuration();
  explanation.Arm(timer, 3);
  timer.kind = Timer::Kind::kAlarm;
  explanation.Fire(timer, 3);
  explanation.Stop("enough");
  EXPECT_THAT(
      explanation.lines(),
      ElementsAre(
          "    0.000 ms  the timerfd 5 of task 3 is armed for 20.000 ms",
          "   20.000 ms  all sleep at 0.000 ms: on to where the timerfd 5 of "
          "task 3 is due",
          "   20.000 ms  the timerfd 5 of task 3 goes off",
          "   20.000 ms  the timerfd 5 of task 3 is disarmed",
          "   20.000 ms  the alarm of task 3 goes off",
          "   20.000 ms  the run is stopped: enough"));
}

TEST(ExplanationTest, EndsWhereNobodyWouldReadOn) {
  const Clock clock;
  Explanation explanation(clock);
  for (int i = 0; i < 20'007; ++i) explanation.Stop("x");
  EXPECT_EQ(explanation.lines().size(), 20'001u);
  EXPECT_EQ(explanation.lines().back(), "and 7 more decisions");
}

}  // namespace
}  // namespace grader::sandbox
