// An interactor and a submission side by side: they talk on both clocks, each
// learns of the other's end, a deadlock between them is named, and nothing of
// the interactor's is the submission's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "grader/sandbox/session/isolation_test_fixture.h"

namespace grader::sandbox {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr ClockKind kBothClocks[] = {ClockKind::kReal, ClockKind::kVirtual};
const Termination kAccepts = Exited{kCheckerAccepts};
const Termination kRejects = Exited{kCheckerRejects};

class IsolationInteractorTest : public IsolationTest {
 protected:
  // `submission` and `interactor` are scripts; the interactor's arguments are
  // those of an output validator.
  Command Talk(const std::string& submission, const std::string& interactor) {
    Command command = Shell(submission);
    Interactor& other = command.interactor.emplace();
    other.argv = {"/bin/sh", "-c", interactor, "sh"};
    other.environment = command.environment;
    other.input = "the input\n";
    other.answer = "the answer\n";
    other.patience = absl::Seconds(10);
    other.output_bytes = 64 * kKiB;
    return command;
  }
  Observation RunOn(ClockKind clock, const std::string& submission,
                    const std::string& interactor) {
    Command command = Talk(submission, interactor);
    command.clock = clock;
    Observation facts = Run(command);
    // So that a failure shows in the test and does not end it.
    if (!facts.interaction) facts.interaction.emplace();
    return facts;
  }
};
INSTANTIATE_TEST_SUITE_P(Rungs, IsolationInteractorTest, kRungs, RungName);

TEST_P(IsolationInteractorTest, TheyTalkAndFeedbackArrives) {
  for (const ClockKind clock : kBothClocks) {
    SCOPED_TRACE(clock == ClockKind::kReal ? "real" : "virtual");
    const Observation facts =
        RunOn(clock, "read a; echo got $a; read b; echo got $b; echo note >&2",
              "echo one; read x; echo two; read y; cat $1 $2 >${3}"
              "judgemessage.txt; echo $x, $y >>${3}teammessage.txt; "
              "echo trouble >&2; exit 42");
    EXPECT_EQ(facts.termination, kSuccess);
    EXPECT_EQ(facts.out.head, "got one\ngot two\n");
    EXPECT_EQ(facts.err.head, "note\n");
    const Interaction& seen = *facts.interaction;
    EXPECT_EQ(seen.end, kAccepts) << seen.err.head;
    EXPECT_EQ(seen.err.head, "trouble\n");
    EXPECT_THAT(seen.feedback,
                ElementsAre(Pair("judgemessage.txt", "the input\nthe answer\n"),
                            Pair("teammessage.txt", "got one, got two\n")));
    ASSERT_THAT(seen.first_turns, SizeIs(4));
    EXPECT_EQ(seen.first_turns[2], (Utterance{false, {"two\n", "", 0}}));
    EXPECT_EQ(seen.first_turns[3], (Utterance{true, {"got two\n", "", 0}}));
  }
}

TEST_P(IsolationInteractorTest, BothWaitingIsADeadlock) {
  const Observation facts =
      RunOn(ClockKind::kVirtual, "echo x; read a; read b", "read x; read y");
  EXPECT_EQ(facts.termination, Termination(Deadlocked{}));
  EXPECT_EQ(facts.interaction->end, std::nullopt);
  EXPECT_LT(facts.elapsed, absl::Seconds(5));
}

TEST_P(IsolationInteractorTest, WhoIsRejectedIsEndedAndNotCharged) {
  for (const ClockKind clock : kBothClocks) {
    // Would crash at the end of its input, or go on for ever.
    for (const char* after : {"read b || exit 3", "while :; do :; done"}) {
      const Observation facts =
          RunOn(clock, absl::StrCat("echo x; ", after), "read x; exit 43");
      EXPECT_EQ(facts.interaction->end, kRejects);
      EXPECT_FALSE(facts.interaction->told_of_end);
    }
  }
}

TEST_P(IsolationInteractorTest, WhoLeavesIsToldOf) {
  for (const ClockKind clock : kBothClocks) {
    const Observation facts =
        RunOn(clock, "echo x; exit 3", "read x; read y && exit 42; exit 43");
    EXPECT_EQ(facts.termination, Termination(Exited{3}));
    EXPECT_EQ(facts.interaction->end, kRejects);
    EXPECT_TRUE(facts.interaction->told_of_end);
  }
}

// On the virtual clock that does not depend on who is faster.
TEST_P(IsolationInteractorTest, WhatWasSaidIsJudgedBeforeTheEndIsTold) {
  const Observation facts =
      RunOn(ClockKind::kVirtual, "echo x; exit 3",
            "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done; read x; exit 43");
  EXPECT_EQ(facts.interaction->end, kRejects);
  EXPECT_FALSE(facts.interaction->told_of_end);
}

TEST_P(IsolationInteractorTest, ClosedOutputIsAnEndToo) {
  for (const ClockKind clock : kBothClocks) {
    const Observation facts = RunOn(clock, "echo x; exec >&-; read a; exit 0",
                                    "read x; read y; echo bye; exit 42");
    EXPECT_EQ(facts.termination, kSuccess);
    EXPECT_EQ(facts.interaction->end, kAccepts);
    EXPECT_TRUE(facts.interaction->told_of_end);
  }
}

TEST_P(IsolationInteractorTest, NobodyIsKeptFromTalkingByWhoDoesNotListen) {
  limits_.output_bytes = kMiB;
  for (const ClockKind clock : kBothClocks) {
    const std::string much = "head -c 300000 /dev/zero";
    const Observation facts = RunOn(clock, much, "sleep 0.1; exit 42");
    EXPECT_EQ(facts.termination, kSuccess);
    EXPECT_EQ(facts.interaction->end, kAccepts);
    EXPECT_LT(facts.elapsed, absl::Seconds(30));
  }
}

TEST_P(IsolationInteractorTest, FloodEndsAtTheLimit) {
  for (const ClockKind clock : kBothClocks) {
    const Observation flood =
        RunOn(clock, "while :; do echo word; done", "read x; read y; sleep 50");
    EXPECT_TRUE(KilledFor(flood, Limit::kOutput));
    EXPECT_EQ(flood.interaction->end, std::nullopt);
    const Observation other =
        RunOn(clock, "read x; read y; sleep 50", "while :; do echo word; done");
    EXPECT_EQ(other.interaction->end,
              Termination(grader::Killed{Limit::kOutput}));
  }
}

TEST_P(IsolationInteractorTest, WhoPrintsOnComesToTheLimitOfTime) {
  limits_.elapsed = limits_.cpu = absl::Seconds(1);
  for (const ClockKind clock : kBothClocks) {
    Command command = Talk("while :; do echo word; done", "cat >/dev/null");
    command.clock = clock;
    command.prints_on = true;
    limits_.output_bytes = 1000;
    const Observation facts = Run(command);
    EXPECT_TRUE(KilledFor(facts, Limit::kElapsed) ||
                KilledFor(facts, Limit::kCpu));
    EXPECT_EQ(facts.out.head.size(), 500u);
    EXPECT_GT(facts.out.omitted, 0);
  }
}

TEST_P(IsolationInteractorTest, TimeIsTheSubmissionsUntilItHasEnded) {
  limits_.elapsed = absl::Seconds(1);
  Observation facts = RunOn(ClockKind::kVirtual, "read x; sleep 2",
                            "echo x; sleep 0.5; exit 42");
  EXPECT_TRUE(KilledFor(facts, Limit::kElapsed));
  facts = RunOn(ClockKind::kVirtual, "read x", "echo x; sleep 5; exit 42");
  EXPECT_EQ(facts.termination, kSuccess);
  EXPECT_LT(facts.elapsed, absl::Seconds(1));
  EXPECT_EQ(facts.interaction->end, kAccepts);
  // Beyond its patience, and for ever.
  facts = RunOn(ClockKind::kVirtual, "read x", "echo x; sleep 50; exit 42");
  EXPECT_EQ(facts.termination, kSuccess);
  EXPECT_EQ(facts.interaction->end,
            Termination(grader::Killed{Limit::kElapsed}));
}

TEST_P(IsolationInteractorTest, NeitherHasMoreThanItsDescriptors) {
  Command command = Program("descriptors");
  const std::string program = command.argv[0];
  Command talk = Talk(program + "; read x", program + " >&2; exit 42");
  talk.readable = command.readable;
  const Observation facts = Run(talk);
  EXPECT_EQ(facts.out.head, "0 1 2 ");
  EXPECT_EQ(facts.interaction->err.head, "0 1 2 3 4 5 6 7 8 9 10 ");
}

TEST_P(IsolationInteractorTest, SubmissionSeesNothingOfTheInteractors) {
  if (Without("landlock")) GTEST_SKIP() << "nothing else parts them";
  // The interactor waits, with everything open, until the submission has tried.
  const Observation facts = RunOn(
      ClockKind::kVirtual,
      "read folder; for f in /proc/[0-9]*/fd/[3-9] $folder*; do cat $f; echo 1 "
      ">$f; done 2>/dev/null; mkdir $folder/x 2>/dev/null; rm -f $folder* "
      "2>/dev/null; ln -s /box/x $folder/judgemessage.txt 2>/dev/null; echo "
      "end",
      "echo secret >${3}judgemessage.txt; echo $3; read end; exit 42");
  EXPECT_EQ(facts.out.head, "end\n");
  EXPECT_EQ(facts.interaction->end, kAccepts);
  EXPECT_THAT(facts.interaction->feedback,
              ElementsAre(Pair("judgemessage.txt", "secret\n")));
}

TEST_P(IsolationInteractorTest, OneThatCannotBeStartedIsAFailure) {
  Command command = Talk("read x", "");
  command.interactor->argv = {"/nowhere"};
  const auto observation = runner_.Run(command, limits_);
  ASSERT_FALSE(observation.ok());
  EXPECT_THAT(std::string(observation.status().message()),
              HasSubstr("cannot start the driver"));
}

TEST_P(IsolationInteractorTest, WhatIsLeftBehindIsNotHeardAndToldNothing) {
  for (const ClockKind clock : kBothClocks) {
    const Observation facts =
        RunOn(clock, "exec 3<&0; (read x <&3; echo $x) & exit 0",
              "sleep 0.2; echo 7; read y; test \"$y\" = 7 && exit 42; exit 43");
    EXPECT_EQ(facts.termination, kSuccess);
    EXPECT_EQ(facts.interaction->end, kRejects);
  }
}

TEST_P(IsolationInteractorTest, WhatIsLeftBehindKeepsNobodyFromBeingTold) {
  for (const ClockKind clock : kBothClocks) {
    Command command =
        Talk("(while :; do :; done) & exit 0", "read y && exit 42; exit 43");
    command.interactor->patience = absl::Milliseconds(200);
    command.clock = clock;
    const Observation facts = Run(command);
    ASSERT_TRUE(facts.interaction);
    EXPECT_EQ(facts.interaction->end, kRejects);
    EXPECT_EQ(facts.termination, kSuccess);
  }
}

TEST_P(IsolationInteractorTest, WhoAsksWithoutEndReachesTheLimitOfOutput) {
  for (const ClockKind clock : kBothClocks) {
    Command command = Talk("while echo x; do read y; done",
                           "while read x; do echo higher; done; exit 43");
    command.interactor->output_bytes = 200;
    command.clock = clock;
    const Observation facts = Run(command);
    EXPECT_TRUE(KilledFor(facts, Limit::kOutput));
    ASSERT_TRUE(facts.interaction);
    EXPECT_EQ(facts.interaction->end, std::nullopt);
  }
}

TEST_P(IsolationInteractorTest, WhoTalksUnaskedReachesItsOwnLimitOfOutput) {
  Command command = Talk("read x; read y", "while echo higher; do :; done");
  command.interactor->output_bytes = 200;
  const Observation facts = Run(command);
  ASSERT_TRUE(facts.interaction);
  EXPECT_EQ(facts.interaction->end,
            Termination(grader::Killed{Limit::kOutput}));
}

TEST_P(IsolationInteractorTest, NextRunHasNothingOfIt) {
  RunOn(ClockKind::kVirtual, "read x", "echo x; echo a >${3}teammessage.txt");
  const Observation facts =
      RunOn(ClockKind::kVirtual, "read x", "echo x; exit 42");
  EXPECT_THAT(facts.interaction->feedback, IsEmpty());
  EXPECT_EQ(Run(Shell("cat")).interaction, std::nullopt);
}

TEST_P(IsolationInteractorTest, FeedbackOfBeforeIsThere) {
  for (const ClockKind clock : kBothClocks) {
    Command command = Talk(
        "read x; echo $x",
        "echo x; read y; cat ${3}judgemessage.txt >${3}teammessage.txt; echo "
        "two >>${3}judgemessage.txt; echo 7 >${3}nextpass.in; exit 42");
    command.interactor->feedback = {{"judgemessage.txt", "one\n"},
                                    {"of_another_name", "unseen"}};
    command.clock = clock;
    const Observation facts = Run(command);
    ASSERT_TRUE(facts.interaction);
    EXPECT_EQ(facts.interaction->end, kAccepts);
    EXPECT_THAT(facts.interaction->feedback,
                ElementsAre(Pair("judgemessage.txt", "one\ntwo\n"),
                            Pair("nextpass.in", "7\n"),
                            Pair("teammessage.txt", "one\n")));
  }
}

}  // namespace
}  // namespace grader::sandbox
