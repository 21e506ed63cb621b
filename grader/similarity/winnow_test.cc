#include "grader/similarity/winnow.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

std::vector<std::uint32_t> Random(std::size_t count, std::uint32_t seed) {
  std::mt19937 engine(seed);
  std::vector<std::uint32_t> kinds;
  for (std::size_t i = 0; i < count; ++i) kinds.push_back(engine());
  return kinds;
}

TEST(HashGramsTest, HashDependsOnTheTokensAndNotOnThePlace) {
  std::vector<std::uint32_t> twice = Random(kGram, 1);
  EXPECT_EQ(HashGrams(twice).size(), 1u);
  twice.insert(twice.end(), twice.begin(), twice.end());
  const auto hashes = HashGrams(twice);
  ASSERT_EQ(hashes.size(), kGram + 1);
  EXPECT_EQ(hashes.front(), hashes.back());
  EXPECT_EQ(std::set(hashes.begin(), hashes.end()).size(), kGram);
  EXPECT_TRUE(HashGrams(Random(kGram - 1, 1)).empty());
}

TEST(WinnowTest, OfEqualOnesTheLastIsChosenAndEachOnce) {
  const std::vector<std::uint64_t> hashes = {9, 3, 8, 3, 7, 9,
                                             9, 8, 9, 9, 9, 9};
  EXPECT_EQ(Winnow(hashes, 0, hashes.size()),
            (std::vector<Fingerprint>{{3, 3}, {7, 4}}));
  EXPECT_EQ(Winnow(hashes, 5, 8), (std::vector<Fingerprint>{{8, 7}}));
  EXPECT_TRUE(Winnow(hashes, 5, 5).empty());
}

TEST(WinnowTest, WhatIsLongEnoughAlwaysSharesAFingerprint) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    std::vector<std::uint32_t> shared = Random(kAlwaysFound, seed);
    std::set<std::uint64_t> found[2];
    for (std::uint32_t side = 0; side < 2; ++side) {
      std::vector<std::uint32_t> kinds = Random(seed % 40 + side, ~seed - side);
      kinds.insert(kinds.end(), shared.begin(), shared.end());
      const auto rest = Random(30 + side, seed + 1000 * (side + 1));
      kinds.insert(kinds.end(), rest.begin(), rest.end());
      const auto hashes = HashGrams(kinds);
      for (const Fingerprint& one : Winnow(hashes, 0, hashes.size())) {
        found[side].insert(one.hash);
      }
    }
    std::vector<std::uint64_t> both;
    std::set_intersection(found[0].begin(), found[0].end(), found[1].begin(),
                          found[1].end(), std::back_inserter(both));
    EXPECT_FALSE(both.empty()) << seed;
  }
}

}  // namespace
}  // namespace grader
