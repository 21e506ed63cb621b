// A Store in a folder of its own, for tests.
#ifndef GRADER_STORE_STORE_TEST_FIXTURE_H_
#define GRADER_STORE_STORE_TEST_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "grader/store/store.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

inline const absl::Time kNow = absl::FromUnixMillis(1'700'000'000'123);

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

}  // namespace grader

#endif  // GRADER_STORE_STORE_TEST_FIXTURE_H_
