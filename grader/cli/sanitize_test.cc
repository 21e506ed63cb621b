// What programs are judged by that their problem wants sanitized, or gives
// little stack: built and run for real, on both clocks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class EachClockTest : public ::testing::TestWithParam<const char*> {
 protected:
  // The report of an example submission.
  json Check(const std::string& problem, const std::string& submission) {
    const std::string examples = GRADER_SOURCE_DIR "/fixtures/examples";
    const Finished checked = Shell(absl::StrCat(
        "cd '", folder_.path().string(),
        "' && GRADER_CACHE=\"$PWD/cache\" '" GRADER_BINARY_DIR
        "/grader' check --course '",
        examples, "' ", problem, " ", examples, "/fixtures/problems/", problem,
        "/", submission, " --format json --clock ", GetParam()));
    return json::parse(checked.out, nullptr, false);
  }

  static std::string Place(const json& of) {
    return absl::StrCat(of["place"]["file"].get<std::string>(), ":",
                        of["place"]["line"].get<int>());
  }

 private:
  const TemporaryFolder folder_;
};

TEST_P(EachClockTest, AddressSanitizersFindingFailsTheCaseAtItsLine) {
  const json report = Check("sanitize", "rejected/one_too_far.cpp");
  ASSERT_TRUE(report.is_object());
  EXPECT_EQ(report["verdict"], "run_time_error");
  const json& one = report["cases"][0];
  EXPECT_EQ(one["reason"], "sanitizer");
  EXPECT_THAT(one["message"].get<std::string>(),
              HasSubstr("heap-buffer-overflow: memory is used that lies beside "
                        "what was allocated"));
  EXPECT_EQ(one["crash"]["kind"], "heap-buffer-overflow");
  EXPECT_EQ(Place(one["crash"]["steps"][0]), "one_too_far.cpp:15");
}

TEST_P(EachClockTest, WhatUsesMemoryRightlyIsAccepted) {
  EXPECT_EQ(Check("sanitize", "accepted/on_the_heap.c")["verdict"], "accepted");
}

TEST_P(EachClockTest, AFullStackIsNamed) {
  const json report =
      Check("deep-recursion", "rejected/call_for_each_number.cpp --reveal");
  ASSERT_TRUE(report.is_object());
  const json& one = report["cases"][1];
  EXPECT_EQ(one["reason"], "signal:SIGSEGV");
  EXPECT_THAT(one["message"].get<std::string>(),
              HasSubstr("its stack seems to be full, all 8 MiB of it"));
  EXPECT_EQ(one["crash"]["kind"], "stack-overflow");
}

INSTANTIATE_TEST_SUITE_P(Clocks, EachClockTest,
                         ::testing::Values("virtual", "real"),
                         [](const ::testing::TestParamInfo<const char*>& info) {
                           return std::string(info.param);
                         });

}  // namespace
}  // namespace grader
