#include "grader/execute/wire.h"
#include "grader/execute/monotonic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <limits>
#include <random>
#include <thread>

namespace grader {
namespace {

std::string AllBytes() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  return bytes;
}

RunRequest FullRequest() {
  RunRequest request;
  Command& command = request.command;
  command.argv = {"/bin/program", "", AllBytes()};
  command.environment = {{"A", AllBytes()}, {"B", ""}};
  command.input = AllBytes() + AllBytes();
  command.files = {{"in/put", AllBytes()}, {"empty", ""}};
  command.directory = "/somewhere";
  command.readable = {"/a", "/b c"};
  command.collect = {"out", "more"};
  command.driver = {"/bin/driver", AllBytes()};
  command.interactor = {{"/bin/interactor"},
                        {AllBytes()},
                        {{"A", AllBytes()}},
                        AllBytes(),
                        "answer",
                        absl::Seconds(7),
                        std::int64_t{1} << 33,
                        {{"nextpass.in", AllBytes()}}};
  command.clock = ClockKind::kVirtual;
  command.prints_on = true;
  command.explain_clock = true;
  request.limits.elapsed = absl::Nanoseconds(1234567891);
  request.limits.cpu = absl::Milliseconds(7);
  request.limits.wall = absl::Hours(3);
  request.limits.memory_bytes = std::int64_t{1} << 40;
  request.limits.processes = 3;
  request.fresh_session = true;
  request.full_isolation = true;
  request.last = true;
  return request;
}

RunReply FullReply() {
  RunReply reply;
  Observation& observation = reply.observation;
  observation.termination = Killed{Limit::kOpenFiles};
  observation.limits_reached = {Limit::kProcesses, Limit::kDisk};
  observation.clock = ClockKind::kVirtual;
  observation.elapsed = absl::Seconds(1);
  observation.cpu_time = absl::Milliseconds(2);
  observation.wall_time = absl::Microseconds(3);
  observation.run_queue_delay = absl::Nanoseconds(4);
  observation.unaccounted_sleep = absl::Nanoseconds(5);
  observation.computed = absl::Nanoseconds(6);
  observation.peak_memory_bytes = 6;
  observation.out = {AllBytes(), "tail", 77};
  observation.err = {"", AllBytes(), 0};
  observation.files = {{"out", AllBytes()}};
  observation.blocking_sleeps = {{absl::Seconds(1), absl::Seconds(2)}};
  observation.driver_failure = DriverFailure{Signaled{6}, true};
  observation.interaction = {Exited{43},
                             true,
                             {AllBytes(), "", 3},
                             {{"teammessage.txt", AllBytes()}},
                             {{true, {AllBytes(), "", 0}}},
                             std::int64_t{1} << 33,
                             {{false, {"a", "b", 7}}}};
  observation.isolation = {"seccomp", "uid"};
  observation.clock_decisions = {"one", AllBytes()};
  reply.packets = {{absl::Seconds(3), AllBytes()}};
  return reply;
}

TEST(WireTest, RequestArrivesAsItWasSent) {
  const RunRequest sent = FullRequest();
  const auto received = DecodeRequest(EncodeRequest(sent));
  ASSERT_TRUE(received.ok()) << received.status();
  const Command& command = received->command;
  EXPECT_EQ(command.argv, sent.command.argv);
  EXPECT_EQ(command.environment, sent.command.environment);
  EXPECT_EQ(command.input, sent.command.input);
  EXPECT_EQ(command.files, sent.command.files);
  EXPECT_EQ(command.directory, sent.command.directory);
  EXPECT_EQ(command.readable, sent.command.readable);
  EXPECT_EQ(command.collect, sent.command.collect);
  EXPECT_EQ(command.driver, sent.command.driver);
  EXPECT_EQ(EncodeRequest(*received), EncodeRequest(sent));
  ASSERT_TRUE(command.interactor.has_value());
  EXPECT_EQ(command.interactor->answer, "answer");
  EXPECT_EQ(command.clock, sent.command.clock);
  EXPECT_EQ(command.prints_on, sent.command.prints_on);
  EXPECT_EQ(command.explain_clock, sent.command.explain_clock);
  EXPECT_EQ(received->limits, sent.limits);
  EXPECT_EQ(received->fresh_session, sent.fresh_session);
  EXPECT_EQ(received->full_isolation, sent.full_isolation);
  EXPECT_EQ(received->last, sent.last);
}

TEST(WireTest, ReplyArrivesAsItWasSent) {
  const RunReply sent = FullReply();
  const auto received = DecodeReply(EncodeReply(sent));
  ASSERT_TRUE(received.ok()) << received.status();
  // Encoding is deterministic, and each field is in it.
  EXPECT_EQ(EncodeReply(*received), EncodeReply(sent));
  EXPECT_EQ(received->observation.out, sent.observation.out);
  EXPECT_EQ(received->observation.termination, sent.observation.termination);
  EXPECT_EQ(received->observation.files, sent.observation.files);
  EXPECT_EQ(received->observation.clock_decisions,
            sent.observation.clock_decisions);
  EXPECT_EQ(received->observation.driver_failure,
            sent.observation.driver_failure);
  ASSERT_TRUE(received->observation.interaction.has_value());
  EXPECT_EQ(received->observation.interaction->last_turns,
            sent.observation.interaction->last_turns);
  ASSERT_EQ(received->packets.size(), 1u);
  EXPECT_EQ(received->packets[0].text, sent.packets[0].text);
}

TEST(WireTest, EveryTerminationArrives) {
  for (const Termination& termination :
       {Termination(Exited{300}), Termination(Signaled{11}),
        Termination(Killed{Limit::kElapsed}), Termination(Deadlocked{})}) {
    RunReply reply;
    reply.observation.termination = termination;
    const auto received = DecodeReply(EncodeReply(reply));
    ASSERT_TRUE(received.ok()) << received.status();
    EXPECT_EQ(received->observation.termination, termination);
  }
}

TEST(WireTest, InfiniteLimitsStayBeyondReach) {
  RunRequest request = FullRequest();
  request.limits.wall = absl::InfiniteDuration();
  const auto received = DecodeRequest(EncodeRequest(request));
  ASSERT_TRUE(received.ok()) << received.status();
  EXPECT_GT(received->limits.wall, absl::Hours(24 * 365 * 100));
}

TEST(WireTest, StatusArrivesAsItself) {
  const auto received = DecodeReply(
      EncodeReply(absl::FailedPreconditionError("no \xff namespaces")));
  EXPECT_EQ(received.status(),
            absl::FailedPreconditionError("no \xff namespaces"));
}

TEST(WireTest, EveryTruncationIsRefused) {
  const std::string request = EncodeRequest(FullRequest());
  const std::string reply = EncodeReply(FullReply());
  for (std::size_t size = 0; size < request.size(); ++size) {
    EXPECT_FALSE(DecodeRequest(request.substr(0, size)).ok()) << size;
  }
  for (std::size_t size = 0; size < reply.size(); ++size) {
    EXPECT_FALSE(DecodeReply(reply.substr(0, size)).ok()) << size;
  }
}

TEST(WireTest, DamagedMessagesNeverCrash) {
  std::mt19937 random(1);
  const std::string good = EncodeReply(FullReply());
  int refused = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bad = good;
    for (int k = 0; k < 3; ++k) {
      bad[random() % bad.size()] = static_cast<char>(random());
    }
    if (!DecodeReply(bad).ok()) ++refused;
  }
  EXPECT_GT(refused, 5000);
}

TEST(WireTest, LengthsBeyondTheMessageAreRefused) {
  const std::string huge[] = {
      "\x9b\xff\xff\xff\xff\xff\xff\xff\xff",  // an array
      "\xbb\x7f\xff\xff\xff\xff\xff\xff\xff",  // a map
      "\x5b\x00\x00\x00\xff\xff\xff\xff\xff",  // a byte string
  };
  for (const std::string& bytes : huge) {
    EXPECT_TRUE(absl::IsInvalidArgument(DecodeReply(bytes).status()));
  }
}

TEST(WireTest, DeepNestingIsRefused) {
  EXPECT_TRUE(absl::IsInvalidArgument(
      DecodeReply(std::string(1'000'000, '\x81')).status()));
}

TEST(WireTest, FramesArriveWholeAndInOrder) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  const std::string large(5'000'000, 'x');
  std::thread writer([&] {
    EXPECT_TRUE(WriteFrame(ends[0], "one").ok());
    EXPECT_TRUE(WriteFrame(ends[0], large).ok());
    EXPECT_TRUE(WriteFrame(ends[0], "").ok());
    close(ends[0]);
  });
  EXPECT_EQ(ReadFrame(ends[1]).value(), "one");
  EXPECT_EQ(ReadFrame(ends[1]).value(), large);
  EXPECT_EQ(ReadFrame(ends[1]).value(), "");
  EXPECT_TRUE(absl::IsOutOfRange(ReadFrame(ends[1]).status()));
  writer.join();
  close(ends[1]);
}

TEST(WireTest, FrameThatIsTooLargeOrCutOffIsRefused) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  const std::uint32_t sizes[] = {std::numeric_limits<std::uint32_t>::max(),
                                 100};
  ASSERT_EQ(write(ends[0], sizes, sizeof sizes), 8);
  EXPECT_TRUE(absl::IsInvalidArgument(ReadFrame(ends[1]).status()));
  close(ends[0]);
  EXPECT_TRUE(absl::IsUnavailable(ReadFrame(ends[1]).status()));
  close(ends[1]);
}

TEST(WireTest, SilentPeerIsNotWaitedForForever) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  EXPECT_TRUE(absl::IsDeadlineExceeded(
      ReadFrame(ends[1], MonotonicNow() + absl::Milliseconds(5)).status()));
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace grader
