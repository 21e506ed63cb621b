// What becomes of verdicts when the cache is small, shared, damaged, full or
// read-only.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/testing/cache_checks.h"
#include "grader/testing/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

TEST_F(CliCacheTest, StaysWithinItsBound) {
  constexpr int kBound = 400 * 1024;
  setenv("GRADER_CACHE_SIZE", "400KiB", 1);
  for (int i = 0; i < 30; ++i) {
    const std::string path =
        Write("solution.py", absl::StrCat("print(input())  # ", i, "\n"));
    EXPECT_EQ(Outcome(Check("echo", path)), "accepted");
  }
  unsetenv("GRADER_CACHE_SIZE");
  std::int64_t blocks = 0;
  for (const auto& file : fs::recursive_directory_iterator(Path("cache"))) {
    struct stat info;
    ASSERT_EQ(lstat(file.path().c_str(), &info), 0);
    blocks += info.st_blocks;
  }
  EXPECT_LE(blocks * 512, kBound);
  // The last one is there still.
  EXPECT_EQ(Outcome(Check("echo", Path("solution.py"))), "accepted again");
}

TEST_F(CliCacheTest, TwoGradersAtOnceMayStartWithNothing) {
  const std::string right = Write("right.cpp", kLetterSolution);
  const std::string wrong = Write(
      "wrong.cpp", absl::StrReplaceAll(kLetterSolution, {{"kGiven", "'y'"}}));
  const auto into = [&](const char* name) {
    return "--output '" + Path(name).string() + "' & ";
  };
  Shell(Command("letter", right, into("1")) +
        Command("letter", wrong, into("2")) +
        Command("letter", right, into("3")) + "wait");
  const auto outcome = [&](const char* name) {
    std::ifstream file(Path(name));
    return json::parse(file, nullptr, false).value("verdict", "none");
  };
  EXPECT_EQ(outcome("1"), "accepted");
  EXPECT_EQ(outcome("2"), "wrong_answer");
  EXPECT_EQ(outcome("3"), "accepted");
}

struct Damage {
  const char* name;
  bool of_manifests;  // else of all other files
  void (*make)(const fs::path& file);
};
void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

class CliCacheDamageTest : public CliCacheTest,
                           public ::testing::WithParamInterface<Damage> {};

TEST_P(CliCacheDamageTest, DoesNotChangeAVerdict) {
  const std::string path = Write("solution.cpp", kLetterSolution);
  EXPECT_EQ(Outcome(Check("letter", path)), "accepted");
  std::vector<fs::path> files;
  for (const auto& file :
       fs::recursive_directory_iterator(Path("cache/entries"))) {
    if (file.is_regular_file() &&
        GetParam().of_manifests == (file.path().filename() == "manifest")) {
      files.push_back(file.path());
    }
  }
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) GetParam().make(file);
  EXPECT_EQ(Outcome(Check("letter", path)), "accepted");
  EXPECT_EQ(Outcome(Check("letter", path)), "accepted again");
}

void Halve(const fs::path& file) {
  fs::resize_file(file, fs::file_size(file) / 2);
}

void FillWithZeros(const fs::path& file) {
  const std::uintmax_t size = fs::file_size(file);
  fs::resize_file(file, 0);
  fs::resize_file(file, size);
}

void Remove(const fs::path& file) { fs::remove(file); }

INSTANTIATE_TEST_SUITE_P(
    Each, CliCacheDamageTest,
    ::testing::Values(Damage{"FilesHalf", false, Halve},
                      Damage{"FilesZeros", false, FillWithZeros},
                      Damage{"FilesGone", false, Remove},
                      Damage{"ManifestsHalf", true, Halve},
                      Damage{"ManifestsZeros", true, FillWithZeros},
                      Damage{"ManifestsGone", true, Remove}),
    [](const auto& damage) { return std::string(damage.param.name); });

TEST_F(CliCacheTest, ReadOnlyCacheIsReadAndNotNeeded) {
  if (!CanMount()) GTEST_SKIP() << "no file system may be mounted here";
  const std::string known = Write("known.cpp", kLetterSolution);
  const std::string fresh =
      Write("fresh.cpp", absl::StrCat(kLetterSolution, "// another\n"));
  const std::string cache = Path("cache");
  EXPECT_EQ(Outcome(Check("letter", known)), "accepted");
  const std::set<std::string> entries = Entries();
  const auto check = [&](const std::string& path) {
    return Outcome(Report(Mounted("--bind -o ro '" + cache + "'", cache,
                                  Command("letter", path))));
  };
  EXPECT_EQ(check(known), "accepted again");
  EXPECT_EQ(check(fresh), "accepted");
  EXPECT_EQ(Entries(), entries);
}

TEST_F(CliCacheTest, FullCacheIsNotNeeded) {
  if (!CanMount()) GTEST_SKIP() << "no file system may be mounted here";
  const std::string path = Write("solution.cpp", kLetterSolution);
  fs::create_directories(Path("cache"));
  for (const char* size : {"4k", "64k", "1m"}) {
    EXPECT_EQ(
        Outcome(Report(Mounted(absl::StrCat("-t tmpfs -o size=", size, " none"),
                               Path("cache"), Command("letter", path)))),
        "accepted")
        << size;
  }
}

}  // namespace
}  // namespace grader
