#include "grader/problem/files.h"

#include <sys/stat.h>

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/testing/as_nobody.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

void ExpectFailure(const absl::Status& status, absl::StatusCode code,
                   const std::string& message) {
  EXPECT_EQ(status.code(), code) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(message));
}

TEST(ReadRegularFileTest, GivesEveryByte) {
  const TemporaryFolder folder;
  const std::string content("a\0b\r\n\xFF", 6);
  EXPECT_EQ(*ReadRegularFile(folder.Write("f", content), 6), content);
  EXPECT_EQ(*ReadRegularFile(folder.Write("empty", ""), 0), "");
}

TEST(ReadRegularFileTest, FollowsALink) {
  const TemporaryFolder folder;
  folder.Write("f", "text");
  fs::create_symlink("f", folder.path() / "link");
  EXPECT_EQ(*ReadRegularFile(folder.path() / "link", 100), "text");
}

TEST(ReadRegularFileTest, RefusesWhatIsNoRegularFile) {
  const TemporaryFolder folder;
  const fs::path fifo = folder.path() / "fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  const fs::path loop = folder.path() / "loop";
  fs::create_symlink("loop", loop);
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  ExpectFailure(ReadRegularFile(fifo, 100).status(), kInvalid, "a pipe");
  ExpectFailure(ReadRegularFile(loop, 100).status(), kInvalid,
                "leads to itself");
  ExpectFailure(ReadRegularFile(folder.path(), 100).status(), kInvalid,
                "a folder");
  ExpectFailure(ReadRegularFile("/dev/zero", 100).status(), kInvalid,
                "a device");
}

TEST(ReadRegularFileTest, RefusesMoreThanTheLimit) {
  const TemporaryFolder folder;
  ExpectFailure(
      ReadRegularFile(folder.Write("f", std::string(1025, 'x')), 1024).status(),
      absl::StatusCode::kInvalidArgument, "at most 1 KiB");
}

TEST(ReadRegularFileTest, MissingAndUnreadableAreDifferent) {
  const TemporaryFolder folder;
  const fs::path secret = folder.Write("secret", "x");
  chmod(secret.c_str(), 0);
  ExpectFailure(ReadRegularFile(folder.path() / "none", 100).status(),
                absl::StatusCode::kNotFound, "no such file");
  ExpectFailure(ReadRegularFile(secret / "below", 100).status(),
                absl::StatusCode::kNotFound, "no such file");
  const AsNobody nobody;
  ExpectFailure(ReadRegularFile(secret, 100).status(),
                absl::StatusCode::kPermissionDenied, "no permission");
}

TEST(CheckRelativeNameTest, AcceptsWhatStaysBelow) {
  for (const char* name : {"a", "a.txt", "a/b/c.txt", "..a", "a..b", "-a"}) {
    EXPECT_TRUE(CheckRelativeName(name).ok()) << name;
  }
}

TEST(CheckRelativeNameTest, RefusesWhatDoesNot) {
  for (const char* name : {"", "/", "/a", "..", "../a", "a/..", "a/../b", ".",
                           "./a", "a//b", "a/", "a\nb", "a\x7F"}) {
    EXPECT_FALSE(CheckRelativeName(name).ok()) << name;
  }
}

TEST(ResolveInsideTest, LinksMayStayInsideButNotLeave) {
  const TemporaryFolder folder;
  folder.Write("problem/data/in.txt", "in");
  folder.Write("problem-b/out.txt", "out");
  const fs::path problem = folder.path() / "problem";
  fs::create_symlink("data/in.txt", problem / "inside");
  fs::create_symlink("../problem-b/out.txt", problem / "outside");
  fs::create_symlink("../problem-b", problem / "folder");

  EXPECT_EQ(*ResolveInside(problem, "data/in.txt"),
            fs::canonical(problem / "data/in.txt"));
  EXPECT_EQ(*ResolveInside(problem, "inside"),
            fs::canonical(problem / "data/in.txt"));
  for (const char* name : {"outside", "folder/out.txt"}) {
    ExpectFailure(ResolveInside(problem, name).status(),
                  absl::StatusCode::kInvalidArgument,
                  "leads out of the folder");
  }
  ExpectFailure(ResolveInside(problem, "none").status(),
                absl::StatusCode::kNotFound, "no such file");
}

}  // namespace
}  // namespace grader
