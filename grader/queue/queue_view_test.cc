// What `grader queue` says of servers that are lost or full.
#include "grader/queue/queue_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

QueueView ThreeServers() {
  QueueView view;
  view.address = "nats://a,nats://b,nats://c";
  view.depth.keepers = {
      {.name = "a", .leads = true},
      {.name = "b", .silent = absl::Milliseconds(700)},
      {.name = "c", .silent = absl::Milliseconds(700)},
  };
  return view;
}

std::string TextOf(const QueueView& view) {
  return QueueText(view, absl::UnixEpoch());
}

nlohmann::json ServerOf(const QueueView& view) {
  return nlohmann::json::parse(
      QueueJson(view, absl::UnixEpoch()))["servers"][2];
}

TEST(QueueViewTest, ServersThatAreThere) {
  EXPECT_THAT(TextOf(ThreeServers()),
              HasSubstr("\n  kept by a, which leads\n  kept by b\n"
                        "  kept by c\n"));
  EXPECT_EQ(ServerOf(ThreeServers())["away"], false);
}

TEST(QueueViewTest, ServerThatIsSilent) {
  QueueView view = ThreeServers();
  view.depth.keepers[2].silent = absl::Seconds(12);
  EXPECT_THAT(TextOf(view),
              HasSubstr("\n  kept by c, not heard of for 12 s\n"));
  EXPECT_EQ(ServerOf(view)["away"], true);
  EXPECT_EQ(ServerOf(view)["silent_s"], 12);
}

TEST(QueueViewTest, ServerThatWasNeverHeardOf) {
  QueueView view = ThreeServers();
  view.depth.keepers[2].silent = absl::InfiniteDuration();
  EXPECT_THAT(TextOf(view), HasSubstr("\n  kept by c, not heard of\n"));
  EXPECT_EQ(ServerOf(view)["away"], true);
  EXPECT_EQ(ServerOf(view)["silent_s"], nullptr);
}

TEST(QueueViewTest, ServerThatLacksSome) {
  QueueView view = ThreeServers();
  view.depth.keepers[2].current = false;
  EXPECT_THAT(TextOf(view), HasSubstr("\n  kept by c, which lacks some yet\n"));
  EXPECT_EQ(ServerOf(view)["current"], false);
}

// Nor can what a worker says of itself be stored.
TEST(QueueViewTest, WorkersAreNotMissingWhereNobodyCanSayAnything) {
  QueueView view;
  view.depth.waiting = {{{"1", ClockKind::kVirtual, "bash"}, 3}};
  EXPECT_THAT(TextOf(view), HasSubstr(": no worker has that\n"));
  view.trouble = "no space left";
  EXPECT_THAT(TextOf(view), Not(HasSubstr("no worker has that\n")));
  EXPECT_THAT(TextOf(view), HasSubstr(": no worker can say now that it has"));
}

TEST(QueueViewTest, WhyNothingIsStored) {
  QueueView view;
  EXPECT_THAT(TextOf(view), Not(HasSubstr("stored")));
  view.trouble = "no space left";
  EXPECT_THAT(
      TextOf(view),
      HasSubstr("\n  nothing can be stored there now: no space left\n"));
  EXPECT_EQ(
      nlohmann::json::parse(QueueJson(view, absl::UnixEpoch()))["trouble"],
      "no space left");
}

}  // namespace
}  // namespace grader
