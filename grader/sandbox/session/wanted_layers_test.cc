#include "grader/sandbox/session/wanted_layers.h"

#include <gtest/gtest.h>

namespace grader::sandbox {
namespace {

TEST(WantedLayersTest, WithoutNamesWhatIsLeftOut) {
  EXPECT_EQ(ParseWithout(""), WantedLayers());
  const WantedLayers wanted = ParseWithout("namespaces,cgroup,unknown");
  EXPECT_FALSE(wanted.namespaces);
  EXPECT_FALSE(wanted.cgroup);
  EXPECT_TRUE(wanted.landlock);
  EXPECT_TRUE(wanted.seccomp);
  EXPECT_FALSE(ParseWithout("landlock").landlock);
  EXPECT_FALSE(ParseWithout("seccomp").seccomp);
}

}  // namespace
}  // namespace grader::sandbox
