#include "grader/execute/monotonic.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

TEST(MonotonicTest, NeverGoesBack) {
  const absl::Time before = MonotonicNow();
  EXPECT_LE(before, MonotonicNow());
}

// A step of the time of day, or a suspended machine, would count as a run's own
// time.
TEST(MonotonicTest, NothingIsMeasuredByTheTimeOfDay) {
  for (const auto& entry :
       fs::recursive_directory_iterator(GRADER_SOURCE_DIR "/grader")) {
    const std::string path = entry.path().string();
    const bool source =
        absl::EndsWith(path, ".cc") || absl::EndsWith(path, ".h");
    // The stamps of packets are times of day, too.
    if (!source || absl::StrContains(path, "/testcases/") ||
        absl::EndsWith(path, "/monotonic_test.cc") ||
        absl::EndsWith(path, "/trace_writes.cc") ||
        absl::EndsWith(path, "/execute/time_of_day.h")) {
      continue;
    }
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    EXPECT_FALSE(absl::StrContains(text.str(), "absl::Now()") ||
                 absl::StrContains(text.str(), "system_clock::now"))
        << path << ": use MonotonicNow(), or TimeOfDay() for a stamp";
  }
}

}  // namespace
}  // namespace grader
