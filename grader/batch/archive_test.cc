#include "grader/batch/archive.h"

#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::SizeIs;

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
    remarks_.clear();
    const fs::path script = folder_ / "make.py";
    std::ofstream(script) << "import zipfile\n"
                          << "z = zipfile.ZipFile('" << folder_.string()
                          << "/a.zip', 'w', zipfile.ZIP_DEFLATED)\n"
                          << statements << "\nz.close()\n";
    const Finished made = Shell("python3 " + script.string());
    EXPECT_EQ(made.status, 0) << made.out;
    const auto remarks = Unpack(folder_ / "a.zip", folder_ / "out");
    if (remarks.ok()) remarks_ = *remarks;
    return remarks.status();
  }

  // The names that came out, relative to "out".
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& file : fs::recursive_directory_iterator(folder_ / "out")) {
      if (!file.is_regular_file()) continue;
      names.push_back(file.path().lexically_relative(folder_ / "out").string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  fs::path folder_;
  std::vector<std::string> remarks_;
};

TEST_F(ArchiveTest, FilesComeOutWithTheirFolders) {
  ASSERT_TRUE(UnpackMadeBy("z.writestr('a.cpp', 'x')\n"
                           "z.writestr('in/b.cpp', 'yy')")
                  .ok());
  EXPECT_EQ(fs::file_size(folder_ / "out/a.cpp"), 1u);
  EXPECT_EQ(fs::file_size(folder_ / "out/in/b.cpp"), 2u);
}

// Entries that do not say that their name is in UTF-8, and hold any bytes.
constexpr char kBytes[] =
    "import struct\n"
    "class Raw(zipfile.ZipInfo):\n"
    "  def _encodeFilenameFlags(self):\n"
    "    return self.filename.encode('latin-1'), self.flag_bits & ~0x800\n";

TEST_F(ArchiveTest, NamesInAnyEncodingAreReadInAnyLocale) {
  for (const char* const locale : {"C", "C.UTF-8"}) {
    const std::string before = setlocale(LC_ALL, nullptr);
    setlocale(LC_ALL, locale);
    const absl::Status status = UnpackMadeBy(absl::StrCat(
        kBytes,
        "z.writestr('\xC3\x9C/flagged \xE2\x80\x93 \xF0\x9F\x98\x80.py', 'x')\n"
        "z.writestr(Raw('L\\x94sung/cp437.py'), 'x')\n"
        "z.writestr(Raw('\\xc3\\xb6/utf8 that does not say so.py'), 'x')\n"
        "z.writestr(Raw('all ' + ''.join(map(chr, range(0x80, 0xC0)))), 'x')\n"
        "z.writestr('plain.py', 'x')"));
    setlocale(LC_ALL, before.c_str());
    ASSERT_TRUE(status.ok()) << status;
    const std::vector<std::string> names = Names();
    EXPECT_THAT(names, SizeIs(5)) << locale;
    EXPECT_THAT(
        names,
        IsSupersetOf({"plain.py", "L\xC3\xB6sung/cp437.py",
                      "\xC3\xB6/utf8 that does not say so.py",
                      "\xC3\x9C/flagged \xE2\x80\x93 \xF0\x9F\x98\x80.py"}))
        << locale;
    EXPECT_THAT(remarks_, ElementsAre());
    fs::remove_all(folder_ / "out");
    fs::create_directory(folder_ / "out");
  }
}

// One that says so and lies.
TEST_F(ArchiveTest, NameThatIsNoUtf8DoesNotSpoilTheOthers) {
  ASSERT_TRUE(UnpackMadeBy("class Liar(zipfile.ZipInfo):\n"
                           "  def _encodeFilenameFlags(self):\n"
                           "    return b'a\\xff\\xfe.py', 0x800\n"
                           "z.writestr(Liar('a'), 'x')\n"
                           "z.writestr('b.py', 'x')")
                  .ok());
  EXPECT_THAT(Names(), ElementsAre("b.py"));
  EXPECT_THAT(remarks_, ElementsAre(HasSubstr("name is no text")));
}

TEST_F(ArchiveTest, NamesThatNoFileCanHaveAreMadeSafeAndTold) {
  ASSERT_TRUE(UnpackMadeBy("z.writestr('a\\nb.py', 'x')\n"
                           "z.writestr('\xD0\xB6' * 200 + '.py', 'x')\n"
                           "z.writestr('d/' * 900 + 'deep.py', 'x')\n"
                           "z.writestr('fine.py', 'x')")
                  .ok());
  EXPECT_THAT(Names(), SizeIs(3));
  EXPECT_THAT(Names(), IsSupersetOf({"a_b.py", "fine.py"}));
  EXPECT_THAT(remarks_, ElementsAre(HasSubstr("taken as \"a_b.py\""),
                                    HasSubstr("taken as \"\xD0\xB6"),
                                    HasSubstr("lies too deep")));
}

TEST_F(ArchiveTest, WhatIsToldOfNamesCanBeRead) {
  const absl::Status status =
      UnpackMadeBy("z.writestr('../\\x1b[31m\\a\\xc3', 'x')");
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("leads out of it: \"../\\x1b[31m\\x07\xC3\x83\""));
  ASSERT_TRUE(UnpackMadeBy("z.writestr('a\\x1b[31m.py', 'x')").ok());
  EXPECT_THAT(remarks_, ElementsAre(HasSubstr("called \"a\\x1b[31m.py\"")));
}

TEST_F(ArchiveTest, OfTwoFilesInOnePlaceTheSecondIsLeftOutAndTold) {
  ASSERT_TRUE(UnpackMadeBy("z.writestr('a', 'first')\n"
                           "z.writestr('./a', 'second')\n"
                           "z.writestr('a/b', 'x')\n"
                           "z.writestr('c/d', 'x')\n"
                           "z.writestr('c', 'x')")
                  .ok());
  EXPECT_THAT(Names(), ElementsAre("a", "c/d"));
  EXPECT_EQ(ReadFile(folder_ / "out/a"), "first");
  EXPECT_THAT(remarks_, ElementsAre(HasSubstr("second file of the name \"a\""),
                                    HasSubstr("\"a/b\" lies in a file"),
                                    HasSubstr("second file of the name")));
}

TEST_F(ArchiveTest, NothingIsWaitedFor) {
  ASSERT_EQ(mkfifo((folder_ / "fifo.zip").c_str(), 0600), 0);
  EXPECT_EQ(Unpack(folder_ / "fifo.zip", folder_ / "out").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(ArchiveTest, DiskThatIsFullIsNotTheArchives) {
  ASSERT_TRUE(UnpackMadeBy("z.writestr('a.py', 'x')").ok());
  const auto written = Unpack(folder_ / "a.zip", "/proc/no/such/folder");
  EXPECT_EQ(written.status().code(), absl::StatusCode::kInternal);
}

TEST_F(ArchiveTest, NamesThatLeadOutAreRefused) {
  for (const char* const name :
       {"../evil", "a/../../evil", "/tmp/archive_test_evil",
        "\xC3\x9C/../../evil", "\\xff/../../evil", "../evil\\n"}) {
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
  EXPECT_EQ(Unpack(folder_ / "a.zip", folder_ / "out").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(Unpack(folder_ / "missing.zip", folder_ / "out").ok());
}

// Packs "a.py" and "in/b.py" as `name` by the Python module tarfile.
constexpr char kTar[] =
    "import io, tarfile\n"
    "def tar(name, mode):\n"
    "  with tarfile.open(name, mode) as t:\n"
    "    for path in 'a.py', 'in/b.py':\n"
    "      info = tarfile.TarInfo(path)\n"
    "      info.size = 1\n"
    "      t.addfile(info, io.BytesIO(b'1'))\n";

TEST_F(ArchiveTest, OtherArchivesAreUnpackedToo) {
  const struct {
    const char* name;
    const char* mode;
  } kCases[] = {{"a.tar", "w"},
                {"a.tar.gz", "w:gz"},
                {"a.tgz", "w:gz"},
                {"a.tar.bz2", "w:bz2"},
                {"a.tar.xz", "w:xz"}};
  for (const auto& one : kCases) {
    std::ofstream(folder_ / "make.py")
        << kTar << "tar('" << (folder_ / one.name).string() << "', '"
        << one.mode << "')\n";
    ASSERT_EQ(Shell("python3 " + (folder_ / "make.py").string()).status, 0);
    fs::remove_all(folder_ / "out");
    fs::create_directory(folder_ / "out");
    EXPECT_TRUE(IsArchiveName(one.name));
    const auto unpacked = Unpack(folder_ / one.name, folder_ / "out");
    EXPECT_TRUE(unpacked.ok()) << one.name << ": " << unpacked.status();
    EXPECT_THAT(Names(), ElementsAre("a.py", "in/b.py")) << one.name;
  }
}

TEST_F(ArchiveTest, OnePackedFileHasTheNameOfItsArchive) {
  std::ofstream(folder_ / "ann.py") << "print(1)";
  ASSERT_EQ(Shell("gzip " + (folder_ / "ann.py").string()).status, 0);
  ASSERT_TRUE(Unpack(folder_ / "ann.py.gz", folder_ / "out").ok());
  EXPECT_THAT(Names(), ElementsAre("ann.py"));
}

TEST_F(ArchiveTest, WhatNothingWasPackedByIsNoArchive) {
  for (const char* name : {"a.gz", "a.tar.gz", "a.7z", "a.rar", "a.tar"}) {
    std::ofstream(folder_ / name) << "#!/bin/sh\n";
    const auto unpacked = Unpack(folder_ / name, folder_ / "out");
    EXPECT_THAT(std::string(unpacked.status().message()),
                HasSubstr("no archive that can be read"))
        << name;
  }
  EXPECT_THAT(Names(), ElementsAre());
}

TEST_F(ArchiveTest, PasswordIsNamed) {
  // The first bit of the flags, in the entry and in the directory.
  const absl::Status status = UnpackMadeBy(
      "z.writestr('a.py', 'x')\nz.close()\n"
      "b = bytearray(open(z.filename, 'rb').read())\n"
      "b[6] |= 1\nb[b.index(b'PK\\x01\\x02') + 8] |= 1\n"
      "open(z.filename, 'wb').write(b)");
  EXPECT_THAT(std::string(status.message()), HasSubstr("has a password"));
}

}  // namespace
}  // namespace grader
