#include "grader/problem/units.h"

#include <cstdint>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;

TEST(ParseDurationTest, ReadsNumberAndUnit) {
  const struct {
    const char* text;
    absl::Duration duration;
  } kCases[] = {
      {"150ms", absl::Milliseconds(150)},
      {"1.5s", absl::Milliseconds(1500)},
      {"2m", absl::Minutes(2)},
      {"1h", absl::Hours(1)},
      {"7us", absl::Microseconds(7)},
      {"0.1s", absl::Milliseconds(100)},  // exactly
      {"0s", absl::ZeroDuration()},
      {"007ms", absl::Milliseconds(7)},
  };
  for (const auto& one : kCases) {
    const auto duration = ParseDuration(one.text);
    ASSERT_TRUE(duration.ok()) << one.text << ": " << duration.status();
    EXPECT_EQ(*duration, one.duration) << one.text;
  }
}

TEST(ParseDurationTest, SaysWhatIsWrong) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"", "expected a duration like 150ms, 1.5s or 2m, found \"\""},
      {"5", "the unit is missing: us, ms, s, m or h"},
      {"-5s", "it cannot be negative"},
      {"5 s", "write \"5s\""},
      {"5MS", "did you mean \"5ms\"?"},
      {"5days", "the unit must be us, ms, s, m or h"},
      {".5s", "found \".5s\""},
      {"1.s", "found \"1.s\""},
      {"1.5.2s", "the unit must be"},
      {"inf", "found \"inf\""},
      {"nan", "found \"nan\""},
      {"1e3s", "the unit must be"},
      {"1h30m", "the unit must be"},
      {"99999999999999999999h", "it is too long"},
      {"9999999999999999h", "it is too long"},
      {"+1s", "found \"+1s\""},
  };
  for (const auto& one : kCases) {
    const auto duration = ParseDuration(one.text);
    ASSERT_FALSE(duration.ok()) << one.text;
    EXPECT_EQ(duration.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(duration.status().message()),
                HasSubstr(one.message))
        << one.text;
  }
}

TEST(ParseBytesTest, ReadsNumberAndUnit) {
  const struct {
    const char* text;
    std::int64_t bytes;
  } kCases[] = {
      {"100B", 100},
      {"64KiB", 65536},
      {"256MiB", 268435456},
      {"1GiB", 1073741824},
      {"1.5GiB", 1610612736},
      {"1kB", 1000},
      {"2MB", 2000000},
      {"3GB", 3000000000},
      {"0.1MB", 100000},
      {"0.0009765625KiB", 1},
      {"0B", 0},
  };
  for (const auto& one : kCases) {
    const auto bytes = ParseBytes(one.text);
    ASSERT_TRUE(bytes.ok()) << one.text << ": " << bytes.status();
    EXPECT_EQ(*bytes, one.bytes) << one.text;
  }
}

TEST(ParseBytesTest, SaysWhatIsWrong) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"64", "the unit is missing: B, kB, MB, GB, KiB, MiB or GiB"},
      {"64kib", "did you mean \"64KiB\"?"},
      {"0.5B", "it is not a whole number of bytes"},
      {"-1B", "it cannot be negative"},
      {"99999999999GiB", "it is too large"},
      {"many", "expected a size like 64KiB, 256MiB or 100B, found \"many\""},
  };
  for (const auto& one : kCases) {
    const auto bytes = ParseBytes(one.text);
    ASSERT_FALSE(bytes.ok()) << one.text;
    EXPECT_THAT(std::string(bytes.status().message()), HasSubstr(one.message))
        << one.text;
  }
}

TEST(FormatElapsedTest, UsesMillisecondsBelowASecond) {
  EXPECT_EQ(FormatElapsed(absl::ZeroDuration()), "0 ms");
  EXPECT_EQ(FormatElapsed(absl::Milliseconds(150)), "150 ms");
  EXPECT_EQ(FormatElapsed(absl::Microseconds(100'260)), "100.3 ms");
  EXPECT_EQ(FormatElapsed(absl::Microseconds(999'990)), "1 s");
  EXPECT_EQ(FormatElapsed(absl::Milliseconds(1250)), "1.25 s");
  EXPECT_EQ(FormatElapsed(absl::Seconds(100)), "100 s");
  EXPECT_EQ(FormatElapsed(-absl::Milliseconds(5)), "-5 ms");
  EXPECT_EQ(FormatElapsed(absl::InfiniteDuration()), "unlimited");
}

TEST(FormatBytesTest, UsesTheLargestUnitThatFits) {
  const struct {
    std::int64_t bytes;
    const char* text;
  } kCases[] = {
      {0, "0 B"},           {100, "100 B"},
      {1024, "1 KiB"},      {64 * 1024, "64 KiB"},
      {1536, "1.5 KiB"},    {256LL << 20, "256 MiB"},
      {3LL << 30, "3 GiB"}, {5000LL << 30, "5000 GiB"},
  };
  for (const auto& one : kCases) EXPECT_EQ(FormatBytes(one.bytes), one.text);
}

TEST(CountedTest, FormsPlurals) {
  EXPECT_EQ(Counted(0, "line"), "0 lines");
  EXPECT_EQ(Counted(1, "line"), "1 line");
  EXPECT_EQ(Counted(2, "line"), "2 lines");
}

}  // namespace
}  // namespace grader
