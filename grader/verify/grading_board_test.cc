#include "grader/verify/grading_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "grader/execute/side_by_side.h"
#include "grader/testing/fake_runner.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// Something that happens in one thread and that another waits for.
class Moment {
 public:
  void HasCome() { come_.set_value(); }
  // Whether it comes; it does long before this gives up.
  bool Comes() {
    return come_.get_future().wait_for(std::chrono::minutes(2)) ==
           std::future_status::ready;
  }

 private:
  std::promise<void> come_;
};

// A proof and a helper, who note which gradings each of them makes.
class GradingBoardTest : public ::testing::Test {
 protected:
  // A grading that calls `meanwhile`.
  MakeGraded Grading(
      const std::string& name, std::function<void()> meanwhile = [] {}) {
    return [this, name, meanwhile = std::move(meanwhile)](
               const Workshop& workshop) -> GradedExample {
      meanwhile();
      const std::lock_guard lock(mutex_);
      (&workshop.runner == &own_runner_ ? by_proof_ : by_helper_)
          .push_back(name);
      Report report;
      report.problem = name;
      report.cases.resize(1);
      report.cases[0].observation.out.head = std::string(100, 'x');
      return {report, {}, "", ""};
    };
  }

  // What `list` has under `name`, for the proof.
  std::string Take(GradingList& list, const std::string& name) {
    const auto graded = list.Take(name, Grading(name), own_);
    return graded.report.ok() ? graded.report->problem : "a failure";
  }

  // Proves while another thread helps.
  static void BesideHelp(GradingBoard& board, const Workshop& helpers,
                         const std::function<void()>& prove) {
    SideBySide(2, [&](std::size_t worker) {
      if (worker == 1) {
        board.Help(helpers);
        return;
      }
      prove();
      board.Close();
    });
  }

  Workspace workspace_ = *Workspace::Create();
  Cache cache_{workspace_.path() / "cache", workspace_.path(), kMiB};
  FakeRunner own_runner_;
  FakeRunner helpers_runner_;
  const Workshop own_ = {cache_, workspace_, own_runner_};
  const Workshop helpers_ = {cache_, workspace_, helpers_runner_};
  std::mutex mutex_;
  std::vector<std::string> by_proof_;
  std::vector<std::string> by_helper_;
};

TEST_F(GradingBoardTest, WithoutHelpersTheProofMakesAllWhenItComesToIt) {
  GradingBoard board;
  GradingList list(board);
  list.Add("one", Grading("one"));
  list.Add("two", Grading("two"));
  EXPECT_EQ(Take(list, "two"), "two");
  EXPECT_EQ(Take(list, "not added"), "not added");
  EXPECT_EQ(Take(list, "one"), "one");
  EXPECT_THAT(by_proof_, ElementsAre("two", "not added", "one"));
}

TEST_F(GradingBoardTest, WhatIsAskedForTwiceIsMadeOnce) {
  GradingBoard board;
  GradingList list(board);
  for (int i = 0; i < 2; ++i) list.Add("one", Grading("one"));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(Take(list, "one"), "one");
  EXPECT_THAT(by_proof_, ElementsAre("one"));
}

TEST_F(GradingBoardTest, ProofFindsWhatHelpersMadeInItsOrder) {
  GradingBoard board;
  BesideHelp(board, helpers_, [&] {
    Moment made;
    GradingList list(board);
    list.Add("one", Grading("one"));
    list.Add("two", Grading("two"));
    list.Add("last", Grading("last", [&] { made.HasCome(); }));
    ASSERT_TRUE(made.Comes());
    EXPECT_EQ(Take(list, "one"), "one");
    EXPECT_EQ(Take(list, "two"), "two");
    EXPECT_EQ(Take(list, "last"), "last");
  });
  EXPECT_THAT(by_proof_, IsEmpty());
  EXPECT_THAT(by_helper_, ElementsAre("one", "two", "last"));
}

TEST_F(GradingBoardTest, WhileAHelperIsAtItTheProofMakesWhatComesNext) {
  GradingBoard board;
  BesideHelp(board, helpers_, [&] {
    Moment begun;
    Moment next;
    GradingList list(board);
    list.Add("one", Grading("one", [&] {
               begun.HasCome();
               EXPECT_TRUE(next.Comes());
             }));
    list.Add("two", Grading("two", [&] { next.HasCome(); }));
    ASSERT_TRUE(begun.Comes());
    EXPECT_EQ(Take(list, "one"), "one");
    EXPECT_EQ(Take(list, "two"), "two");
  });
  EXPECT_THAT(by_proof_, ElementsAre("two"));
  EXPECT_THAT(by_helper_, ElementsAre("one"));
}

TEST_F(GradingBoardTest, ListWaitsForWhoeverIsAtItAndDropsTheRest) {
  GradingBoard board;
  bool ended = false;
  BesideHelp(board, helpers_, [&] {
    Moment begun;
    Moment go_on;
    {
      GradingList list(board);
      list.Add("one", Grading("one", [&] {
                 begun.HasCome();
                 EXPECT_TRUE(go_on.Comes());
                 ended = true;
               }));
      ASSERT_TRUE(begun.Comes());
      go_on.HasCome();
    }
    EXPECT_TRUE(ended);
  });
  EXPECT_THAT(by_helper_, ElementsAre("one"));
}

TEST_F(GradingBoardTest, WhatTakesLongIsBegunFirst) {
  GradingBoard board;
  GradingList list(board);
  list.Add("one", Grading("one"));
  list.Add("slow", Grading("slow"), /*takes_long=*/true);
  list.Add("two", Grading("two"));
  list.Add("slow too", Grading("slow too"), /*takes_long=*/true);
  board.Close();
  board.Help(helpers_);
  EXPECT_THAT(by_helper_, ElementsAre("slow", "slow too", "one", "two"));
}

TEST_F(GradingBoardTest, NothingIsMadeAheadWhenTooMuchWaits) {
  GradingBoard board(/*max_bytes=*/150);
  GradingList list(board);
  for (const char* const name : {"one", "two", "three"}) {
    list.Add(name, Grading(name));
  }
  board.Close();
  board.Help(helpers_);
  EXPECT_THAT(by_helper_, ElementsAre("one", "two"));
  EXPECT_EQ(Take(list, "one"), "one");
  board.Help(helpers_);
  EXPECT_THAT(by_helper_, ElementsAre("one", "two", "three"));
}

TEST_F(GradingBoardTest, WhatAHelperFailedAtIsOpenAgain) {
  GradingBoard board;
  GradingList list(board);
  bool thrown = false;
  list.Add("one", Grading("one", [&] {
             if (!std::exchange(thrown, true)) throw std::runtime_error("no");
           }));
  board.Close();
  EXPECT_THROW(board.Help(helpers_), std::runtime_error);
  EXPECT_EQ(Take(list, "one"), "one");
  EXPECT_THAT(by_proof_, ElementsAre("one"));
}

TEST_F(GradingBoardTest, ListsOfSeveralProofsAreHelpedWith) {
  GradingBoard board;
  GradingList first(board);
  GradingList second(board);
  second.Add("one", Grading("one of the second"));
  first.Add("one", Grading("one"));
  board.Close();
  board.Help(helpers_);
  EXPECT_THAT(by_helper_, ElementsAre("one", "one of the second"));
  EXPECT_EQ(Take(second, "one"), "one of the second");
}

}  // namespace
}  // namespace grader
