// A class graded through a cluster of three servers, of whose programs one
// after the other is killed: each result is there once, and is that of a batch
// alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/class_at_work.h"
#include "grader/testing/nats_cluster.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

class QueueKillTest : public ::testing::Test {
 protected:
  // One of several, by GRADER_SEED.
  std::size_t Any(std::size_t of) { return random_() % of; }

  void StartAll() {
    class_.StartWorker(0);
    class_.StartWorker(1);
    class_.StartBatch();
  }

  NatsCluster cluster_;
  ClassAtWork class_{cluster_.url()};
  std::mt19937 random_{ClassAtWork::Seed()};
};

TEST_F(QueueKillTest, ClusterKeepsEachJobThreeTimes) {
  StartAll();
  class_.AwaitResults(1);
  const nlohmann::json queue = class_.Queue();
  ASSERT_EQ(queue["servers"].size(), NatsCluster::kServers) << queue;
  int leaders = 0;
  for (const nlohmann::json& server : queue["servers"]) {
    leaders += server["leads"].get<bool>() ? 1 : 0;
  }
  EXPECT_EQ(leaders, 1) << queue;
  class_.ExpectGradedOnce();
}

TEST_F(QueueKillTest, Workers) {
  StartAll();
  class_.AwaitResults(5);
  for (unsigned round = 0; round < ClassAtWork::Rounds(); ++round) {
    const std::size_t killed = Any(ClassAtWork::kLast);
    class_.KillWorker(killed);
    const nlohmann::json queue = class_.Queue();
    EXPECT_GE(queue["jobs"], ClassAtWork::kJobsOfLast) << queue;
    class_.AwaitNewHands();
    class_.StartWorker(killed);
  }
  class_.ExpectGradedOnce();
}

TEST_F(QueueKillTest, Batch) {
  StartAll();
  for (unsigned round = 0; round < ClassAtWork::Rounds(); ++round) {
    class_.AwaitResults(1 + static_cast<unsigned>(Any(5)));
    class_.KillBatch();
    EXPECT_GE(class_.Queue()["jobs"], 1) << "what nobody can take yet waits";
    class_.StartBatch("", " --resume");
  }
  class_.ExpectGradedOnce(/*from_one_batch=*/false);
}

TEST_F(QueueKillTest, OneServerOfThree) {
  StartAll();
  for (unsigned round = 0; round < ClassAtWork::Rounds(); ++round) {
    class_.AwaitResults(10);
    const std::size_t killed = Any(NatsCluster::kServers);
    cluster_.Kill(killed);
    class_.AwaitLoss(killed);
    cluster_.Start(killed);
  }
  class_.ExpectGradedOnce();
}

TEST_F(QueueKillTest, ServerWhoseNameNobodyHasHeard) {
  StartAll();
  class_.AwaitResults(5);
  const std::size_t lost = Any(NatsCluster::kServers);
  cluster_.Kill(lost);
  for (std::size_t i = 0; i < NatsCluster::kServers; ++i) {
    if (i == lost) continue;
    cluster_.Kill(i);
    cluster_.Start(i);
  }
  class_.AwaitInQueue("kept by a server of unknown name (" +
                      NatsCluster::PeerId(lost) + "), not heard of");
  cluster_.Start(lost);
  class_.ExpectGradedOnce();
}

TEST_F(QueueKillTest, TwoServersOfThree) {
  StartAll();
  for (unsigned round = 0; round < ClassAtWork::Rounds() / 2; ++round) {
    class_.AwaitResults(10);
    const std::size_t left = Any(NatsCluster::kServers);
    for (std::size_t i = 0; i < NatsCluster::kServers; ++i) {
      if (i != left) cluster_.Kill(i);
    }
    class_.AwaitLine("the queue is lost, grading waits for it");
    class_.AwaitInQueue("fewer of its servers than it takes see each other");
    for (std::size_t i = 0; i < NatsCluster::kServers; ++i) {
      if (i != left) cluster_.Start(i);
    }
    class_.AwaitLine("the queue is found");
  }
  class_.ExpectGradedOnce();
}

}  // namespace
}  // namespace grader
