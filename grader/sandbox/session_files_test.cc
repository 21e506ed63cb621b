#include "grader/sandbox/session_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/time/clock.h"
#include "grader/sandbox/supervise_trace.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

class SessionFilesTest : public ::testing::Test {
 protected:
  SessionFilesTest() { mkdtemp(folder_.data()); }
  ~SessionFilesTest() override { fs::remove_all(folder_); }

  std::string folder_ = "/tmp/session-files-test-XXXXXX";
};

TEST_F(SessionFilesTest, InputCannotBeWritten) {
  Command command;
  command.input = "text";
  const auto channels = OpenChannels(command);
  ASSERT_TRUE(channels.ok()) << channels.status();
  EXPECT_EQ(pwrite(channels->input.get(), "x", 1, 0), -1);
  EXPECT_EQ(ftruncate(channels->input.get(), 100), -1);
  char buffer[10];
  EXPECT_EQ(read(channels->input.get(), buffer, sizeof buffer), 4);
}

TEST_F(SessionFilesTest, OnlyADriverHasATraceAndItStamps) {
  Command command;
  EXPECT_FALSE(OpenChannels(command)->process.trace);
  command.driver = {"/bin/driver"};
  const auto channels = OpenChannels(command);
  ASSERT_TRUE(channels.ok()) << channels.status();
  ASSERT_EQ(write(channels->child_trace.get(), "done", 4), 4);
  const absl::Time sent = absl::Now();
  const auto packet = ReceivePacket(channels->process.trace);
  ASSERT_TRUE(packet.has_value());
  EXPECT_EQ(packet->text, "done");
  EXPECT_LE(packet->at, sent);
}

TEST_F(SessionFilesTest, EmptiesAFolderOfAnyDepthAndPermission) {
  // Deeper than there are descriptors, and longer than a path may be.
  int at = open(folder_.c_str(), O_DIRECTORY | O_RDONLY);
  for (int depth = 0; depth < 3000; ++depth) {
    ASSERT_EQ(mkdirat(at, "folder", 0700), 0);
    const int inner = openat(at, "folder", O_DIRECTORY | O_RDONLY);
    close(openat(at, "file", O_CREAT | O_WRONLY, 0));
    fchmod(at, depth % 2 == 0 || depth < 2 ? 0700 : 0);
    close(at);
    at = inner;
  }
  close(at);
  EmptyFolder(folder_);
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(SessionFilesTest, EmptyingFollowsNoLink) {
  const std::string kept = folder_ + "-kept";
  fs::create_directory(kept);
  std::ofstream(kept + "/file") << "x";
  fs::create_directory_symlink(kept, folder_ + "/link");
  EmptyFolder(folder_);
  EXPECT_TRUE(fs::is_empty(folder_));
  EXPECT_TRUE(fs::exists(kept + "/file"));
  fs::remove_all(kept);
}

TEST_F(SessionFilesTest, CollectsNothingThroughAFolderThatIsALink) {
  fs::create_directory(folder_ + "/real");
  std::ofstream(folder_ + "/real/file") << "text";
  fs::create_directory_symlink(folder_ + "/real", folder_ + "/link");
  const UniqueFd directory(open(folder_.c_str(), O_PATH | O_DIRECTORY));
  const auto files =
      CollectFiles(directory, {"real/file", "link/file", "../x"}, 100);
  EXPECT_EQ(files.size(), 1u);
  EXPECT_EQ(files.at("real/file"), "text");
  EXPECT_TRUE(CollectFiles(directory, {"real/file"}, 3).empty());
}

TEST_F(SessionFilesTest, LoanEndsWithItsHolder) {
  struct stat before;
  stat(folder_.c_str(), &before);
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  {
    const auto loan = Loan::Make(folder_, 4711);
    ASSERT_TRUE(loan.ok()) << loan.status();
    struct stat during;
    stat(folder_.c_str(), &during);
    EXPECT_EQ(during.st_uid, 4711u);
  }
  struct stat after;
  stat(folder_.c_str(), &after);
  EXPECT_EQ(after.st_uid, before.st_uid);
}

}  // namespace
}  // namespace grader::sandbox
