// Problems whose main program is the author's: no driver, but a `main` in the
// problem's folder that calls what the learner writes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/given_files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/scaffold.h"
#include "grader/problem/submission.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class MainProgramTest : public ::testing::Test {
 protected:
  MainProgramTest() {
    folder_.Write("problems/twice/problem.yaml",
                  "id: twice\ntitle: Twice\ndifficulty: easy\n"
                  "cases: [{name: one, expect: {stdout: done}}]\n");
    folder_.Write("problems/twice/twice.h", "int Twice(int number);\n");
  }

  Problem Loaded() {
    auto problem = LoadProblem(folder_.path() / "problems/twice");
    EXPECT_TRUE(problem.ok()) << problem.status();
    return problem.ok() ? *std::move(problem) : Problem();
  }

  absl::StatusOr<Scaffold> FoundIn(const std::string& language) {
    const Problem problem = Loaded();
    return FindScaffold(problem, *FindLanguage(*problem.languages, language));
  }

  static std::string Texts(const Submission& submission) {
    std::string texts;
    for (const SourceFile& source : submission.sources) {
      absl::StrAppend(&texts, source.name, ": ", source.content);
    }
    return texts;
  }

  TemporaryFolder folder_;
};

TEST_F(MainProgramTest, IsFoundInItsLanguage) {
  folder_.Write("problems/twice/main.cpp", "");
  const auto scaffold = FoundIn("cpp");
  ASSERT_TRUE(scaffold.ok()) << scaffold.status();
  EXPECT_EQ(scaffold->main.filename(), "main.cpp");
  EXPECT_EQ(scaffold->problem, folder_.path() / "problems/twice");
  EXPECT_TRUE(scaffold->empty());
}

TEST_F(MainProgramTest, DecidesWhichLanguagesAreTaken) {
  EXPECT_TRUE(TakesLanguage(Loaded(), "python"));
  folder_.Write("problems/twice/main.cpp", "");
  EXPECT_THAT(LanguagesOf(Loaded()), ElementsAre("cpp"));
  EXPECT_FALSE(TakesLanguage(Loaded(), "python"));
  EXPECT_FALSE(FoundIn("python").ok());
}

TEST_F(MainProgramTest, LiesAmongTheFilesWhereNothingIsLinked) {
  folder_.Write("problems/twice/main.py", "import solution\n");
  const Problem problem = Loaded();
  EXPECT_THAT(LanguagesOf(problem), ElementsAre("python"));
  const auto scaffold = FoundIn("python");
  ASSERT_TRUE(scaffold.ok()) << scaffold.status();
  EXPECT_EQ(scaffold->main, "");
  // A file alone gets the name that the program knows.
  const Submission mine =
      *LoadSubmission(problem, folder_.Write("mine.py", "x = 1\n"), "");
  EXPECT_EQ(Texts(mine), "main.py: import solution\nsolution.py: x = 1\n");
  EXPECT_THAT(mine.handed_in_as, ElementsAre(Pair("solution.py", "mine.py")));
  // Its own main is none.
  folder_.Write("folder/main.py", "print(2)\n");
  folder_.Write("folder/solution.py", "x = 2\n");
  EXPECT_EQ(Texts(*LoadSubmission(problem, folder_.path() / "folder", "")),
            "main.py: import solution\nsolution.py: x = 2\n");
}

TEST_F(MainProgramTest, KnowsAFileByTheNameThatItHas) {
  folder_.Write("problems/twice/main.py", "from twice import x\n");
  const fs::path file = folder_.Write("twice.py", "x = 1\n");
  EXPECT_EQ(Texts(*LoadSubmission(Loaded(), file, "")),
            "main.py: from twice import x\ntwice.py: x = 1\n");
}

TEST_F(MainProgramTest, IsNoneWhereADriverCalls) {
  folder_.Write("problems/twice/main.py", "");
  folder_.Write("problems/twice/main.cpp", "");
  folder_.Write("problems/twice/driver.py", "");
  EXPECT_THAT(LanguagesWithMain(Loaded()), IsEmpty());
}

TEST_F(MainProgramTest, HeadersAreGivenAndTheProgramIsNot) {
  folder_.Write("problems/twice/main.cpp", "");
  const Problem problem = Loaded();
  EXPECT_THAT(
      GivenFiles(problem, *FindLanguage(*problem.languages, "cpp")),
      ElementsAre(GeneratedFile{"twice.h", "int Twice(int number);\n"}));
}

}  // namespace
}  // namespace grader
