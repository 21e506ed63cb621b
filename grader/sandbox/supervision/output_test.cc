#include "grader/sandbox/supervision/output.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

namespace grader::sandbox {
namespace {

// What a Capture with that limit makes of `texts`, each written at once.
CapturedText Captured(std::int64_t limit, const std::vector<std::string>& texts,
                      bool& over) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  Capture capture(UniqueFd(ends[0]), limit);
  for (const std::string& text : texts) {
    EXPECT_EQ(write(ends[1], text.data(), text.size()),
              static_cast<ssize_t>(text.size()));
    EXPECT_TRUE(capture.Drain());
    EXPECT_FALSE(capture.Drain());
  }
  close(ends[1]);
  capture.Drain();
  EXPECT_EQ(capture.fd(), -1);
  over = capture.over_limit();
  return capture.text();
}

TEST(CaptureTest, KeepsAllUpToTheLimit) {
  bool over = true;
  const CapturedText text = Captured(6, {"abc", "def"}, over);
  EXPECT_FALSE(over);
  EXPECT_EQ(text.Joined(), "abcdef");
  EXPECT_EQ(text.omitted, 0);
}

TEST(CaptureTest, KeepsHeadAndTailBeyondTheLimit) {
  bool over = false;
  const CapturedText text = Captured(5, {"abcd", "efgh"}, over);
  EXPECT_TRUE(over);
  EXPECT_EQ(text, (CapturedText{"abc", "gh", 3}));
}

TEST(CaptureTest, NothingIsALimitToo) {
  bool over = false;
  EXPECT_EQ(Captured(0, {"a"}, over), (CapturedText{"", "", 1}));
  EXPECT_TRUE(over);
}

TEST(PacketsTest, ForgetsTheOneThatDidNotHappen) {
  Packets packets;
  packets.Add(absl::Seconds(1), "one");
  packets.Add(absl::Seconds(2), "two");
  packets.RemoveLast();
  ASSERT_EQ(packets.all().size(), 1u);
  EXPECT_EQ(packets.all()[0].text, "one");
}

TEST(PacketsTest, StopsBeforeTheyAreTooMany) {
  Packets packets;
  const std::string large(1 << 20, 'x');
  for (int i = 0; i < 8; ++i) packets.Add(absl::ZeroDuration(), large);
  EXPECT_FALSE(packets.over_limit());
  packets.Add(absl::ZeroDuration(), "y");
  EXPECT_TRUE(packets.over_limit());
  EXPECT_EQ(packets.all().size(), 8u);
}

}  // namespace
}  // namespace grader::sandbox
