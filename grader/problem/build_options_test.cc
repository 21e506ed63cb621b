#include "grader/problem/build_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/problem/language.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::Not;

Language Row(const std::string& name) {
  return *FindLanguage(*BuiltInLanguages(), name);
}

TEST(BuildOptionsTest, WithoutAnyTheRowStaysAsItIs) {
  EXPECT_EQ(WithOptions(Row("cpp"), {}), Row("cpp"));
}

TEST(BuildOptionsTest, ReachWhatCompilesAndWhatPrecompiles) {
  const Language cpp = WithOptions(Row("cpp"), {2, {"c++23"}});
  for (const CommandTemplate& words :
       {cpp.toolchain.compile, cpp.toolchain.precompile}) {
    EXPECT_THAT(words, Contains("-O2"));
    EXPECT_THAT(words, Not(Contains("-O0")));
    EXPECT_THAT(words, Contains("-std=c++2b"));
    EXPECT_THAT(words, Not(Contains("-std=c++20")));
  }
  EXPECT_EQ(cpp.toolchain.with_support, Row("cpp").toolchain.with_support);
}

TEST(BuildOptionsTest, StandardsAreEachForTheirLanguage) {
  const BuildOptions options = {std::nullopt, {"c11", "gnu++17"}};
  const Toolchain c = WithOptions(Row("c"), options).toolchain;
  EXPECT_THAT(c.compile, Contains("-std=c11"));
  EXPECT_THAT(c.compile, Contains("-O0"));
  const Toolchain cpp = WithOptions(Row("cpp"), options).toolchain;
  EXPECT_THAT(cpp.compile, Contains("-std=gnu++17"));
  EXPECT_THAT(cpp.compile, Not(Contains("-std=c11")));
}

// What tries schedules is one of them.
TEST(BuildOptionsTest, LeaveWhatTheGraderBringsInItsOwnStandard) {
  const Toolchain cpp =
      WithOptions(Row("cpp"), {std::nullopt, {"c++14"}}).toolchain;
  ASSERT_FALSE(cpp.with_support.empty());
  EXPECT_EQ(cpp.with_support.back(), "-std=c++20");
}

TEST(BuildOptionsTest, MeanNothingToOtherLanguages) {
  EXPECT_EQ(WithOptions(Row("python"), {3, {"c++17"}}), Row("python"));
  EXPECT_EQ(WithOptions(Row("rust"), {3, {"c17"}}), Row("rust"));
}

}  // namespace
}  // namespace grader
