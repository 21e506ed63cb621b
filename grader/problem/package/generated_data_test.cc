#include "grader/problem/package/generated_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "grader/problem/author_files.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/package/generator_command.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

namespace fs = std::filesystem;

constexpr char kFile[] = "p/generators/generators.yaml";

// What is read of `yaml`, beside the generator one.py and a submission.
GeneratedData Read(const TemporaryFolder& folder, const std::string& yaml) {
  folder.Write("p/generators/one.py", "print(1)\n");
  folder.Write("p/submissions/accepted/a.py", "print(1)\n");
  folder.Write(kFile, yaml);
  return *ReadGeneratedData(folder.path() / "p", {{"most", "9"}});
}

std::vector<std::string> NamesIn(const GeneratedGroup& group) {
  std::vector<std::string> names;
  for (const GeneratedCase& one : group.cases) names.push_back(one.name);
  for (const GeneratedGroup& one : group.groups) names.push_back(one.name);
  return names;
}

std::string ErrorsIn(const std::string& yaml) {
  const TemporaryFolder folder;
  return std::string(Read(folder, yaml).errors->ToStatus().message());
}

TEST(GeneratedDataTest, ListsAreNumberedAndMapsAreNot) {
  const TemporaryFolder folder;
  const GeneratedData read =
      Read(folder,
           "data:\n"
           "  secret:\n"
           "    data:\n"
           "      - a: one.py\n"
           "      - ~: one.py\n"
           "      - b: {generate: one.py, count: 8}\n"
           "      - c: {in: '1', count: [-2, 10]}\n"
           "      - d: {data: {y: one.py, x: one.py}}\n");
  EXPECT_EQ(read.errors->ToStatus(), absl::OkStatus());
  const GeneratedGroup* secret = read.data.Find("secret");
  ASSERT_NE(secret, nullptr);
  EXPECT_THAT(NamesIn(*secret),
              ElementsAre("01-a", "02", "03-b-1", "04-b-2", "05-b-3", "06-b-4",
                          "07-b-5", "08-b-6", "09-b-7", "10-b-8", "11-c--2",
                          "12-c-10", "1-d"));
  EXPECT_THAT(NamesIn(secret->groups.front()), ElementsAre("x", "y"));
}

TEST(GeneratedDataTest, CommandsAreFilledIn) {
  const TemporaryFolder folder;
  const GeneratedData read =
      Read(folder,
           "solution: /submissions/accepted/a.py\n"
           "data:\n"
           "  secret:\n"
           "    data:\n"
           "      a: one.py {{most}} '{name} x' {count} {{least}}\n"
           "      b: {generate: 'one.py {count}', count: 3..=3}\n"
           "      c: {in: '4', solution: ~}\n");
  EXPECT_EQ(read.errors->ToStatus(), absl::OkStatus());
  const auto& cases = read.data.Find("secret")->cases;
  ASSERT_THAT(cases, SizeIs(3));
  EXPECT_THAT(cases[0].generator->args,
              ElementsAre("9", "testcase x", "1", "{{least}}"));
  EXPECT_EQ(cases[0].generator->program.filename(), "one.py");
  EXPECT_EQ(cases[0].solution.filename(), "a.py");
  EXPECT_THAT(cases[1].generator->args, ElementsAre("3"));
  EXPECT_EQ(cases[2].texts.at("in"), "4\n");
  EXPECT_EQ(cases[2].solution, "");
}

// As BAPCtools has them: sha512 of salt and command, its last 31 bits.
TEST(GeneratedDataTest, SeedsDependOnSaltAndCommand) {
  EXPECT_EQ(SeedOf("", 1, "gen.py {seed}"), 217127397);
  EXPECT_EQ(SeedOf("", 1, "  gen.py {seed}\n"), 217127397);
  EXPECT_EQ(SeedOf("salt", 1, "gen.py {seed}"), 888493338);
  EXPECT_EQ(SeedOf("salt", 3, "gen.py {seed}"), 420939367);
}

TEST(GeneratedDataTest, CommandsAreSplitAsAShellDoes) {
  EXPECT_THAT(*SplitCommand(" a  'b c' \"d \\\" e\"f g\\ h\n''"),
              ElementsAre("a", "b c", "d \" ef", "g h", ""));
  EXPECT_FALSE(SplitCommand("a 'b").ok());
}

TEST(GeneratedDataTest, IncludedAreCasesOfBefore) {
  const TemporaryFolder folder;
  const GeneratedData read =
      Read(folder,
           "data:\n"
           "  sample: {data: {a: {in: '1', ans: '1'}}}\n"
           "  secret: {data: {b: {in: '2', ans: '2'}}, include: [sample]}\n");
  EXPECT_EQ(read.errors->ToStatus(), absl::OkStatus());
  EXPECT_THAT(NamesIn(*read.data.Find("secret")), ElementsAre("a", "b"));
}

TEST(GeneratedDataTest, MistakesAreToldAtTheirPlace) {
  const std::vector<std::pair<std::string, std::string>> mistakes = {
      {"data: {secret: {data: {a: two.py}}}",
       "generators.yaml:1:27: error: there is no program generators/two.py"},
      {"data: {secret: {data: {a: ../p/problem.yaml}}}", "there is no program"},
      {"data: {secret: {data: {a: {ans: '1'}}}}", "has no input; expected in"},
      {"data: {secret: {data: {a: {copy: manual/a}}}}",
       "there is no file generators/manual/a.in"},
      {"data: {secret: {data: {a: {in: '1', count: many}}}}",
       "count: expected a number"},
      {"data: {secret: {data: {a: \"one.py 'x\"}}}", "that is not closed"},
      {"data: {secret: {include: [sample]}}", "there is no group or case"},
      {"solution: /submissions/accepted/b.py", "there is no program "},
      {"data: {secret: {data: {a: {in: '1', count: 1000000}}}}",
       "count: expected a number"}};
  for (const auto& [yaml, told] : mistakes) {
    EXPECT_THAT(ErrorsIn(yaml), HasSubstr(told)) << yaml;
  }
}

// A package without secret cases takes them from there, and what groups say.
TEST(GeneratedDataTest, PackageTakesWhatDoesNotLieInItsData) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml",
               "problem_format_version: 2025-09\nlimits: {time_limit: 1}\n");
  folder.Write("p/data/sample/1.in", "1\n");
  folder.Write("p/data/sample/1.ans", "1\n");
  Read(folder,
       "test_group.yaml: {output_validator_args: [case_sensitive]}\n"
       "data:\n"
       "  sample: {data: {x: one.py}}\n"
       "  secret: {data: {y: one.py 5}}\n");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  ASSERT_THAT(problem->cases, SizeIs(2));
  EXPECT_EQ(problem->cases[0].name, "sample/1");
  EXPECT_FALSE(problem->cases[0].generator);
  EXPECT_EQ(problem->cases[1].name, "secret/y");
  EXPECT_THAT(problem->cases[1].generator->args, ElementsAre("5"));
  for (const TestCase& one : problem->cases) {
    const auto& checker = std::get<Checker>(*one.expect.out);
    EXPECT_THAT(checker.args, ElementsAre("case_sensitive"));
    EXPECT_EQ(checker.solution.empty(), one.name == "sample/1");
  }
}

// What is wrong with it matters to nobody, or is why there are no cases.
TEST(GeneratedDataTest, FileIsReadOnlyWhereDataLacksSecretCases) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml",
               "problem_format_version: 2025-09\nlimits: {time_limit: 1}\n");
  folder.Write("p/data/sample/1.in", "1\n");
  folder.Write("p/data/sample/1.ans", "1\n");
  for (const auto& [yaml, told] :
       std::vector<std::pair<std::string, std::string>>{
           {"data: {secret: {data: {a: two.py}}}",
            "generators.yaml:1:27: error: there is no program"},
           {"data: {secret: {data: {a: &x one.py}}}",
            "generators.yaml:1:27: error: anchors"},
           {"data: [", "generators.yaml:1:7: error: this list is never"}}) {
    Read(folder, yaml);
    fs::remove_all(folder.path() / "p/data/secret");
    EXPECT_THAT(
        std::string(LoadProblem(folder.path() / "p").status().message()),
        HasSubstr(told));
    folder.Write("p/data/secret/group/1.in", "1\n");
    folder.Write("p/data/secret/group/1.ans", "1\n");
    const auto problem = LoadProblem(folder.path() / "p");
    ASSERT_TRUE(problem.ok()) << problem.status();
    EXPECT_THAT(problem->cases, SizeIs(2));
    EXPECT_THAT(
        FindAuthorFiles(*problem).notes,
        Contains(HasSubstr("generators: not run, and generators.yaml not")));
  }
}

// As BAPCtools' divsort has it.
TEST(GeneratedDataTest, PackageMayHaveNoDataAtAll) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml",
               "problem_format_version: 2025-09\nlimits: {time_limit: 1}\n");
  Read(folder, "data: {secret: {data: {y: one.py}}}\n");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_THAT(problem->cases, SizeIs(1));
  EXPECT_THAT(FindAuthorFiles(*problem).references, SizeIs(1));
}

}  // namespace
}  // namespace grader
