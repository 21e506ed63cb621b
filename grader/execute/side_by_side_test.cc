#include "grader/execute/side_by_side.h"

#include <atomic>
#include <barrier>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace grader {
namespace {

TEST(SideBySideTest, AllWorkAtTheSameTimeAndTheFirstIsTheCaller) {
  constexpr std::size_t kCount = 4;
  // Nobody gets past this before all are there.
  std::barrier all_are_there(kCount);
  std::vector<std::thread::id> threads(kCount);
  SideBySide(kCount, [&](std::size_t worker) {
    all_are_there.arrive_and_wait();
    threads[worker] = std::this_thread::get_id();
  });
  EXPECT_EQ(threads[0], std::this_thread::get_id());
  EXPECT_EQ(std::set(threads.begin(), threads.end()).size(), kCount);
}

TEST(SideBySideTest, NothingToDoIsDone) {
  SideBySide(0, [](std::size_t) { FAIL(); });
}

TEST(SideBySideTest, WhatIsThrownComesOutWhenAllHaveReturned) {
  std::atomic<int> returned = 0;
  EXPECT_THROW(SideBySide(3,
                          [&](std::size_t worker) {
                            if (worker == 1) throw std::runtime_error("1");
                            ++returned;
                          }),
               std::runtime_error);
  EXPECT_EQ(returned, 2);
}

TEST(TurnsTest, EachIsHandedOutOnce) {
  constexpr std::size_t kTurns = 10'000;
  Turns turns(kTurns);
  std::vector<std::atomic<int>> taken(kTurns);
  SideBySide(4, [&](std::size_t) {
    while (const auto turn = turns.Next()) ++taken[*turn];
  });
  for (const std::atomic<int>& times : taken) EXPECT_EQ(times, 1);
  EXPECT_FALSE(turns.Next());
}

}  // namespace
}  // namespace grader
