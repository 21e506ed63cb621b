// A proof beside which others grade says the same as one without.
#include "grader/execute/side_by_side.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

#include "grader/problem/load_problem.h"
#include "grader/testing/temporary_folder.h"
#include "grader/verify/proof_report.h"
#include "grader/verify/verify.h"

namespace grader {
namespace {

// Whatever is run prints "5"; the first run of each waits until as many of
// these as it takes have something to run.
class MeetingRunner : public Runner {
 public:
  struct Meeting {
    explicit Meeting(std::size_t members) : wanted(members) {}

    const std::size_t wanted;
    std::mutex mutex;
    std::condition_variable changed;
    std::set<const Runner*> here = {};
    int runs = 0;
    bool complete = true;
  };

  explicit MeetingRunner(Meeting& meeting) : meeting_(meeting) {}

  absl::StatusOr<Observation> Run(const Command& /*command*/,
                                  const Limits& /*limits*/) override {
    std::unique_lock lock(meeting_.mutex);
    ++meeting_.runs;
    meeting_.here.insert(this);
    meeting_.changed.notify_all();
    meeting_.complete =
        meeting_.complete &&
        meeting_.changed.wait_for(lock, std::chrono::minutes(2), [this] {
          return meeting_.here.size() >= meeting_.wanted;
        });
    Observation observation;
    observation.termination = Exited{0};
    observation.out.head = "5\n";
    return observation;
  }

 private:
  Meeting& meeting_;
};

class ProofBesideHelpTest : public ::testing::Test {
 protected:
  ProofBesideHelpTest() {
    folder_.Write("problems/sum/problem.yaml",
                  "id: sum\ntitle: Sum\ndifficulty: easy\n"
                  "hints: [Add.]\nlanguages: [python]\ncases:\n"
                  "  - name: small\n    stdin: 2 3\n    expect: {stdout: '5'}\n"
                  "    why: It is the smallest.\n"
                  "  - name: large\n    visibility: hidden\n    stdin: 20 30\n"
                  "    expect: {stdout: '50'}\n    why: It is larger.\n");
    folder_.Write("problems/sum/statement.md", "# Sum\n\n2 3 gives 5.\n");
    folder_.Write("starters/sum/solution.py", "print('TODO')\n");
    folder_.Write("solutions/sum/solution.py", "print(5)\n");
    const std::string examples = "fixtures/problems/sum/";
    folder_.Write(examples + "accepted/other.py", "print(2 + 3)\n");
    folder_.Write(examples + "rejected/five.py", "print('5')\n");
    folder_.Write(examples + "rejected/six.py", "print(6)\n");
    folder_.Write(examples + "submissions.yaml",
                  "accepted/*: {permitted: [AC]}\n"
                  "rejected/five.py: {required: [WA], fails: [large]}\n"
                  "rejected/six.py: {required: [WA], fails: [small]}\n");
  }

  static VerifyOptions OnVirtualClock() {
    VerifyOptions options;
    options.grade.clock = ClockKind::kVirtual;
    return options;
  }

  // What a proof says beside `helpers`, each of which must get something to
  // do, and how many runs that took.
  std::string Prove(std::size_t helpers,
                    VerifyOptions options = OnVirtualClock()) {
    const auto problem = LoadProblem(folder_.path() / "problems/sum");
    EXPECT_TRUE(problem.ok()) << problem.status();
    if (!problem.ok()) return "";
    const bool beside =
        options.repeats == 0 && options.grade.clock == ClockKind::kVirtual;
    MeetingRunner::Meeting meeting(beside ? helpers + 1 : 1);
    GradingBoard board;
    options.board = &board;
    std::string text;
    SideBySide(helpers + 1, [&](std::size_t worker) {
      Workspace workspace = *Workspace::Create();
      Cache cache(workspace.path() / "cache", workspace.path(), kMiB);
      MeetingRunner runner(meeting);
      Workshop workshop = {cache, workspace, runner};
      workshop.reuse = false;
      if (worker > 0) {
        board.Help(workshop);
        return;
      }
      const Proof proof = VerifyProblem(*problem, options, workshop);
      text = ProofText(proof, {}, /*verbose=*/true) + ProofJson({proof});
      board.Close();
    });
    EXPECT_TRUE(meeting.complete) << "somebody had nothing to do";
    runs_ = meeting.runs;
    runners_ = meeting.here.size();
    return text;
  }

  const TemporaryFolder folder_;
  int runs_ = 0;
  std::size_t runners_ = 0;  // that ran something
};

TEST_F(ProofBesideHelpTest, SaysTheSame) {
  const std::string alone = Prove(0);
  EXPECT_THAT(alone, ::testing::HasSubstr("rejected/six.py"));
  const int runs = runs_;
  for (const std::size_t helpers : {1, 2}) {
    EXPECT_EQ(Prove(helpers), alone);
    EXPECT_EQ(runs_, runs);
  }
}

TEST_F(ProofBesideHelpTest, WhatIsRepeatedNobodyIsBesideOf) {
  VerifyOptions options = OnVirtualClock();
  options.repeats = 1;
  const std::string alone = Prove(0, options);
  EXPECT_THAT(alone, ::testing::HasSubstr("1 of 1 more runs agree"));
  EXPECT_EQ(Prove(2, options), alone);
  EXPECT_EQ(runners_, 1u);
}

TEST_F(ProofBesideHelpTest, OnTheRealClockNobodyIsBeside) {
  VerifyOptions options;
  options.grade.clock = ClockKind::kReal;
  const std::string alone = Prove(0, options);
  EXPECT_EQ(Prove(2, options), alone);
  EXPECT_EQ(runners_, 1u);
}

}  // namespace
}  // namespace grader
