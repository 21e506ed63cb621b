#include "grader/grade.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <barrier>
#include <vector>

#include "grader/testing/grade_fixture.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Waits in each run until another one has begun; prints what two times its
// input is.
class MeetingRunner : public Runner {
 public:
  explicit MeetingRunner(std::barrier<>& meeting) : meeting_(meeting) {}
  absl::StatusOr<Observation> Run(const Command& command,
                                  const Limits&) override {
    meeting_.arrive_and_wait();
    return Printed(command.input.empty() ? "4\n" : "2\n");
  }

 private:
  std::barrier<>& meeting_;
};

TEST_F(GradeTest, CasesRunBesideEachOtherAndStayInOrder) {
  std::barrier meeting(2);
  MeetingRunner first(meeting), second(meeting);
  auto workspace = Workspace::Create();
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  Cache cache(workspace->path() / "cache", workspace->path(), kMiB);
  options_.clock = ClockKind::kVirtual;
  const auto report = grader::Grade(problem_, submission_, options_,
                                    {.cache = cache,
                                     .workspace = *workspace,
                                     .runner = first,
                                     .reuse = false,
                                     .beside = {&second}});
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->cases.size(), 2u);
  EXPECT_EQ(report->cases[0].test_case.name, "one");
  EXPECT_EQ(report->verdict.word, VerdictWord::kAccepted);
}

TEST_F(GradeTest, OnTheRealClockCasesRunInTurn) {
  FakeRunner other;
  beside_ = {&other};
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("4\n"));
  ASSERT_TRUE(Grade().ok());
  EXPECT_TRUE(other.commands.empty());
}

TEST_F(GradeTest, ACaseThatNeedsAnotherRunsAfterIt) {
  FakeRunner other;
  beside_ = {&other};
  options_.clock = ClockKind::kVirtual;
  problem_.cases[1].needs = {"one"};
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kAccepted);
  EXPECT_TRUE(other.commands.empty());
}

TEST_F(GradeTest, ALimitOfRealTimeOnABusyMachineIsNobodysFailure) {
  Observation waited;
  waited.termination = Killed{Limit::kWall};
  waited.wall_time = absl::Seconds(30);
  waited.run_queue_delay = absl::Seconds(29);
  for (int i = 0; i < 3; ++i) runner_.Answer(waited);
  runner_.Answer(Printed("4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kJudgeError);
  EXPECT_EQ(report->verdict.reason, "noisy_machine");
}

TEST_F(GradeTest, AcceptedWhenEveryCaseIs) {
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kAccepted);
  EXPECT_EQ(report->score, 4);
  EXPECT_EQ(report->max_score, 4);
}

TEST_F(GradeTest, VerdictIsThatOfTheFirstFailedCase) {
  Observation crashed;
  crashed.termination = Signaled{11};
  runner_.Answer(Printed("3\n"));
  runner_.Answer(crashed);
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(report->verdict.reason, "stdout");
  EXPECT_EQ(report->cases[1].verdict.reason, "signal:SIGSEGV");
  EXPECT_EQ(report->score, 0);
}

TEST_F(GradeTest, FailureOfTheGraderOutranksTheSubmissions) {
  runner_.Answer(Printed("3\n"));
  runner_.Answer(absl::InternalError("out of descriptors"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kJudgeError);
  EXPECT_THAT(report->verdict.message, HasSubstr("out of descriptors"));
}

TEST_F(GradeTest, PointsOfOtherCasesAreKept) {
  runner_.Answer(Printed("wrong\n"));
  runner_.Answer(Printed("4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->score, 3);
}

Observation PrintedIn(const std::vector<std::string>& isolation,
                      const std::string& text) {
  Observation observation = Printed(text);
  observation.isolation = isolation;
  return observation;
}

// Both cases in a group of 10 points.
std::vector<CaseGroup> GroupOfBoth(bool worst_counts) {
  CaseGroup group;
  group.name = "both";
  group.points = 10;
  group.cases = {"one", "two"};
  group.worst_counts = worst_counts;
  return {group};
}

TEST_F(GradeTest, AllCasesOfAGroupCountOrNone) {
  problem_.groups = GroupOfBoth(false);
  for (TestCase& one : problem_.cases) {
    one.group = "both";
    one.points = 0;
  }
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("wrong\n"));
  const auto half = Grade();
  ASSERT_TRUE(half.ok()) << half.status();
  EXPECT_EQ(half->score, 0);
  EXPECT_EQ(half->max_score, 10);
  EXPECT_EQ(half->groups[0].failed, "two");

  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("4\n"));
  const auto whole = Grade();
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->score, 10);
  EXPECT_EQ(whole->verdict.word, VerdictWord::kAccepted);
}

TEST_F(GradeTest, AGroupDoesNotCountWhereOnlyOneOfItsCasesIsRun) {
  problem_.groups = GroupOfBoth(false);
  for (TestCase& one : problem_.cases) {
    one.group = "both";
    one.points = 0;
  }
  options_.only_case = "one";
  runner_.Answer(Printed("2\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->max_score, 0);
  EXPECT_TRUE(report->groups.empty());
}

TEST_F(GradeTest, WhoeverFailsTheBonusIsAccepted) {
  problem_.cases[1].bonus = true;
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("wrong\n"));
  const auto without = Grade();
  ASSERT_TRUE(without.ok()) << without.status();
  EXPECT_EQ(without->verdict.word, VerdictWord::kAccepted);
  EXPECT_EQ(without->score, 1);
  EXPECT_EQ(without->max_score, 1);

  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("4\n"));
  const auto with = Grade();
  ASSERT_TRUE(with.ok()) << with.status();
  EXPECT_EQ(with->score, 1 + 3);
  EXPECT_EQ(with->max_score, 1);
}

TEST_F(GradeTest, IsolationIsWhatAllRunsHad) {
  runner_.Answer(PrintedIn({"namespaces", "seccomp", "cgroup"}, "2\n"));
  runner_.Answer(PrintedIn({"seccomp", "cgroup"}, "4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->isolation, ElementsAre("seccomp", "cgroup"));

  runner_.Answer(PrintedIn({"seccomp"}, "2\n"));
  runner_.Answer(PrintedIn({}, "4\n"));
  const auto bare = Grade();
  ASSERT_TRUE(bare.ok()) << bare.status();
  EXPECT_THAT(bare->isolation, IsEmpty());
}

TEST_F(GradeTest, ACaseThatDidNotRunTakesNoIsolationAway) {
  problem_.cases[1].needs = {"one"};
  runner_.Answer(PrintedIn({"namespaces"}, "wrong\n"));
  const auto skipped = Grade();
  ASSERT_TRUE(skipped.ok()) << skipped.status();
  EXPECT_TRUE(skipped->cases[1].skipped());
  EXPECT_THAT(skipped->isolation, ElementsAre("namespaces"));

  problem_.cases[1].needs = {};
  runner_.Answer(absl::InternalError("out of descriptors"));
  runner_.Answer(PrintedIn({"namespaces"}, "4\n"));
  const auto failed = Grade();
  ASSERT_TRUE(failed.ok()) << failed.status();
  EXPECT_THAT(failed->isolation, ElementsAre("namespaces"));
}

TEST_F(GradeTest, CommandHoldsWhatTheCaseGivesAndNoExpectation) {
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("4\n"));
  ASSERT_TRUE(Grade().ok());
  ASSERT_EQ(runner_.commands.size(), 2u);
  EXPECT_EQ(runner_.commands[0].input, "1\n");
  EXPECT_EQ(runner_.commands[1].argv.back(), "--fast");
  EXPECT_TRUE(runner_.commands[0].files.empty());
  EXPECT_TRUE(runner_.commands[0].driver.empty());
}

TEST_F(GradeTest, NothingIsRunBehindTheLastCaseThatIsWanted) {
  runner_.Answer(Printed("3\n"));
  options_.until = [](const CaseReport& one) {
    return one.test_case.name == "one";
  };
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->cases.size(), 1u);
  EXPECT_EQ(report->cases[0].verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(runner_.commands.size(), 1u);
}

TEST_F(GradeTest, OneCaseAlone) {
  options_.only_case = "two";
  runner_.Answer(Printed("4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->cases.size(), 1u);
  EXPECT_EQ(report->max_score, 3);
}

TEST_F(GradeTest, UnknownCaseIsToldWithTheNamesThereAre) {
  options_.only_case = "three";
  const auto report = Grade();
  EXPECT_EQ(report.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(report.status().message()),
              HasSubstr("\"one\", \"two\""));
}

TEST_F(GradeTest, SubmissionThatDoesNotCompileRunsNoCase) {
  submission_.language.toolchain.compile = {"g++", "{source}"};
  submission_.language.diagnostics = DiagnosticFormat::kGcc;
  Observation failed;
  failed.termination = Exited{1};
  failed.err.head = "solution.cpp:3:5: error: 'x' was not declared\n";
  runner_.Answer(failed);
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kCompileError);
  EXPECT_TRUE(report->cases.empty());
  EXPECT_EQ(report->max_score, 4);
  ASSERT_FALSE(report->build.diagnostics.empty());
  EXPECT_EQ(report->build.diagnostics[0].line, 3);
}

TEST_F(GradeTest, CaseIsSkippedWhenWhatItNeedsFailed) {
  problem_.cases.push_back(problem_.cases[1]);
  problem_.cases[2].name = "three";
  problem_.cases[1].needs = {"one"};
  problem_.cases[2].needs = {"two"};
  runner_.Answer(Printed("3\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(runner_.commands.size(), 1u);
  ASSERT_EQ(report->cases.size(), 3u);
  EXPECT_EQ(report->cases[1].skipped_for, "one");
  EXPECT_EQ(report->cases[1].verdict.reason, "skipped");
  EXPECT_EQ(report->cases[2].skipped_for, "two");
  EXPECT_EQ(report->verdict, report->cases[0].verdict);
  EXPECT_EQ(report->score, 0);
  EXPECT_EQ(report->max_score, 7);
}

TEST_F(GradeTest, CaseIsRunWhenWhatItNeedsIsAccepted) {
  problem_.cases[1].needs = {"one"};
  runner_.Answer(Printed("2\n"));
  runner_.Answer(Printed("4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->score, 4);
}

TEST_F(GradeTest, CaseAskedForAloneNeedsNoOther) {
  problem_.cases[1].needs = {"one"};
  options_.only_case = "two";
  runner_.Answer(Printed("4\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kAccepted);
}

// A case that must end within 10 ms, and a run on the real clock that took 15
// and waited 8 for a core.
class NoisyGradeTest : public GradeTest {
 protected:
  NoisyGradeTest() {
    problem_.cases.resize(1);
    problem_.cases[0].expect.elapsed.max = absl::Milliseconds(10);
    late_ = Printed("2\n");
    late_.elapsed = absl::Milliseconds(15);
    late_.run_queue_delay = absl::Milliseconds(8);
  }

  Observation late_;
};

TEST_F(NoisyGradeTest, SecondTryCounts) {
  runner_.Answer(late_);
  runner_.Answer(Printed("2\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kAccepted);
}

TEST_F(NoisyGradeTest, MachineThatStaysBusyIsNotTheLearnersFailure) {
  for (int i = 0; i < 3; ++i) runner_.Answer(late_);
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kJudgeError);
  EXPECT_EQ(report->verdict.reason, "noisy_machine");
}

// Late by less than it computed.
TEST_F(NoisyGradeTest, ComputingIsGivenThreeTriesOnTheVirtualClock) {
  options_.clock = late_.clock = ClockKind::kVirtual;
  late_.computed = absl::Milliseconds(6);
  for (int i = 0; i < 3; ++i) runner_.Answer(late_);
  const auto slow = Grade();
  ASSERT_TRUE(slow.ok()) << slow.status();
  EXPECT_EQ(slow->verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(slow->verdict.reason, "timing");
  EXPECT_EQ(runner_.commands.size(), 3u);

  runner_.Answer(late_);
  runner_.Answer(Printed("2\n"));
  const auto quick = Grade();
  ASSERT_TRUE(quick.ok()) << quick.status();
  EXPECT_EQ(quick->verdict.word, VerdictWord::kAccepted);
}

// Each try would be another guess.
TEST_F(NoisyGradeTest, AWrongAnswerIsNeverTriedAgain) {
  options_.clock = ClockKind::kVirtual;
  Observation wrong = Printed("3\n");
  wrong.clock = ClockKind::kVirtual;
  wrong.computed = absl::Milliseconds(80);
  Observation late_and_wrong = wrong;
  late_and_wrong.elapsed = absl::Milliseconds(15);
  for (const Observation& guess : {wrong, late_and_wrong}) {
    runner_.commands.clear();
    runner_.Answer(guess);
    const auto report = Grade();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->verdict.word, VerdictWord::kWrongAnswer);
    EXPECT_EQ(report->verdict.reason, "stdout");
    EXPECT_EQ(runner_.commands.size(), 1u);
  }
}

// One that answers otherwise when it is tried again is judged by that.
TEST_F(NoisyGradeTest, AWrongAnswerOfAnotherTryStands) {
  options_.clock = late_.clock = ClockKind::kVirtual;
  late_.computed = absl::Milliseconds(6);
  Observation wrong = Printed("3\n");
  wrong.clock = ClockKind::kVirtual;
  runner_.Answer(late_);
  runner_.Answer(wrong);
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.reason, "stdout");
  EXPECT_EQ(runner_.commands.size(), 2u);
}

TEST_F(NoisyGradeTest, SlowSubmissionIsNotTriedAgain) {
  late_.run_queue_delay = absl::Milliseconds(1);
  runner_.Answer(late_);
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.reason, "timing");
  EXPECT_EQ(runner_.commands.size(), 1u);
}

}  // namespace
}  // namespace grader
