// The code that programs of a run read the clock with, called in this program.
#include "grader/sandbox/clock/vdso_code.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cstring>

#include "grader/sandbox/clock/clock.h"

namespace grader::sandbox {
namespace {

std::int64_t InNanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::int64_t Ask(clockid_t id) {
  timespec time = {};
  syscall(SYS_clock_gettime, id, &time);
  return InNanoseconds(time);
}

std::int64_t Sleeps() {
  rusage use = {};
  getrusage(RUSAGE_THREAD, &use);
  return use.ru_nvcsw;
}

class VdsoCodeTest : public testing::Test {
 protected:
  void SetUp() override {
    const absl::string_view code = OwnClockCode();
    if (code.empty()) {
      GTEST_SKIP() << "the vDSO of this kernel cannot be replaced";
    }
    memory_ = mmap(nullptr, code.size(), PROT_READ | PROT_WRITE | PROT_EXEC,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(memory_, MAP_FAILED);
    std::memcpy(memory_, code.data(), code.size());
    char* const begin = static_cast<char*>(memory_);
    __builtin___clear_cache(begin, begin + code.size());
  }
  void TearDown() override {
    if (memory_ != nullptr) munmap(memory_, OwnClockCode().size());
  }

  void Publish(const Published& published) {
    std::memcpy(static_cast<char*>(memory_) + OffsetOfPublished(), &published,
                sizeof published);
  }

  std::int64_t Read(clockid_t id) {
    using ClockGettime = int (*)(clockid_t, timespec*);
    timespec time = {};
    EXPECT_EQ(reinterpret_cast<ClockGettime>(memory_)(id, &time), 0);
    EXPECT_LT(time.tv_nsec, 1'000'000'000);
    return InNanoseconds(time);
  }

  // As Publish, and reads clock `id` before this thread has slept again.
  std::int64_t ReadUnslept(Published published, clockid_t id) {
    for (;;) {
      published.sleeps = Sleeps();
      Publish(published);
      const std::int64_t reading = Read(id);
      if (Sleeps() == published.sleeps) return reading;
    }
  }

  void* memory_ = nullptr;
};

constexpr std::int64_t kAhead = 5'000'000'000'000;
constexpr std::int64_t kAtStart = 700'000'000'000'123;

Published Governing(clockid_t id) {
  Published published = {.ahead_ns = kAhead};
  published.at_start_ns[static_cast<std::size_t>(id)] = kAtStart;
  published.governed = std::uint64_t{1} << id;
  return published;
}

TEST_F(VdsoCodeTest, AddsUpWhatWasPublishedAndTheTimeUsed) {
  for (const clockid_t id : {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME,
                             clockid_t{CLOCK_TAI}}) {
    const std::int64_t used_before = Ask(CLOCK_THREAD_CPUTIME_ID);
    const std::int64_t reading = ReadUnslept(Governing(id), id);
    const std::int64_t used_after = Ask(CLOCK_THREAD_CPUTIME_ID);
    EXPECT_GE(reading, kAhead + kAtStart + used_before) << id;
    EXPECT_LE(reading, kAhead + kAtStart + used_after) << id;
  }
}

// Each is between two answers of the kernel's.
TEST_F(VdsoCodeTest, AsksTheKernelOtherwise) {
  const Published fresh;
  Published slept = Governing(CLOCK_MONOTONIC);
  slept.sleeps = Sleeps() - 1;
  Published others = Governing(CLOCK_REALTIME);
  others.sleeps = Sleeps();
  for (const Published& published : {fresh, slept, others}) {
    Publish(published);
    const std::int64_t before = Ask(CLOCK_MONOTONIC);
    const std::int64_t reading = Read(CLOCK_MONOTONIC);
    EXPECT_GE(reading, before);
    EXPECT_LE(reading, Ask(CLOCK_MONOTONIC));
  }
  // No number of a clock that is in the table.
  const clockid_t of_process = static_cast<clockid_t>(~getpid() << 3 | 2);
  Published all = Governing(CLOCK_MONOTONIC);
  all.governed = ~std::uint64_t{0};
  all.sleeps = Sleeps();
  Publish(all);
  EXPECT_LT(Read(of_process), kAhead);
}

TEST_F(VdsoCodeTest, FitsIntoWhatItReplaces) {
  // Compilers make at least as much of the kernel's own.
  EXPECT_LT(OwnClockCode().size(), 0x180u);
}

}  // namespace
}  // namespace grader::sandbox
