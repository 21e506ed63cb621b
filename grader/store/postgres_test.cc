// What several servers have of a class that they share, and what becomes of it
// when their database, or one of them, is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "absl/strings/str_replace.h"
#include "grader/store/postgres_database.h"
#include "grader/store/postgres_schema.h"
#include "grader/store/schema.h"
#include "grader/store/store_test_fixture.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PostgresTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (store_ != nullptr) AddPerson({"p1", "Ana", false});
  }

  // The database alone, which writes down what it says.
  std::unique_ptr<PostgresDatabase> OpenDatabase(
      const std::vector<std::string>& steps = PostgresSchemaSteps()) {
    auto opened = PostgresDatabase::Open(
        {url_, [this](const std::string& note) { said_.push_back(note); },
         grace_, patience_},
        steps);
    EXPECT_TRUE(opened.ok()) << opened.status();
    return opened.ok() ? *std::move(opened) : nullptr;
  }

  std::string Ask(const std::string& sql) { return Postgres().Ask(url_, sql); }

  // Ends the connection of `backend` and waits until that is done.
  void Cut(int backend) {
    Ask(absl::StrCat("SELECT pg_terminate_backend(", backend, ", 60000)"));
  }

  // Waits until the server has seen that whoever is gone is so, and `others`
  // are there.
  void WaitUntilConnected(int others) {
    while (Ask("SELECT count(*) FROM pg_stat_activity WHERE "
               "pid <> pg_backend_pid() AND backend_type = 'client backend' "
               "AND datname = current_database()") !=
           absl::StrCat(others, "\n")) {
      continue;
    }
  }

  static std::vector<std::string> IdsOf(
      const absl::StatusOr<std::vector<SubmissionHead>>& heads) {
    std::vector<std::string> ids;
    if (!heads.ok()) return {std::string(heads.status().message())};
    for (const SubmissionHead& head : *heads) ids.push_back(head.id);
    return ids;
  }

  absl::Duration patience_ = absl::Minutes(5);
  std::vector<std::string> said_;
};

INSTANTIATE_TEST_SUITE_P(Kept, PostgresTest,
                         ::testing::Values(KeptIn::kPostgres), NameOfPlace);

TEST_P(PostgresTest, WhatOneServerWritesAnotherSees) {
  const auto other = *Open();
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {{"a.py", "1"}}).ok());
  EXPECT_EQ((*other->Standings()).at("p1")->at("echo").attempts, 1);
  ASSERT_TRUE(store_->SetOutcome("s1", {"accepted", 3, 3, "<p>"}).ok());
  EXPECT_EQ((*other->Standings()).at("p1")->at("echo").best->points, Points(3));
  EXPECT_EQ((*other->FindSubmission("s1"))->outcome.report, "<p>");
  ASSERT_TRUE(
      store_->SetDeadline("echo", "2023-01-01 12:00 UTC", "1 point", "p1", kNow)
          .ok());
  EXPECT_EQ(other->Deadlines()->at("echo").late, "1 point");
  EXPECT_EQ((*other->Standings()).at("p1")->at("echo").best->counted(),
            Points(2));
  ASSERT_TRUE(
      store_->AddSession("s", "p1", "hash", kNow, kNow + absl::Hours(1)).ok());
  EXPECT_EQ((*other->FindSession("s", kNow))->id, "p1");
  EXPECT_EQ(*other->Secret("key"), *store_->Secret("key"));
  EXPECT_NE(*other->Secret("key"), *store_->Secret("other key"));
}

TEST_P(PostgresTest, EachServerGradesItsOwnAndWhatAnotherHasLeft) {
  auto other = *Open();
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {}).ok());
  ASSERT_TRUE(other->AddSubmission(Head("s2"), {}).ok());
  ASSERT_TRUE(other->AddSubmission(Head("s3"), {}).ok());
  EXPECT_THAT(IdsOf(store_->ToGrade()), ElementsAre("s1"));
  EXPECT_THAT(IdsOf(other->ToGrade()), ElementsAre("s2", "s3"));
  ASSERT_TRUE(other->SetOutcome("s2", {"accepted", 1, 1}).ok());
  ASSERT_THAT(*other->AskRegrade("s2", "p1", kNow), SizeIs(1));
  EXPECT_THAT(IdsOf(store_->ToGrade()), ElementsAre("s1"));
  EXPECT_THAT(IdsOf(other->ToGrade()), ElementsAre("s3", "s2"));
  other.reset();
  WaitUntilConnected(1);
  EXPECT_THAT(IdsOf(store_->ToGrade()), ElementsAre("s1", "s3", "s2"));
  other = *Open();
  EXPECT_THAT(IdsOf(other->ToGrade()), IsEmpty());
  ASSERT_TRUE(store_->SetRegraded("s2", {"accepted", 1, 1}, kNow).ok());
  ASSERT_TRUE(store_->SetOutcome("s3", {"accepted", 1, 1}).ok());
  EXPECT_THAT(IdsOf(store_->ToGrade()), ElementsAre("s1"));
}

TEST_P(PostgresTest, ServerThatIsGoneForAMomentKeepsItsOwn) {
  grace_ = absl::InfiniteDuration();
  Reopen();
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {}).ok());
  const auto other = *Open();
  // As when the database is started anew: all are gone, and one comes first.
  Ask("SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity "
      "WHERE pid <> pg_backend_pid() AND datname = current_database()");
  EXPECT_THAT(IdsOf(other->ToGrade()), IsEmpty());
  EXPECT_THAT(IdsOf(store_->ToGrade()), ElementsAre("s1"));
  EXPECT_THAT(IdsOf(other->ToGrade()), IsEmpty());
}

TEST_P(PostgresTest, TwoThatLookAtOnceDoNotTakeTheSame) {
  constexpr int kAll = 20;
  for (int i = 0; i < kAll; ++i) {
    ASSERT_TRUE(store_->AddSubmission(Head(absl::StrCat("s", i)), {}).ok());
  }
  store_.reset();
  WaitUntilConnected(0);
  std::vector<std::unique_ptr<Store>> stores;
  for (int i = 0; i < 4; ++i) stores.push_back(*Open());
  std::vector<std::vector<std::string>> taken(stores.size());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < stores.size(); ++i) {
      threads.emplace_back([&, i] { taken[i] = IdsOf(stores[i]->ToGrade()); });
    }
  }
  std::vector<std::string> all;
  for (const auto& ids : taken) all.insert(all.end(), ids.begin(), ids.end());
  std::sort(all.begin(), all.end());
  EXPECT_THAT(all, SizeIs(kAll));
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST_P(PostgresTest, DatabaseThatStartsAnewIsFoundAgain) {
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {{"a.py", "1"}}).ok());
  Postgres().Kill();
  Postgres().Start();
  EXPECT_EQ((*store_->FindSubmission("s1"))->files[0].content, "1");
  Postgres().Kill();
  Postgres().Start();
  ASSERT_TRUE(store_->AddSubmission(Head("s2"), {}).ok());
  EXPECT_THAT(IdsOf(store_->ToGrade()), ElementsAre("s1", "s2"));
}

TEST_P(PostgresTest, WhileItIsLostNothingIsChanged) {
  patience_ = absl::ZeroDuration();
  const auto database = OpenDatabase();
  Postgres().Kill();
  const auto insert = [&] {
    database->Write([&] {
      database->Change("INSERT INTO secrets VALUES ('a', 'b')", {});
      return true;
    });
  };
  EXPECT_THROW(insert(), DatabaseError);
  EXPECT_THROW(insert(), DatabaseError);
  EXPECT_THAT(said_, ElementsAre(HasSubstr("is lost"))) << "it is said once";
  Postgres().Start();
  insert();
  EXPECT_THAT(said_, ElementsAre(HasSubstr("is lost"), HasSubstr("is there")));
  EXPECT_EQ(Ask("SELECT count(*) FROM secrets"), "1\n");
}

TEST_P(PostgresTest, WhatWasNotWrittenWhenItBrokeIsWrittenOnce) {
  const auto database = OpenDatabase();
  int times = 0;
  database->Write([&] {
    database->Change("INSERT INTO secrets VALUES (?, 'x')",
                     {absl::StrCat(times)});
    if (++times == 1) Cut(database->backend());
    return true;
  });
  EXPECT_EQ(times, 2);
  EXPECT_EQ(Ask("SELECT name FROM secrets"), "1\n");
}

TEST_P(PostgresTest, WhatWasWrittenWhenItBrokeIsNotWrittenAgain) {
  const auto database = OpenDatabase();
  int times = 0;
  database->Write([&] {
    database->Change("INSERT INTO secrets VALUES (?, 'x')",
                     {absl::StrCat(times)});
    ++times;
    // As when the answer to COMMIT gets lost.
    database->Change("COMMIT", {});
    Cut(database->backend());
    return true;
  });
  EXPECT_EQ(times, 1);
  EXPECT_EQ(Ask("SELECT name FROM secrets"), "0\n");
}

TEST_P(PostgresTest, WhatIsNotToBeKeptIsNot) {
  const auto database = OpenDatabase();
  const auto insert = [&](bool keep) {
    database->Write([&] {
      database->Change("INSERT INTO secrets VALUES ('a', 'x')", {});
      return keep;
    });
  };
  insert(false);
  EXPECT_EQ(Ask("SELECT count(*) FROM secrets"), "0\n");
  EXPECT_THROW(database->Write([&]() -> bool {
    database->Change("INSERT INTO secrets VALUES ('a', 'x')", {});
    throw std::runtime_error("no memory");
  }),
               std::runtime_error);
  insert(true);
  EXPECT_THROW(insert(true), DatabaseError) << "it is there";
  EXPECT_EQ(Ask("SELECT count(*) FROM secrets"), "1\n");
}

TEST_P(PostgresTest, OthersAreToldAndNotOneself) {
  using Kind = OthersChange::Kind;
  const auto other = *Open();
  std::vector<OthersChange> told;
  int missed = 0;
  int beats = 0;
  const auto say = [&](const OthersChange& change) {
    told.push_back(change);
    if (change.kind == Kind::kGraded) store_->StopFollowing();
  };
  store_->Follow(
      {say, [&] { ++missed; },
       [&] {
         if (++beats > 1) return;
         for (Store* const store : {store_.get(), other.get()}) {
           const std::string id = store == other.get() ? "theirs" : "own";
           EXPECT_TRUE(store->AddSubmission(Head(id), {}).ok());
           EXPECT_TRUE(store->SetBegun(id, true).ok());
           EXPECT_TRUE(store->SetBegun(id, false).ok());
           EXPECT_TRUE(store
                           ->SetDeadline("echo",
                                         store == other.get()
                                             ? "2023-01-02 12:00 UTC"
                                             : "2023-01-01 12:00 UTC",
                                         "", "p1", kNow)
                           .ok());
           EXPECT_TRUE(store
                           ->SetExtension("echo", "p1",
                                          store == other.get() ? "2d" : "1d",
                                          "p1", kNow)
                           .ok());
           EXPECT_TRUE(store->SetOutcome(id, {"accepted", 1, 1}).ok());
         }
       }});
  EXPECT_THAT(told,
              ElementsAre(OthersChange{Kind::kReceived, "theirs", "p1", ""},
                          OthersChange{Kind::kBegun, "theirs", "p1", ""},
                          OthersChange{Kind::kWaits, "theirs", "p1", ""},
                          OthersChange{Kind::kDeadline, "", "", "echo"},
                          OthersChange{Kind::kDeadline, "", "p1", "echo"},
                          OthersChange{Kind::kGraded, "theirs", "p1", ""}));
  EXPECT_EQ(missed, 1);
}

TEST_P(PostgresTest, OthersSeeWhatIsBegun) {
  auto other = *Open();
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {}).ok());
  EXPECT_FALSE(*other->IsBegun("s1"));
  ASSERT_TRUE(store_->SetBegun("s1", true).ok());
  EXPECT_TRUE(*other->IsBegun("s1"));
  ASSERT_TRUE(store_->SetBegun("s1", false).ok());
  EXPECT_FALSE(*other->IsBegun("s1"));
  // Whoever takes over what another has left begins anew.
  ASSERT_TRUE(other->AddSubmission(Head("s2"), {}).ok());
  ASSERT_TRUE(other->SetBegun("s2", true).ok());
  EXPECT_TRUE(*store_->IsBegun("s2"));
  other.reset();
  WaitUntilConnected(1);
  EXPECT_THAT(IdsOf(store_->ToGrade()), ElementsAre("s1", "s2"));
  EXPECT_FALSE(*store_->IsBegun("s2"));
}

TEST_P(PostgresTest, TriesAreCountedAtAllServersTogether) {
  const auto other = *Open();
  const auto try_at = [](Store& store, const std::string& what,
                         absl::Duration later) {
    return *store.CountTry(what, 3, absl::Minutes(1), kNow + later);
  };
  const absl::Duration none = absl::ZeroDuration();
  EXPECT_EQ(try_at(*store_, "a", none), none);
  EXPECT_EQ(try_at(*other, "a", absl::Seconds(10)), none);
  EXPECT_EQ(try_at(*store_, "a", absl::Seconds(20)), none);
  EXPECT_EQ(try_at(*other, "a", absl::Seconds(20)), absl::Seconds(40));
  EXPECT_EQ(try_at(*store_, "b", absl::Seconds(20)), none) << "another's";
  EXPECT_EQ(try_at(*other, "a", absl::Seconds(61)), none) << "a new minute";
  EXPECT_EQ(try_at(*other, "a", absl::Seconds(62)), none);
  EXPECT_EQ(try_at(*other, "a", absl::Seconds(63)), none);
  EXPECT_EQ(try_at(*store_, "a", absl::Seconds(64)), absl::Seconds(57));
  ASSERT_TRUE(store_->ForgetTries("a").ok());
  EXPECT_EQ(try_at(*other, "a", absl::Seconds(65)), none);
  EXPECT_EQ(try_at(*other, "c", absl::Hours(25)), none);
  EXPECT_EQ(Ask("SELECT what FROM tries"), "c\n") << "of nobody for a day";
}

TEST_P(PostgresTest, WhoeverFollowsGoesOnWhenItWasLost) {
  const auto other = *Open();
  int missed = 0;
  store_->Follow({[&](const OthersChange& change) {
                    EXPECT_EQ(change.submission, "s1");
                    store_->StopFollowing();
                  },
                  [&] {
                    ++missed;
                    if (missed == 1) {
                      Postgres().Kill();
                      Postgres().Start();
                    } else {
                      EXPECT_TRUE(other->AddSubmission(Head("s1"), {}).ok());
                    }
                  },
                  [] {}});
  EXPECT_EQ(missed, 2);
}

TEST_P(PostgresTest, TextThatCannotBeKeptIsShownAsFarAsItCan) {
  const std::string text("a\0b\xff\xc3\xa9", 6);
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {{"a.py", text}}).ok());
  ASSERT_TRUE(
      store_->AddDeed({"s1", "p1", kNow, Deed::Kind::kComment, {}, text}).ok());
  EXPECT_EQ((*store_->FindSubmission("s1"))->files[0].content, text);
  EXPECT_EQ(store_->Deeds("s1")->back().text,
            "a\xef\xbf\xbd"
            "b\xef\xbf\xbd\xc3\xa9");
}

TEST_P(PostgresTest, DatabaseIsBroughtOnWhenNobodyElseUsesIt) {
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {{"a.py", "1"}}).ok());
  std::vector<std::string> steps = PostgresSchemaSteps();
  const std::size_t today = steps.size();
  steps.emplace_back("ALTER TABLE people ADD COLUMN colour TEXT DEFAULT 'red'");
  const auto still_used = PostgresDatabase::Open({url_}, steps);
  EXPECT_TRUE(absl::IsFailedPrecondition(still_used.status()));
  EXPECT_THAT(std::string(still_used.status().message()),
              HasSubstr("a server of that still uses it"));
  store_.reset();
  WaitUntilConnected(0);
  std::vector<std::string> broken = steps;
  broken.emplace_back("NO SQL");
  EXPECT_TRUE(
      absl::IsUnavailable(PostgresDatabase::Open({url_}, broken).status()));
  EXPECT_EQ(Ask("SELECT version FROM grader_schema"),
            absl::StrCat(today, "\n"));
  EXPECT_EQ(OpenDatabase(steps)->opened_version(), today);
  EXPECT_EQ(Ask("SELECT colour FROM people"), "red\n");
  EXPECT_EQ(OpenDatabase(steps)->opened_version(), today + 1);
  const auto earlier = Open();
  EXPECT_TRUE(absl::IsFailedPrecondition(earlier.status()));
  EXPECT_THAT(std::string(earlier.status().message()),
              HasSubstr("of a later grader: its version is"));
}

TEST_P(PostgresTest, CopyIsServedLikeTheClass) {
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {{"a.py", "1"}}).ok());
  ASSERT_TRUE(store_->AddSubmission(Head("s2"), {{"a.py", "2"}}).ok());
  ASSERT_TRUE(store_->SetOutcome("s1", {"accepted", 3, 3, "<p>"}).ok());
  const std::string key = *store_->Secret("key");
  url_ = Postgres().Copy(url_);
  Reopen();
  EXPECT_EQ((*store_->FindSubmission("s1"))->outcome.report, "<p>");
  EXPECT_THAT(IdsOf(store_->ToGrade()), ElementsAre("s2"));
  EXPECT_EQ(*store_->Secret("key"), key);
  ASSERT_TRUE(store_->AddSubmission(Head("s3"), {}).ok());
  EXPECT_EQ((*store_->Standings()).at("p1")->at("echo").attempts, 3);
}

TEST_P(PostgresTest, ServerOfAnOlderGraderDoesNotGoOn) {
  patience_ = absl::ZeroDuration();
  const auto database = OpenDatabase();
  Ask("UPDATE grader_schema SET version = 99");
  Cut(database->backend());
  EXPECT_THROW(database->Read([] {}), DatabaseError);
  EXPECT_THAT(said_, ElementsAre(HasSubstr("is lost")));
}

TEST_P(PostgresTest, ServersThatStartAtOnceMakeOneDatabase) {
  url_ = Postgres().NewDatabase();
  std::vector<absl::Status> opened(4);
  {
    std::vector<std::jthread> threads;
    for (absl::Status& one : opened) {
      threads.emplace_back([&] { one = Open().status(); });
    }
  }
  for (const absl::Status& one : opened) EXPECT_TRUE(one.ok()) << one;
  EXPECT_EQ(Ask("SELECT count(*) FROM grader_schema"), "1\n");
}

TEST_P(PostgresTest, DatabaseThatCannotHoldAllTextsIsRefused) {
  Postgres().Ask("postgres",
                 "CREATE DATABASE latin ENCODING LATIN1 TEMPLATE template0");
  url_ = absl::StrReplaceAll(
      url_,
      {{url_.substr(url_.find("/class"), url_.find('?') - url_.find("/class")),
        "/latin"}});
  const auto opened = Open();
  EXPECT_TRUE(absl::IsFailedPrecondition(opened.status()));
  EXPECT_THAT(std::string(opened.status().message()), HasSubstr("createdb"));
  Postgres().Ask("postgres", "DROP DATABASE latin");
}

TEST(PostgresUrlTest, PasswordInItIsRefusedAndNotShown) {
  for (const std::string url :
       {"postgresql://u:secret@h/d", "postgresql://u@h/d?password=secret",
        "postgresql://u:secret@h/d?port=%ZZ", "host=h password=secret", "h",
        "postgresql://h/d?colour=red", ""}) {
    const absl::Status bad = CheckPostgresUrl(url);
    EXPECT_TRUE(absl::IsInvalidArgument(bad)) << url;
    EXPECT_EQ(bad.message().find("secret"), std::string::npos) << bad;
  }
  for (const std::string url :
       {"postgresql://h/d", "postgres://u@h:1/d?sslmode=verify-full"}) {
    EXPECT_TRUE(CheckPostgresUrl(url).ok()) << url;
  }
}

TEST(PostgresSchemaTest, NothingOfSqliteIsLeft) {
  for (const std::string& step : PostgresSchemaSteps()) {
    for (const char* const word : {"STRICT", "BLOB", "PRAGMA"}) {
      EXPECT_EQ(step.find(word), std::string::npos) << step;
    }
  }
  EXPECT_EQ(PostgresSchemaSteps().size(), SchemaSteps().size() + 1)
      << "what several servers need is a step of its own";
}

}  // namespace
}  // namespace grader
