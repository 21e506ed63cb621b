#include "grader/sandbox/isolation/zygote_order.h"

#include <gtest/gtest.h>

namespace grader::sandbox {
namespace {

RunOrder FullOrder() {
  RunOrder order;
  order.limits.processes = 7;
  order.limits.cpu = absl::Milliseconds(3);
  order.clock = ClockKind::kVirtual;
  order.argv = {"/bin/program", "", std::string("\0x", 2)};
  order.driver = {"/driver", "x"};
  order.driver_environment = {"B=2"};
  order.environment = {"A=1"};
  order.files = {{"name", std::string(1000, '\xff')}, {"empty", ""}};
  order.directory = "/somewhere";
  order.readable = {"/a", "/b"};
  order.last = true;
  return order;
}

TEST(ZygoteOrderTest, ArrivesAsItWasPacked) {
  const RunOrder sent = FullOrder();
  const auto received = UnpackOrder(PackOrder(sent));
  ASSERT_TRUE(received.has_value());
  EXPECT_EQ(received->limits, sent.limits);
  EXPECT_EQ(received->clock, sent.clock);
  EXPECT_EQ(received->argv, sent.argv);
  EXPECT_EQ(received->driver, sent.driver);
  EXPECT_EQ(received->driver_environment, sent.driver_environment);
  EXPECT_EQ(received->environment, sent.environment);
  EXPECT_EQ(received->files, sent.files);
  EXPECT_EQ(received->directory, sent.directory);
  EXPECT_EQ(received->readable, sent.readable);
  EXPECT_EQ(received->last, sent.last);
}

TEST(ZygoteOrderTest, EveryOtherLengthIsRefused) {
  const std::string packed = PackOrder(FullOrder());
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(UnpackOrder(packed.substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(UnpackOrder(packed + "x").has_value());
  EXPECT_FALSE(UnpackOrder(std::string(1000, '\xff')).has_value());
}

TEST(ZygoteOrderTest, FiltersArriveAsTheyWerePacked) {
  const SessionFilters sent = {
      {{1, 2, 3, 4}, {0xffff, 0xff, 0xff, 0xffffffff}}, {}, {{5, 6, 7, 8}}};
  const std::string packed = PackFilters(sent);
  const auto received = UnpackFilters(packed);
  ASSERT_TRUE(received.has_value());
  EXPECT_EQ(PackFilters(*received), packed);
  ASSERT_EQ(received->all.size(), 2u);
  EXPECT_EQ(received->all[1].k, 0xffffffff);
  EXPECT_TRUE(received->runs.empty());
  ASSERT_EQ(received->clock.size(), 1u);
  EXPECT_EQ(received->clock[0].code, 5);
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(UnpackFilters(packed.substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(UnpackFilters(packed + "x").has_value());
}

}  // namespace
}  // namespace grader::sandbox
