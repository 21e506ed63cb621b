#include "grader/judge/figures.h"

#include <optional>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(FormatElapsedTest, NeverLooksLikeABoundThatItIsNot) {
  const Bound<absl::Duration> bound{std::nullopt, absl::Milliseconds(150)};
  EXPECT_EQ(FormatElapsed(absl::Milliseconds(150), bound), "150 ms");
  EXPECT_EQ(FormatElapsed(absl::Nanoseconds(150'000'001), bound),
            "150.000001 ms");
}

TEST(FormatBoundTest, SaysWhichEndsThereAre) {
  using Count = Bound<std::int64_t>;
  EXPECT_EQ(FormatBound(Count{3, 3}), "exactly 3");
  EXPECT_EQ(FormatBound(Count{3, 5}), "3 to 5");
  EXPECT_EQ(FormatBound(Count{3, std::nullopt}), "at least 3");
  EXPECT_EQ(FormatBound(Count{std::nullopt, 5}), "at most 5");
  EXPECT_EQ(FormatBound(Bound<absl::Duration>{absl::Milliseconds(50),
                                              absl::Milliseconds(90)}),
            "50 ms to 90 ms");
}

}  // namespace
}  // namespace grader
