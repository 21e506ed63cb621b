#include "grader/execute/cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <ostream>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/execute/cache_files.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/testing/as_nobody.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string Content(const fs::path& path) {
  return ReadFile(path).value_or("");
}

class CacheTest : public ::testing::Test {
 protected:
  Cache Open(std::int64_t max_bytes = kMiB) {
    return Cache(folder_.path() / "cache", folder_.path() / "substitute",
                 max_bytes);
  }

  absl::StatusOr<CacheEntryPtr> Keep(Cache& cache, const std::string& name,
                                     const std::string& content = "text") {
    return cache.Store(name, "", {}, {{"file", content}});
  }

  bool IsKept(const std::string& name) {
    return fs::exists(folder_.path() / "cache/entries" / name / "manifest");
  }

  // As if the entry had last been used that long ago.
  void Age(const std::string& name, int seconds) {
    const fs::path manifest =
        folder_.path() / "cache/entries" / name / "manifest";
    const timespec then[2] = {{time(nullptr) - seconds, 0},
                              {time(nullptr) - seconds, 0}};
    ASSERT_EQ(utimensat(AT_FDCWD, manifest.c_str(), then, 0), 0);
  }

  TemporaryFolder folder_;
};

TEST_F(CacheTest, EntryIsFoundAgainByAnotherGrader) {
  {
    Cache cache = Open();
    EXPECT_EQ(cache.Find("name"), nullptr);
    ASSERT_TRUE(Keep(cache, "name").ok());
  }
  const Cache cache = Open();
  EXPECT_EQ(cache.note(), "");
  const CacheEntryPtr entry = cache.Find("name");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(Content(*entry / "file"), "text");
}

TEST_F(CacheTest, FilesAreReadableByAllAndWritableByNobodyElse) {
  folder_.Write("made/bin/program", "x");
  chmod((folder_.path() / "made/bin/program").c_str(), 0700);
  folder_.Write("made/data", "y");
  chmod((folder_.path() / "made/data").c_str(), 0666);
  Cache cache = Open();
  const auto entry =
      cache.Store("name", folder_.path() / "made", {"bin/program", "data"});
  ASSERT_TRUE(entry.ok()) << entry.status();
  const auto mode = [&](const std::string& name) {
    struct stat info;
    EXPECT_EQ(stat((**entry / name).c_str(), &info), 0);
    return info.st_mode & 07777;
  };
  EXPECT_EQ(mode("bin/program"), 0755u);
  EXPECT_EQ(mode("bin"), 0755u);
  EXPECT_EQ(mode("data"), 0644u);
  EXPECT_EQ(mode("."), 0755u);
}

TEST_F(CacheTest, LinksInPlaceOfResultsAreRefused) {
  folder_.Write("secret", "x");
  fs::create_directories(folder_.path() / "made");
  fs::create_symlink(folder_.path() / "secret", folder_.path() / "made/out");
  Cache cache = Open();
  EXPECT_FALSE(cache.Store("name", folder_.path() / "made", {"out"}).ok());
  fs::create_symlink(folder_.path(), folder_.path() / "made/bin");
  EXPECT_FALSE(
      cache.Store("name", folder_.path() / "made", {"bin/secret"}).ok());
  EXPECT_EQ(cache.Find("name"), nullptr);
}

struct Damage {
  const char* name;
  void (*make)(const fs::path& entry);
};
void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

class CacheDamageTest : public CacheTest,
                        public ::testing::WithParamInterface<Damage> {};

TEST_P(CacheDamageTest, EntryIsMadeAgain) {
  Cache cache = Open();
  ASSERT_TRUE(Keep(cache, "name").ok());
  GetParam().make(folder_.path() / "cache/entries/name");
  EXPECT_EQ(cache.Find("name"), nullptr);
  const auto entry = Keep(cache, "name");
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_EQ(Content(**entry / "file"), "text");
  EXPECT_NE(cache.Find("name"), nullptr);
}

INSTANTIATE_TEST_SUITE_P(
    Each, CacheDamageTest,
    ::testing::Values(
        Damage{"FileGone", [](const fs::path& e) { fs::remove(e / "file"); }},
        Damage{"FileShorter",
               [](const fs::path& e) { fs::resize_file(e / "file", 1); }},
        Damage{"FileChanged",
               [](const fs::path& e) { std::ofstream(e / "file") << "tExt"; }},
        // All that a manifest without a digest could tell is as it was.
        Damage{"FileChangedWithItsTimeKept",
               [](const fs::path& e) {
                 const auto time = fs::last_write_time(e / "file");
                 std::ofstream(e / "file") << "tExt";
                 fs::last_write_time(e / "file", time);
               }},
        Damage{"FolderBecameFile",
               [](const fs::path& e) {
                 fs::remove_all(e);
                 std::ofstream{e};
               }},
        Damage{"FolderEmpty",
               [](const fs::path& e) {
                 fs::remove_all(e);
                 fs::create_directory(e);
               }},
        Damage{"FileBecameLink",
               [](const fs::path& e) {
                 fs::rename(e / "file", e / "other");
                 fs::create_symlink("other", e / "file");
               }},
        Damage{"ManifestGone",
               [](const fs::path& e) { fs::remove(e / "manifest"); }},
        Damage{"ManifestBroken",
               [](const fs::path& e) { std::ofstream(e / "manifest") << "["; }},
        Damage{"ManifestOfSomethingElse",
               [](const fs::path& e) {
                 std::ofstream(e / "manifest") << R"([["file", "4", {}]])";
               }}),
    [](const auto& damage) { return std::string(damage.param.name); });

TEST_F(CacheTest, LeastRecentlyUsedGoesFirst) {
  Cache cache = Open(100 * kKiB);
  const std::string content(12 * kKiB, 'x');
  for (const std::string name : {"first", "second", "third"}) {
    ASSERT_TRUE(Keep(cache, name, content).ok());
  }
  Age("first", 30);
  Age("second", 20);
  Age("third", 10);
  EXPECT_NE(cache.Find("first"), nullptr);  // used now
  ASSERT_TRUE(Keep(cache, "fourth", content).ok());
  EXPECT_TRUE(IsKept("first"));
  EXPECT_FALSE(IsKept("second"));
  EXPECT_TRUE(IsKept("fourth"));
}

TEST_F(CacheTest, StaysWithinItsBound) {
  Cache cache = Open(256 * kKiB);
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(
        Keep(cache, absl::StrCat("n", i), std::string(10 * kKiB, 'x')).ok());
  }
  std::int64_t blocks = 0;
  for (const auto& file :
       fs::recursive_directory_iterator(folder_.path() / "cache")) {
    struct stat info;
    ASSERT_EQ(lstat(file.path().c_str(), &info), 0);
    blocks += info.st_blocks;
  }
  EXPECT_LE(blocks * 512, 256 * kKiB);
  EXPECT_TRUE(IsKept("n99"));
}

TEST_F(CacheTest, EntryInUseIsNeverRemoved) {
  Cache cache = Open(64 * kKiB);
  const auto used = Keep(cache, "used", std::string(20 * kKiB, 'x'));
  ASSERT_TRUE(used.ok());
  Age("used", 1000);
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(
        Keep(cache, absl::StrCat("n", i), std::string(20 * kKiB, 'x')).ok());
  }
  EXPECT_EQ(Content(**used / "file").size(), 20u * kKiB);
  EXPECT_NE(cache.Find("used"), nullptr);
}

TEST_F(CacheTest, CacheThatCannotBeWrittenIsReadAllTheSame) {
  {
    Cache cache = Open();
    ASSERT_TRUE(Keep(cache, "old").ok());
  }
  fs::create_directories(folder_.path() / "substitute");
  chmod((folder_.path() / "substitute").c_str(), 0777);
  const fs::path entries = folder_.path() / "cache/entries";
  chmod(entries.c_str(), 0555);
  {
    const AsNobody nobody;
    Cache cache = Open();
    EXPECT_THAT(cache.note(), HasSubstr("cannot be written"));
    EXPECT_NE(cache.Find("old"), nullptr);
    EXPECT_TRUE(Keep(cache, "new").ok());
    EXPECT_NE(cache.Find("new"), nullptr);
  }
  chmod(entries.c_str(), 0755);
  EXPECT_FALSE(IsKept("new"));
}

TEST_F(CacheTest, CacheThatFailsLaterIsReplacedToo) {
  fs::create_directories(folder_.path() / "substitute");
  Cache cache = Open();
  ASSERT_TRUE(Keep(cache, "old").ok());
  // As a full disk: what is made there cannot be.
  fs::rename(folder_.path() / "cache", folder_.path() / "moved");
  std::ofstream(folder_.path() / "cache") << "no folder";
  ASSERT_TRUE(Keep(cache, "new").ok());
  EXPECT_NE(cache.Find("new"), nullptr);
}

TEST_F(CacheTest, ManyGradersAtOnceMakeOneEntry) {
  std::vector<std::thread> graders;
  std::atomic<int> good = 0;
  for (int i = 0; i < 8; ++i) {
    graders.emplace_back([&] {
      Cache cache = Open();
      for (int round = 0; round < 20; ++round) {
        const auto entry = Keep(cache, absl::StrCat("round-", round));
        if (entry.ok() && Content(**entry / "file") == "text") ++good;
      }
    });
  }
  for (std::thread& grader : graders) grader.join();
  EXPECT_EQ(good, 160);
  for (const auto& entry :
       fs::directory_iterator(folder_.path() / "cache/entries")) {
    EXPECT_NE(entry.path().filename().string()[0], '.') << entry.path();
  }
}

// Some make entries, some take away what another has just made: whoever got one
// has all its files for as long as it is held.
TEST_F(CacheTest, EntryInUseKeepsItsFilesWhateverOtherGradersRemove) {
  constexpr int kRounds = 50;
  const fs::path entries = folder_.path() / "cache/entries";
  std::atomic<int> lost = 0;
  std::atomic<int> elsewhere = 0;
  std::atomic<int> making = 4;
  const auto make = [&] {
    Cache cache = Open(16 * kMiB);
    for (int round = 0; round < kRounds; ++round) {
      const auto entry = Keep(cache, "name");
      if (!entry.ok()) {
        ++lost;
        continue;
      }
      if ((*entry)->folder().parent_path() != entries) ++elsewhere;
      for (int looks = 0; looks < 3; ++looks) {
        if (Content(**entry / "file") != "text") ++lost;
      }
    }
    --making;
  };
  std::vector<std::thread> graders;
  for (int i = 0; i < 4; ++i) graders.emplace_back(make);
  for (int i = 0; i < 2; ++i) {
    graders.emplace_back([&] {
      while (making > 0) RemoveEntry(entries / "name");
    });
  }
  for (std::thread& grader : graders) grader.join();
  EXPECT_EQ(lost, 0);
  EXPECT_EQ(elsewhere, 0);
}

TEST_F(CacheTest, FirstEntryOfANewCacheKeepsItsFilesToo) {
  for (int round = 0; round < 200; ++round) {
    const fs::path root = folder_.path() / absl::StrCat(round);
    std::atomic<bool> made = false;
    std::vector<std::thread> graders;
    for (int i = 0; i < 2; ++i) {
      graders.emplace_back([&] {
        while (!made) RemoveEntry(root / "entries/name");
      });
    }
    Cache cache(root, folder_.path() / "substitute", 16 * kMiB);
    const auto entry = Keep(cache, "name");
    made = true;
    for (std::thread& grader : graders) grader.join();
    ASSERT_TRUE(entry.ok()) << entry.status();
    ASSERT_EQ((*entry)->folder(), root / "entries/name");
    ASSERT_EQ(Content(**entry / "file"), "text") << round;
  }
}

// As graders in containers do, which all have the same process id.
TEST_F(CacheTest, WhatAKilledGraderLeftIsInNobodysWay) {
  Cache cache = Open();
  for (int i = 0; i < 100; ++i) {
    fs::create_directories(folder_.path() / "cache/entries" /
                           absl::StrCat(".new-", getpid(), "-", i));
  }
  const auto entry = Keep(cache, "name");
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_TRUE(IsKept("name"));
}

TEST(CacheFolderTest, EnvironmentNamesIt) {
  setenv("GRADER_CACHE", "/some/where", 1);
  EXPECT_EQ(CacheFolder(), "/some/where");
  unsetenv("GRADER_CACHE");
  setenv("XDG_CACHE_HOME", "/xdg", 1);
  EXPECT_EQ(CacheFolder(), "/xdg/grader");
  unsetenv("XDG_CACHE_HOME");
}

TEST(CacheSizeTest, TakesASizeWithItsUnit) {
  setenv("GRADER_CACHE_SIZE", "3MiB", 1);
  EXPECT_EQ(CacheSize().value(), 3 * kMiB);
  setenv("GRADER_CACHE_SIZE", "much", 1);
  EXPECT_THAT(std::string(CacheSize().status().message()),
              HasSubstr("GRADER_CACHE_SIZE"));
  unsetenv("GRADER_CACHE_SIZE");
  EXPECT_EQ(CacheSize().value(), 2048 * kMiB);
}

}  // namespace
}  // namespace grader
