#include "grader/execute/machine_shortage.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

TEST(LacksProcessesTest, WhatToolsSayIsUnderstood) {
  for (const char* output :
       {"g++: fatal error: cannot execute ‘/usr/lib/gcc/x86_64-linux-gnu/12/"
        "cc1plus’: vfork: Resource temporarily unavailable\n"
        "compilation terminated.\n",
        "collect2: fatal error: vfork: Resource temporarily unavailable\n",
        "fork: Resource temporarily unavailable\n"
        "collect2: error: ld returned 1 exit status\n",
        "clang: error: unable to execute command: posix_spawn failed: Resource "
        "temporarily unavailable\n",
        "terminate called after throwing an instance of 'std::runtime_error'\n"
        "  what():  pthread_create has failed: Resource temporarily "
        "unavailable\n"}) {
    EXPECT_TRUE(LacksProcesses(output)) << output;
  }
}

TEST(LacksProcessesTest, ErrorsOfASubmissionAreNone) {
  for (const char* output :
       {"", "a.cpp:1:2: error: expected ‘;’\n",
        "a.cpp:1:2: error: #error fork: Resource temporarily unavailable\n",
        "    1 | #error fork: Resource temporarily unavailable\n",
        "g++: fatal error: no input files\n",
        "collect2: error: ld returned 1 exit status\n"}) {
    EXPECT_FALSE(LacksProcesses(output)) << output;
  }
}

}  // namespace
}  // namespace grader
