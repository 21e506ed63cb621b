// Every limit is named when it is reached, and not before.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/session/isolation_test_fixture.h"

namespace grader::sandbox {
namespace {

using ::testing::HasSubstr;
using IsolationLimitsTest = IsolationTest;
INSTANTIATE_TEST_SUITE_P(Rungs, IsolationLimitsTest, kRungs, RungName);

// Guarantee 3: limits.

TEST_P(IsolationLimitsTest, MemoryLimitIsNamed) {
  limits_.memory_bytes = 64 * kMiB;
  EXPECT_EQ(Run(Program("use_memory", {"40"})).termination, kSuccess);
  const Observation over = Run(Program("use_memory", {"4000"}));
  EXPECT_TRUE(KilledFor(over, Limit::kMemory)) << over.termination.index();
  EXPECT_GT(over.peak_memory_bytes, 30 * kMiB);
}

// Room for a recursion that is right, and an end of its own for one that has
// none.
TEST_P(IsolationLimitsTest, TheStackMayTakeMostOfTheMemory) {
  limits_.memory_bytes = 256 * kMiB;
  EXPECT_EQ(Run(Program("use_stack", {"150"})).termination, kSuccess);
  EXPECT_EQ(Run(Program("use_stack", {"4000"})).termination,
            Termination(Signaled{SIGSEGV}));
}

TEST_P(IsolationLimitsTest, ShortestRunHasUsedMemory) {
  const std::int64_t least = Run(Shell("true")).peak_memory_bytes;
  EXPECT_GT(least, 0);
  EXPECT_GT(Run(Program("use_memory", {"40"})).peak_memory_bytes, 40 * kMiB);
  // That was another run's.
  EXPECT_LT(Run(Shell("true")).peak_memory_bytes, 40 * kMiB);
}

// The kernel keeps them in memory on the account of who has read them.
TEST_P(IsolationLimitsTest, FilesThatAnEarlierRunHasReadAreNotCounted) {
  constexpr std::size_t kSize = 100 * kMiB;
  const std::string path = folder_ + "/large";
  const UniqueFd file(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  const std::string content(kSize, 'x');
  ASSERT_EQ(write(file.get(), content.data(), kSize),
            static_cast<ssize_t>(kSize));
  // Else it is in memory already, on ours.
  fsync(file.get());
  posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  Command command = Shell("cat " + path + " >/dev/null");
  command.readable = {path};
  EXPECT_EQ(Run(command).termination, kSuccess);
  EXPECT_LT(Run(Shell("true")).peak_memory_bytes, 40 * kMiB);
}

TEST_P(IsolationLimitsTest, ProcessLimitIsNamed) {
  limits_.processes = 20;
  const Observation under = Run(Program("use_threads", {"15"}));
  EXPECT_EQ(under.termination, kSuccess);
  EXPECT_FALSE(Reached(under, Limit::kProcesses));
  EXPECT_TRUE(Reached(Run(Program("use_threads", {"40"})), Limit::kProcesses));
}

// It is told of the limit all the same if it ends before that of time.
TEST_P(IsolationLimitsTest, WhoPrintsOnIsNotStoppedForIt) {
  limits_.output_bytes = 1000;
  limits_.elapsed = limits_.cpu = absl::Seconds(1);
  Command flood = Shell("while :; do echo word; done");
  Command much = Shell("head -c 300000 /dev/zero; echo end");
  for (Command* command : {&flood, &much}) command->prints_on = true;
  const Observation stopped = Run(flood);
  EXPECT_TRUE(KilledFor(stopped, Limit::kElapsed) ||
              KilledFor(stopped, Limit::kCpu));
  const Observation ended = Run(much);
  EXPECT_TRUE(KilledFor(ended, Limit::kOutput));
  EXPECT_EQ(ended.out.omitted, 300004 - 1000);
}

TEST_P(IsolationLimitsTest, ForkBombEndsAtALimit) {
  limits_.wall = limits_.elapsed = absl::Seconds(1);
  const Observation observation = Run(Program("fork_bomb"));
  EXPECT_TRUE(Reached(observation, Limit::kProcesses));
  EXPECT_EQ(Run(Shell("echo next")).out.head, "next\n");
}

TEST_P(IsolationLimitsTest, FileSizeLimitIsNamed) {
  limits_.file_bytes = 100 * kKiB;
  EXPECT_EQ(Run(Program("use_disk", {"99", "1"})).termination, kSuccess);
  EXPECT_TRUE(
      KilledFor(Run(Program("use_disk", {"101", "1"})), Limit::kFileSize));
  // A program that survives the signal is told of by what it left.
  EXPECT_TRUE(Reached(Run(Shell("trap '' XFSZ; head -c 200000 /dev/zero > x")),
                      Limit::kFileSize));
}

TEST_P(IsolationLimitsTest, DiskLimitIsNamed) {
  limits_.disk_bytes = 8 * kMiB;
  const Observation under = Run(Program("use_disk", {"1024", "6"}));
  EXPECT_EQ(under.termination, kSuccess);
  EXPECT_FALSE(Reached(under, Limit::kDisk));
  const Observation over =
      Run(Shell("for i in 1 2 3 4; do head -c 8000000 /dev/zero > $i; done; "
                "sleep 0.3"));
  EXPECT_TRUE(Reached(over, Limit::kDisk));
}

TEST_P(IsolationLimitsTest, DiskLimitHoldsForWhatIsHidden) {
  if (!Without("namespaces")) GTEST_SKIP() << "the kernel holds it there";
  limits_.disk_bytes = 8 * kMiB;
  // As long as it takes to look.
  for (const char* script :
       {"exec 3>x; rm x; head -c 12000000 /dev/zero >&3; sleep 50",
        "mkdir d; head -c 12000000 /dev/zero >d/x; chmod 0 d; sleep 50"}) {
    EXPECT_TRUE(KilledFor(Run(Shell(script)), Limit::kDisk)) << script;
  }
}

TEST_P(IsolationLimitsTest, FileSizeLimitInAFolderBelowIsNamed) {
  limits_.file_bytes = 100 * kKiB;
  EXPECT_TRUE(Reached(Run(Shell("trap '' XFSZ; mkdir -p a/b; "
                                "head -c 200000 /dev/zero > a/b/x")),
                      Limit::kFileSize));
}

TEST_P(IsolationLimitsTest, MemoryLimitHoldsForWhatIsNoProcesss) {
  limits_.memory_bytes = 64 * kMiB;
  // The kernel gives tables back some time after their process has ended: that
  // is neither the next run's memory nor the end of process 1.
  for (int i = 0; i < 5; ++i) {
    const Observation tables = Run(Program("hidden_memory", {"tables"}));
    EXPECT_TRUE(KilledFor(tables, Limit::kMemory)) << tables.out.head;
    const Observation next = Run(Program("use_memory", {"40"}));
    EXPECT_EQ(next.out.head, "done\n");
    EXPECT_LT(next.peak_memory_bytes, 60 * kMiB);
  }
  // A cgroup counts files in memory, and nothing else does.
  if (HasLayer("cgroup")) return;
  EXPECT_EQ(Run(Program("hidden_memory", {"file"})).out.head, "refused\n");
}

// Files in memory count until process 1 has removed them, or has gone itself,
// both after the reply.
TEST_P(IsolationLimitsTest, FilesOfTheLastRunAreNotTheNextOnesMemory) {
  limits_.disk_bytes = limits_.file_bytes = 1024 * kMiB;
  for (const bool fresh : {false, true}) {
    for (int i = 0; i < 3; ++i) {
      limits_.memory_bytes = 256 * kMiB;
      EXPECT_EQ(Run(Program("use_disk", {"2048", "60"})).termination, kSuccess);
      if (fresh) runner_.StartSession();
      limits_.memory_bytes = 64 * kMiB;
      const Observation next = Run(Program("use_memory", {"50"}));
      EXPECT_EQ(next.out.head, "done\n");
      EXPECT_LT(next.peak_memory_bytes, 64 * kMiB);
    }
  }
}

TEST_P(IsolationLimitsTest, LimitThatNothingFitsIntoIsAMemoryLimit) {
  limits_.memory_bytes = kKiB;
  EXPECT_TRUE(KilledFor(Run(Shell("true")), Limit::kMemory));
  EXPECT_TRUE(
      KilledFor(Run(WithDriver(Program("answer"), {"1"})), Limit::kMemory));
  limits_.memory_bytes = 64 * kMiB;
  EXPECT_EQ(Run(Shell("true")).termination, kSuccess);
}

TEST_P(IsolationLimitsTest, FileCountLimitIsNamed) {
  limits_.files = 100;
  const Observation under = Run(Program("use_disk", {"1", "90"}));
  EXPECT_EQ(under.termination, kSuccess);
  EXPECT_FALSE(Reached(under, Limit::kDisk));
  const Observation over =
      Run(Shell("i=0; while [ $i -lt 200 ]; do : > f$i; i=$((i+1)); done; "
                "sleep 0.3"));
  EXPECT_TRUE(Reached(over, Limit::kDisk));
}

TEST_P(IsolationLimitsTest, FileCountLimitIsExact) {
  if (Without("namespaces")) GTEST_SKIP() << "only looked at now and then";
  limits_.files = 20;
  // Its program is shown in the box, at a place that takes folders.
  EXPECT_EQ(Run(Program("use_disk", {"1", "20"})).termination, kSuccess);
  EXPECT_EQ(Run(Program("use_disk", {"1", "21"})).termination,
            Termination(Exited{1}));
  EXPECT_EQ(Run(Program("use_disk", {"1", "20"})).termination, kSuccess);
}

TEST_P(IsolationLimitsTest, FilesThatAreGivenAreNotCounted) {
  if (Without("namespaces")) GTEST_SKIP() << "only looked at now and then";
  limits_.files = 1;
  Command command = Shell("cat given/one given/two > made; : > another");
  command.files = {{"given/one", "1"}, {"given/two", "2"}};
  EXPECT_THAT(Run(command).err.head, HasSubstr("another"));
  command.argv.back() = "cat given/one given/two > made; cat made";
  EXPECT_EQ(Run(command).out.head, "12");
}

TEST_P(IsolationLimitsTest, NoFileMayBeMadeWhereNoneIsAllowed) {
  if (Without("namespaces")) GTEST_SKIP() << "only looked at now and then";
  limits_.files = 0;
  const Observation seen = Run(Shell("echo one; : > file && echo two"));
  EXPECT_EQ(seen.out.head, "one\n");
  EXPECT_FALSE(Reached(seen, Limit::kDisk));
}

TEST_P(IsolationLimitsTest, OpenFilesLimitIsNamed) {
  limits_.open_files = 50;
  const Observation under = Run(Program("use_descriptors", {"40"}));
  EXPECT_EQ(under.termination, kSuccess);
  EXPECT_FALSE(Reached(under, Limit::kOpenFiles));
  EXPECT_TRUE(
      Reached(Run(Program("use_descriptors", {"60"})), Limit::kOpenFiles));
}

TEST_P(IsolationLimitsTest, CpuTimeOfChildrenNobodyWaitsForCounts) {
  limits_.cpu = absl::Milliseconds(500);
  limits_.elapsed = limits_.wall = absl::Seconds(30);
  EXPECT_TRUE(KilledFor(Run(Program("burn_unseen")), Limit::kCpu));
}

}  // namespace
}  // namespace grader::sandbox
