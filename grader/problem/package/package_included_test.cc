// Files of a package that every submission is built with, and constants in the
// author's texts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "grader/problem/author_files.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/load_program.h"
#include "grader/problem/submission.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PackageIncludedTest : public ::testing::Test {
 protected:
  PackageIncludedTest() {
    folder_.Write("p/problem.yaml",
                  "problem_format_version: 2025-09\nlimits: {time_limit: 1}\n"
                  "constants: {n: 7, m: {value: 2, tex: two}}\n");
    folder_.Write("p/data/secret/1.in", "{{n}}\n");
    folder_.Write("p/data/secret/1.ans", "{{n}}\n");
  }

  Problem Load() {
    auto problem = LoadProblem(folder_.path() / "p");
    EXPECT_TRUE(problem.ok()) << problem.status();
    return problem.ok() ? *std::move(problem) : Problem();
  }

  // "name: content" of each source of what lies at `path`.
  std::vector<std::string> Sources(const Problem& problem,
                                   const std::string& path) {
    const auto submission = LoadSubmission(problem, folder_.path() / path, "");
    if (!submission.ok()) return {std::string(submission.status().message())};
    if (submission->refusal) return {submission->refusal->message};
    std::vector<std::string> sources;
    for (const SourceFile& one : submission->sources) {
      sources.push_back(one.name + ": " + one.content);
    }
    return sources;
  }

  const TemporaryFolder folder_;
};

TEST_F(PackageIncludedTest, SourcesAreBuiltWithEverySubmissionInTheirLanguage) {
  folder_.Write("p/include/default/limits.h", "for all\n");
  folder_.Write("p/include/default/tools.py", "for all\n");
  folder_.Write("p/include/python3/tools.py", "{{n}} {{m.tex}}\n");
  folder_.Write("p/include/c/limits.h", "for C\n");
  folder_.Write("p/include/cobol/limits.cob", "for nobody\n");
  folder_.Write("mine.py", "{{n}}\n");
  folder_.Write("mine.cpp", "int n;\n");
  folder_.Write("mine.c", "int n;\n");
  const Problem problem = Load();
  EXPECT_THAT(Sources(problem, "mine.py"),
              ElementsAre("mine.py: {{n}}\n", "tools.py: 7 two\n"));
  EXPECT_THAT(Sources(problem, "mine.cpp"),
              ElementsAre("limits.h: for all\n", "mine.cpp: int n;\n"));
  EXPECT_THAT(Sources(problem, "mine.c"),
              ElementsAre("limits.h: for C\n", "mine.c: int n;\n"));
  // What is handed in is started, unless a main comes along.
  const auto entry_point = [&] {
    return LoadSubmission(Load(), folder_.path() / "mine.py", "")->entry_point;
  };
  EXPECT_EQ(entry_point(), "mine.py");
  folder_.Write("p/include/default/main.py", "import mine\n");
  EXPECT_EQ(entry_point(), "");
}

TEST_F(PackageIncludedTest, TheyTakeThePlaceOfALearnersOwn) {
  folder_.Write("p/include/python3/main.py", "import mine\n");
  folder_.Write("two/main.py", "print('forged')\n");
  folder_.Write("two/mine.py", "n = 1\n");
  const Problem problem = Load();
  EXPECT_THAT(Sources(problem, "two"),
              ElementsAre("main.py: import mine\n", "mine.py: n = 1\n"));
  // What comes along is no hand-in.
  folder_.Write("empty/mine.py", "\n");
  EXPECT_THAT(Sources(problem, "empty"),
              ElementsAre(HasSubstr("there is nothing to grade")));
}

TEST_F(PackageIncludedTest, OtherFilesLieBesideACaseThatHasNoneOfTheName) {
  folder_.Write("p/include/default/words.txt", "{{n}} words\n");
  folder_.Write("p/include/default/in/raw.bin", std::string("\0\1", 2));
  folder_.Write("p/data/secret/2.in", "");
  folder_.Write("p/data/secret/2.ans", "");
  folder_.Write("p/data/secret/2.files/words.txt", "own\n");
  const Problem problem = Load();
  ASSERT_EQ(problem.cases.size(), 2u);
  EXPECT_THAT(problem.cases[0].files,
              ElementsAre(InputFile{"in/raw.bin", std::string("\0\1", 2)},
                          InputFile{"words.txt", "7 words\n"}));
  EXPECT_THAT(problem.cases[1].files,
              ElementsAre(InputFile{"words.txt", "own\n"},
                          InputFile{"in/raw.bin", std::string("\0\1", 2)}));
  EXPECT_THAT(problem.included, IsEmpty());
}

TEST_F(PackageIncludedTest, LinksDoNotLeadOutOfThePackage) {
  folder_.Write("secret", "42");
  folder_.Write("p/include/default/a.txt", "");
  std::filesystem::create_symlink(folder_.path() / "secret",
                                  folder_.path() / "p/include/default/b.txt");
  EXPECT_FALSE(LoadProblem(folder_.path() / "p").ok());
}

TEST_F(PackageIncludedTest, ConstantsStandInTheAuthorsTexts) {
  folder_.Write("p/data/secret/test_group.yaml",
                "args: ['{{n}}', '{{other}}']\n");
  folder_.Write("p/statement/problem.en.md", "At most {{n}}, {{m.tex}}.\n");
  folder_.Write("p/submissions/accepted/a.py", "print({{n}})\n");
  folder_.Write("p/output_validator/v.py", "{{m}}\n");
  folder_.Write("mine.py", "print({{n}})\n");
  const Problem problem = Load();
  EXPECT_THAT(problem.cases[0].args, ElementsAre("7", "{{other}}"));
  EXPECT_EQ(ReadStatement(problem), "At most 7, two.\n");
  EXPECT_THAT(Sources(problem, "p/submissions/accepted/a.py"),
              ElementsAre("a.py: print(7)\n"));
  const auto validator =
      LoadProgram(problem, folder_.path() / "p/output_validator");
  ASSERT_TRUE(validator.ok()) << validator.status();
  EXPECT_EQ(validator->sources[0].content, "2\n");
  // Neither test data nor what learners hand in.
  EXPECT_EQ(problem.cases[0].input, "{{n}}\n");
  EXPECT_EQ(std::get<Checker>(*problem.cases[0].expect.out).answer, "{{n}}\n");
  EXPECT_THAT(Sources(problem, "mine.py"),
              ElementsAre("mine.py: print({{n}})\n"));
}

TEST_F(PackageIncludedTest, LatexStatementsNameConstantsByACommand) {
  folder_.Write("p/statement/problem.en.tex", "\\constant{m.tex} {{n}}\n");
  EXPECT_EQ(ReadStatement(Load()), "two {{n}}\n");
}

}  // namespace
}  // namespace grader
