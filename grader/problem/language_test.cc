#include "grader/problem/language.h"

#include <sys/stat.h>

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/problem/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;

TEST(LanguagesTest, EveryRowIsComplete) {
  std::set<std::string> extensions;
  for (const Language& language : Languages()) {
    EXPECT_EQ(FindLanguage(language.name), &language);
    EXPECT_NE(language.compiler.empty(), language.interpreter.empty())
        << language.name;
    EXPECT_FALSE(language.extensions.empty()) << language.name;
    for (const std::string& extension : language.extensions) {
      EXPECT_EQ(extension[0], '.');
      EXPECT_TRUE(extensions.insert(extension).second)
          << extension << " belongs to two languages";
    }
  }
}

TEST(LanguagesTest, CppIsCompiledAsCpp20) {
  const Language* cpp = FindLanguage("cpp");
  ASSERT_NE(cpp, nullptr);
  EXPECT_TRUE(cpp->installed);
  EXPECT_TRUE(fs::path(cpp->compiler[0]).is_absolute());
  EXPECT_THAT(cpp->compiler, Contains("-std=c++20"));
  EXPECT_THAT(cpp->extensions, Contains(".cpp"));
  EXPECT_THAT(cpp->headers, Contains(".h"));
}

TEST(LanguagesTest, PythonIsInterpretedInIsolation) {
  const Language* python = FindLanguage("python");
  ASSERT_NE(python, nullptr);
  EXPECT_TRUE(python->compiler.empty());
  EXPECT_THAT(python->interpreter, Contains("-I"));
}

TEST(LanguagesTest, UnknownLanguageIsNone) {
  EXPECT_EQ(FindLanguage("cobol"), nullptr);
  EXPECT_EQ(FindLanguage(""), nullptr);
}

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
