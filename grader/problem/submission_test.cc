#include "grader/problem/submission.h"

#include <sys/stat.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/problem/as_nobody.h"
#include "grader/problem/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SubmissionTest : public ::testing::Test {
 protected:
  SubmissionTest() {
    problem_.id = "some-problem";
    problem_.directory = folder_.path() / "problems/some-problem";
    fs::create_directories(problem_.directory);
  }

  void AddDriver(const std::string& name) {
    folder_.Write("problems/some-problem/" + name, "");
  }

  absl::StatusOr<Submission> Load(const std::string& name,
                                  const std::string& language = "") {
    return LoadSubmission(problem_, folder_.path() / name, language);
  }

  void ExpectRefused(const std::string& name, const std::string& message,
                     const std::string& language = "") {
    const auto submission = Load(name, language);
    EXPECT_EQ(submission.status().code(), absl::StatusCode::kInvalidArgument)
        << name << ": " << submission.status();
    EXPECT_THAT(std::string(submission.status().message()), HasSubstr(message));
  }

  static std::vector<std::string> Names(const Submission& submission) {
    std::vector<std::string> names;
    for (const SourceFile& file : submission.sources) {
      names.push_back(file.name);
    }
    return names;
  }

  TemporaryFolder folder_;
  Problem problem_;
};

TEST_F(SubmissionTest, OneFileIsASubmission) {
  folder_.Write("a/solution.cpp", "int main() {}\n");
  const auto submission = Load("a/solution.cpp");
  ASSERT_TRUE(submission.ok()) << submission.status();
  EXPECT_EQ(submission->language.name, "cpp");
  EXPECT_THAT(Names(*submission), ElementsAre("solution.cpp"));
  EXPECT_EQ(submission->sources[0].content, "int main() {}\n");
}

TEST_F(SubmissionTest, OfAFolderOnlySourcesAndHeadersAreRead) {
  folder_.Write("a/z.cpp", "z");
  folder_.Write("a/b.h", "");
  folder_.Write("a/a.cc", "a");
  folder_.Write("a/.hidden.cpp", "hidden");
  folder_.Write("a/README.md", "read me");
  folder_.Write("a/notes", std::string("\0", 1));
  folder_.Write("a/sub/c.cpp", "c");
  folder_.Write("a/folder.cpp/x", "x");
  const auto submission = Load("a");
  ASSERT_TRUE(submission.ok()) << submission.status();
  EXPECT_THAT(Names(*submission), ElementsAre("a.cc", "b.h", "z.cpp"));
}

TEST_F(SubmissionTest, WithoutADriverItIsAProgram) {
  folder_.Write("a.py", "print()");
  const auto submission = Load("a.py");
  ASSERT_TRUE(submission.ok()) << submission.status();
  EXPECT_EQ(submission->language.name, "python");
  EXPECT_TRUE(submission->scaffold.empty());
}

TEST_F(SubmissionTest, TheDriverBringsItsFoldersAlong) {
  AddDriver("driver.cpp");
  AddDriver("adapter.cpp");
  folder_.Write("a.cpp", "x");
  const auto submission = Load("a.cpp");
  ASSERT_TRUE(submission.ok()) << submission.status();
  const Scaffold& scaffold = submission->scaffold;
  EXPECT_EQ(scaffold.driver, problem_.directory / "driver.cpp");
  EXPECT_EQ(scaffold.adapter, problem_.directory / "adapter.cpp");
  EXPECT_EQ(scaffold.problem, problem_.directory);
  EXPECT_EQ(scaffold.support, folder_.path() / "problems/support");
}

TEST_F(SubmissionTest, OneDriverServesEveryLanguageThatHasAnAdapter) {
  AddDriver("driver.cpp");
  AddDriver("adapter.py");
  folder_.Write("a.py", "x");
  const auto submission = Load("a.py");
  ASSERT_TRUE(submission.ok()) << submission.status();
  EXPECT_EQ(submission->language.name, "python");
  EXPECT_EQ(submission->scaffold.driver_language.name, "cpp");
  EXPECT_EQ(submission->scaffold.adapter, problem_.directory / "adapter.py");
}

TEST_F(SubmissionTest, LanguageWithoutToolsIsToldWhatToInstall) {
  LanguageTable languages = *BuiltInLanguages();
  ChooseToolchain(languages.front(), folder_.path().string());
  problem_.languages =
      std::make_shared<const LanguageTable>(std::move(languages));
  folder_.Write("a.c", "x");
  const auto submission = Load("a.c");
  EXPECT_EQ(submission.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(submission.status().message()),
              HasSubstr("install gcc, or clang"));
}

TEST_F(SubmissionTest, AProblemWithADriverTakesOnlyItsAdaptersLanguages) {
  AddDriver("driver.cpp");
  AddDriver("adapter.cpp");
  folder_.Write("a.py", "x");
  ExpectRefused("a.py",
                "\"some-problem\" cannot be solved in python, only in cpp");
}

TEST_F(SubmissionTest, TheLanguageDecidesWhatIsRead) {
  folder_.Write("a/a.cpp", "x");
  folder_.Write("a/a.py", "y");
  ExpectRefused("a", "holds sources in cpp and python; say which: --lang cpp");
  const auto python = Load("a", "python");
  ASSERT_TRUE(python.ok()) << python.status();
  EXPECT_THAT(Names(*python), ElementsAre("a.py"));
}

TEST_F(SubmissionTest, UnknownLanguageGetsASuggestion) {
  folder_.Write("a.cpp", "x");
  ExpectRefused(
      "a.cpp",
      "unknown language \"pyton\"; did you mean \"python\"? (known: c, "
      "cpp, python, javascript, java, rust, go, bash)",
      "pyton");
}

TEST_F(SubmissionTest, AnyNameWillDoIfTheExtensionIsRight) {
  folder_.Write("mit Umlaut ä & $HOME.cpp", "x");
  EXPECT_TRUE(Load("mit Umlaut ä & $HOME.cpp").ok());
}

TEST_F(SubmissionTest, MissingIsNotFound) {
  EXPECT_EQ(Load("none.cpp").status().code(), absl::StatusCode::kNotFound);
  folder_.Write("a.cpp", "x");
  EXPECT_EQ(Load("a.cpp/b.cpp").status().code(), absl::StatusCode::kNotFound);
}

TEST_F(SubmissionTest, UnreadableIsPermissionDenied) {
  chmod(folder_.Write("a/a.cpp", "x").c_str(), 0);
  folder_.Write("b/a.cpp", "x");
  chmod((folder_.path() / "b").c_str(), 0);
  const AsNobody nobody;
  for (const char* name : {"a", "a/a.cpp", "b", "b/a.cpp"}) {
    EXPECT_EQ(Load(name).status().code(), absl::StatusCode::kPermissionDenied)
        << name;
  }
}

TEST_F(SubmissionTest, NothingToBuildIsRefused) {
  fs::create_directories(folder_.path() / "empty");
  folder_.Write("text/a.txt", "x");
  folder_.Write("header/a.h", "x");
  ExpectRefused("empty", "no source file at");
  ExpectRefused("text/a.txt", "expected a file that ends in .c (c), .cpp, .cc");
  ExpectRefused("header", "no source file at");
  ExpectRefused("header/a.h", "no cpp source at", "cpp");
  ExpectRefused("text", "no python source at", "python");
}

TEST_F(SubmissionTest, EmptyFilesAreRefusedTogether) {
  folder_.Write("a/a.cpp", " \n\t\n");
  folder_.Write("a/b.h", "");
  ExpectRefused("a", "it is empty");
  folder_.Write("a/c.cpp", "x");
  EXPECT_TRUE(Load("a").ok());
}

TEST_F(SubmissionTest, BinaryFilesAreRefused) {
  folder_.Write("a.cpp", std::string("\x7F"
                                     "ELF\0\0",
                                     6));
  ExpectRefused("a.cpp", "it is a binary file");
}

TEST_F(SubmissionTest, TooMuchIsRefused) {
  folder_.Write("one.cpp", std::string(kMiB + 1, ' '));
  ExpectRefused("one.cpp", "at most 1 MiB");
  folder_.Write("many/a.cpp", std::string(kMiB / 2, 'x'));
  folder_.Write("many/b.cpp", std::string(kMiB / 2, 'x'));
  EXPECT_TRUE(Load("many").ok());
  folder_.Write("many/c.cpp", "x");
  ExpectRefused("many", "all together may have 1 MiB");
}

TEST_F(SubmissionTest, PipesDevicesAndLoopsAreRefused) {
  fs::create_directories(folder_.path() / "fifo");
  ASSERT_EQ(mkfifo((folder_.path() / "fifo/a.cpp").c_str(), 0600), 0);
  fs::create_symlink("a.cpp", folder_.path() / "a.cpp");
  fs::create_symlink("/dev/zero", folder_.path() / "zero.cpp");
  ExpectRefused("fifo", "a pipe");
  ExpectRefused("fifo/a.cpp", "a pipe");
  ExpectRefused("a.cpp", "leads to itself");
  ExpectRefused("zero.cpp", "a device");
}

TEST_F(SubmissionTest, ALinkIsFollowedOnlyWhereItIsNamed) {
  folder_.Write("real.cpp", "x");
  folder_.Write("a/b.cpp", "x");
  fs::create_symlink("../real.cpp", folder_.path() / "a/link.cpp");
  ExpectRefused("a", "hand in the file itself");
  EXPECT_TRUE(Load("a/link.cpp").ok());
}

TEST_F(SubmissionTest, NamesThatACompilerMisreadsAreRefused) {
  for (const char* name :
       {"-o.cpp", "@args.cpp", "a\nb.cpp", "a\x1b[1m.cpp", "caf\xE9.cpp"}) {
    const TemporaryFolder own;
    own.Write(name, "x");
    const auto alone = LoadSubmission(problem_, own.path() / name, "");
    const auto within = LoadSubmission(problem_, own.path(), "");
    for (const absl::Status& status : {alone.status(), within.status()}) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << name;
      EXPECT_THAT(std::string(status.message()), HasSubstr("rename the file"));
      EXPECT_EQ(status.message().find('\n'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace grader
