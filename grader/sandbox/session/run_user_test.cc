#include "grader/sandbox/session/run_user.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace grader::sandbox {
namespace {

TEST(RunUserTest, MapsAreReadAsTheKernelShowsThem) {
  constexpr char kWhole[] = "         0          0 4294967295\n";
  EXPECT_TRUE(MapHasUser(kWhole, 0));
  EXPECT_TRUE(MapHasUser(kWhole, 0x6a000000));
  EXPECT_FALSE(MapHasUser(kWhole, 4294967295));
  constexpr char kTwoParts[] = "0 1000 1\n1 100000 65536\n";
  EXPECT_TRUE(MapHasUser(kTwoParts, 65534));
  EXPECT_FALSE(MapHasUser(kTwoParts, 65537));
  EXPECT_FALSE(MapHasUser("", 0));
  EXPECT_FALSE(MapHasUser("0 0\nx 0 9\n", 0));
}

TEST(RunUserTest, OnlyWhoChangesMapsTwoUsers) {
  EXPECT_EQ(MapFor({1778385000, 65534, true}, 0),
            "0 0 1\n65534 1778385000 1\n");
  EXPECT_EQ(MapFor({1001, 65534, false}, 1001), "65534 1001 1\n");
}

TEST(RunUserTest, NobodyWithoutPrivilegesBecomesSomebodyElse) {
  const RunUser without = ChooseRunUser(false);
  EXPECT_EQ(without.inner, without.outer);
  EXPECT_EQ(ChooseRunUser(true).inner, 65534u);
  if (geteuid() == 0) {
    EXPECT_TRUE(without.change);
    EXPECT_NE(without.outer, 0u);
  } else {
    EXPECT_FALSE(without.change);
    EXPECT_EQ(without.outer, geteuid());
  }
}

}  // namespace
}  // namespace grader::sandbox
