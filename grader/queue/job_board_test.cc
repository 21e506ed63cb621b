// Jobs as JetStream keeps them, with a real server that has lost some of what
// it knew.
#include "grader/queue/job_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/limits.h"
#include "grader/problem/version.h"
#include "grader/queue/nats.h"
#include "grader/queue/worker_state.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::_;
using ::testing::Return;
using ::testing::UnorderedElementsAre;
using Found = absl::StatusOr<std::optional<StreamMessage>>;

class JobBoardTest : public ::testing::Test {
 protected:
  JobBoardTest() { Connect(); }

  void Connect() {
    board_ = nullptr;
    auto nats = Nats::Connect({.url = server_.url()});
    ASSERT_TRUE(nats.ok()) << nats.status();
    nats_ = *std::move(nats);
    board_ = std::make_unique<JobBoard>(*nats_);
    ASSERT_TRUE(board_->Begin().ok());
    auto source =
        board_->OpenSource({std::string(kVersion), ClockKind::kVirtual, "bash"},
                           absl::Seconds(30));
    ASSERT_TRUE(source.ok()) << source.status();
    source_ = *std::move(source);
  }

  // Of `count` submissions.
  std::vector<GradingJob> SendSome(int count) {
    std::vector<GradingJob> jobs;
    for (int i = 0; i < count; ++i) {
      GradingJob job = {std::string(kVersion), "echo", "set", "", "bash"};
      EXPECT_TRUE(board_->SetSubmission(absl::StrCat("echo ", i), job).ok());
      EXPECT_TRUE(board_->Send(job).ok());
      jobs.push_back(std::move(job));
    }
    return jobs;
  }

  std::optional<Delivery> Take() {
    auto taken = board_->Take(source_);
    EXPECT_TRUE(taken.ok()) << taken.status();
    return taken.ok() ? *std::move(taken) : std::nullopt;
  }
  // The job that is given out next; empty: none is.
  std::string Next() {
    const auto taken = Take();
    return taken ? taken->subject.substr(taken->subject.rfind('.') + 1) : "";
  }

  int SendForgottenAgain() {
    const auto sent = board_->SendForgottenAgain(source_);
    EXPECT_TRUE(sent.ok()) << sent.status();
    return sent.value_or(-1);
  }

  std::uint64_t Jobs() {
    const auto depth = board_->Waiting();
    EXPECT_TRUE(depth.ok()) << depth.status();
    return depth.ok() ? depth->jobs : 0;
  }

  // The server stops, and when it starts again it has lost that what came
  // before `earlier` was copied was done meanwhile.
  void LoseWhatWasDoneSince(const fs::path& earlier) {
    server_.Stop();
    const fs::path messages = server_.MessagesOf("grader-jobs");
    fs::remove_all(messages);
    fs::copy(earlier, messages, fs::copy_options::recursive);
    server_.Start();
    Connect();
  }
  fs::path Copy() {
    server_.Stop();
    const fs::path copy = folder_.path() / "earlier";
    fs::copy(server_.MessagesOf("grader-jobs"), copy,
             fs::copy_options::recursive);
    server_.Start();
    Connect();
    return copy;
  }

  const TemporaryFolder folder_;
  NatsServer server_;
  std::unique_ptr<Nats> nats_;
  std::unique_ptr<JobBoard> board_;
  JobBoard::Source source_;
};

TEST_F(JobBoardTest, WhoTakesOneJobBackLeavesTheOthers) {
  const std::vector<GradingJob> jobs = SendSome(4);
  const auto in_hand = Take();
  ASSERT_TRUE(in_hand);
  // Twice.
  ASSERT_TRUE(board_->Send(jobs[1], /*again=*/true).ok());
  ASSERT_TRUE(board_->TakeBack(jobs[1]).ok());
  EXPECT_EQ(Jobs(), 3);
  board_->PutBack(*in_hand, absl::ZeroDuration());
  std::set<std::string> given;
  for (int i = 0; i < 100 && given.size() < 4; ++i) given.insert(Next());
  EXPECT_THAT(given, UnorderedElementsAre(JobId(jobs[0]), JobId(jobs[2]),
                                          JobId(jobs[3]), ""));
}

TEST_F(JobBoardTest, JobThatIsTakenBackIsInNobodysHand) {
  const std::vector<GradingJob> jobs = SendSome(1);
  const auto in_hand = Take();
  ASSERT_TRUE(in_hand);
  ASSERT_TRUE(board_->TakeBack(jobs[0]).ok());
  board_->PutBack(*in_hand, absl::ZeroDuration());
  EXPECT_EQ(Next(), "");
  EXPECT_TRUE(board_->TakeBack(jobs[0]).ok()) << "it is gone";
}

TEST_F(JobBoardTest, WhatIsFinishedForGoodWaitsNowhere) {
  const std::vector<GradingJob> jobs = SendSome(2);
  // Three times.
  ASSERT_TRUE(board_->Send(jobs[0], /*again=*/true).ok());
  ASSERT_TRUE(board_->Send(jobs[0], /*again=*/true).ok());
  const auto taken = Take();
  ASSERT_TRUE(taken);
  ASSERT_TRUE(absl::EndsWith(taken->subject, JobId(jobs[0])));
  ASSERT_TRUE(board_->FinishForGood(*taken).ok());
  EXPECT_EQ(Jobs(), 1);
  EXPECT_EQ(Next(), JobId(jobs[1])) << "the other one is not touched";
  EXPECT_EQ(Next(), "");
}

TEST_F(JobBoardTest, WhatIsFinishedForGoodComesToNobodyAgain) {
  const std::vector<GradingJob> jobs = SendSome(1);
  ASSERT_TRUE(board_->Send(jobs[0], /*again=*/true).ok());
  // Two have it.
  const auto one = Take();
  const auto other = Take();
  ASSERT_TRUE(one && other);
  ASSERT_TRUE(board_->FinishForGood(*one).ok());
  EXPECT_EQ(Jobs(), 0);
  board_->PutBack(*other, absl::ZeroDuration());
  EXPECT_EQ(Next(), "");
  EXPECT_TRUE(board_->FinishForGood(*other).ok()) << "it is gone";
  // It can be asked for anew.
  ASSERT_TRUE(board_->Send(jobs[0]).ok());
  EXPECT_EQ(Next(), JobId(jobs[0]));
}

TEST_F(JobBoardTest, WhatTheServerGivesToNobodyIsSentAgain) {
  const std::vector<GradingJob> jobs = SendSome(4);
  const fs::path earlier = Copy();
  for (int i = 0; i < 3; ++i) {
    const auto taken = Take();
    ASSERT_TRUE(taken);
    ASSERT_TRUE(board_->Finish(*taken).ok());
  }
  LoseWhatWasDoneSince(earlier);
  EXPECT_EQ(Jobs(), 4) << "all are there again";
  const auto in_hand = Take();
  ASSERT_TRUE(in_hand);
  EXPECT_TRUE(absl::EndsWith(in_hand->subject, JobId(jobs[3])));
  EXPECT_EQ(Next(), "") << "and what was done is given to nobody";

  EXPECT_EQ(SendForgottenAgain(), 3);
  EXPECT_EQ(SendForgottenAgain(), 0) << "that one waits, and one is in hand";
  EXPECT_EQ(Jobs(), 4);
  for (int i = 0; i < 3; ++i) {
    const auto taken = Take();
    ASSERT_TRUE(taken);
    EXPECT_TRUE(absl::EndsWith(taken->subject, JobId(jobs[i])));
    ASSERT_TRUE(board_->Finish(*taken).ok());
  }
  ASSERT_TRUE(board_->Finish(*in_hand).ok());
  EXPECT_EQ(Jobs(), 0);
}

// A queue as somebody else tells of it.
class ToldNats : public Nats {
 public:
  MOCK_METHOD(const std::string&, address, (), (const, override));
  MOCK_METHOD(std::size_t, max_message_bytes, (), (const, override));
  MOCK_METHOD(std::uint64_t, losses, (), (const, override));
  MOCK_METHOD(absl::Status, MakeStream, (const StreamSettings&), (override));
  MOCK_METHOD(absl::StatusOr<StreamFacts>, Facts, (const std::string&, bool),
              (override));
  MOCK_METHOD(absl::StatusOr<bool>, Publish,
              (const std::string&, const std::string&, absl::string_view),
              (override));
  MOCK_METHOD(void, Tell, (const std::string&, absl::string_view), (override));
  MOCK_METHOD(absl::Status, Remove, (const std::string&, std::uint64_t),
              (override));
  MOCK_METHOD(Found, Next,
              (const std::string&, const std::string&, std::uint64_t, ReadFrom),
              (override));
  MOCK_METHOD(Found, NextOfLeader,
              (const std::string&, const std::string&, std::uint64_t),
              (override));
  MOCK_METHOD(Found, Last, (const std::string&, const std::string&),
              (override));
  MOCK_METHOD(absl::StatusOr<absl::Duration>, MakeConsumer,
              (const std::string&, const std::string&, const std::string&,
               absl::Duration),
              (override));
  MOCK_METHOD(absl::StatusOr<std::optional<Delivery>>, Take,
              (const std::string&, const std::string&), (override));
  MOCK_METHOD(absl::StatusOr<std::uint64_t>, GivenOutUpTo,
              (const std::string&, const std::string&), (override));
  MOCK_METHOD(absl::Status, Finish, (const Delivery&), (override));
  MOCK_METHOD(void, Extend, (const Delivery&), (override));
  MOCK_METHOD(void, PutBack, (const Delivery&, absl::Duration), (override));
  MOCK_METHOD(absl::StatusOr<std::unique_ptr<NatsListener>>, Listen,
              (const std::string&), (override));
};

// The list of subjects is made before each is looked at.
TEST(JobBoardWaitingTest, JobThatIsDoneInBetweenIsNotCounted) {
  const std::string subject = "grader.jobs.bash.";
  StreamFacts facts;
  facts.messages = 3;
  facts.subjects = {{subject + "done", 1},
                    {subject + "stranger", 1},
                    {"grader.jobs.python.done", 1}};
  ::testing::NiceMock<ToldNats> nats;
  ON_CALL(nats, Facts).WillByDefault(Return(facts));
  ON_CALL(nats, NextOfLeader).WillByDefault(Return(std::nullopt));
  ON_CALL(nats, NextOfLeader(_, subject + "stranger", _))
      .WillByDefault(Return(StreamMessage{.content = "no job"}));
  const auto depth = JobBoard(nats).Waiting();
  ASSERT_TRUE(depth.ok()) << depth.status();
  EXPECT_EQ(depth->jobs, 1);
  ASSERT_EQ(depth->waiting.size(), 1);
  EXPECT_EQ(depth->waiting[0].jobs, 1);
  EXPECT_EQ(depth->waiting[0].needs.language, "");
}

// That there is none, and that it cannot be read now, are two things.
TEST(JobBoardResultTest, WhatCannotBeReadNowIsNotMissing) {
  const StreamMessage message = {
      .subject = "grader.results.one",
      .content = absl::StrCat(
          R"({"schema": "grader.result/1", "job": "one", "blob": ")",
          std::string(64, '0'), "\"}"),
      .sequence = 7};
  ::testing::NiceMock<ToldNats> nats;
  ON_CALL(nats, Next).WillByDefault(Return(std::nullopt));
  ON_CALL(nats, Next(_, _, ::testing::Le(7), _)).WillByDefault(Return(message));
  ON_CALL(nats, Last).WillByDefault(Return(absl::UnavailableError("away")));
  JobBoard board(nats);
  const auto any = [](const auto&) { return true; };
  EXPECT_EQ(board.FindGraded("one", any, ReadFrom::kLeaderToo).status(),
            absl::UnavailableError("away"));
  std::uint64_t place = 5;
  EXPECT_EQ(board.NextResult(place, any, ReadFrom::kLeaderToo).status(),
            absl::UnavailableError("away"));
  EXPECT_EQ(place, 5) << "it is read later";
  // Where it is gone it never will be.
  ON_CALL(nats, Last).WillByDefault(Return(std::nullopt));
  const auto none = board.FindGraded("one", any, ReadFrom::kLeaderToo);
  EXPECT_TRUE(none.ok() && !*none) << none.status();
  const auto passed = board.NextResult(place, any, ReadFrom::kLeaderToo);
  EXPECT_TRUE(passed.ok() && !*passed) << passed.status();
  EXPECT_EQ(place, 8);
}

// Such as the files of a problem with large cases.
TEST_F(JobBoardTest, BlobOfSeveralMessagesIsStored) {
  const std::string content(1200 * kKiB, 'x');
  const auto name = board_->blobs().Put(content);
  ASSERT_TRUE(name.ok()) << name.status();
  const auto blob = board_->blobs().Get(*name, 10 * kMiB);
  ASSERT_TRUE(blob.ok()) << blob.status();
  EXPECT_EQ(*blob, content);
}

TEST_F(JobBoardTest, WorkersOfALargeFleetAreAllKnown) {
  constexpr int kFleet = 1'100;
  WorkerState state;
  state.grader = std::string(kVersion);
  for (int i = 0; i < kFleet; ++i) {
    state.name = absl::StrCat("worker-", i);
    board_->Mention(state);
  }
  state.name = "the-last";
  ASSERT_TRUE(board_->Announce(state).ok());
  const auto workers = board_->Workers();
  ASSERT_TRUE(workers.ok()) << workers.status();
  EXPECT_EQ(workers->size(), kFleet + 1);
}

TEST_F(JobBoardTest, OldestJobIsTheSameUntilItIsDone) {
  EXPECT_EQ(*board_->OldestJob(), 0);
  SendSome(2);
  const auto first = Take();
  ASSERT_TRUE(first);
  EXPECT_EQ(*board_->OldestJob(), 1);
  ASSERT_TRUE(board_->Finish(*first).ok());
  EXPECT_EQ(*board_->OldestJob(), 2);
}

}  // namespace
}  // namespace grader
