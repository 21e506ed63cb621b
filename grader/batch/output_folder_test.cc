#include "grader/batch/output_folder.h"

#include <filesystem>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "grader/problem/files.h"
#include "grader/testing/files_stay_small.h"
#include "grader/testing/temporary_folder.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class OutputFolderTest : public testing::Test {
 protected:
  fs::path Path(const std::string& name) const {
    return folder_.path() / "grades" / name;
  }
  std::string Content(const std::string& name) const {
    return ReadFile(Path(name)).value_or("(none)");
  }
  auto FilesIn(const std::string& name) const {
    return std::distance(fs::directory_iterator(Path(name)),
                         fs::directory_iterator());
  }
  auto Open() const { return OutputFolder::Open(folder_.path() / "grades"); }

  TemporaryFolder folder_;
};

TEST_F(OutputFolderTest, LinesAreAddedToThoseOfBefore) {
  {
    const auto folder = Open();
    ASSERT_TRUE(folder.ok()) << folder.status();
    EXPECT_EQ((*folder)->earlier_lines(), "");
    ASSERT_TRUE((*folder)->AddLine("one\n").ok());
  }
  const auto folder = Open();
  ASSERT_TRUE(folder.ok()) << folder.status();
  EXPECT_EQ((*folder)->earlier_lines(), "one\n");
  ASSERT_TRUE((*folder)->AddLine("two\n").ok());
  EXPECT_EQ(Content("results.jsonl"), "one\ntwo\n");
}

TEST_F(OutputFolderTest, WhatIsHalfWrittenIsRemoved) {
  folder_.Write("grades/gradebook.html", "all");
  folder_.Write("grades/.grader-abcdef", "al");
  folder_.Write("grades/reports/ann/echo.html", "right");
  folder_.Write("grades/reports/ann/.grader-uvwxyz", "ri");
  folder_.Write("grades/reports/bob/.grader-uvwxyz", "wr");
  const auto folder = Open();
  ASSERT_TRUE(folder.ok()) << folder.status();
  ASSERT_TRUE((*folder)->RemoveReportsBut({"reports/ann/echo.html"}).ok());
  EXPECT_EQ(Content("gradebook.html"), "all");
  EXPECT_EQ(Content("reports/ann/echo.html"), "right");
  EXPECT_EQ(FilesIn("reports/ann"), 1);
  EXPECT_FALSE(fs::exists(Path("reports/bob")));
  EXPECT_FALSE(fs::exists(Path(".grader-abcdef")));
}

TEST_F(OutputFolderTest, LineThatIsNotWholeIsCutOff) {
  for (const std::string torn : {"", "one\n", "one\ntwo\n"}) {
    folder_.Write("grades/results.jsonl", torn + "thr");
    const auto folder = Open();
    ASSERT_TRUE(folder.ok()) << folder.status();
    EXPECT_EQ((*folder)->earlier_lines(), torn);
    ASSERT_TRUE((*folder)->AddLine("four\n").ok());
    EXPECT_EQ(Content("results.jsonl"), torn + "four\n");
  }
}

TEST_F(OutputFolderTest, TwoBatchesDoNotWriteToOne) {
  {
    const auto folder = Open();
    ASSERT_TRUE(folder.ok()) << folder.status();
    EXPECT_EQ(Open().status().code(), absl::StatusCode::kFailedPrecondition);
  }
  EXPECT_TRUE(Open().ok());
}

TEST_F(OutputFolderTest, FilesAreReplacedWithTheirFolders) {
  const auto folder = Open();
  ASSERT_TRUE(folder.ok()) << folder.status();
  ASSERT_TRUE((*folder)->Replace("a/b/c.html", "old").ok());
  ASSERT_TRUE((*folder)->Replace("a/b/c.html", "new").ok());
  EXPECT_EQ(Content("a/b/c.html"), "new");
  EXPECT_EQ(FilesIn("a/b"), 1);
}

TEST_F(OutputFolderTest, WhatCannotBeWrittenLosesNothing) {
  const auto folder = Open();
  ASSERT_TRUE(folder.ok()) << folder.status();
  ASSERT_TRUE((*folder)->AddLine("one\n").ok());
  ASSERT_TRUE((*folder)->Replace("book", "old").ok());

  const FilesStaySmall full;
  const std::string large(3000, 'x');
  const absl::Status added = (*folder)->AddLine(large + "\n");
  EXPECT_THAT(std::string(added.message()), HasSubstr("File too large"));
  EXPECT_FALSE((*folder)->Replace("book", large).ok());
  EXPECT_EQ(Content("results.jsonl"), "one\n");
  EXPECT_EQ(Content("book"), "old");
  EXPECT_EQ(FilesIn("."), 2) << "results.jsonl and book";
  ASSERT_TRUE((*folder)->AddLine("two\n").ok());
  EXPECT_EQ(Content("results.jsonl"), "one\ntwo\n");
}

}  // namespace
}  // namespace grader
