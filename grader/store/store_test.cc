#include "grader/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "grader/store/credentials.h"
#include "grader/store/migration.h"
#include "grader/store/store_test_fixture.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

INSTANTIATE_TEST_SUITE_P(Kept, StoreTest,
                         ::testing::Values(KeptIn::kFolder, KeptIn::kPostgres),
                         NameOfPlace);

// What only a folder has.
INSTANTIATE_TEST_SUITE_P(Kept, FolderStoreTest,
                         ::testing::Values(KeptIn::kFolder), NameOfPlace);

TEST_P(FolderStoreTest, FolderIsClosedToOthers) {
  struct stat is = {};
  ASSERT_EQ(stat((folder_.path() / "data").c_str(), &is), 0);
  EXPECT_EQ(is.st_mode & 0777, 0700);
  ASSERT_EQ(stat((folder_.path() / "data/class.sqlite").c_str(), &is), 0);
  EXPECT_EQ(is.st_mode & 0777, 0600);
}

TEST_P(FolderStoreTest, SecondProcessIsRefused) {
  const auto second = Store::Open(folder_.path() / "data");
  EXPECT_TRUE(absl::IsFailedPrecondition(second.status()));
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr("another process"));
}

TEST_P(StoreTest, InvitationMakesOneAccount) {
  ASSERT_TRUE(store_->AddInvitation({"d", "Ana", false}).ok());
  EXPECT_EQ(**store_->FindInvitation("d"), (Invitation{"d", "Ana", false}));
  ASSERT_TRUE(store_->Join("d", {"p1", "Ana", false}, "hash").ok());
  EXPECT_EQ(*store_->FindInvitation("d"), std::nullopt);
  EXPECT_TRUE(absl::IsNotFound(store_->Join("d", {"p2", "Bo", false}, "hash")));
  EXPECT_THAT(*store_->Learners(), ElementsAre(Person{"p1", "Ana", false}));
}

TEST_P(StoreTest, NamesThatLookTheSameAreTheSame) {
  AddPerson({"p1", "Ana", false});
  ASSERT_TRUE(store_->AddInvitation({"d"}).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(
      store_->Join("d", {"p2", "\uFF21NA", false}, "hash")));
  EXPECT_NE(*store_->FindInvitation("d"), std::nullopt) << "it is not used up";
  const auto account = store_->FindAccount("ana");
  ASSERT_TRUE(account.ok() && *account);
  EXPECT_EQ((*account)->first.id, "p1");
  EXPECT_EQ((*account)->second, "hash");
}

TEST_P(StoreTest, InstructorIsFound) {
  EXPECT_FALSE(*store_->HasInstructor());
  AddPerson({"p1", "Ana", false});
  EXPECT_FALSE(*store_->HasInstructor());
  AddPerson({"p2", "Bo", true});
  EXPECT_TRUE(*store_->HasInstructor());
  EXPECT_THAT(*store_->Learners(), SizeIs(1));
}

TEST_P(StoreTest, SessionEnds) {
  AddPerson({"p1", "Ana", false});
  ASSERT_TRUE(
      store_->AddSession("s", "p1", "hash", kNow - absl::Hours(1), kNow).ok());
  EXPECT_EQ((*store_->FindSession("s", kNow - absl::Seconds(1)))->id, "p1");
  EXPECT_EQ(*store_->FindSession("s", kNow), std::nullopt);
  EXPECT_EQ(*store_->FindSession("t", kNow - absl::Seconds(1)), std::nullopt);
  ASSERT_TRUE(store_->RemoveSession("s").ok());
  EXPECT_EQ(*store_->FindSession("s", kNow - absl::Seconds(1)), std::nullopt);
}

TEST_P(StoreTest, EndedSessionsAreForgotten) {
  AddPerson({"p1", "Ana", false});
  const absl::Time later = kNow + absl::Hours(1);
  ASSERT_TRUE(store_->AddSession("s", "p1", "hash", kNow, later).ok());
  ASSERT_TRUE(
      store_->AddSession("t", "p1", "hash", later, later + absl::Hours(1))
          .ok());
  EXPECT_EQ(*store_->FindSession("s", kNow), std::nullopt);
  EXPECT_NE(*store_->FindSession("t", kNow), std::nullopt);
}

TEST_P(StoreTest, NewPasswordEndsSessionsAndLinks) {
  AddPerson({"p1", "Ana", false});
  AddPerson({"p2", "Bo", false});
  const absl::Time later = kNow + absl::Hours(1);
  ASSERT_TRUE(store_->AddSession("s1", "p1", "hash", kNow, later).ok());
  ASSERT_TRUE(store_->AddSession("s2", "p2", "hash", kNow, later).ok());
  for (const std::string digest : {"d1", "d2"}) {
    ASSERT_TRUE(store_->AddInvitation({digest, "Ana", false, "p1"}).ok());
  }
  EXPECT_TRUE(absl::IsNotFound(store_->Join("d1", {"p3", "Cy"}, "hash")));
  ASSERT_TRUE(store_->ChangePassword("d1", "new").ok());
  EXPECT_EQ((*store_->FindAccount("Ana"))->second, "new");
  EXPECT_EQ((*store_->FindAccount("Bo"))->second, "hash");
  EXPECT_EQ(*store_->FindSession("s1", kNow), std::nullopt);
  EXPECT_NE(*store_->FindSession("s2", kNow), std::nullopt);
  EXPECT_TRUE(absl::IsNotFound(store_->ChangePassword("d2", "newer")));
  ASSERT_TRUE(store_->AddInvitation({"d3", "Cy"}).ok());
  EXPECT_TRUE(absl::IsNotFound(store_->ChangePassword("d3", "newer")));
}

TEST_P(StoreTest, SubmissionIsThereAfterANewStart) {
  AddPerson({"p1", "Ana", false});
  const std::string bytes("\0\xff<\n", 4);
  ASSERT_TRUE(
      store_->AddSubmission(Head("s1"), {{"a.py", bytes}, {"b.py", ""}}).ok());
  Reopen();
  const auto found = store_->FindSubmission("s1");
  ASSERT_TRUE(found.ok() && *found);
  EXPECT_EQ((*found)->head.received, kNow);
  ASSERT_THAT((*found)->files, SizeIs(2));
  EXPECT_EQ((*found)->files[0].content, bytes);
  EXPECT_EQ((*found)->files[1].content, "");
  EXPECT_THAT(*store_->Ungraded(), SizeIs(1));
  EXPECT_EQ(*store_->CountUngraded("p1"), 1);
  EXPECT_EQ(*store_->CountUngraded("p2"), 0);
}

TEST_P(StoreTest, FirstOutcomeStays) {
  AddPerson({"p1", "Ana", false});
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {}).ok());
  const Outcome first = {"accepted", 3, 3, "<p>", "<b>", "{}", "{1}"};
  ASSERT_TRUE(store_->SetOutcome("s1", first).ok());
  ASSERT_TRUE(store_->SetOutcome("s1", {"wrong_answer", 0, 3, "", ""}).ok());
  EXPECT_EQ((*store_->FindSubmission("s1"))->outcome, first);
  EXPECT_THAT(*store_->Ungraded(), IsEmpty());
  EXPECT_EQ(*store_->CountUngraded("p1"), 0);
  EXPECT_THAT(*store_->Submissions("p1"), SizeIs(1));
  EXPECT_THAT(*store_->Submissions("p2"), IsEmpty());
}

TEST_P(StoreTest, EarlierOutcomeStaysUntilItIsGradedAgain) {
  AddPerson({"p1", "Ana", false});
  AddPerson({"p2", "Ina", true});
  for (const std::string id : {"s1", "s2", "s3"}) {
    ASSERT_TRUE(store_->AddSubmission(Head(id), {}).ok());
  }
  const Outcome first = {"wrong_answer", 1, 3, "<p>", "<b>", "{}", "{1}"};
  const Outcome second = {"accepted", 3, 3, "<q>", "<c>", "{2}", "{3}"};
  ASSERT_TRUE(store_->SetOutcome("s1", first).ok());
  ASSERT_TRUE(store_->SetOutcome("s2", first).ok());
  EXPECT_THAT(*store_->AskRegrade("s3", "p2", kNow), IsEmpty())
      << "it is not graded yet";
  EXPECT_THAT(*store_->AskRegradeOfUnit("echo", "p2", kNow), SizeIs(2));
  EXPECT_THAT(*store_->AskRegrade("s1", "p2", kNow), IsEmpty())
      << "it waits already";
  Reopen();
  ASSERT_THAT(*store_->Regrading(), SizeIs(2));
  EXPECT_THAT(*store_->Ungraded(), SizeIs(1));
  EXPECT_EQ((*store_->FindSubmission("s1"))->outcome, first);
  EXPECT_TRUE((*store_->FindSubmission("s1"))->head.regrading);
  const absl::Time later = kNow + absl::Hours(1);
  ASSERT_TRUE(store_->SetRegraded("s1", second, later).ok());
  EXPECT_EQ((*store_->FindSubmission("s1"))->outcome, second);
  ASSERT_TRUE(store_->SetRegraded("s1", first, later).ok());
  EXPECT_EQ((*store_->FindSubmission("s1"))->outcome, second)
      << "nobody waits for another one";
  EXPECT_THAT(
      *store_->Deeds("s1"),
      ElementsAre(Deed{"s1", "p2", kNow, Deed::Kind::kRegradeAsked, {}, ""},
                  Deed{"s1",
                       "p2",
                       later,
                       Deed::Kind::kRegraded,
                       {},
                       "wrong answer, 1 of 3 points"}));
  // The grader's own fault takes nobody's grade away.
  ASSERT_TRUE(store_->SetRegraded("s2", {"judge_error", 0, 3}, later).ok());
  EXPECT_EQ((*store_->FindSubmission("s2"))->outcome, first);
  EXPECT_EQ(store_->Deeds("s2")->back().kind, Deed::Kind::kRegradeFailed);
  EXPECT_THAT(*store_->Regrading(), IsEmpty());
}

TEST_P(StoreTest, PointsThatAreSetOutlastGrading) {
  AddPerson({"p1", "Ana", false});
  AddPerson({"p2", "Ina", true});
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {}).ok());
  ASSERT_TRUE(store_->SetOutcome("s1", {"wrong_answer", 1, 3}).ok());
  const auto head = [&] { return (*store_->FindSubmission("s1"))->head; };
  const Deed set = {"s1", "p2", kNow, Deed::Kind::kPointsSet, 2, "half of it"};
  ASSERT_TRUE(store_->AddDeed(set).ok());
  EXPECT_EQ(head().counted(), Points(2));
  EXPECT_EQ(head().points, Points(1));
  ASSERT_THAT(*store_->AskRegrade("s1", "p2", kNow), SizeIs(1));
  ASSERT_TRUE(store_->SetRegraded("s1", {"accepted", 3, 3}, kNow).ok());
  EXPECT_EQ(head().counted(), Points(2));
  EXPECT_EQ(head().points, Points(3));
  EXPECT_EQ(store_->Deeds("s1")->front(), set);
  ASSERT_TRUE(
      store_
          ->AddDeed({"s1", "p2", kNow, Deed::Kind::kPointsUnset, {}, "enough"})
          .ok());
  EXPECT_EQ(head().counted(), Points(3));
  const Deed comment = {"s1", "p2", kNow, Deed::Kind::kComment, {}, "Well."};
  absl::Status added;
  for (int i = 0; i < 300 && added.ok(); ++i) added = store_->AddDeed(comment);
  EXPECT_TRUE(absl::IsResourceExhausted(added));
  // And that it was graded again, which leaves as much room.
  EXPECT_THAT(*store_->Deeds("s1"), SizeIs(202));
  EXPECT_TRUE(absl::IsUnavailable(store_->AddDeed({"s9", "p2", kNow})));
}

TEST_P(StoreTest, StandingsAreThoseOfNow) {
  AddPerson({"p1", "Ana", false});
  AddPerson({"p2", "Ina", true});
  const auto standing = [&] {
    const auto all = *store_->Standings();
    const auto it = all.find("p1");
    return it == all.end() ? Standing() : it->second->at("echo");
  };
  EXPECT_EQ(standing().attempts, 0);
  for (const std::string id : {"s1", "s2", "s3"}) {
    ASSERT_TRUE(store_->AddSubmission(Head(id), {}).ok());
  }
  EXPECT_EQ(standing().attempts, 3);
  EXPECT_FALSE(standing().best);
  ASSERT_TRUE(store_->SetOutcome("s2", {"wrong_answer", 2, 3}).ok());
  ASSERT_TRUE(store_->SetOutcome("s1", {"wrong_answer", 1, 3}).ok());
  EXPECT_EQ(standing().best->id, "s2");
  EXPECT_EQ(standing().last->id, "s3");
  ASSERT_TRUE(store_->SetOutcome("s3", {"wrong_answer", 2, 3}).ok());
  EXPECT_EQ(standing().best->id, "s2") << "the first with as many points";
  EXPECT_TRUE(standing().last->graded);
  ASSERT_TRUE(
      store_->AddDeed({"s1", "p2", kNow, Deed::Kind::kPointsSet, 3, "x"}).ok());
  EXPECT_EQ(standing().best->id, "s1");
  ASSERT_THAT(*store_->AskRegrade("s1", "p2", kNow), SizeIs(1));
  EXPECT_TRUE(standing().best->regrading);
  ASSERT_TRUE(store_->SetRegraded("s1", {"accepted", 3, 3}, kNow).ok());
  EXPECT_FALSE(standing().best->regrading);
  Reopen();
  EXPECT_EQ(standing().best->id, "s1");
  EXPECT_EQ(standing().attempts, 3);
  EXPECT_THAT(*store_->Standings(), SizeIs(1));
}

TEST_P(FolderStoreTest, DatabaseOfTheThirdVersionIsBroughtOn) {
  AddPerson({"p1", "Ana", false});
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {{"a.py", "1"}}).ok());
  ASSERT_TRUE(store_->SetOutcome("s1", {"accepted", 3, 3, "<p>"}).ok());
  store_.reset();
  const auto file = folder_.path() / "data/class.sqlite";
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec(
          "DROP INDEX ungraded_of_person; DROP TABLE deadline_changes; "
          "DROP TABLE extensions; DROP TABLE deadlines; "
          "DROP TABLE deeds; DROP INDEX regrades; "
          "ALTER TABLE submissions DROP COLUMN regrading; "
          "ALTER TABLE submissions DROP COLUMN set_points; "
          "PRAGMA user_version = 3");
  Reopen();
  EXPECT_THAT(store_->brought(), HasSubstr(file.string() + ".v3"));
  const auto found = **store_->FindSubmission("s1");
  EXPECT_EQ(found.outcome.report, "<p>");
  EXPECT_FALSE(found.head.regrading);
  EXPECT_EQ(found.head.counted(), Points(3));
}

TEST_P(FolderStoreTest, DatabaseOfTheFourthVersionIsBroughtOn) {
  AddPerson({"p1", "Ana", false});
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {{"a.py", "1"}}).ok());
  ASSERT_TRUE(store_->SetOutcome("s1", {"accepted", 3, 3, "<p>"}).ok());
  store_.reset();
  const auto file = folder_.path() / "data/class.sqlite";
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec(
          "DROP INDEX ungraded_of_person; DROP TABLE deadline_changes; "
          "DROP TABLE extensions; DROP TABLE deadlines; "
          "PRAGMA user_version = 4");
  Reopen();
  EXPECT_THAT(store_->brought(), HasSubstr(file.string() + ".v4"));
  EXPECT_TRUE(std::filesystem::exists(file.string() + ".v4"));
  EXPECT_THAT(*store_->Deadlines(), IsEmpty());
  EXPECT_EQ((*store_->FindSubmission("s1"))->head.counted(), Points(3));
  EXPECT_TRUE(
      store_->SetDeadline("echo", "2026-03-01 23:59 UTC", "", "p1", kNow).ok());
}

TEST_P(StoreTest, TokenIsItsPersonsUntilItIsWithdrawn) {
  AddPerson({"p1", "Ana", false});
  AddPerson({"p2", "Bo", false});
  const Token token = {"t1", "p1", "CI", kNow};
  ASSERT_TRUE(
      store_->AddSession("s", "p1", "hash", kNow, kNow + absl::Hours(1)).ok());
  EXPECT_TRUE(absl::IsAborted(
      store_->AddToken({"t1", "p2", "CI", kNow}, "digest", "s")));
  ASSERT_TRUE(store_->AddToken(token, "digest", "s").ok());
  EXPECT_THAT(*store_->Tokens("p1"), ElementsAre(token));
  EXPECT_THAT(*store_->Tokens("p2"), IsEmpty());
  EXPECT_EQ((*store_->FindToken("digest"))->id, "p1");
  EXPECT_EQ(*store_->FindToken("t1"), std::nullopt);
  EXPECT_TRUE(absl::IsNotFound(store_->RemoveToken("p2", "t1")));
  EXPECT_NE(*store_->FindToken("digest"), std::nullopt);
  ASSERT_TRUE(store_->RemoveToken("p1", "t1").ok());
  EXPECT_EQ(*store_->FindToken("digest"), std::nullopt);
  for (int i = 0; i < 20; ++i) {
    const std::string id = std::to_string(i);
    ASSERT_TRUE(store_->AddToken({id, "p1", "CI", kNow}, "d" + id, "s").ok());
  }
  EXPECT_TRUE(
      absl::IsResourceExhausted(store_->AddToken(token, "digest", "s")));
  // Whoever has the old password must not have them any more.
  ASSERT_TRUE(store_->AddInvitation({"i", "Ana", false, "p1"}).ok());
  ASSERT_TRUE(store_->ChangePassword("i", "new").ok());
  EXPECT_THAT(*store_->Tokens("p1"), IsEmpty());
  // Nor what they were about to get at that moment.
  EXPECT_TRUE(absl::IsAborted(store_->AddToken(token, "digest", "s")));
  EXPECT_TRUE(absl::IsAborted(
      store_->AddSession("s", "p1", "hash", kNow, kNow + absl::Hours(1))));
  EXPECT_THAT(*store_->Tokens("p1"), IsEmpty());
}

TEST_P(StoreTest, QuizGoesOnBehindWhatHasHappened) {
  AddPerson({"p1", "Ana", false});
  EXPECT_EQ(*store_->LastTake("p1", "quiz"), QuizTake());
  ASSERT_TRUE(store_->AddToTake("p1", "quiz", {1, {}}, {"a", "b"}).ok());
  Reopen();
  const QuizTake first = *store_->LastTake("p1", "quiz");
  EXPECT_EQ(first, (QuizTake{1, {"a", "b"}}));
  StoredSubmission finished;
  finished.head = Head("s1");
  finished.files = {{"answers.yaml", "answers:\n"}};
  finished.outcome = {"accepted", 2, 2, "<p>", "<b>"};
  ASSERT_TRUE(store_->AddToTake("p1", "quiz", first, {"c"}, &finished).ok());
  // Another tab, which has not seen that.
  finished.head.id = "s2";
  EXPECT_TRUE(absl::IsAborted(
      store_->AddToTake("p1", "quiz", first, {"d"}, &finished)));
  EXPECT_EQ(*store_->LastTake("p1", "quiz"), (QuizTake{1, {"a", "b", "c"}}));
  ASSERT_THAT(*store_->Submissions("p1"), SizeIs(1));
  EXPECT_EQ((*store_->FindSubmission("s1"))->outcome, finished.outcome);
  EXPECT_THAT(*store_->Ungraded(), IsEmpty());
  ASSERT_TRUE(store_->AddToTake("p1", "quiz", {2, {}}, {"e"}).ok());
  EXPECT_EQ(*store_->LastTake("p1", "quiz"), (QuizTake{2, {"e"}}));
  EXPECT_EQ(*store_->LastTake("p2", "quiz"), QuizTake());
}

TEST_P(StoreTest, WhatFailsChangesNothing) {
  AddPerson({"p1", "Ana", false});
  const absl::Status twice =
      store_->AddSubmission(Head("s1"), {{"a.py", "1"}, {"a.py", "2"}});
  EXPECT_TRUE(absl::IsUnavailable(twice)) << twice;
  EXPECT_EQ(*store_->FindSubmission("s1"), std::nullopt);
}

TEST_P(FolderStoreTest, DatabaseOfALaterGraderIsRefused) {
  store_.reset();
  const auto file = folder_.path() / "data/class.sqlite";
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 99");
  const auto opened = Store::Open(folder_.path() / "data");
  EXPECT_THAT(std::string(opened.status().message()),
              HasSubstr("of a later grader: its version is 99"));
}

TEST_P(FolderStoreTest, FileThatIsNoDatabaseIsRefused) {
  folder_.Write("other/class.sqlite",
                "This is a text, and no database at all.");
  EXPECT_TRUE(absl::IsFailedPrecondition(
      Store::Open(folder_.path() / "other").status()));
}

TEST(MigrationTest, OlderIsBroughtOnAndKept) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "x.sqlite";
  const std::vector<std::string> one = {"CREATE TABLE t (a); "};
  std::vector<std::string> two = one;
  two.emplace_back("ALTER TABLE t ADD COLUMN b DEFAULT 7;");
  SQLite::Database database(file.string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  EXPECT_EQ(*Migrate(database, file, one), "") << "there was nothing to keep";
  database.exec("INSERT INTO t VALUES (1)");
  EXPECT_EQ(*Migrate(database, file, one), "") << "it is of that version";
  const auto copy = Migrate(database, file, two);
  ASSERT_TRUE(copy.ok());
  EXPECT_EQ(*copy, file.string() + ".v1");
  EXPECT_EQ(database.execAndGet("SELECT b FROM t WHERE a = 1").getInt(), 7);
  SQLite::Database old(copy->string());
  EXPECT_EQ(old.execAndGet("PRAGMA user_version").getInt(), 1);
  EXPECT_EQ(old.execAndGet("SELECT a FROM t").getInt(), 1);
  EXPECT_TRUE(
      absl::IsFailedPrecondition(Migrate(database, file, one).status()));
}

TEST(MigrationTest, StepThatFailsLeavesItAsItWas) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "x.sqlite";
  SQLite::Database database(file.string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  ASSERT_TRUE(Migrate(database, file, {"CREATE TABLE t (a);"}).ok());
  const std::vector<std::string> broken = {"", "CREATE TABLE u (a);", "NO SQL"};
  EXPECT_THROW((void)Migrate(database, file, broken), SQLite::Exception);
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 1);
  EXPECT_FALSE(database.tableExists("u"));
}

TEST(CredentialsTest, PasswordIsKnownByItsHash) {
  const auto hash = HashPassword("correct horse");
  ASSERT_TRUE(hash.ok());
  EXPECT_THAT(*hash, HasSubstr("$argon2id$"));
  EXPECT_TRUE(IsPassword("correct horse", *hash));
  EXPECT_FALSE(IsPassword("correct horse ", *hash));
  EXPECT_FALSE(IsPassword("", "", PasswordCost::kLeast));
}

TEST(CredentialsTest, TokensDiffer) {
  EXPECT_THAT(DrawToken(), SizeIs(64));
  EXPECT_THAT(DrawId(), SizeIs(32));
  EXPECT_NE(DrawToken(), DrawToken());
  EXPECT_NE(TokenDigest("session", "a"), TokenDigest("csrf", "a"));
  EXPECT_TRUE(SameSecret("ab", "ab"));
  EXPECT_FALSE(SameSecret("ab", "ac"));
  EXPECT_FALSE(SameSecret("ab", "abc"));
}

}  // namespace
}  // namespace grader
