#include "grader/batch/archive.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grader/testing/shell.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() {
    char folder[] = "/tmp/archive_test-XXXXXX";
    folder_ = mkdtemp(folder);
    fs::create_directory(folder_ / "out");
  }
  ~ArchiveTest() override { fs::remove_all(folder_); }

  // Makes a zip file with Python statements on the ZipFile `z`, and unpacks it.
  absl::Status UnpackMadeBy(const std::string& statements) {
    const fs::path script = folder_ / "make.py";
    std::ofstream(script) << "import zipfile\n"
                          << "z = zipfile.ZipFile('" << folder_.string()
                          << "/a.zip', 'w', zipfile.ZIP_DEFLATED)\n"
                          << statements << "\nz.close()\n";
    const Finished made = Shell("python3 " + script.string());
    EXPECT_EQ(made.status, 0) << made.out;
    return Unpack(folder_ / "a.zip", folder_ / "out");
  }

  fs::path folder_;
};

TEST_F(ArchiveTest, FilesComeOutWithTheirFolders) {
  ASSERT_TRUE(UnpackMadeBy("z.writestr('a.cpp', 'x')\n"
                           "z.writestr('in/b.cpp', 'yy')")
                  .ok());
  EXPECT_EQ(fs::file_size(folder_ / "out/a.cpp"), 1u);
  EXPECT_EQ(fs::file_size(folder_ / "out/in/b.cpp"), 2u);
}

TEST_F(ArchiveTest, NamesThatLeadOutAreRefused) {
  for (const char* const name :
       {"../evil", "a/../../evil", "/tmp/archive_test_evil"}) {
    const absl::Status status =
        UnpackMadeBy(absl::StrCat("z.writestr('", name, "', 'x')"));
    EXPECT_THAT(std::string(status.message()), HasSubstr("leads out")) << name;
  }
  EXPECT_FALSE(fs::exists(folder_ / "evil"));
  EXPECT_FALSE(fs::exists("/tmp/archive_test_evil"));
}

TEST_F(ArchiveTest, LinksAreLeftOutSoNothingIsWrittenThroughThem) {
  const absl::Status status = UnpackMadeBy(
      "i = zipfile.ZipInfo('link'); i.create_system = 3\n"
      "i.external_attr = 0o120777 << 16\n"
      "z.writestr(i, '/tmp')\n"
      "z.writestr('link/archive_test_evil', 'x')");
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_FALSE(fs::is_symlink(folder_ / "out/link"));
  EXPECT_FALSE(fs::exists("/tmp/archive_test_evil"));
}

TEST_F(ArchiveTest, WhatIsLargeWhenUnpackedIsRefused) {
  const absl::Status status =
      UnpackMadeBy("for i in range(4): z.writestr(str(i), bytes(5 << 20))");
  EXPECT_LT(fs::file_size(folder_ / "a.zip"), 100'000u);
  EXPECT_THAT(std::string(status.message()), HasSubstr("16 MiB"));
}

TEST_F(ArchiveTest, TooManyFilesAreRefused) {
  const absl::Status status =
      UnpackMadeBy("for i in range(1001): z.writestr(str(i), '')");
  EXPECT_THAT(std::string(status.message()), HasSubstr("1000 files"));
}

TEST_F(ArchiveTest, WhatIsNoZipFileIsRefused) {
  std::ofstream(folder_ / "a.zip") << "no zip file";
  EXPECT_EQ(Unpack(folder_ / "a.zip", folder_ / "out").code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(Unpack(folder_ / "missing.zip", folder_ / "out").ok());
}

}  // namespace
}  // namespace grader
