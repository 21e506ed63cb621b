// A class graded through a cluster, with each program on a machine of its own,
// while cables are cut: nobody is told, nothing is closed, and nothing comes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/class_at_work.h"
#include "grader/testing/nats_cluster.h"
#include "grader/testing/network.h"

namespace grader {
namespace {

constexpr std::size_t kBatch = 3;  // behind the servers
constexpr std::size_t kWorker = 4;
constexpr std::size_t kOtherWorker = 5;

class QueueNetworkTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!Network::MayBeMade()) GTEST_SKIP() << "no network may be made here";
    network_ = std::make_unique<Network>(6);
    std::array<ServerPlace, NatsCluster::kServers> places;
    for (std::size_t i = 0; i < places.size(); ++i) {
      places[i] = {Network::Address(i), network_->Enter(i)};
    }
    cluster_ = std::make_unique<NatsCluster>(places);
    class_ = std::make_unique<ClassAtWork>(
        cluster_->url(),
        WorkPlaces{network_->Enter(kBatch),
                   {network_->Enter(kWorker), network_->Enter(kOtherWorker)}});
    class_->StartWorker(0);
    class_->StartWorker(1);
    class_->StartBatch();
    class_->AwaitResults(ClassAtWork::Part(4));
  }

  std::unique_ptr<Network> network_;
  std::unique_ptr<NatsCluster> cluster_;
  std::unique_ptr<ClassAtWork> class_;
  std::mt19937 random_{ClassAtWork::Seed()};
};

TEST_F(QueueNetworkTest, WorkerThatIsCutOffIsReplaced) {
  network_->Cut(kWorker);
  // The other one does its jobs, too.
  class_->AwaitNewHands();
  EXPECT_EQ(class_->Queue()["dead_letters"].size(), 0);
  network_->Join(kWorker);
  class_->ExpectGradedOnce();
}

TEST_F(QueueNetworkTest, BatchThatIsCutOffWaits) {
  network_->Cut(kBatch);
  class_->AwaitLine("the queue is lost, grading waits for it");
  network_->Join(kBatch);
  class_->AwaitLine("the queue is found");
  class_->ExpectGradedOnce();
}

TEST_F(QueueNetworkTest, ServerThatIsCutOffIsLeftByAll) {
  const std::size_t cut = random_() % NatsCluster::kServers;
  network_->Cut(cut);
  class_->AwaitLoss(cut);
  class_->AwaitResults(1);
  network_->Join(cut);
  class_->ExpectGradedOnce();
}

// Each is there for everybody but for the other servers, or for nobody.
TEST_F(QueueNetworkTest, TwoServersThatAreCutOffAreWaitedFor) {
  const std::size_t left = random_() % NatsCluster::kServers;
  for (std::size_t i = 0; i < NatsCluster::kServers; ++i) {
    if (i != left) network_->Cut(i);
  }
  class_->AwaitInQueue("fewer of its servers than it takes see each other");
  for (std::size_t i = 0; i < NatsCluster::kServers; ++i) {
    if (i != left) network_->Join(i);
  }
  class_->ExpectGradedOnce();
}

}  // namespace
}  // namespace grader
