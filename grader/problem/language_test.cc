#include "grader/problem/language.h"

#include <sys/stat.h>

#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/problem/language_reader.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

const Language& BuiltInRow(const std::string& name) {
  const Language* language = FindLanguage(*BuiltInLanguages(), name);
  EXPECT_NE(language, nullptr) << name;
  static const Language& none = *new Language;
  return language == nullptr ? none : *language;
}

TEST(LanguagesTest, BuiltInTableHasNoError) {
  const auto table =
      ReadLanguages("languages.yaml", std::string(kBuiltInLanguages));
  ASSERT_TRUE(table.ok()) << table.status();
  std::vector<std::string> names;
  for (const Language& language : *table) names.push_back(language.name);
  EXPECT_THAT(names, IsSupersetOf({"c", "cpp", "python", "javascript", "java",
                                   "rust", "go", "bash"}));
}

// By their names: were one missing, a change of it would change no cache key.
TEST(LanguagesTest, CppIsIdentifiedByFilesOfThisProcessor) {
  for (const char* name : {"c", "cpp"}) {
    const auto& identity = BuiltInRow(name).toolchain.identity;
    EXPECT_FALSE(identity.empty());
    for (const fs::path& path : identity) {
      EXPECT_TRUE(fs::exists(path)) << path;
    }
  }
}

TEST(LanguagesTest, CppIsCompiledAsCpp20) {
  const Language& cpp = BuiltInRow("cpp");
  ASSERT_TRUE(cpp.installed());
  const std::string& program = cpp.toolchain.programs.front();
  EXPECT_TRUE(fs::path(cpp.toolchain.found.at(program)).is_absolute());
  EXPECT_TRUE(cpp.toolchain.links());
  EXPECT_THAT(cpp.toolchain.compile, Contains("-std=c++20"));
  EXPECT_THAT(cpp.extensions, Contains(".cpp"));
  EXPECT_THAT(cpp.headers, Contains(".h"));
}

TEST(LanguagesTest, PythonIsInterpretedInIsolation) {
  const Language& python = BuiltInRow("python");
  EXPECT_FALSE(python.toolchain.links());
  EXPECT_THAT(python.toolchain.run, Contains("-I"));
  EXPECT_THAT(python.toolchain.run_with_driver, Contains("-I"));
}

TEST(LanguagesTest, UnknownLanguageIsNone) {
  EXPECT_EQ(FindLanguage(*BuiltInLanguages(), "cobol"), nullptr);
  EXPECT_EQ(FindLanguage(*BuiltInLanguages(), ""), nullptr);
}

TEST(LanguagesTest, SourceIsOfTheEarlierOfTwoRows) {
  LanguageTable table(2);
  table[0].name = "first";
  table[0].extensions = {".one", ".both"};
  table[0].headers = {".head"};
  table[1].name = "second";
  table[1].extensions = {".two", ".both"};
  EXPECT_EQ(LanguageOfSource(table, "a/b.one"), &table[0]);
  EXPECT_EQ(LanguageOfSource(table, "b.two"), &table[1]);
  EXPECT_EQ(LanguageOfSource(table, "b.both"), &table[0]);
  EXPECT_TRUE(IsSource("b.both", table[1]));
  for (const char* none : {"b.head", "b.ONE", "one", ".one", "b.one.txt", ""}) {
    EXPECT_EQ(LanguageOfSource(table, none), nullptr) << none;
  }
}

Language TwoToolchains() {
  Language language;
  language.name = "tongue";
  language.toolchains.resize(2);
  language.toolchains[0].programs = {"best", "helper"};
  language.toolchains[1].programs = {"second"};
  return language;
}

class ToolchainTest : public ::testing::Test {
 protected:
  void Install(const std::string& name) {
    chmod(folder_.Write(name, "#!/bin/sh\n").c_str(), 0755);
  }

  TemporaryFolder folder_;
  Language language_ = TwoToolchains();
};

TEST_F(ToolchainTest, FirstOneThatIsWholeIsTaken) {
  Install("best");
  Install("second");
  ChooseToolchain(language_, folder_.path().string());
  EXPECT_TRUE(language_.toolchain.found.contains("second"));
  Install("helper");
  ChooseToolchain(language_, folder_.path().string());
  EXPECT_TRUE(language_.toolchain.found.contains("best"));
}

TEST_F(ToolchainTest, MissingOneSaysWhatToInstall) {
  ChooseToolchain(language_, folder_.path().string());
  EXPECT_FALSE(language_.installed());
  const absl::Status status = CheckInstalled(language_);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("install best and helper, or second"));
}

TEST_F(ToolchainTest, LinkerIsTheFirstThatIsThere) {
  language_.toolchains[0].linkers = {"fast", "slow"};
  Install("best");
  Install("helper");
  Install("ld.slow");
  ChooseToolchain(language_, folder_.path().string());
  EXPECT_EQ(language_.toolchain.linker, "slow");
}

TEST(LoadLanguagesTest, RowOfTheCourseReplacesOrIsAdded) {
  const TemporaryFolder folder;
  const fs::path file = folder.Write("languages.yaml", R"(languages:
  bash:
    sources: [.bash]
    toolchains:
      - {name: mine, programs: [bash], run: [bash, -u, "{main}"]}
  sed:
    sources: [.sed]
    toolchains:
      - {name: sed, programs: [sed], run: [sed, -f, "{main}"]}
)");
  const auto table = LoadLanguages(file);
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ((*table)->size(), BuiltInLanguages()->size() + 1);
  EXPECT_EQ(FindLanguage(**table, "bash")->toolchain.name, "mine");
  EXPECT_TRUE(FindLanguage(**table, "sed")->installed());
  EXPECT_EQ(*FindLanguage(**table, "cpp"), BuiltInRow("cpp"));
}

struct TableError {
  const char* name;
  const char* text;
  const char* message;
};
void PrintTo(const TableError& error, std::ostream* out) { *out << error.name; }

class LanguagesErrorTest : public ::testing::TestWithParam<TableError> {};

TEST_P(LanguagesErrorTest, IsToldWithItsPlace) {
  const auto table = ReadLanguages("t.yaml", GetParam().text);
  EXPECT_EQ(table.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(table.status().message()),
              HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Each, LanguagesErrorTest,
    ::testing::Values(
        TableError{"UnknownKey",
                   "languages:\n  a:\n    sources: [.a]\n    toolchain: []\n",
                   "t.yaml:4:5: error: unknown key \"toolchain\""},
        TableError{"NoProgram",
                   "languages:\n  a:\n    sources: [.a]\n    toolchains:\n"
                   "      - {name: x, run: [x]}\n",
                   "t.yaml:5:9: error: missing key \"programs\""},
        TableError{"CommandOfNoProgram",
                   "languages:\n  a:\n    sources: [.a]\n    toolchains:\n"
                   "      - {name: x, programs: [x], run: [y]}\n",
                   "a command begins with one of the toolchain's programs"},
        TableError{"PatternThatIsNone",
                   "languages:\n  a:\n    sources: [.a]\n"
                   "    library_pattern: '(unit'\n    toolchains:\n"
                   "      - {name: x, programs: [x], run: [x]}\n",
                   "t.yaml:4:22: error: library_pattern: missing ): (unit"},
        TableError{
            "ExtensionTwice",
            "languages:\n  a:\n    sources: [.a]\n    toolchains:\n"
            "      - {name: x, programs: [x], run: [x]}\n"
            "  b:\n    sources: [.a]\n    toolchains:\n"
            "      - {name: x, programs: [x], run: [x]}\n",
            "t.yaml:7:15: error: \".a\" is an earlier language's of this "
            "table"}),
    [](const auto& error) { return std::string(error.param.name); });

class FindProgramTest : public ::testing::Test {
 protected:
  std::string Program(const std::string& name, mode_t mode = 0755) {
    const fs::path path = folder_.Write(name, "#!/bin/sh\n");
    chmod(path.c_str(), mode);
    return path;
  }

  TemporaryFolder folder_;
};

TEST_F(FindProgramTest, TakesTheFirstFolderThatHasIt) {
  const std::string first = Program("a/tool");
  Program("b/tool");
  const std::string path =
      absl::StrCat(folder_.path().string(), "/none:", folder_.path().string(),
                   "/a:", folder_.path().string(), "/b");
  EXPECT_EQ(FindProgram({"tool"}, path), first);
}

TEST_F(FindProgramTest, PrefersTheFirstProgramWhereverItIs) {
  Program("a/second");
  const std::string first = Program("b/first");
  const std::string path = absl::StrCat(folder_.path().string(),
                                        "/a:", folder_.path().string(), "/b");
  EXPECT_EQ(FindProgram({"first", "second"}, path), first);
  EXPECT_EQ(FindProgram({"none", "first"}, path), first);
}

TEST_F(FindProgramTest, IgnoresWhatCannotBeRun) {
  Program("a/tool", 0644);
  fs::create_directories(folder_.path() / "b/tool");
  const std::string path = absl::StrCat(folder_.path().string(),
                                        "/a:", folder_.path().string(), "/b");
  EXPECT_EQ(FindProgram({"tool"}, path), "");
}

TEST_F(FindProgramTest, IgnoresRelativeFolders) {
  Program("tool");
  const fs::path before = fs::current_path();
  fs::current_path(folder_.path());
  EXPECT_EQ(FindProgram({"tool"}, ".::"), "");
  fs::current_path(before);
}

}  // namespace
}  // namespace grader
