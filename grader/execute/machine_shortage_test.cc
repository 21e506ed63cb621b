#include "grader/execute/machine_shortage.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;

TEST(SpeaksOfShortageTest, WhatToolsSayIsUnderstood) {
  for (const char* output :
       {"g++: fatal error: cannot execute ‘/usr/lib/gcc/x86_64-linux-gnu/12/"
        "cc1plus’: vfork: Resource temporarily unavailable\n",
        "clang: error: unable to execute command: posix_spawn failed: Resource "
        "temporarily unavailable\n",
        "cc1plus: out of memory allocating 65536 bytes after a total of 1\n",
        "g++: fatal error: Killed signal terminated program cc1plus\n",
        "collect2: fatal error: ld terminated with signal 9 [Killed]\n",
        "clang++-19: error: unable to execute command: Killed\n"
        "clang++-19: error: linker command failed due to signal\n",
        "mold: failed to write to an output file. Disk full?\n",
        "error: unable to open output file 'a.o': 'No space left on device'\n",
        "a.cpp:9:1: fatal error: error writing to /tmp/a.s: File too large\n",
        "error while loading shared libraries: libLLVM.so: failed to map "
        "segment from shared object\n",
        "Error: Could not reserve enough space for object heap\n"}) {
    EXPECT_TRUE(SpeaksOfShortage(output, {{"a.cpp", "int main() {}\n"}}))
        << output;
  }
}

TEST(SpeaksOfShortageTest, OtherErrorsSayNothing) {
  for (const char* output : {"", "a.cpp:1:2: error: expected ‘;’\n",
                             "collect2: error: ld returned 1 exit status\n"}) {
    EXPECT_FALSE(SpeaksOfShortage(output, {})) << output;
  }
}

TEST(SpeaksOfShortageTest, WhatTheSourceHoldsSaysNothing) {
  const std::string line = "fork: Resource temporarily unavailable\n";
  EXPECT_FALSE(SpeaksOfShortage(line, {{"A.java", "class A {\n" + line}}));
  EXPECT_FALSE(
      SpeaksOfShortage(line, {{"Resource Temporarily Unavailable.js", "x"}}));
  EXPECT_TRUE(
      SpeaksOfShortage(line + "No space left on device\n", {{"A.java", line}}));
}

struct Allowance {
  const char* name;
  __rlimit_resource resource;
  rlim_t value;
  const char* option;
};

// A process may allow itself less, but not more again: each in one of its own.
class LackOfAllowanceTest : public ::testing::TestWithParam<Allowance> {};

TEST_P(LackOfAllowanceTest, IsNamedWithItsOption) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    const rlimit limit = {GetParam().value, GetParam().value};
    if (setrlimit(GetParam().resource, &limit) != 0) _exit(1);
    const std::string lack = LackOfAllowance(Limits());
    _exit(write(ends[1], lack.data(), lack.size()) ==
                  static_cast<ssize_t>(lack.size())
              ? 0
              : 1);
  }
  close(ends[1]);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  char text[1000];
  const ssize_t length = read(ends[0], text, sizeof text);
  close(ends[0]);
  ASSERT_GT(length, 0);
  EXPECT_THAT(std::string(text, static_cast<std::size_t>(length)),
              HasSubstr(GetParam().option));
}

INSTANTIATE_TEST_SUITE_P(
    Each, LackOfAllowanceTest,
    ::testing::Values(
        Allowance{"FileSize", RLIMIT_FSIZE, 8 * kKiB, "ulimit -f"},
        Allowance{"AddressSpace", RLIMIT_AS, 400 * kMiB, "ulimit -v"},
        Allowance{"Data", RLIMIT_DATA, 400 * kMiB, "ulimit -d"},
        Allowance{"ProcessorTime", RLIMIT_CPU, 3, "ulimit -t"},
        Allowance{"Processes", RLIMIT_NPROC, 10, "ulimit -u"},
        Allowance{"OpenFiles", RLIMIT_NOFILE, 100, "ulimit -n"}),
    [](const auto& row) { return row.param.name; });

TEST(LackOfMachineTest, RoomOnTheDiskIsLookedAt) {
  Limits limits;
  limits.memory_bytes = kMiB;
  limits.processes = 1;
  limits.disk_bytes = 1;
  limits.files = 1;
  EXPECT_EQ(LackOfMachine(limits, "/"), "");
  limits.disk_bytes = std::int64_t{1} << 60;
  EXPECT_THAT(LackOfMachine(limits, "/"), HasSubstr("TMPDIR"));
  limits.disk_bytes = 1;
  limits.memory_bytes = std::int64_t{1} << 60;
  EXPECT_THAT(LackOfMachine(limits, "/"), HasSubstr("memory"));
}

}  // namespace
}  // namespace grader
