// grader similar as instructors run it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Accepted(const std::string& name) {
  return ReadFile(GRADER_SOURCE_DIR "/fixtures/problems/ttl-cache/accepted/" +
                  name)
      .value_or("");
}

class SimilarTest : public ::testing::Test {
 protected:
  SimilarTest() {
    const std::string original = Accepted("event.py");
    folder_.Write("class/ann/ttl-cache.py", original);
    folder_.Write("class/bo/ttl-cache.py", Accepted("future_per_waiter.py"));
    folder_.Write("class/cem/src/ttl-cache.py", Accepted("spawned_fetch.py"));
    folder_.Write(
        "class/zoe/ttl-cache.py",
        "# all my own\n" + absl::StrReplaceAll(original, {{"entry", "x"}}));
    folder_.Write("class/dee/ttl-cache.cpp", Accepted("spawned_fetch.cpp"));
  }

  Finished Similar(const std::string& options) const {
    return Shell(absl::StrCat("cd ", folder_.path().string(),
                              " && '" GRADER_BINARY_DIR
                              "/grader' similar class --problems "
                              "'" GRADER_SOURCE_DIR "/problems' ",
                              options));
  }

  std::string Content(const std::string& name) const {
    return ReadFile(folder_.path() / name).value_or("");
  }

  TemporaryFolder folder_;
};

TEST_F(SimilarTest, CopyIsFirstAndWhatItCannotTellIsSaid) {
  const Finished found = Similar("2>/dev/null");
  EXPECT_EQ(found.status, 0) << found.out;
  EXPECT_THAT(found.out, StartsWith("100 %  ann and zoe, ttl-cache: "));
  EXPECT_THAT(Content("similar/similar.csv"),
              HasSubstr("\r\nttl-cache,python,ann,zoe,100,100,100,"));
  EXPECT_THAT(Content("similar/similar.html"), HasSubstr("is no proof"));
  EXPECT_THAT(Similar("").out, HasSubstr("is no proof"));
}

TEST_F(SimilarTest, SameHandInsGiveTheSameBytesHoweverTheyAreRead) {
  ASSERT_EQ(Similar("--jobs 1 --output one").status, 0);
  ASSERT_EQ(Similar("--jobs 3 --output three").status, 0);
  EXPECT_NE(Content("one/similar.html"), "");
  EXPECT_EQ(Content("one/similar.html"), Content("three/similar.html"));
  EXPECT_EQ(Content("one/similar.csv"), Content("three/similar.csv"));
}

TEST_F(SimilarTest, HandInThatCannotBeReadIsNamedAndStopsNothing) {
  folder_.Write("class/eve/ttl-cache.py", std::string("\0\1\2", 3));
  folder_.Write("class/fay/ttl-cache.cpp", std::string(400'000, '('));
  folder_.Write("class/gil/ttl-cache.py", "print(1)\n");
  const Finished found = Similar("");
  EXPECT_EQ(found.status, 0) << found.out;
  const std::string page = Content("similar/similar.html");
  EXPECT_THAT(page, HasSubstr("<li>eve, ttl-cache: "));
  EXPECT_THAT(page, HasSubstr("<li>gil, ttl-cache: 4 tokens of their own"));
  EXPECT_THAT(Content("similar/similar.csv"), HasSubstr("ann,zoe,100,"));
}

TEST_F(SimilarTest, StarterIsLeftOut) {
  const std::string starter =
      ReadFile(GRADER_SOURCE_DIR "/starters/ttl-cache/solution.py")
          .value_or("");
  for (const char* learner : {"hal", "ida"}) {
    folder_.Write(absl::StrCat("class/", learner, "/ttl-cache.py"), starter);
  }
  ASSERT_EQ(Similar("").status, 0);
  EXPECT_THAT(Content("similar/similar.html"),
              HasSubstr("<li>hal, ttl-cache: 0 tokens of their own"));
}

TEST_F(SimilarTest, WrongUsageIsTwoAndWhatCannotBeWrittenIsThree) {
  EXPECT_EQ(Similar("--problem no-such-problem").status, 2);
  EXPECT_EQ(Similar("--roster /no/such/file").status, 2);
  EXPECT_EQ(Similar("--output /dev/null/x").status, 3);
}

}  // namespace
}  // namespace grader
