// A class graded through a queue whose servers have no room left, and room
// again later; and whose grades have none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grader/testing/class_at_work.h"
#include "grader/testing/nats_cluster.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/small_disk.h"

namespace grader {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr int kMib = 256;
constexpr char kLost[] = "the queue is lost, grading waits for it";
constexpr char kNoMount[] = "no file system may be mounted here";

void StartAll(ClassAtWork& at_work) {
  at_work.StartWorker(0);
  at_work.StartWorker(1);
  at_work.StartBatch();
  at_work.AwaitResults(ClassAtWork::Part(4));
}

TEST(QueueDiskTest, OneServerAlone) {
  const SmallDisk disk(kMib);
  if (!disk.mounted()) GTEST_SKIP() << kNoMount;
  NatsServer server(
      absl::StrCat("jetstream {store_dir: \"", disk.path().string(), "\"}\n"),
      /*jet_stream=*/false);
  ClassAtWork at_work(server.url());
  StartAll(at_work);
  disk.Fill();
  // nats-server 2.9 says so once at most, and then hangs.
  at_work.LaunchWorker(ClassAtWork::kLast);
  at_work.AwaitWorkers(kLost);
  at_work.AwaitInQueue("make room");
  disk.MakeRoom();
  server.Kill();
  server.Start();
  at_work.ExpectGradedOnce();
}

TEST(QueueDiskTest, OneServerOfThree) {
  const SmallDisk disk(kMib);
  if (!disk.mounted()) GTEST_SKIP() << kNoMount;
  const std::size_t full = ClassAtWork::Seed() % NatsCluster::kServers;
  std::array<ServerPlace, NatsCluster::kServers> places;
  places[full].store = disk.path().string();
  NatsCluster cluster(places);
  ClassAtWork at_work(cluster.url());
  StartAll(at_work);
  disk.Fill();
  // It switches its JetStream off, and the others go on, or it hangs with what
  // it leads.
  at_work.LaunchWorker(ClassAtWork::kLast);
  while (!at_work.HasWorkerSaid(kLost) && !at_work.HasBatchEnded()) {
    absl::SleepFor(absl::Milliseconds(20));
  }
  EXPECT_THAT(at_work.AskQueue().status, AnyOf(0, 3));
  disk.MakeRoom();
  cluster.Kill(full);
  cluster.Start(full);
  at_work.ExpectGradedOnce();
}

TEST(QueueDiskTest, Gradebook) {
  const SmallDisk disk(kMib);
  if (!disk.mounted()) GTEST_SKIP() << kNoMount;
  NatsServer server;
  ClassAtWork at_work(server.url(), {}, disk.path());
  StartAll(at_work);
  disk.Fill();
  at_work.StartWorker(ClassAtWork::kLast);
  EXPECT_EQ(at_work.EndOfBatch(), 3) << at_work.said();
  EXPECT_THAT(at_work.said(), HasSubstr("No space left on device"));
  disk.MakeRoom();
  at_work.StartBatch("", " --resume");
  at_work.ExpectGradedOnce(/*from_one_batch=*/false);
}

}  // namespace
}  // namespace grader
