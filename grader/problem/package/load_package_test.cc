// What is read of ICPC packages, and what is said of those that ask for more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "grader/problem/author_files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/submission.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const fs::path kPackages = GRADER_SOURCE_DIR "/fixtures/packages";

Problem Package(const std::string& name) {
  auto problem = LoadProblem(kPackages / name);
  EXPECT_TRUE(problem.ok()) << problem.status();
  return problem.ok() ? *std::move(problem) : Problem();
}

std::vector<std::string> CaseNames(const Problem& problem) {
  std::vector<std::string> names;
  for (const TestCase& one : problem.cases) names.push_back(one.name);
  return names;
}

TEST(LoadPackageTest, LegacyHasItsCasesInOrderAndItsLimits) {
  const Problem problem = Package("legacy-default");
  EXPECT_EQ(problem.id, "legacy-default");
  EXPECT_EQ(problem.title, "Longest plank");
  EXPECT_THAT(problem.tags, ElementsAre("input", "loops"));
  EXPECT_THAT(CaseNames(problem),
              ElementsAre("sample/1", "secret/1-short", "secret/more/exact"));
  EXPECT_EQ(problem.cases[0].visibility, Visibility::kVisible);
  EXPECT_EQ(problem.cases[1].visibility, Visibility::kHidden);
  EXPECT_EQ(problem.cases[0].input, "3 7\n4 9 2\n");
  EXPECT_EQ(problem.cases[0].limits.cpu, absl::Seconds(2));
  EXPECT_EQ(problem.cases[0].limits.elapsed, absl::Seconds(2));
  EXPECT_EQ(problem.cases[0].limits.memory_bytes, 256 * kMiB);
  EXPECT_EQ(problem.cases[0].limits.output_bytes, kMiB);
  // A description is its author's secret.
  EXPECT_EQ(problem.cases[2].why, "");
  const AuthorFiles files = FindAuthorFiles(problem);
  EXPECT_EQ(files.statement.filename(), "problem.en.tex");
  EXPECT_TRUE(files.of_contest);
  EXPECT_THAT(files.notes, IsEmpty());
  EXPECT_EQ(problem.cases[0].expect.out,
            TextExpectation(Checker{"", {}, "9 Yes\n"}));
}

TEST(LoadPackageTest, FoldersOfSubmissionsAreRules) {
  const Problem problem = Package("legacy-default");
  const std::vector<Example> examples = FindAuthorFiles(problem).examples;
  ASSERT_EQ(examples.size(), 5u);
  EXPECT_TRUE(examples[0].right());
  EXPECT_EQ(examples[1].path.filename(), "parts");
  EXPECT_THAT(examples[2].rule.verdict, ElementsAre("RTE", "MLE"));
  EXPECT_THAT(examples[3].rule.verdict, ElementsAre("TLE"));
  EXPECT_THAT(examples[4].rule.verdict, ElementsAre("WA"));
  EXPECT_THAT(LanguagesOf(problem), ElementsAre("cpp", "python"));
  const auto reference = LoadReference(problem, "cpp");
  ASSERT_TRUE(reference.ok()) << reference.status();
  EXPECT_EQ(reference->sources.size(), 3u);
}

TEST(LoadPackageTest, FlagsOfTheDefaultValidator) {
  const Problem floats = Package("legacy-floats");
  EXPECT_EQ(
      floats.cases[0].expect.out,
      TextExpectation(Checker{"", {"float_tolerance", "1E-6"}, "1.5 units\n"}));
  const Problem exact = Package("legacy-exact");
  EXPECT_EQ(
      exact.cases[0].expect.out,
      TextExpectation(Checker{
          "", {"case_sensitive", "space_change_sensitive"}, "|  ABC  |\n"}));
  EXPECT_EQ(exact.cases[0].limits.cpu, absl::Seconds(2));
}

TEST(LoadPackageTest, OwnValidatorIsAChecker) {
  const Problem problem = Package("legacy-validator");
  const auto* checker = std::get_if<Checker>(&*problem.cases[0].expect.out);
  ASSERT_NE(checker, nullptr);
  EXPECT_EQ(checker->program.filename(), "sum");
  EXPECT_THAT(checker->args, ElementsAre("largest", "1000"));
  EXPECT_EQ(checker->answer, "any\n");
  EXPECT_EQ(checker->limits.elapsed, absl::Seconds(5));
  EXPECT_EQ(checker->limits.cpu, absl::Seconds(5));
  EXPECT_THAT(FindAuthorFiles(problem).notes, IsEmpty());
}

TEST(LoadPackageTest, InteractorIsACheckerThatTalks) {
  for (const char* name :
       {"legacy-interactive", "version-2025-09-interactive"}) {
    const Problem problem = Package(name);
    for (const TestCase& one : problem.cases) {
      const auto* checker = std::get_if<Checker>(&*one.expect.out);
      ASSERT_NE(checker, nullptr);
      EXPECT_TRUE(checker->interactive) << name;
    }
  }
  const Problem other = Package("legacy-validator");
  EXPECT_FALSE(std::get<Checker>(*other.cases[0].expect.out).interactive);
}

TEST(LoadPackageTest, PassesAreTheCheckers) {
  const std::pair<const char*, int> packages[] = {
      {"version-2025-09-multi-pass", 4},
      {"version-2025-09-interactive-multi-pass", 2},
      {"legacy-multi-pass", 2},
      {"legacy-validator", 1}};
  for (const auto& [name, passes] : packages) {
    const Problem problem = Package(name);
    ASSERT_FALSE(problem.cases.empty());
    for (const TestCase& one : problem.cases) {
      EXPECT_EQ(std::get<Checker>(*one.expect.out).passes, passes) << name;
    }
    EXPECT_THAT(FindAuthorFiles(problem).notes, IsEmpty());
  }
}

TEST(LoadPackageTest, WhatIsNotRunIsTold) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml",
               "problem_format_version: 2025-09\n"
               "limits: {time_limit: 1, validation_passes: 3}\n");
  folder.Write("p/data/secret/1.in", "");
  folder.Write("p/data/secret/1.ans", "");
  folder.Write("p/generators/generators.yaml", "data: {}\n");
  folder.Write("p/include/cobol/a.cob", "");
  folder.Write("p/include/default/a.h", "");
  folder.Write("p/output_visualizer/draw.py", "");
  folder.Write("p/data/invalid_input/1.in", "");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_THAT(
      FindAuthorFiles(*problem).notes,
      ElementsAre("problem.yaml:2: limits.validation_passes has no effect: "
                  "the problem is not multi-pass",
                  HasSubstr("generators: not run"),
                  HasSubstr("include/cobol: not used"),
                  "output_visualizer: not run"));
  fs::remove_all(folder.path() / "p/data/secret");
  const auto generated = LoadProblem(folder.path() / "p");
  EXPECT_THAT(std::string(generated.status().message()),
              HasSubstr("data: error: there is no case: expected"));
}

TEST(LoadPackageTest, AnswersAreHandedInAsFiles) {
  const Problem problem = Package("version-2025-09-submit-answer");
  EXPECT_THAT(LanguagesOf(problem), ElementsAre("answers"));
  const AuthorFiles files = FindAuthorFiles(problem);
  EXPECT_THAT(files.notes, IsEmpty());
  EXPECT_FALSE(files.time_margins.wanted);
  const auto flat =
      LoadSubmission(problem, files.example_folder / "accepted/flat", "");
  ASSERT_TRUE(flat.ok()) << flat.status();
  EXPECT_FALSE(flat->refusal);
  EXPECT_EQ(flat->sources.size(), 3u);
  const TemporaryFolder other;
  const auto program =
      LoadSubmission(problem, other.Write("a.py", "print(1)\n"), "");
  ASSERT_TRUE(program.ok()) << program.status();
  EXPECT_TRUE(program->refusal);
}

TEST(LoadPackageTest, LimitsOfValidatorsAreTheirs) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml",
               "validation: custom\n"
               "limits:\n"
               "  validation_memory: 64\n"
               "  validation_output: 1\n"
               "  code: 128\n");
  folder.Write("p/output_validators/check.py", "");
  folder.Write("p/data/secret/1.in", "");
  folder.Write("p/data/secret/1.ans", "");
  folder.Write("p/.timelimit", "3\n");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  const auto* checker = std::get_if<Checker>(&*problem->cases[0].expect.out);
  ASSERT_NE(checker, nullptr);
  EXPECT_EQ(checker->limits.elapsed, absl::Seconds(60));
  EXPECT_EQ(checker->limits.memory_bytes, 64 * kMiB);
  EXPECT_EQ(checker->limits.output_bytes, kMiB);
  EXPECT_EQ(problem->cases[0].limits.memory_bytes, 2048 * kMiB);
  EXPECT_THAT(FindAuthorFiles(*problem).notes,
              ElementsAre("problem.yaml:5: limits.code has no effect here"));
}

TEST(LoadPackageTest, Version2025HasSettingsOfGroupsAndCases) {
  const Problem problem = Package("version-2025-09");
  EXPECT_EQ(problem.title, "Greeting by file");
  EXPECT_THAT(problem.offered_in, ElementsAre("python", "bash"));
  ASSERT_EQ(problem.cases.size(), 3u);
  EXPECT_THAT(problem.cases[0].args, IsEmpty());
  EXPECT_THAT(problem.cases[1].args, ElementsAre("Bye"));
  EXPECT_THAT(problem.cases[2].args, ElementsAre("Good day"));
  EXPECT_EQ(problem.cases[2].why, "An argument may have a space in it.");
  EXPECT_THAT(problem.cases[2].files,
              ElementsAre(InputFile{"name.txt", "Bo\n"}));
  const auto* checker = std::get_if<Checker>(&*problem.cases[1].expect.out);
  ASSERT_NE(checker, nullptr);
  EXPECT_THAT(checker->args, ElementsAre("quiet"));
  const std::vector<Example> examples = FindAuthorFiles(problem).examples;
  ASSERT_EQ(examples.size(), 5u);
  // submissions.yaml is about a folder that the format does not know.
  EXPECT_EQ(examples[2].path.filename(), "always_hello.sh");
  EXPECT_THAT(examples[2].rule.required, ElementsAre("WA"));
  EXPECT_THAT(examples[4].rule.permitted, ElementsAre("AC", "WA"));
}

TEST(LoadPackageTest, WithoutATimeLimitTheAuthorIsTold) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml", "name: P\n");
  folder.Write("p/data/secret/1.in", "");
  folder.Write("p/data/secret/1.ans", "");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_THAT(FindAuthorFiles(*problem).notes,
              ElementsAre(HasSubstr("no time limit is given")));
  const TimeMargins margins = FindAuthorFiles(*problem).time_margins;
  EXPECT_TRUE(margins.wanted);
  EXPECT_EQ(margins.in_time, 5);
  EXPECT_EQ(margins.too_slow, 2);
}

TEST(LoadPackageTest, MarginsOfTheTimeLimitAreRead) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml",
               "problem_format_version: 2025-09\n"
               "limits:\n"
               "  time_multipliers: {ac_to_time_limit: 3}\n"
               "  time_resolution: 0.1\n");
  folder.Write("p/data/secret/1.in", "");
  folder.Write("p/data/secret/1.ans", "");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  const TimeMargins margins = FindAuthorFiles(*problem).time_margins;
  EXPECT_TRUE(margins.wanted);
  EXPECT_EQ(margins.in_time, 3);
  EXPECT_EQ(margins.too_slow, 1.5);
  EXPECT_EQ(margins.resolution, 0.1);
}

TEST(LoadPackageTest, ValidatorsOfInputsAndAnswersAreFound) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml", "name: P\nlimits: {time_limit: 1}\n");
  folder.Write("p/data/testdata.yaml", "input_validator_flags: --most 7\n");
  folder.Write("p/data/secret/1.in", "");
  folder.Write("p/data/secret/1.ans", "");
  folder.Write("p/data/secret/small/testdata.yaml",
               "input_validator_flags: {check: --most 3}\n");
  folder.Write("p/data/secret/small/2.in", "");
  folder.Write("p/data/secret/small/2.ans", "");
  folder.Write("p/input_validators/check.py", "");
  folder.Write("p/input_validators/grammar.ctd", "");
  folder.Write("p/input_validators/built/build", "");
  folder.Write("p/input_format_validators/other.py", "");
  folder.Write("p/answer_validators/answer/main.cpp", "");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  using Args = std::map<std::string, std::vector<std::string>>;
  EXPECT_EQ(problem->cases[0].input_validator_args,
            (Args{{"", {"--most", "7"}}}));
  EXPECT_EQ(problem->cases[1].input_validator_args,
            (Args{{"check", {"--most", "3"}}}));
  const AuthorFiles files = FindAuthorFiles(*problem);
  ASSERT_EQ(files.input_validators.size(), 3u);
  EXPECT_EQ(files.input_validators[0].filename(), "built");
  EXPECT_EQ(files.input_validators[1].filename(), "check.py");
  EXPECT_EQ(files.input_validators[2].filename(), "other.py");
  ASSERT_EQ(files.answer_validators.size(), 1u);
  EXPECT_EQ(files.answer_validators[0].filename(), "answer");
  EXPECT_THAT(files.notes,
              ElementsAre("input_validators/grammar.ctd: not run"));
}

struct Fault {
  const char* name;
  std::vector<std::pair<std::string, std::string>> files;
  const char* message;  // FOLDER stands for the package's
};
void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

class PackageFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(PackageFaultTest, IsToldWithItsFile) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml", "name: P\nlimits: {time_limit: 1}\n");
  folder.Write("p/data/secret/1.in", "1\n");
  folder.Write("p/data/secret/1.ans", "1\n");
  for (const auto& [name, content] : GetParam().files) {
    folder.Write("p/" + name, content);
  }
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_FALSE(problem.ok());
  EXPECT_EQ(problem.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(
      std::string(problem.status().message()),
      HasSubstr((folder.path() / "p").string() + "/" + GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Each, PackageFaultTest,
    ::testing::Values(
        Fault{"InteractiveWithoutAnInteractor",
              {{"problem.yaml", "name: P\nvalidation: custom interactive\n"}},
              "output_validators: error: the problem is interactive, but there "
              "is no output validator"},
        Fault{"InteractiveWithTheDefaultValidator",
              {{"problem.yaml", "name: P\nvalidation: default interactive\n"}},
              "problem.yaml:2:13: error: validation \"interactive\": not "
              "supported; expected \"custom interactive\""},
        Fault{"MultiPassWithoutAValidator",
              {{"problem.yaml",
                "problem_format_version: 2025-09\ntype: [multi-pass]\n"}},
              "output_validator: error: the problem is multi-pass, but there "
              "is no output validator"},
        Fault{"OnePass",
              {{"problem.yaml",
                "problem_format_version: 2025-09\ntype: multi-pass\n"
                "limits: {validation_passes: 1}\n"}},
              "problem.yaml:3:29: error: expected a whole number from 2 to "
              "1000, found \"1\""},
        Fault{"AnswersThatTalk",
              {{"problem.yaml",
                "problem_format_version: 2025-09\n"
                "type: [submit-answer, interactive]\n"}},
              "problem.yaml:2:7: error: submit-answer: expected without "
              "interactive and multi-pass"},
        Fault{"AnotherType",
              {{"problem.yaml",
                "problem_format_version: 2025-09\ntype: batch\n"}},
              "problem.yaml:2:7: error: a problem of type \"batch\": not "
              "supported; expected pass-fail, scoring,"},
        Fault{"LanguageOfASubmission",
              {{"problem.yaml", "problem_format_version: 2025-09\n"},
               {"submissions/accepted/a.cob", ""},
               {"submissions/submissions.yaml",
                "accepted/a.cob: {language: cobal}\n"}},
              "submissions/submissions.yaml: error: \"accepted/a.cob\" is "
              "written in \"cobal\"; expected one of ada, bash, c, cpp,"},
        Fault{"ConstantsOfLegacy",
              {{"problem.yaml", "constants: {n: 1}\n"}},
              "problem.yaml:1:1: error: unknown key \"constants\""},
        Fault{"NameOfAConstant",
              {{"problem.yaml",
                "problem_format_version: 2025-09\nconstants: {1n: 1}\n"}},
              "problem.yaml:2:13: error: a constant is named \"1n\"; expected "
              "letters"},
        Fault{"ConstantWithoutAValue",
              {{"problem.yaml",
                "problem_format_version: 2025-09\nconstants: {n: {tex: 1}}\n"}},
              "problem.yaml:2:16: error: the constant \"n\" has no \"value\""},
        Fault{"ConstantThatIsAList",
              {{"problem.yaml",
                "problem_format_version: 2025-09\nconstants: {n: [1]}\n"}},
              "problem.yaml:2:16: error: expected a number or a text"},
        Fault{"AnotherVersion",
              {{"problem.yaml", "problem_format_version: 2031-01\n"}},
              "problem.yaml:1:25: error: version \"2031-01\" of the format"},
        Fault{"UnknownKey",
              {{"problem.yaml", "nmae: P\n"}},
              "problem.yaml:1:1: error: unknown key \"nmae\""},
        Fault{"UnknownLimit",
              {{"problem.yaml", "limits: {memroy: 5}\n"}},
              "problem.yaml:1:10: error: unknown key \"memroy\" in limits"},
        Fault{"UnknownMargin",
              {{"problem.yaml",
                "problem_format_version: 2025-09\n"
                "limits: {time_multipliers: {ac: 2}}\n"}},
              "problem.yaml:2:29: error: unknown key \"ac\" in "
              "time_multipliers"},
        Fault{"NegativeLimit",
              {{"problem.yaml", "limits: {memory: -5}\n"}},
              "problem.yaml:1:18: error: expected a number above 0"},
        Fault{"EndlessLimit",
              {{"problem.yaml",
                "limits: {time_limit: 1, validation_time: 1e6}\n"}},
              "problem.yaml:1:42: error: expected at most 3600 seconds"},
        Fault{"NoValidator",
              {{"problem.yaml", "validation: custom\n"}},
              "output_validators: error: validation is \"custom\""},
        Fault{"TwoValidators",
              {{"problem.yaml", "validation: custom\n"},
               {"output_validators/a.py", ""},
               {"output_validators/b.py", ""}},
              "output_validators: error: more than one output validator: not "
              "supported"},
        Fault{"UnknownFlag",
              {{"problem.yaml", "validator_flags: case_sensitve\n"}},
              "data/secret/1.in: error: the default output validator has no "
              "flag \"case_sensitve\"; did you mean \"case_sensitive\"?"},
        Fault{"FlagWithoutNumber",
              {{"problem.yaml", "validator_flags: float_tolerance\n"}},
              "data/secret/1.in: error: float_tolerance: expected a number"},
        Fault{"IncludedIsNoSource",
              {{"include/cpp/a.txt", ""}},
              "include/cpp/a.txt: error: a file that is no source of cpp: not "
              "supported; in include/default"},
        Fault{"IncludedForNoLanguage",
              {{"include/a.h", ""}},
              "include/a.h: error: expected a folder for each language"},
        Fault{"Graders",
              {{"graders/sum.py", ""}},
              "graders: error: what is in this folder: not supported"},
        Fault{"NoAnswer", {{"data/secret/2.in", ""}}, "data/secret/2.ans: "},
        Fault{"NoInput",
              {{"data/secret/2.ans", ""}},
              "data/secret/2.ans: error: an answer without an input"},
        Fault{"Interaction",
              {{"data/sample/1.interaction", ""}},
              "data/sample/1.interaction: error: an interaction, but the "
              "problem is neither interactive nor multi-pass; expected "
              "\"validation: custom interactive\""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(LoadPackageTest, NothingOutsideThePackageIsRead) {
  const TemporaryFolder folder;
  folder.Write("secret", "42");
  folder.Write("p/problem.yaml", "name: P\n");
  folder.Write("p/data/secret/1.ans", "");
  fs::create_symlink(folder.path() / "secret",
                     folder.path() / "p/data/secret/1.in");
  EXPECT_FALSE(LoadProblem(folder.path() / "p").ok());
}

}  // namespace
}  // namespace grader
