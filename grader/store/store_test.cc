#include "grader/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "grader/store/credentials.h"
#include "grader/store/migration.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixMillis(1'700'000'000'123);

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() { Reopen(); }

  void Reopen() {
    store_.reset();
    auto store = Store::Open(folder_.path() / "data");
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  void AddPerson(const Person& person) {
    ASSERT_TRUE(store_->AddInvitation({person.id + "-invited"}).ok());
    ASSERT_TRUE(store_->Join(person.id + "-invited", person, "hash").ok());
  }

  SubmissionHead Head(const std::string& id) {
    SubmissionHead head;
    head.id = id;
    head.person = "p1";
    head.unit = "echo";
    head.language = "python";
    head.received = kNow;
    return head;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(StoreTest, FolderIsClosedToOthers) {
  struct stat is = {};
  ASSERT_EQ(stat((folder_.path() / "data").c_str(), &is), 0);
  EXPECT_EQ(is.st_mode & 0777, 0700);
  ASSERT_EQ(stat((folder_.path() / "data/class.sqlite").c_str(), &is), 0);
  EXPECT_EQ(is.st_mode & 0777, 0600);
}

TEST_F(StoreTest, SecondProcessIsRefused) {
  const auto second = Store::Open(folder_.path() / "data");
  EXPECT_TRUE(absl::IsFailedPrecondition(second.status()));
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr("another process"));
}

TEST_F(StoreTest, InvitationMakesOneAccount) {
  ASSERT_TRUE(store_->AddInvitation({"d", "Ana", false}).ok());
  EXPECT_EQ(**store_->FindInvitation("d"), (Invitation{"d", "Ana", false}));
  ASSERT_TRUE(store_->Join("d", {"p1", "Ana", false}, "hash").ok());
  EXPECT_EQ(*store_->FindInvitation("d"), std::nullopt);
  EXPECT_TRUE(absl::IsNotFound(store_->Join("d", {"p2", "Bo", false}, "hash")));
  EXPECT_THAT(*store_->Learners(), ElementsAre(Person{"p1", "Ana", false}));
}

TEST_F(StoreTest, NamesThatLookTheSameAreTheSame) {
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

TEST_F(StoreTest, InstructorIsFound) {
  EXPECT_FALSE(*store_->HasInstructor());
  AddPerson({"p1", "Ana", false});
  EXPECT_FALSE(*store_->HasInstructor());
  AddPerson({"p2", "Bo", true});
  EXPECT_TRUE(*store_->HasInstructor());
  EXPECT_THAT(*store_->Learners(), SizeIs(1));
}

TEST_F(StoreTest, SessionEnds) {
  AddPerson({"p1", "Ana", false});
  ASSERT_TRUE(store_->AddSession("s", "p1", kNow - absl::Hours(1), kNow).ok());
  EXPECT_EQ((*store_->FindSession("s", kNow - absl::Seconds(1)))->id, "p1");
  EXPECT_EQ(*store_->FindSession("s", kNow), std::nullopt);
  EXPECT_EQ(*store_->FindSession("t", kNow - absl::Seconds(1)), std::nullopt);
  ASSERT_TRUE(store_->RemoveSession("s").ok());
  EXPECT_EQ(*store_->FindSession("s", kNow - absl::Seconds(1)), std::nullopt);
}

TEST_F(StoreTest, EndedSessionsAreForgotten) {
  AddPerson({"p1", "Ana", false});
  const absl::Time later = kNow + absl::Hours(1);
  ASSERT_TRUE(store_->AddSession("s", "p1", kNow, later).ok());
  ASSERT_TRUE(
      store_->AddSession("t", "p1", later, later + absl::Hours(1)).ok());
  EXPECT_EQ(*store_->FindSession("s", kNow), std::nullopt);
  EXPECT_NE(*store_->FindSession("t", kNow), std::nullopt);
}

TEST_F(StoreTest, NewPasswordEndsSessionsAndLinks) {
  AddPerson({"p1", "Ana", false});
  AddPerson({"p2", "Bo", false});
  const absl::Time later = kNow + absl::Hours(1);
  ASSERT_TRUE(store_->AddSession("s1", "p1", kNow, later).ok());
  ASSERT_TRUE(store_->AddSession("s2", "p2", kNow, later).ok());
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

TEST_F(StoreTest, SubmissionIsThereAfterANewStart) {
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
}

TEST_F(StoreTest, FirstOutcomeStays) {
  AddPerson({"p1", "Ana", false});
  ASSERT_TRUE(store_->AddSubmission(Head("s1"), {}).ok());
  const Outcome first = {"accepted", 3, 3, "<p>", "<b>"};
  ASSERT_TRUE(store_->SetOutcome("s1", first).ok());
  ASSERT_TRUE(store_->SetOutcome("s1", {"wrong_answer", 0, 3, "", ""}).ok());
  EXPECT_EQ((*store_->FindSubmission("s1"))->outcome, first);
  EXPECT_THAT(*store_->Ungraded(), IsEmpty());
  EXPECT_THAT(*store_->Submissions("p1"), SizeIs(1));
  EXPECT_THAT(*store_->Submissions("p2"), IsEmpty());
}

TEST_F(StoreTest, WhatFailsChangesNothing) {
  AddPerson({"p1", "Ana", false});
  const absl::Status twice =
      store_->AddSubmission(Head("s1"), {{"a.py", "1"}, {"a.py", "2"}});
  EXPECT_TRUE(absl::IsUnavailable(twice)) << twice;
  EXPECT_EQ(*store_->FindSubmission("s1"), std::nullopt);
}

TEST_F(StoreTest, DatabaseOfALaterGraderIsRefused) {
  store_.reset();
  const auto file = folder_.path() / "data/class.sqlite";
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 99");
  const auto opened = Store::Open(folder_.path() / "data");
  EXPECT_THAT(std::string(opened.status().message()),
              HasSubstr("of a later grader: its version is 99"));
}

TEST_F(StoreTest, FileThatIsNoDatabaseIsRefused) {
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
