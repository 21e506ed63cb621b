#include "grader/sandbox/session/session_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "grader/execute/monotonic.h"
#include "grader/sandbox/supervision/trace_writes.h"

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

// Whoever opens them by name (/dev/stdout) may write, but not take out what
// others wrote.
TEST_F(SessionFilesTest, OutputCanBeOpenedByAllForWritingOnly) {
  const auto channels = OpenChannels(Command());
  ASSERT_TRUE(channels.ok()) << channels.status();
  for (const UniqueFd* end : {&channels->child_out, &channels->child_err}) {
    struct stat info;
    ASSERT_EQ(fstat(end->get(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0222u);
  }
}

TEST_F(SessionFilesTest, OnlyADriverHasATraceAndItStamps) {
  Command command;
  EXPECT_FALSE(OpenChannels(command)->process.trace);
  command.driver = {"/bin/driver"};
  const auto channels = OpenChannels(command);
  ASSERT_TRUE(channels.ok()) << channels.status();
  ASSERT_EQ(write(channels->child_trace.get(), "done", 4), 4);
  const absl::Time sent = MonotonicNow();
  const auto packet = ReceivePacket(channels->process.trace);
  ASSERT_TRUE(packet.has_value());
  EXPECT_EQ(packet->text, "done");
  EXPECT_LE(packet->at, sent);
}

TEST_F(SessionFilesTest, FileOfSizeIsFoundInAFolderBelow) {
  fs::create_directories(folder_ + "/a/b");
  const UniqueFd directory(open(folder_.c_str(), O_PATH | O_DIRECTORY));
  std::ofstream(folder_ + "/a/b/file") << "1234";
  EXPECT_TRUE(HasFileOfSize(directory, 4));
  EXPECT_FALSE(HasFileOfSize(directory, 5));
  fs::create_symlink(folder_ + "/a/b/file", folder_ + "/link");
  fs::create_directory_symlink("/usr/bin", folder_ + "/folder-link");
  EXPECT_FALSE(HasFileOfSize(directory, 5));
}

TEST_F(SessionFilesTest, MeasuresATreeAndTellsOfWhatItCannotSee) {
  fs::create_directories(folder_ + "/a/b");
  std::ofstream(folder_ + "/a/b/file") << std::string(100'000, 'x');
  const UniqueFd directory(open(folder_.c_str(), O_RDONLY | O_DIRECTORY));
  TreeSize size = MeasureTree(directory.get());
  EXPECT_GE(size.bytes, 100'000);
  EXPECT_EQ(size.files, 3);
  EXPECT_FALSE(size.hidden);
  for (const mode_t mode : {0, 0400, 0200, 0100}) {
    chmod((folder_ + "/a").c_str(), mode);
    // Nothing is hidden from root.
    EXPECT_EQ(MeasureTree(directory.get()).hidden, geteuid() != 0) << mode;
  }
  chmod((folder_ + "/a").c_str(), 0700);
  std::string deep = folder_;
  for (int i = 0; i < 200; ++i) deep += "/d";
  fs::create_directories(deep);
  EXPECT_TRUE(MeasureTree(directory.get()).hidden);
}

TEST_F(SessionFilesTest, CountsUnlinkedFilesOnce) {
  const UniqueFd file(
      open((folder_ + "/file").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
  const std::string text(1'000'000, 'x');
  ASSERT_EQ(write(file.get(), text.data(), text.size()), 1'000'000);
  UnlinkedFiles named;
  named.Look(getpid());
  unlink((folder_ + "/file").c_str());
  const UniqueFd again(dup(file.get()));
  UnlinkedFiles unlinked;
  for (int i = 0; i < 2; ++i) unlinked.Look(getpid());
  EXPECT_GE(unlinked.bytes() - named.bytes(), 1'000'000);
  EXPECT_LT(unlinked.bytes() - named.bytes(), 2'000'000);
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

TEST_F(SessionFilesTest, LoanHasTheFoldersOfTheLender) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  const fs::path lent = fs::path(folder_) / "lent";
  const fs::path outside = fs::path(folder_) / "outside";
  fs::create_directories(lent / "own/inner");
  fs::create_directories(lent / "others");
  fs::create_directory(outside);
  fs::create_directory_symlink(outside, lent / "link");
  ASSERT_EQ(chown((lent / "others").c_str(), 4712, 4712), 0);
  const auto loan = Loan::Make(lent.string(), 4711);
  ASSERT_TRUE(loan.ok()) << loan.status();
  const auto owner = [](const fs::path& folder) {
    struct stat info;
    return stat(folder.c_str(), &info) == 0 ? info.st_uid : 0;
  };
  EXPECT_EQ(owner(lent / "own"), 4711u);
  EXPECT_EQ(owner(lent / "own/inner"), 4711u);
  EXPECT_EQ(owner(lent / "others"), 4712u);
  EXPECT_EQ(owner(outside), 0u);
}

}  // namespace
}  // namespace grader::sandbox
