#include "grader/store/move_class.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "grader/course/secrets.h"
#include "grader/store/postgres_database.h"
#include "grader/store/postgres_schema.h"
#include "grader/store/schema.h"
#include "grader/store/sqlite_database.h"
#include "grader/store/store_test_fixture.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

class MoveClassTest : public StoreTest {
 protected:
  // A class with something in every table.
  void SetUp() override {
    StoreTest::SetUp();
    const std::string why_not = PostgresServer::WhyNot();
    if (!why_not.empty()) GTEST_SKIP() << why_not;
    to_ = Postgres().NewDatabase();
    AddPerson({"p1", "Ana \xc3\xa9", false});
    AddPerson({"p2", "Ina", true});
    ASSERT_TRUE(store_->AddInvitation({"open", "Bo"}).ok());
    ASSERT_TRUE(store_->AddInvitation({"again", "", false, "p1"}).ok());
    ASSERT_TRUE(
        store_->AddSession("session", "p1", "hash", kNow, kNow + absl::Hours(1))
            .ok());
    ASSERT_TRUE(
        store_->AddToken({"t1", "p1", "ci", kNow}, "digest", "session").ok());
    // More than are read at a time.
    for (int i = 0; i < 450; ++i) {
      const std::string id = absl::StrCat("s", i);
      ASSERT_TRUE(
          store_->AddSubmission(Head(id), {{"a.py", absl::StrCat(i)}}).ok());
    }
    ASSERT_TRUE(store_
                    ->AddSubmission(
                        Head("bytes"),
                        {{"b.bin", std::string("\0\xff\n", 3)}, {"empty", ""}})
                    .ok());
    ASSERT_TRUE(store_
                    ->SetOutcome("s1", {"accepted", Points::Millionths(1'500),
                                        3, "<p>", "<q>", "{}", "[]"})
                    .ok());
    ASSERT_TRUE(store_->SetOutcome("s2", {"accepted", 3, 3, "<p>"}).ok());
    ASSERT_TRUE(store_->AskRegrade("s2", "p2", kNow).ok());
    ASSERT_TRUE(
        store_
            ->AddDeed({"s1", "p2", kNow, Deed::Kind::kPointsSet, 2, "a reason"})
            .ok());
    ASSERT_TRUE(store_
                    ->SetDeadline("echo", "2023-01-01 12:00 Europe/Berlin",
                                  "1 point", "p2", kNow)
                    .ok());
    ASSERT_TRUE(store_->SetExtension("echo", "p1", "2d", "p2", kNow).ok());
    ASSERT_TRUE(store_->AddToTake("p1", "quiz", {1, {}}, {"{}", "[]"}).ok());
    key_ = *store_->Secret(kBadgeKey);
    store_.reset();
  }

  absl::StatusOr<MovedRows> Move() {
    return MoveClass(folder_.path() / "data", {to_});
  }

  // What stands in each column of each row.
  static std::vector<std::string> Rows(Database& database,
                                       const std::string& select) {
    std::vector<std::string> rows;
    for (const SqlRow& row : database.Select(select)) {
      std::string& text = rows.emplace_back();
      for (std::size_t i = 0; i < row.values().size(); ++i) {
        absl::StrAppend(&text, row.IsNull(i) ? "NULL" : "", row.Text(i), " ",
                        row.Number(i), "|");
      }
    }
    return rows;
  }

  std::string to_;
  std::string key_;
};

INSTANTIATE_TEST_SUITE_P(Kept, MoveClassTest,
                         ::testing::Values(KeptIn::kFolder), NameOfPlace);

TEST_P(MoveClassTest, EveryRowArrives) {
  const auto moved = Move();
  ASSERT_TRUE(moved.ok()) << moved.status();
  for (const auto& [table, rows] : *moved) {
    EXPECT_GT(rows, 0) << table << " shows nothing here";
  }
  // Each row is as it was.
  const auto from =
      *SqliteDatabase::Open(folder_.path() / "data", SchemaSteps());
  const auto to = *PostgresDatabase::Open({to_}, PostgresSchemaSteps());
  for (const auto& [table, rows] : *moved) {
    std::vector<std::string> columns;
    for (const SqlRow& row :
         from->Select("SELECT name FROM pragma_table_info(?)", {table})) {
      columns.push_back(row.Text(0));
    }
    const std::string all = absl::StrJoin(columns, ", ");
    const std::string select =
        absl::StrCat("SELECT ", all, " FROM ", table, " ORDER BY ", all);
    to->Read([&] { EXPECT_EQ(Rows(*to, select), Rows(*from, select)); });
  }
}

TEST_P(MoveClassTest, ClassGoesOnWhereItWas) {
  ASSERT_TRUE(Move().ok());
  const auto there = *Store::Open(PostgresOptions{to_});
  const auto here = *Store::Open(folder_.path() / "data");
  EXPECT_EQ(*there->Secret(kBadgeKey), key_) << "badges stay what they are";
  EXPECT_EQ(there->FindSession("session", kNow)->value().name, "Ana \xc3\xa9");
  EXPECT_EQ(there->FindToken("digest")->value().id, "p1");
  EXPECT_EQ(there->ToGrade()->size(), here->ToGrade()->size());
  EXPECT_EQ(there->Standings()->at("p1")->at("echo").best->counted(),
            here->Standings()->at("p1")->at("echo").best->counted());
  EXPECT_EQ(there->FindSubmission("bytes")->value().files[0].content,
            std::string("\0\xff\n", 3));
  EXPECT_EQ(there->LastTake("p1", "quiz")->events.size(), 2);
  // What comes is numbered behind what was there.
  ASSERT_TRUE(there->AddSubmission(Head("new"), {}).ok());
  EXPECT_EQ(there->Submissions("p1")->back().id, "new");
  ASSERT_TRUE(
      there->AddDeed({"s1", "p2", kNow, Deed::Kind::kComment, {}, "new"}).ok());
  EXPECT_EQ(there->Deeds("s1")->back().text, "new");
}

TEST_P(MoveClassTest, TwiceIsRefused) {
  ASSERT_TRUE(Move().ok());
  const auto again = Move();
  EXPECT_TRUE(absl::IsFailedPrecondition(again.status())) << again.status();
  EXPECT_THAT(std::string(again.status().message()),
              HasSubstr("the database has a class already (rows: people 2, "));
  EXPECT_EQ(Postgres().Ask(to_, "SELECT count(*) FROM people"), "2\n");
}

TEST_P(MoveClassTest, NothingIsMovedIntoAnotherClass) {
  ASSERT_TRUE(
      (*Store::Open(PostgresOptions{to_}))->AddInvitation({"theirs"}).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Move().status()));
  EXPECT_EQ(Postgres().Ask(to_, "SELECT count(*) FROM people"), "0\n");
}

TEST_P(MoveClassTest, ClassThatIsServedIsNotMoved) {
  const auto served = *Store::Open(folder_.path() / "data");
  const auto moved = Move();
  EXPECT_TRUE(absl::IsFailedPrecondition(moved.status()));
  EXPECT_THAT(std::string(moved.status().message()),
              HasSubstr("another process has"));
}

TEST_P(MoveClassTest, FolderWithoutAClassIsNoneAfterwards) {
  const auto moved = MoveClass(folder_.path() / "none", {to_});
  EXPECT_TRUE(absl::IsNotFound(moved.status()));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "none"));
}

TEST_P(MoveClassTest, AllOrNothingArrives) {
  // The last table that is filled cannot take what comes.
  ASSERT_TRUE(Store::Open(PostgresOptions{to_}).ok());
  Postgres().Ask(to_, "ALTER TABLE deadline_changes ADD CHECK (done < 0)");
  EXPECT_TRUE(absl::IsUnavailable(Move().status()));
  EXPECT_EQ(Postgres().Ask(to_, "SELECT count(*) FROM people"), "0\n");
}

}  // namespace
}  // namespace grader
