// What counts by the deadlines that a Store has.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "grader/store/store_test_fixture.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

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
  ASSERT_TRUE(store_->SetDeadline("other", due, "1 point", "p1", kNow).ok());
  EXPECT_EQ(best().id, "late");
  ASSERT_TRUE(
      store_->SetDeadline("echo", due, "10% per day, at most 20%", "p1", kNow)
          .ok());
  EXPECT_EQ(best().id, "early") << "9 less 2 are as many";
  EXPECT_EQ(best().late.words, "");
  const auto late = [&] { return (*store_->FindSubmission("late"))->head; };
  EXPECT_EQ(late().counted(), Points(7));
  EXPECT_EQ(late().late.words,
            "handed in 2023-11-15 23:13:20 +00:00, 1 day late: 2 of 10 "
            "points deducted (10% per day, 2 begun)");
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "12h", "p1", kNow).ok());
  EXPECT_EQ(best().id, "late") << "9 less 1";
  EXPECT_EQ(best().counted(), Points(8));
  Reopen();
  EXPECT_EQ(best().counted(), Points(8));
  EXPECT_EQ(store_->Deadlines()->at("echo").DueFor("p1"),
            absl::FromUnixSeconds(1'700'044'200));
  // In the zone of the deadline, whichever is told.
  ASSERT_TRUE(
      store_->SetExtension("echo", "p1", "2023-11-16 00:30", "p1", kNow).ok());
  EXPECT_EQ(best().counted(), Points(9));
  ASSERT_TRUE(
      store_->AddDeed({"late", "p1", kNow, Deed::Kind::kPointsSet, 3, "x"})
          .ok());
  EXPECT_EQ(late().counted(), Points(3)) << "nothing is deducted of it";
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "", "p1", kNow).ok());
  EXPECT_EQ(best().id, "early");
  ASSERT_TRUE(store_->SetDeadline("echo", "", "", "p1", kNow).ok());
  EXPECT_EQ(late().late.words, "");
}

TEST_P(StoreTest, DeadlineThatCannotBeReadChangesNothing) {
  AddPerson({"p1", "Ana", false});
  const std::string due = "2026-03-01 23:59 UTC";
  EXPECT_TRUE(
      absl::IsNotFound(store_->SetExtension("echo", "p1", "2d", "p1", kNow)));
  ASSERT_TRUE(store_->SetDeadline("echo", due, "1 point", "p1", kNow).ok());
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "2d", "p1", kNow).ok());
  for (const auto& [wrong, rule] :
       {std::pair("soon", ""), std::pair("2026-03-01 23:59", ""),
        std::pair("2026-03-01 23:59 UTC", "much")}) {
    EXPECT_TRUE(absl::IsInvalidArgument(
        store_->SetDeadline("echo", wrong, rule, "p1", kNow)));
  }
  EXPECT_TRUE(absl::IsInvalidArgument(
      store_->SetExtension("echo", "p1", "long", "p1", kNow)));
  EXPECT_FALSE(store_->SetExtension("echo", "nobody", "2d", "p1", kNow).ok());
  const auto expect_kept = [&] {
    const UnitDeadline& kept = store_->Deadlines()->at("echo");
    EXPECT_EQ(kept.due, due);
    EXPECT_EQ(kept.late, "1 point");
    EXPECT_EQ(kept.extensions.at("p1").words, "2d");
  };
  expect_kept();
  Reopen();
  expect_kept();
  ASSERT_TRUE(store_->SetDeadline("echo", due, "", "p1", kNow).ok());
  EXPECT_EQ(store_->Deadlines()->at("echo").extensions.size(), 1);
}

TEST_P(StoreTest, WhoChangedADeadlineIsKept) {
  AddPerson({"ana", "Ana", false});
  AddPerson({"ina", "Ina", true});
  AddPerson({"ivo", "Ivo", true});
  const std::string due = "2026-03-01 23:59 UTC";
  const auto after = [](int minutes) { return kNow + absl::Minutes(minutes); };
  EXPECT_THAT(*store_->DeadlineChanges("echo"), IsEmpty());
  ASSERT_TRUE(store_->SetDeadline("echo", "", "", "ina", kNow).ok());
  ASSERT_TRUE(
      store_->SetDeadline("echo", due, "1 point", "ina", after(1)).ok());
  ASSERT_TRUE(store_->SetDeadline("other", due, "", "ivo", after(2)).ok());
  ASSERT_TRUE(
      store_->SetDeadline("echo", due, "1 point", "ivo", after(3)).ok());
  ASSERT_TRUE(store_->SetExtension("echo", "ana", "", "ivo", after(4)).ok());
  ASSERT_TRUE(store_->SetExtension("echo", "ana", "2d", "ivo", after(5)).ok());
  ASSERT_TRUE(store_->SetExtension("echo", "ana", "2d", "ina", after(6)).ok());
  ASSERT_FALSE(store_->SetExtension("echo", "ana", "x", "ina", after(7)).ok());
  ASSERT_TRUE(store_->SetExtension("echo", "ana", "3d", "ina", after(8)).ok());
  ASSERT_TRUE(store_->SetExtension("echo", "ana", "", "ina", after(9)).ok());
  Reopen();
  ASSERT_TRUE(store_->SetDeadline("echo", "", "", "ivo", after(10)).ok());
  EXPECT_THAT(
      *store_->DeadlineChanges("echo"),
      ElementsAre(DeadlineChange{"echo", "ivo", after(10), "", "", ""},
                  DeadlineChange{"echo", "ina", after(9), "ana", "", ""},
                  DeadlineChange{"echo", "ina", after(8), "ana", "3d", ""},
                  DeadlineChange{"echo", "ivo", after(5), "ana", "2d", ""},
                  DeadlineChange{"echo", "ina", after(1), "", due, "1 point"}));
  for (int i = 0; i < 51; ++i) {
    ASSERT_TRUE(store_->SetDeadline("echo", due, "", "ina", after(11)).ok());
    ASSERT_TRUE(store_->SetDeadline("echo", "", "", "ina", after(12)).ok());
  }
  EXPECT_THAT(*store_->DeadlineChanges("echo"), SizeIs(100));
}

TEST_P(FolderStoreTest, DeadlinesOfTheFifthVersionStayWithoutWhoSetThem) {
  AddPerson({"p1", "Ana", false});
  const std::string due = "2026-03-01 23:59 UTC";
  ASSERT_TRUE(store_->SetDeadline("echo", due, "1 point", "p1", kNow).ok());
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "2d", "p1", kNow).ok());
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {{"a.py", "1"}}).ok());
  store_.reset();
  const auto file = folder_.path() / "data/class.sqlite";
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec(
          "DROP INDEX ungraded_of_person; DROP TABLE deadline_changes; "
          "PRAGMA user_version = 5");
  Reopen();
  EXPECT_THAT(store_->brought(), HasSubstr(file.string() + ".v5"));
  EXPECT_TRUE(std::filesystem::exists(file.string() + ".v5"));
  const UnitDeadline& kept = store_->Deadlines()->at("echo");
  EXPECT_EQ(kept.due, due);
  EXPECT_EQ(kept.late, "1 point");
  EXPECT_EQ(kept.extensions.at("p1").words, "2d");
  EXPECT_THAT(*store_->DeadlineChanges("echo"), IsEmpty());
  EXPECT_EQ(*store_->CountUngraded("p1"), 1);
  ASSERT_TRUE(store_->SetExtension("echo", "p1", "3d", "p1", kNow).ok());
  EXPECT_THAT(*store_->DeadlineChanges("echo"), SizeIs(1));
}

}  // namespace
}  // namespace grader
