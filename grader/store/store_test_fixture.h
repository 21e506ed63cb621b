// A Store in a folder of its own, for tests.
#ifndef GRADER_STORE_STORE_TEST_FIXTURE_H_
#define GRADER_STORE_STORE_TEST_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "grader/store/store.h"
#include "grader/testing/postgres_server.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

inline const absl::Time kNow = absl::FromUnixMillis(1'700'000'000'123);

// Where the class is kept.
enum class KeptIn { kFolder, kPostgres };

class StoreTest : public ::testing::TestWithParam<KeptIn> {
 protected:
  void SetUp() override {
    if (GetParam() == KeptIn::kPostgres) {
      const std::string why_not = PostgresServer::WhyNot();
      if (!why_not.empty()) GTEST_SKIP() << why_not;
      url_ = Postgres().NewDatabase();
    }
    Reopen();
  }

  // One for all tests of the program.
  static PostgresServer& Postgres() {
    static PostgresServer server;
    return server;
  }

  absl::StatusOr<std::unique_ptr<Store>> Open() const {
    return GetParam() == KeptIn::kFolder
               ? Store::Open(folder_.path() / "data")
               : Store::Open(PostgresOptions{url_, nullptr, grace_});
  }

  void Reopen() {
    store_.reset();
    auto store = Open();
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
  std::string url_;  // of the database, where it is in PostgreSQL
  absl::Duration grace_ = absl::ZeroDuration();
  std::unique_ptr<Store> store_;
};

// What the folder alone has.
class FolderStoreTest : public StoreTest {};

// For INSTANTIATE_TEST_SUITE_P.
inline std::string NameOfPlace(const ::testing::TestParamInfo<KeptIn>& place) {
  return place.param == KeptIn::kFolder ? "InAFolder" : "InPostgres";
}

}  // namespace grader

#endif  // GRADER_STORE_STORE_TEST_FIXTURE_H_
