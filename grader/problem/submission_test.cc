#include "grader/problem/submission.h"

#include <sys/stat.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/problem/installation.h"
#include "grader/problem/submission_test_fixture.h"
#include "grader/testing/as_nobody.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

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
  EXPECT_THAT(Names(*submission),
              ElementsAre("a.cc", "b.h", "sub/c.cpp", "z.cpp"));
}

TEST_F(SubmissionTest, JavasFilesAreCalledLikeTheirPublicClass) {
  folder_.Write("mine.java", "public class Till {}\n");
  const auto till = Load("mine.java");
  ASSERT_TRUE(till.ok()) << till.status();
  EXPECT_THAT(Names(*till), ElementsAre("Till.java"));
  EXPECT_EQ(till->handed_in_as.at("Till.java"), "mine.java");
  // Not where one is called so already, nor where no file could be.
  folder_.Write("two/Till.java", "public class Till {}\n");
  folder_.Write("two/a.java", "public class Till {}\n");
  EXPECT_THAT(NamesOf("two"), ElementsAre("Till.java", "a.java"));
  folder_.Write("long.java", "public class " + std::string(300, 'x') + " {}\n");
  EXPECT_THAT(NamesOf("long.java"), ElementsAre("long.java"));
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
      HasSubstr(
          "unknown language \"pyton\"; did you mean \"python\"? (known: "
          "c, cpp, python, javascript, java, rust, go, bash, pascal, perl, "
          "ruby, lua, php, fortran, ada, csharp, d, lisp, r, ocaml, "
          "haskell, scala, kotlin, prolog, awk, typescript, sql)"));
}

TEST_F(SubmissionTest, OfTwoLanguagesWithOneExtensionTheFirstIsMeant) {
  folder_.Write("a.pl", "x");
  const auto unnamed = Load("a.pl");
  ASSERT_TRUE(unnamed.ok()) << unnamed.status();
  EXPECT_EQ(unnamed->language.name, "perl");
  EXPECT_FALSE(unnamed->refusal) << unnamed->refusal->message;
  const auto named = Load("a.pl", "prolog");
  ASSERT_TRUE(named.ok()) << named.status();
  EXPECT_EQ(named->language.name, "prolog");
  EXPECT_THAT(Names(*named), ElementsAre("a.pl"));
  problem_.offered_in = {"prolog"};
  const auto offered = Load("a.pl");
  ASSERT_TRUE(offered.ok()) << offered.status();
  EXPECT_EQ(offered->language.name, "prolog");
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

TEST_F(SubmissionTest, FoldersAreTakenWithTheirStructure) {
  folder_.Write("package/main.py", "x");
  folder_.Write("package/words/__init__.py", "");
  folder_.Write("package/words/greeting.py", "x");
  folder_.Write("package/__pycache__/main.py", "x");
  EXPECT_THAT(NamesOf("package"),
              ElementsAre("main.py", "words/__init__.py", "words/greeting.py"));
  folder_.Write("library/include/greet.h", "x");
  folder_.Write("library/src/greet.CPP", "x");
  EXPECT_THAT(NamesOf("library"),
              ElementsAre("include/greet.h", "src/greet.cpp"));
  EXPECT_EQ(
      Load("library")->handed_in_as,
      (std::map<std::string, std::string>{{"src/greet.cpp", "src/greet.CPP"}}));
}

TEST_F(SubmissionTest, FolderAroundAllSourcesIsLeftOut) {
  folder_.Write("wrapped/readme.txt", "x");
  folder_.Write("wrapped/hw/src/main.cpp", "x");
  folder_.Write("wrapped/hw/src/lib/own.h", "x");
  EXPECT_THAT(NamesOf("wrapped"), ElementsAre("lib/own.h", "main.cpp"));
  EXPECT_EQ(Load("wrapped")->handed_in_as.at("main.cpp"), "hw/src/main.cpp");
}

TEST_F(SubmissionTest, OutermostSourcesDecideOnTheLanguage) {
  folder_.Write("tools/solution.py", "x");
  folder_.Write("tools/bench/run.cpp", "x");
  EXPECT_THAT(NamesOf("tools"), ElementsAre("solution.py"));
}

TEST_F(SubmissionTest, FoldersAreBounded) {
  std::string deep = "deep/";
  for (int i = 0; i < 9; ++i) deep += "a/";
  folder_.Write(deep + "solution.py", "x");
  ExpectRefused("deep", "no_source",
                "\"a/a/a/a/a/a/a/a/a\" is not looked into");
  folder_.Write("outside/solution.py", "x");
  fs::create_directories(folder_.path() / "linked");
  fs::create_directory_symlink("../outside", folder_.path() / "linked/in");
  ExpectRefused("linked", "no_source", "only \"in\"");
  folder_.Write("named/-o/solution.py", "x");
  folder_.Write("named/main.py", "x");
  ExpectRefused("named", "file_name", "\"-o\"");
}

}  // namespace
}  // namespace grader
