// A class graded through a cluster while clocks are set, forward and back, on
// the machines of the servers and of the batch.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/problem/limits.h"
#include "grader/problem/version.h"
#include "grader/queue/blob_store.h"
#include "grader/queue/job_board.h"
#include "grader/queue/nats.h"
#include "grader/testing/class_at_work.h"
#include "grader/testing/nats_cluster.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

// The time of day of some machines, an hour or more off.
class Clocks {
 public:
  explicit Clocks(std::size_t machines) {
    for (std::size_t i = 0; i < machines; ++i) Set(i, 0);
  }
  void Set(std::size_t machine, int hours) const {
    const std::string name = absl::StrCat(machine);
    // Whole, or not at all.
    std::filesystem::rename(
        folder_.Write("new", absl::StrCat(hours * 3600, "\n")),
        folder_.path() / name);
  }
  std::string Enter(std::size_t machine) const {
    return absl::StrCat("'" GRADER_BINARY_DIR "/testcases/stepped_clock' '",
                        (folder_.path() / absl::StrCat(machine)).string(),
                        "' ");
  }
  std::array<ServerPlace, NatsCluster::kServers> Places() const {
    std::array<ServerPlace, NatsCluster::kServers> places;
    for (std::size_t i = 0; i < places.size(); ++i) {
      places[i].enter = Enter(i);
    }
    return places;
  }

 private:
  const TemporaryFolder folder_;
};

constexpr std::size_t kBatch = NatsCluster::kServers;

class QueueClockTest : public ::testing::Test {
 protected:
  QueueClockTest() {
    class_.StartWorker(0);
    class_.StartWorker(1);
    class_.StartBatch(clocks_.Enter(kBatch));
    class_.AwaitResults(ClassAtWork::Part(6));
  }

  const Clocks clocks_{kBatch + 1};
  NatsCluster cluster_{clocks_.Places()};
  ClassAtWork class_{cluster_.url()};
};

TEST_F(QueueClockTest, ClocksThatAreSetChangeNoResult) {
  clocks_.Set(0, 2);
  class_.AwaitResults(ClassAtWork::Part(6));
  for (std::size_t i = 0; i < NatsCluster::kServers; ++i) clocks_.Set(i, 3);
  class_.AwaitResults(ClassAtWork::Part(6));
  clocks_.Set(kBatch, -5);
  for (std::size_t i = 0; i < NatsCluster::kServers; ++i) clocks_.Set(i, -4);
  class_.Queue();
  class_.ExpectGradedOnce();
}

// The servers measure by the time of day how long somebody has had a job.
TEST_F(QueueClockTest, JobThatIsKeptUntilTheOldTimeHasComeIsSentAgain) {
  const auto nats = Nats::Connect({.url = cluster_.url()});
  ASSERT_TRUE(nats.ok()) << nats.status();
  JobBoard board(**nats);
  const auto source =
      board.OpenSource({std::string(kVersion), ClockKind::kVirtual, "python"},
                       ClassAtWork::kLease);
  ASSERT_TRUE(source.ok()) << source.status();
  // Of a worker that then dies.
  std::optional<Delivery> taken;
  while (!taken) {
    auto delivery = board.Take(*source);
    ASSERT_TRUE(delivery.ok()) << delivery.status();
    taken = *std::move(delivery);
  }
  for (std::size_t i = 0; i < NatsCluster::kServers; ++i) clocks_.Set(i, -2);
  class_.StartWorker(ClassAtWork::kLast);
  ASSERT_EQ(class_.EndOfBatch(), 0) << class_.said();
  class_.ExpectGradesOfABatchAlone();
}

// What is kept for a while is put again before it goes, and where it is not
// known how old it is.
TEST(BlobClockTest, BlobWhoseAgeIsNotKnownIsPutAgain) {
  const Clocks clocks(NatsCluster::kServers);
  const auto set = [&](int hours) {
    for (std::size_t i = 0; i < NatsCluster::kServers; ++i) {
      clocks.Set(i, hours);
    }
  };
  set(-20 * 24);
  NatsCluster cluster(clocks.Places());
  const auto nats = Nats::Connect({.url = cluster.url()});
  ASSERT_TRUE(nats.ok()) << nats.status();
  BlobStore blobs(**nats);
  ASSERT_TRUE(blobs.Begin().ok());
  // What is short is sent without a look at what is there.
  const std::string content(100 * kKiB, 'x');
  const auto puts = [&] {
    EXPECT_TRUE(blobs.Put(content).ok());
    const auto facts = (*nats)->Facts("grader-blobs", false);
    return facts.ok() ? facts->last_sequence : 0;
  };
  EXPECT_EQ(puts(), 1);
  EXPECT_EQ(puts(), 2) << "it is twenty days old";
  set(2);
  EXPECT_EQ(puts(), 3) << "it still is";
  EXPECT_EQ(puts(), 4) << "it will be in two hours";
  set(0);
  EXPECT_EQ(puts(), 5) << "it still will be";
  EXPECT_EQ(puts(), 5) << "it is there";
}

}  // namespace
}  // namespace grader
