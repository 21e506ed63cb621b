#include "grader/execute/content_hash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::AllOf;
using ::testing::MatchesRegex;
using ::testing::Ne;

TEST(ContentHashTest, SameOfTheSame) {
  const std::string digest = ContentHash("test").Add("a").Add(1).Digest();
  EXPECT_THAT(digest, MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(digest.size(), 64U);
  EXPECT_EQ(ContentHash("test").Add("a").Add(1).Digest(), digest);
  EXPECT_NE(ContentHash("other").Add("a").Add(1).Digest(), digest);
}

TEST(ContentHashTest, TellsWhereAPartEnds) {
  EXPECT_NE(ContentHash("test").Add("ab").Add("c").Digest(),
            ContentHash("test").Add("a").Add("bc").Digest());
  EXPECT_NE(
      ContentHash("test").Add(std::vector<std::string>{"a", "b"}).Digest(),
      ContentHash("test").Add("a").Add("b").Digest());
}

TEST(ContentHashTest, TellsAnEmptyFileFromNone) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "file";
  const auto digest = [&] {
    return ContentHash("test").AddFile(file).Digest();
  };
  const std::string none = digest();
  std::ofstream{file};
  const std::string empty = digest();
  std::ofstream{file} << "text";
  EXPECT_NE(empty, none);
  EXPECT_THAT(digest(), AllOf(Ne(empty), Ne(none)));
}

TEST(ContentHashTest, TellsAFileThatWasWrittenAnew) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "file";
  const auto digest = [&] {
    return ContentHash("test").AddIdentity(file).Digest();
  };
  const std::string none = digest();
  std::ofstream{file} << "text";
  const std::string first = digest();
  EXPECT_NE(first, none);
  EXPECT_EQ(digest(), first);
  std::filesystem::last_write_time(
      file, std::filesystem::last_write_time(file) + std::chrono::seconds(1));
  EXPECT_NE(digest(), first);
}

}  // namespace
}  // namespace grader
