#include "grader/report/bound_bars.h"

#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(BoundBarsTest, BarsShareAScale) {
  const Bound<absl::Duration> bound = {absl::Milliseconds(100),
                                       absl::Milliseconds(150)};
  BoundBars bars = DrawBound(absl::Milliseconds(200), bound, 20);
  EXPECT_EQ(bars.allowed, "          ░░░░░");
  EXPECT_EQ(bars.value, "████████████████████");
  bars = DrawBound(absl::Milliseconds(15), bound, 20);
  EXPECT_EQ(bars.allowed, "             ░░░░░░░");
  EXPECT_EQ(bars.value, "██");
}

TEST(BoundBarsTest, OpenEndReachesTheEdge) {
  const Bound<absl::Duration> bound = {absl::Milliseconds(100), std::nullopt};
  const BoundBars bars = DrawBound(absl::Milliseconds(50), bound, 10);
  EXPECT_EQ(bars.allowed, "         ░");
  EXPECT_EQ(bars.value, "█████");
}

TEST(BoundBarsTest, NothingIsDrawnOfNoTimeOrInNoSpace) {
  EXPECT_EQ(DrawBound(absl::ZeroDuration(), {}, 20).value, "");
  EXPECT_EQ(DrawBound(absl::Seconds(1), {}, 0).value, "");
}

}  // namespace
}  // namespace grader
