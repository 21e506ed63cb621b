// What counts by the deadlines that a Store has.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/store/store_test_fixture.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

TEST_P(StoreTest, WhatCountsIsByTheDeadlineThatIsThere) {
  AddPerson({"p1", "Ana", false});
  const auto hand_in = [&](const std::string& id, absl::Duration after,
                           Points points) {
    SubmissionHead head = Head(id);
    head.received = kNow + after;
    ASSERT_TRUE(store_->AddSubmission(head, {{"a.py", "1"}}).ok());
    ASSERT_TRUE(store_->SetOutcome(id, {"wrong_answer", points, 10}).ok());
  };
  hand_in("early", absl::ZeroDuration(), 7);
  hand_in("late", absl::Hours(25), 9);
  const auto best = [&] {
    return *(*store_->Standings()).at("p1")->at("echo").best;
  };
  EXPECT_EQ(best().id, "late");
  // kNow is 22:13:20 in UTC.
  const std::string due = "2023-11-14 23:30 Europe/Berlin";
  ASSERT_TRUE(store_->SetDeadline("other", due, "1 point").ok());
  EXPECT_EQ(best().id, "late");
  ASSERT_TRUE(
      store_->SetDeadline("echo", due, "10% per day, at most 20%").ok());
  EXPECT_EQ(best().id, "early") << "9 less 2 are as many";
  EXPECT_EQ(best().late.words, "");
  const auto late = [&] { return (*store_->FindSubmission("late"))->head; };
  EXPECT_EQ(late().counted(), Points(7));
  EXPECT_EQ(late().late.words,
            "handed in 2023-11-15 23:13:20 +00:00, 1 day late: 2 of 10 "
            "points deducted (10% per day, 2 begun)");
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "12h").ok());
  EXPECT_EQ(best().id, "late") << "9 less 1";
  EXPECT_EQ(best().counted(), Points(8));
  Reopen();
  EXPECT_EQ(best().counted(), Points(8));
  EXPECT_EQ(store_->Deadlines()->at("echo").DueFor("p1"),
            absl::FromUnixSeconds(1'700'044'200));
  // In the zone of the deadline, whichever is told.
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "2023-11-16 00:30").ok());
  EXPECT_EQ(best().counted(), Points(9));
  ASSERT_TRUE(
      store_->AddDeed({"late", "p1", kNow, Deed::Kind::kPointsSet, 3, "x"})
          .ok());
  EXPECT_EQ(late().counted(), Points(3)) << "nothing is deducted of it";
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "").ok());
  EXPECT_EQ(best().id, "early");
  ASSERT_TRUE(store_->SetDeadline("echo", "", "").ok());
  EXPECT_EQ(late().late.words, "");
}

TEST_P(StoreTest, DeadlineThatCannotBeReadChangesNothing) {
  AddPerson({"p1", "Ana", false});
  const std::string due = "2026-03-01 23:59 UTC";
  EXPECT_TRUE(absl::IsNotFound(store_->SetExtension("echo", "p1", "2d")));
  ASSERT_TRUE(store_->SetDeadline("echo", due, "1 point").ok());
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "2d").ok());
  for (const auto& [wrong, rule] :
       {std::pair("soon", ""), std::pair("2026-03-01 23:59", ""),
        std::pair("2026-03-01 23:59 UTC", "much")}) {
    EXPECT_TRUE(
        absl::IsInvalidArgument(store_->SetDeadline("echo", wrong, rule)));
  }
  EXPECT_TRUE(
      absl::IsInvalidArgument(store_->SetExtension("echo", "p1", "long")));
  EXPECT_FALSE(store_->SetExtension("echo", "nobody", "2d").ok());
  const auto expect_kept = [&] {
    const UnitDeadline& kept = store_->Deadlines()->at("echo");
    EXPECT_EQ(kept.due, due);
    EXPECT_EQ(kept.late, "1 point");
    EXPECT_EQ(kept.extensions.at("p1").words, "2d");
  };
  expect_kept();
  Reopen();
  expect_kept();
  ASSERT_TRUE(store_->SetDeadline("echo", due, "").ok());
  EXPECT_EQ(store_->Deadlines()->at("echo").extensions.size(), 1);
}

}  // namespace
}  // namespace grader
