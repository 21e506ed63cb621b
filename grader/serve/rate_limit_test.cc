#include "grader/serve/rate_limit.h"

#include <gtest/gtest.h>

#include <memory>

#include "grader/serve/sign_in_limit.h"
#include "grader/store/store_test_fixture.h"

namespace grader {
namespace {

constexpr absl::Duration kNone = absl::ZeroDuration();
constexpr absl::Duration kMinute = absl::Minutes(1);

// The limit of one server.
class RateLimitTest : public StoreTest {};
// Those of several.
class SharedRateLimitTest : public StoreTest {};

INSTANTIATE_TEST_SUITE_P(Kept, RateLimitTest,
                         ::testing::Values(KeptIn::kFolder, KeptIn::kPostgres),
                         NameOfPlace);
INSTANTIATE_TEST_SUITE_P(Kept, SharedRateLimitTest,
                         ::testing::Values(KeptIn::kPostgres), NameOfPlace);

TEST_P(RateLimitTest, OneServerCountsForItself) {
  RateLimit limit(2, kMinute, store_.get(), "thing");
  EXPECT_EQ(limit.Take("ana", kNow), kNone);
  EXPECT_EQ(limit.Take("ana", kNow + absl::Seconds(10)), kNone);
  EXPECT_EQ(limit.Take("ana", kNow + absl::Seconds(20)), absl::Seconds(40));
  EXPECT_EQ(limit.Take("bo", kNow + absl::Seconds(20)), kNone);
  limit.Forget("ana");
  EXPECT_EQ(limit.Take("ana", kNow + absl::Seconds(30)), kNone);
}

TEST_P(SharedRateLimitTest, SeveralServersCountTogether) {
  const auto other_store = *Open();
  RateLimit here(3, kMinute, store_.get(), "thing");
  RateLimit there(3, kMinute, other_store.get(), "thing");
  RateLimit else_here(3, kMinute, store_.get(), "another thing");
  EXPECT_EQ(here.Take("ana", kNow), kNone);
  EXPECT_EQ(there.Take("ana", kNow), kNone);
  EXPECT_EQ(here.Take("ana", kNow + absl::Seconds(1)), kNone);
  EXPECT_EQ(there.Take("ana", kNow + absl::Seconds(2)), absl::Seconds(58));
  EXPECT_EQ(here.Take("ana", kNow + absl::Seconds(3)), absl::Seconds(57));
  EXPECT_EQ(there.Take("bo", kNow + absl::Seconds(3)), kNone);
  EXPECT_EQ(else_here.Take("ana", kNow + absl::Seconds(3)), kNone);
  there.Forget("ana");
  EXPECT_EQ(there.Take("ana", kNow + absl::Seconds(4)), kNone);
}

TEST_P(SharedRateLimitTest, PasswordsAreTriedNoMoreOftenAtTwoServers) {
  const auto other_store = *Open();
  SignInLimit here(*store_);
  SignInLimit there(*other_store);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(here.Take("ana", "1.2.3.4", kNow), kNone);
    EXPECT_EQ(there.Take("ana", "1.2.3.4", kNow), kNone);
  }
  EXPECT_GT(here.Take("ana", "1.2.3.4", kNow), kNone);
  EXPECT_GT(there.Take("ana", "1.2.3.4", kNow), kNone);
  EXPECT_EQ(there.Take("ana", "1.2.3.5", kNow), kNone);
  there.Succeeded("ana", "1.2.3.4");
  EXPECT_EQ(there.Take("ana", "1.2.3.4", kNow), kNone);
}

TEST_P(SharedRateLimitTest, ServerWithoutItsDatabaseCountsForItself) {
  auto lost = *Store::Open(
      PostgresOptions{url_, nullptr, grace_, absl::ZeroDuration()});
  RateLimit limit(1, kMinute, lost.get(), "thing");
  Postgres().Kill();
  EXPECT_EQ(limit.Take("ana", kNow), kNone);
  EXPECT_EQ(limit.Take("ana", kNow), kMinute);
  Postgres().Start();
}

}  // namespace
}  // namespace grader
