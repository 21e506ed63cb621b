// Why a hand-in is not graded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "grader/problem/submission_test_fixture.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

TEST_F(SubmissionTest, NothingToBuildIsRefused) {
  fs::create_directories(folder_.path() / "empty");
  folder_.Write("text/a.txt", "x");
  folder_.Write("header/a.h", "x");
  ExpectRefused("empty", "no_source",
                "no source was handed in: the folder is empty");
  ExpectRefused("text/a.txt", "no_source",
                "only \"a.txt\"; expected a file that ends in .c (c), .cpp, "
                ".cc");
  ExpectRefused("header", "no_source", "only \"a.h\"");
  ExpectRefused("header/a.h", "no_source", "no cpp source was handed in",
                "cpp");
  ExpectRefused("text", "no_source", "ends in .py", "python");
  folder_.Write("made/build/solution.cpp", "x");
  ExpectRefused("made", "no_source", "\"build\" is not looked into");
  problem_.offered_in = {"python"};
  ExpectRefused(
      "text", "no_source",
      "only \"a.txt\"; expected a file that ends in .py, .py3 (python)");
}

TEST_F(SubmissionTest, EmptyFilesAreRefusedTogether) {
  folder_.Write("a/a.cpp", " \n\t\n");
  folder_.Write("a/b.h", "");
  ExpectRefused("a", "empty", "all empty");
  ExpectRefused("a/a.cpp", "empty", "\"a.cpp\": it is empty");
  folder_.Write("a/c.cpp", "x");
  EXPECT_TRUE(IsTaken("a"));
}

TEST_F(SubmissionTest, BinaryFilesAndNulBytesAreRefusedWithTheirPlace) {
  folder_.Write("a.cpp", std::string("\x7F"
                                     "ELF\2\1\1\0\0",
                                     9));
  ExpectRefused("a.cpp", "not_text", "it is a binary file");
  folder_.Write("b.cpp", std::string("int main() {\n  return 0;\0\n}\n", 28));
  ExpectRefused("b.cpp", "not_text", "NUL byte");
  const Refusal refusal = RefusalOf("b.cpp");
  EXPECT_EQ(refusal.file, "b.cpp");
  EXPECT_EQ(refusal.line, 2);
  EXPECT_EQ(refusal.column, 12);
}

TEST_F(SubmissionTest, TooMuchIsRefused) {
  folder_.Write("one.cpp", std::string(kMiB + 1, ' '));
  ExpectRefused("one.cpp", "too_large", "all files together may have 1 MiB");
  folder_.Write("many/a.cpp", std::string(kMiB / 2, 'x'));
  folder_.Write("many/b.cpp", std::string(kMiB / 2, 'x'));
  EXPECT_TRUE(IsTaken("many"));
  folder_.Write("many/c.cpp", "x");
  ExpectRefused("many", "too_large", "all together may have 1 MiB");
  for (int i = 0; i < 100; ++i) {
    folder_.Write("files/" + std::to_string(i) + ".py", "x");
  }
  EXPECT_TRUE(IsTaken("files"));
  folder_.Write("files/100.py", "x");
  ExpectRefused("files", "too_large", "101 source files; at most 100");
}

TEST_F(SubmissionTest, AFileOfATerabyteIsNotRead) {
  const fs::path file = folder_.Write("a.cpp", "x");
  std::error_code error;
  fs::resize_file(file, std::uintmax_t{1} << 40, error);
  if (error) GTEST_SKIP() << "no sparse files: " << error.message();
  ExpectRefused("a.cpp", "too_large", "too large");
}

TEST_F(SubmissionTest, PipesDevicesAndLinksThatLeadNowhereAreRefused) {
  fs::create_directories(folder_.path() / "fifo");
  ASSERT_EQ(mkfifo((folder_.path() / "fifo/a.cpp").c_str(), 0600), 0);
  fs::create_symlink("a.cpp", folder_.path() / "a.cpp");
  fs::create_symlink("/dev/zero", folder_.path() / "zero.cpp");
  fs::create_symlink("none", folder_.path() / "broken.cpp");
  ExpectRefused("fifo", "unreadable", "a pipe");
  ExpectRefused("fifo/a.cpp", "unreadable", "a pipe");
  ExpectRefused("a.cpp", "unreadable", "leads to itself");
  ExpectRefused("broken.cpp", "unreadable", "leads nowhere");
  ExpectRefused("zero.cpp", "unreadable", "a device");
  const auto zero = LoadSubmission(problem_, "/dev/zero", "");
  ASSERT_TRUE(zero.ok()) << zero.status();
  EXPECT_EQ(zero->refusal.value_or(Refusal()).reason, "no_source");
}

TEST_F(SubmissionTest, ALinkIsFollowedOnlyWhereItIsNamed) {
  folder_.Write("real.cpp", "x");
  folder_.Write("a/b.cpp", "x");
  fs::create_symlink("../real.cpp", folder_.path() / "a/link.cpp");
  ExpectRefused("a", "unreadable", "hand in the file itself");
  EXPECT_TRUE(IsTaken("a/link.cpp"));
}

TEST_F(SubmissionTest, NamesThatLeaveNoRoomForACompilersOwnAreRefused) {
  const std::string longest = std::string(196, 'a') + ".cpp";
  folder_.Write("long/" + longest, "x");
  EXPECT_TRUE(IsTaken("long"));
  folder_.Write("too-long/a" + longest, "x");
  ExpectRefused("too-long", "file_name", "201 bytes; at most 200");
}

TEST_F(SubmissionTest, NamesThatACompilerMisreadsAreRefused) {
  for (const char* name :
       {"-o.cpp", "@args.cpp", "a\nb.cpp", "a\x1b[1m.cpp", "caf\xE9.cpp"}) {
    const TemporaryFolder own;
    own.Write(name, "x");
    for (const fs::path& path : {own.path() / name, own.path()}) {
      const auto submission = LoadSubmission(problem_, path, "");
      ASSERT_TRUE(submission.ok()) << submission.status();
      const Refusal refusal = submission->refusal.value_or(Refusal());
      EXPECT_EQ(refusal.reason, "file_name") << name;
      EXPECT_THAT(refusal.message, HasSubstr("rename the file"));
      EXPECT_EQ(refusal.message.find('\n'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace grader
