#include "grader/sandbox/session/launch_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader::sandbox {
namespace {

using ::testing::ElementsAre;

TEST(LaunchOrderTest, FoldersToWriteToAreNamedUnlessTheCommandDoes) {
  Command command;
  command.argv = {"/bin/true"};
  command.environment = {{"LANG", "C"}};
  EXPECT_THAT(LaunchOrder(command, {}, RunBox()).environment,
              ElementsAre("HOME=/box/work", "LANG=C", "TMPDIR=/tmp"));
  command.environment = {{"HOME", "/elsewhere"}};
  const RunOrder order = LaunchOrder(command, {}, RunBox());
  EXPECT_THAT(order.environment, ElementsAre("HOME=/elsewhere", "TMPDIR=/tmp"));
  EXPECT_EQ(order.driver_environment, order.environment);
}

TEST(LaunchOrderTest, InteractorHasAnEnvironmentAndAHomeOfItsOwn) {
  Command command;
  command.argv = {"/bin/true"};
  command.environment = {{"LANG", "C"}};
  Interactor& interactor = command.interactor.emplace();
  interactor.argv = {"/bin/talk"};
  interactor.args = {"x"};
  interactor.environment = {{"HOME", "/box/work"}, {"MODE", "strict"}};
  const RunOrder order = LaunchOrder(command, {}, RunBox());
  ASSERT_EQ(order.driver.size(), 5u);
  EXPECT_EQ(order.driver.front(), "/bin/talk");
  EXPECT_EQ(order.driver[3], "/feedback/");
  EXPECT_EQ(order.driver.back(), "x");
  EXPECT_THAT(order.driver_environment,
              ElementsAre("HOME=/", "MODE=strict", "TMPDIR=/tmp"));
  EXPECT_THAT(order.environment,
              ElementsAre("HOME=/box/work", "LANG=C", "TMPDIR=/tmp"));
}

}  // namespace
}  // namespace grader::sandbox
