#include "grader/course/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "grader/problem/files.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Attempt At(const std::string& unit, const std::string& verdict,
           int points = 1) {
  return {absl::FromUnixSeconds(1769860800), unit, verdict, points, 3, "abc"};
}

class ProgressTest : public ::testing::Test {
 protected:
  const TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "progress.txt";
};

TEST_F(ProgressTest, LineCanBeRead) {
  EXPECT_EQ(AttemptLine(At("echo", "accepted")),
            "2026-01-31T12:00:00Z echo accepted 1/3 abc\n");
}

TEST_F(ProgressTest, WhatIsAddedIsReadInOrder) {
  ASSERT_TRUE(AddAttempt(file_, At("a", "wrong_answer")).ok());
  ASSERT_TRUE(AddAttempt(file_, At("b", "accepted")).ok());
  const auto attempts = ReadAttempts(file_);
  ASSERT_TRUE(attempts.ok()) << attempts.status();
  EXPECT_THAT(*attempts,
              ElementsAre(At("a", "wrong_answer"), At("b", "accepted")));
}

TEST_F(ProgressTest, NoFileIsNoAttempt) {
  const auto attempts = ReadAttempts(file_);
  ASSERT_TRUE(attempts.ok());
  EXPECT_THAT(*attempts, IsEmpty());
}

TEST_F(ProgressTest, HalfALineSpoilsNoOther) {
  const std::string whole = AttemptLine(At("a", "accepted"));
  for (const std::string& before : {std::string(), whole}) {
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
      folder_.Write("progress.txt", before + whole.substr(0, cut));
      ASSERT_TRUE(AddAttempt(file_, At("b", "accepted")).ok());
      EXPECT_EQ(ReadFile(file_), before + AttemptLine(At("b", "accepted")));
    }
  }
}

// As on a full disk, files stop growing at a bound, in the middle of a line.
TEST_F(ProgressTest, WhatCannotBeWrittenLosesNothing) {
  const std::string whole = AttemptLine(At("a", "accepted"));
  folder_.Write("progress.txt", whole);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = whole.size() + 10;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Cleanup restore = [&] {
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
  };
  const absl::Status added = AddAttempt(file_, At("b", "accepted"));
  EXPECT_THAT(std::string(added.message()), HasSubstr("File too large"));
  EXPECT_EQ(ReadFile(file_), whole);
}

TEST_F(ProgressTest, LinkIsNotFollowed) {
  const auto other = folder_.Write("other", "half a line");
  std::filesystem::create_symlink(other, file_);
  EXPECT_FALSE(AddAttempt(file_, At("a", "accepted")).ok());
  EXPECT_EQ(ReadFile(other), "half a line");
}

TEST_F(ProgressTest, ManyAtOnceSpoilNoLine) {
  std::vector<std::thread> graders;
  for (int i = 0; i < 8; ++i) {
    graders.emplace_back([this] {
      for (int n = 0; n < 10; ++n) {
        EXPECT_TRUE(AddAttempt(file_, At("a", "accepted")).ok());
      }
    });
  }
  for (std::thread& grader : graders) grader.join();
  EXPECT_THAT(*ReadAttempts(file_), SizeIs(80));
}

TEST_F(ProgressTest, AcceptedOnceIsAccepted) {
  const auto states =
      UnitStates({At("a", "accepted", 3), At("a", "wrong_answer"),
                  At("b", kGaveUp, 0), At("b", kHint, 2),
                  At("c", "wrong_answer", 2), At("c", "compile_error", 0)});
  EXPECT_TRUE(states.at("a").accepted);
  EXPECT_EQ(states.at("a").attempts, 2);
  EXPECT_TRUE(states.at("b").done());
  EXPECT_FALSE(states.at("b").accepted);
  EXPECT_EQ(states.at("b").attempts, 0);
  EXPECT_EQ(states.at("b").hints_seen, 2);
  EXPECT_FALSE(states.at("c").done());
  EXPECT_EQ(states.at("c").best_points, 2);
}

TEST_F(ProgressTest, NextIsTheFirstBehindThatIsNotDone) {
  std::vector<Problem> units(4);
  for (int i = 0; i < 4; ++i) units[i].id = std::string(1, 'a' + i);
  const auto next = [&units](std::vector<std::string> done,
                             const std::string& after) {
    std::vector<Attempt> attempts;
    for (const std::string& id : done) attempts.push_back(At(id, "accepted"));
    const Problem* const unit = NextUnit(units, UnitStates(attempts), after);
    return unit == nullptr ? "" : unit->id;
  };
  EXPECT_EQ(next({}, ""), "a");
  EXPECT_EQ(next({"a", "b"}, ""), "c");
  EXPECT_EQ(next({}, "b"), "c");
  EXPECT_EQ(next({"c"}, "b"), "d");
  EXPECT_EQ(next({"c", "d"}, "b"), "a") << "what was left out comes last";
  EXPECT_EQ(next({"a", "c", "d"}, "b"), "") << "the one that one is at";
  EXPECT_EQ(next({"a", "b", "c", "d"}, ""), "");
}

}  // namespace
}  // namespace grader
