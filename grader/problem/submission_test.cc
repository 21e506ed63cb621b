#include "grader/problem/submission.h"

#include <sys/stat.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/problem/installation.h"
#include "grader/testing/as_nobody.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

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

  Refusal RefusalOf(const std::string& name, const std::string& language = "") {
    const auto submission = Load(name, language);
    EXPECT_TRUE(submission.ok()) << name << ": " << submission.status();
    if (!submission.ok()) return {};
    EXPECT_TRUE(submission->refusal) << name;
    return submission->refusal.value_or(Refusal());
  }

  void ExpectRefused(const std::string& name, const std::string& reason,
                     const std::string& message,
                     const std::string& language = "") {
    const Refusal refusal = RefusalOf(name, language);
    EXPECT_EQ(refusal.reason, reason) << refusal.message;
    EXPECT_THAT(refusal.message, HasSubstr(message)) << name;
    EXPECT_THAT(refusal.message, Not(HasSubstr(folder_.path().string())));
  }

  // Whether `name` can be graded.
  bool IsTaken(const std::string& name) {
    const auto submission = Load(name);
    EXPECT_TRUE(submission.ok()) << submission.status();
    return submission.ok() && !submission->refusal;
  }

  static std::vector<std::string> Names(const Submission& submission) {
    std::vector<std::string> names;
    for (const SourceFile& file : submission.sources) {
      names.push_back(file.name);
    }
    return names;
  }

  std::vector<std::string> NamesOf(const std::string& name) {
    const auto submission = Load(name);
    EXPECT_TRUE(submission.ok()) << submission.status();
    return submission.ok() ? Names(*submission) : std::vector<std::string>();
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
}

TEST_F(SubmissionTest, CourseHasItsOwnSupportOrTheGraders) {
  AddDriver("driver.cpp");
  AddDriver("adapter.py");
  folder_.Write("problems/support/cpp/driver/driver.h", "");
  folder_.Write("a.py", "x");
  const auto submission = Load("a.py");
  ASSERT_TRUE(submission.ok()) << submission.status();
  const Scaffold& scaffold = submission->scaffold;
  EXPECT_EQ(scaffold.driver_support, folder_.path() / "problems/support/cpp");
  EXPECT_EQ(scaffold.support,
            OwnInstallation().course / "problems/support/python");
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

TEST_F(SubmissionTest, MissingToolsAreTheMachinesAndToldWhatToInstall) {
  LanguageTable languages = *BuiltInLanguages();
  ChooseToolchain(languages.front(), folder_.path().string());
  problem_.languages =
      std::make_shared<const LanguageTable>(std::move(languages));
  folder_.Write("a.c", "x");
  const auto submission = Load("a.c");
  EXPECT_EQ(submission.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(submission.status().message()),
              HasSubstr("install gcc, or clang"));
  // Nothing to grade is nothing to grade on any machine.
  folder_.Write("empty.c", "");
  ExpectRefused("empty.c", "empty", "it is empty");
}

TEST_F(SubmissionTest, AProblemWithADriverTakesOnlyItsAdaptersLanguages) {
  AddDriver("driver.cpp");
  AddDriver("adapter.cpp");
  folder_.Write("a.py", "x");
  ExpectRefused("a.py", "language",
                "\"some-problem\" cannot be solved in python, only in cpp");
}

TEST_F(SubmissionTest, AProblemTakesOnlyTheLanguagesItLists) {
  problem_.offered_in = {"cpp", "c"};
  folder_.Write("a.py", "x");
  folder_.Write("a.cpp", "x");
  ExpectRefused("a.py", "language",
                "\"some-problem\" cannot be solved in python, only in cpp, c");
  ExpectRefused("a.py", "language", "cannot be solved in python", "python");
  EXPECT_TRUE(IsTaken("a.cpp"));
}

TEST_F(SubmissionTest, ListedLanguageWithoutAdapterIsTheAuthorsMistake) {
  AddDriver("driver.cpp");
  problem_.offered_in = {"cpp", "python"};
  folder_.Write("a.py", "x");
  EXPECT_EQ(Load("a.py").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(SubmissionTest, TheReferenceMayBeInAnotherLanguage) {
  problem_.offered_in = {"cpp"};
  folder_.Write("solutions/some-problem/solution.py", "x");
  const auto reference = LoadReference(problem_, "");
  ASSERT_TRUE(reference.ok()) << reference.status();
  EXPECT_EQ(reference->language.name, "python");
  EXPECT_EQ(LoadReference(problem_, "cpp").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(SubmissionTest, TheLanguageDecidesWhatIsRead) {
  folder_.Write("a/a.cpp", "x");
  folder_.Write("a/a.py", "y");
  ExpectRefused("a", "ambiguous_language",
                "there are sources in cpp (\"a.cpp\") and in python "
                "(\"a.py\"), and only one language can be graded");
  const auto python = Load("a", "python");
  ASSERT_TRUE(python.ok()) << python.status();
  EXPECT_THAT(Names(*python), ElementsAre("a.py"));
}

TEST_F(SubmissionTest, FilesInOtherLanguagesThanTheProblemsDoNotMatter) {
  folder_.Write("a/a.cpp", "x");
  folder_.Write("a/run.sh", "y");
  folder_.Write("a/plot.py", "y");
  problem_.offered_in = {"cpp", "java"};
  const auto submission = Load("a");
  ASSERT_TRUE(submission.ok()) << submission.status();
  EXPECT_EQ(submission->language.name, "cpp");
  EXPECT_THAT(Names(*submission), ElementsAre("a.cpp"));
}

TEST_F(SubmissionTest, UnknownLanguageIsWrongUsageAndGetsASuggestion) {
  folder_.Write("a.cpp", "x");
  const auto submission = Load("a.cpp", "pyton");
  EXPECT_EQ(submission.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(
      std::string(submission.status().message()),
      HasSubstr("unknown language \"pyton\"; did you mean \"python\"? (known: "
                "c, cpp, python, javascript, java, rust, go, bash)"));
}

TEST_F(SubmissionTest, AnyNameWillDoIfTheExtensionIsRight) {
  folder_.Write("mit Umlaut ä & $HOME.cpp", "x");
  EXPECT_TRUE(IsTaken("mit Umlaut ä & $HOME.cpp"));
}

TEST_F(SubmissionTest, CapitalsInExtensionsDoNotMatter) {
  folder_.Write("cpp/MAIN.CPP", "x");
  folder_.Write("cpp/GREET.H", "x");
  const auto cpp = Load("cpp");
  ASSERT_TRUE(cpp.ok()) << cpp.status();
  EXPECT_EQ(cpp->language.name, "cpp");
  // As compilers know it; but as #include names it.
  EXPECT_THAT(Names(*cpp), ElementsAre("GREET.H", "MAIN.cpp"));
  EXPECT_THAT(cpp->handed_in_as,
              ElementsAre(std::pair("MAIN.cpp", "MAIN.CPP")));
  folder_.Write("Task1.PY", "x");
  const auto python = Load("Task1.PY");
  ASSERT_TRUE(python.ok()) << python.status();
  EXPECT_THAT(Names(*python), ElementsAre("Task1.py"));
  // The table tells .C from .c, as GCC does.
  folder_.Write("a.C", "x");
  EXPECT_EQ(Load("a.C")->language.name, "cpp");
  problem_.offered_in = {"c"};
  EXPECT_EQ(Load("a.C")->language.name, "c");
  problem_.offered_in.clear();
  folder_.Write("twice/a.cpp", "x");
  folder_.Write("twice/a.CPP", "x");
  ExpectRefused("twice", "file_name", "differ in capitals alone");
}

TEST_F(SubmissionTest, TextOfEveryEditorIsTaken) {
  folder_.Write("a.sh", "\xEF\xBB\xBF#!/bin/bash\r\necho hi\r\n");
  const auto submission = Load("a.sh");
  ASSERT_TRUE(submission.ok()) << submission.status();
  EXPECT_EQ(submission->sources[0].content, "#!/bin/bash\necho hi\n");
  folder_.Write("b/b.py", std::string("\xFF\xFEx\0\n\0", 6));
  ExpectRefused("b", "not_text", "\"b.py\": it is saved as UTF-16");
}

TEST_F(SubmissionTest, MissingIsNotFound) {
  EXPECT_EQ(Load("none.cpp").status().code(), absl::StatusCode::kNotFound);
  folder_.Write("a.cpp", "x");
  EXPECT_EQ(Load("a.cpp/b.cpp").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Load(std::string(5000, 'x')).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(SubmissionTest, WhatCannotBeReadIsRefused) {
  chmod(folder_.Write("a/a.cpp", "x").c_str(), 0);
  folder_.Write("b/a.cpp", "x");
  chmod((folder_.path() / "b").c_str(), 0);
  const AsNobody nobody;
  for (const char* name : {"a", "a/a.cpp", "b", "b/a.cpp"}) {
    ExpectRefused(name, "unreadable", "no permission to read it");
  }
}

TEST_F(SubmissionTest, CopiesOfWhatIsGivenAreNoPartOfAFolder) {
  AddDriver("driver.cpp");
  AddDriver("adapter.py");
  AddDriver("adapter.cpp");
  folder_.Write("problems/some-problem/some_problem.py", "given\n");
  folder_.Write("problems/some-problem/some_problem.h", "given\n");
  folder_.Write("python/some_problem.py", "given\n");
  folder_.Write("python/solution.py", "x");
  folder_.Write("cpp/some_problem.h", "given\r\n");
  folder_.Write("cpp/own.h", "given\n");
  folder_.Write("cpp/solution.cpp", "x");
  EXPECT_THAT(NamesOf("python"), ElementsAre("solution.py"));
  EXPECT_THAT(NamesOf("cpp"), ElementsAre("own.h", "solution.cpp"));
  // A copy is all that was handed in.
  folder_.Write("alone/some_problem.py", "given\n");
  EXPECT_THAT(NamesOf("alone"), ElementsAre("some_problem.py"));
  EXPECT_THAT(NamesOf("python/some_problem.py"),
              ElementsAre("some_problem.py"));
}

TEST_F(SubmissionTest, WhatIsOnlyCalledLikeAGivenFileStaysInAFolder) {
  AddDriver("driver.cpp");
  AddDriver("adapter.py");
  folder_.Write("problems/some-problem/some_problem.py", "given\n");
  folder_.Write("changed/some_problem.py", "given\nand more\n");
  folder_.Write("changed/solution.py", "x");
  EXPECT_THAT(NamesOf("changed"),
              ElementsAre("solution.py", "some_problem.py"));
}

TEST_F(SubmissionTest, NothingToBuildIsRefused) {
  fs::create_directories(folder_.path() / "empty");
  folder_.Write("text/a.txt", "x");
  folder_.Write("header/a.h", "x");
  folder_.Write("deep/hw/solution.py", "x");
  ExpectRefused("empty", "no_source",
                "no source was handed in: the folder is empty");
  ExpectRefused("text/a.txt", "no_source",
                "only \"a.txt\"; expected a file that ends in .c (c), .cpp, "
                ".cc");
  ExpectRefused("header", "no_source", "only \"a.h\"");
  ExpectRefused("header/a.h", "no_source", "no cpp source was handed in",
                "cpp");
  ExpectRefused("text", "no_source", "ends in .py", "python");
  ExpectRefused("deep", "no_source",
                "folders in the hand-in (\"hw\") are not looked into");
  problem_.offered_in = {"python"};
  ExpectRefused("text", "no_source",
                "only \"a.txt\"; expected a file that ends in .py (python)");
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
