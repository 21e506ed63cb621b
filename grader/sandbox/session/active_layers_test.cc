#include "grader/sandbox/session/active_layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader::sandbox {
namespace {

using ::testing::ElementsAre;

TEST(ActiveLayersTest, AllAreNamed) {
  ActiveLayers layers;
  layers.namespaces = layers.seccomp = layers.landlock = layers.own_user = true;
  layers.cgroup_version = 2;
  EXPECT_THAT(
      layers.Names(),
      ElementsAre("namespaces:user,pid,mount,net,ipc,uts", "tmpfs", "cgroup:v2",
                  "seccomp", "landlock", "rlimits", "uid"));
  EXPECT_TRUE(layers.CheckIsFull().ok());
}

TEST(ActiveLayersTest, WhatIsMissingIsNamedWithItsReason) {
  ActiveLayers layers;
  layers.namespace_failure = "refused";
  layers.cgroup_failure = "not mounted";
  layers.landlock = true;
  EXPECT_THAT(layers.Names(), ElementsAre("landlock", "rlimits"));
  const absl::Status status = layers.CheckIsFull();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(),
            "full isolation cannot be had here, missing: namespaces (refused), "
            "cgroup (not mounted), seccomp; `grader doctor` tells the cure");
}

}  // namespace
}  // namespace grader::sandbox
