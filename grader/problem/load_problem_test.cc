// What becomes of problem.yaml is in fixtures/yaml; here is what the values
// are, and how loading fails.
#include "grader/problem/load_problem.h"

#include <sys/stat.h>

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/testing/as_nobody.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

const fs::path kFixtures = fs::path(GRADER_SOURCE_DIR) / "fixtures/yaml";

Problem Everything() {
  auto problem = LoadProblem(kFixtures / "valid/everything");
  EXPECT_TRUE(problem.ok()) << problem.status();
  return problem.ok() ? *problem : Problem();
}

TEST(LoadProblemTest, ReadsWhatTheProblemIs) {
  const Problem problem = Everything();
  EXPECT_EQ(problem.id, "everything");
  EXPECT_EQ(problem.number, 12);
  EXPECT_EQ(problem.title, "Everything at once: a tour");
  EXPECT_EQ(problem.difficulty, Difficulty::kHard);
  EXPECT_THAT(problem.tags, ElementsAre("tour", "2048"));
  EXPECT_THAT(problem.hints,
              ElementsAre(Hint{"A first hint.", {}},
                          Hint{"`code` and a colon: both need quotes.",
                               {"timing", "tokens"}}));
  EXPECT_THAT(problem.explanations,
              ElementsAre(Explanation{"gate-is-closed",
                                      "^ClosedError: gate (\\d+)",
                                      {"python"},
                                      "Gate {1} is closed.",
                                      "Await open() first."}));
  EXPECT_EQ(problem.directory, fs::canonical(kFixtures / "valid/everything"));
  EXPECT_THAT(problem.offered_in, ElementsAre("python", "cpp"));
  EXPECT_EQ(problem.cases.size(), 13U);
}

TEST(LoadProblemTest, RepeatsACaseWithOneSeedAfterTheOther) {
  const Problem problem = Everything();
  const TestCase& first = problem.cases[9];
  EXPECT_EQ(first.name, "generated input #1");
  EXPECT_EQ(first.generator,
            (Generator{fs::canonical(kFixtures / "valid/everything/check.sh"),
                       {"7", "0-7"}}));
  EXPECT_THAT(first.environment, ElementsAre(Pair("SEED", "7")));
  EXPECT_THAT(first.needs, ElementsAre("tokens"));
  EXPECT_EQ(problem.cases[11].name, "generated input #3");
  EXPECT_THAT(problem.cases[11].generator->args, ElementsAre("9", "0-9"));
}

TEST(LoadProblemTest, AGroupTakesThePointsOfItsCases) {
  const Problem problem = Everything();
  CaseGroup made;
  made.name = "made";
  made.points = *ParsePoints("2.5");
  made.cases = {"generated input #1", "generated input #2",
                "generated input #3"};
  made.worst_counts = true;
  made.bonus = true;
  CaseGroup forms;
  forms.name = "forms";
  forms.points = 2;
  forms.cases = {"tokens", "pattern"};
  EXPECT_THAT(problem.groups, ElementsAre(made, forms));
  EXPECT_EQ(problem.cases[9].group, "made");
  EXPECT_EQ(problem.cases[9].points, 0);
  EXPECT_EQ(problem.cases[0].group, "");
  EXPECT_EQ(problem.cases[0].points, 3);
}

TEST(LoadProblemTest, ReadsRulesOnConstructs) {
  using Kind = ConstructRule::Kind;
  EXPECT_THAT(
      Everything().construct_rules,
      ElementsAre(
          ConstructRule{Kind::kConstruct, "loop", "", false},
          ConstructRule{Kind::kCall, "sorted", "Sort by hand here.", false},
          ConstructRule{Kind::kImport, "numpy", "", false},
          ConstructRule{Kind::kName, "reduce", "", false},
          ConstructRule{Kind::kQuery,
                        "(while_statement condition: (true)) @here",
                        "Say when it ends.", false, "python",
                        (kFixtures / "valid/everything/problem.yaml").string()},
          ConstructRule{Kind::kConstruct, "recursion",
                        "That is what it is about.", true}));
}

TEST(LoadProblemTest, ReadsDeductions) {
  Deduction warning;
  warning.warning = "unused-variable";
  warning.points = *ParsePoints("0.5");
  warning.at_most = 2;
  warning.message = "Nobody needs it.";
  Deduction style;
  style.linter = "pycodestyle";
  style.rules = {"E501", "W6*"};
  style.points = 1;
  Deduction flakes;
  flakes.linter = "pyflakes";
  flakes.points = *ParsePoints("0.25");
  EXPECT_THAT(Everything().deductions, ElementsAre(warning, style, flakes));
}

TEST(LoadProblemTest, NeedsAllThatARepeatedCaseBecame) {
  const TestCase last = Everything().cases[12];
  EXPECT_THAT(last.needs,
              ElementsAre("generated input #1", "generated input #2",
                          "generated input #3"));
}

TEST(LoadProblemTest, ReadsHowSubmissionsAreBuilt) {
  const Problem problem = Everything();
  EXPECT_EQ(problem.build, (BuildOptions{2, {"c++23"}}));
  EXPECT_THAT(problem.sanitizers, ElementsAre("address", "undefined"));
}

TEST(LoadProblemTest, CaseLimitsStartFromThoseOfTheProblem) {
  const Problem problem = Everything();
  Limits limits;
  limits.elapsed = absl::Milliseconds(1500);
  limits.cpu = absl::Milliseconds(500);
  limits.wall = absl::Minutes(2);
  limits.memory_bytes = 3 * 512 * kMiB;
  limits.output_bytes = 100000;
  limits.file_bytes = 1000000;
  limits.disk_bytes = 64 * kMiB;
  limits.processes = 8;
  limits.files = 100;
  limits.open_files = 16;
  limits.stack_bytes = 64 * kMiB;
  EXPECT_EQ(problem.limits, limits);
  EXPECT_EQ(problem.cases[1].limits, limits);
  limits.elapsed = absl::Milliseconds(250);
  limits.memory_bytes = 64 * kMiB;
  EXPECT_EQ(problem.cases[0].limits, limits);
}

TEST(LoadProblemTest, ReadsWhatACaseIsGiven) {
  const TestCase one = Everything().cases[0];
  EXPECT_EQ(one.name, "exact text from stdin");
  EXPECT_EQ(one.visibility, Visibility::kVisible);
  EXPECT_THAT(one.args, ElementsAre("010", "no", "0x1F", "~", "null", "1.50",
                                    "", "two words", "-0", "true"));
  EXPECT_THAT(one.environment,
              ElementsAre(Pair("EMPTY", ""), Pair("MODE", "fast"),
                          Pair("ZEROS", "007")));
  EXPECT_EQ(one.input,
            "first line\n  indented, with a tab:\there\n\nlast line\n");
  EXPECT_THAT(one.files,
              ElementsAre(InputFile{"config.txt", "a=1\n"},
                          InputFile{"data/table.csv", "a,b\n1,2\n"}));
  EXPECT_EQ(one.points, 3);
  EXPECT_EQ(one.why, "It shows what can be said.");
}

TEST(LoadProblemTest, ReadsWhatACaseExpects) {
  const Expectation expect = Everything().cases[0].expect;
  EXPECT_EQ(expect.exit_code, 3);
  EXPECT_EQ(expect.out, TextExpectation(ExactText{"done\n"}));
  EXPECT_EQ(expect.err, TextExpectation(ExactText{""}));
  EXPECT_THAT(
      expect.files,
      ElementsAre(Pair("copy.csv", TextExpectation(ExactText{"a,b\n1,2\n"})),
                  Pair("mean.txt", TextExpectation(Floats{"0.5", 0.01, 0})),
                  Pair("out.txt", TextExpectation(ExactText{"written"})),
                  Pair("same.txt", TextExpectation(FromReference{}))));
  EXPECT_EQ(expect.elapsed, (Bound<absl::Duration>{absl::Milliseconds(10),
                                                   absl::Milliseconds(200)}));
  ASSERT_EQ(expect.spans.size(), 2U);
  EXPECT_EQ(expect.spans[0].name, "connect");
  EXPECT_EQ(expect.spans[0].count, (Bound<std::int64_t>{1, 1}));
  const SpanExpectation fetch{
      .name = "fetch",
      .count = {2, std::nullopt},
      .elapsed = {absl::Milliseconds(50), absl::Milliseconds(90)},
      .total = {std::nullopt, absl::Milliseconds(200)},
      .max_in_flight = {std::nullopt, 3},
      .begin_order = {"1", "02", "three"},
      .end_order = {"three"},
      .after = "connect"};
  EXPECT_EQ(expect.spans[1], fetch);
}

TEST(LoadProblemTest, ReadsEveryFormOfText) {
  const Problem problem = Everything();
  const auto out = [&problem](int i) { return problem.cases[i].expect.out; };
  EXPECT_EQ(out(1), TextExpectation(Tokens{"a,b\n1,2\n"}));
  EXPECT_EQ(out(2), TextExpectation(UnorderedLines{"b\na\n"}));
  EXPECT_EQ(problem.cases[2].expect.err, TextExpectation(ExactText{"oops"}));
  EXPECT_EQ(out(3), TextExpectation(Regex{"took [0-9]+ ms\\n"}));
  EXPECT_EQ(out(4),
            TextExpectation(Pattern{"[{id:hex8}] {{start}} {what:text}\n"
                                    "[{id}] took {ms:float} {n:int} {w:word}\n",
                                    {"id", "ms"},
                                    true}));
  EXPECT_EQ(out(5), TextExpectation(Floats{"1.5 2", 0.001, 1e-6}));
  EXPECT_EQ(out(6),
            TextExpectation(Checker{
                problem.directory / "check.sh", {"strict", "07"}, "42\n"}));
  EXPECT_EQ(out(7), TextExpectation(FromReference{}));
  EXPECT_EQ(out(8), TextExpectation(ExactText{"a,b\n1,2\n"}));
}

TEST(LoadProblemTest, ReadsInputFromAFile) {
  const TestCase two = Everything().cases[1];
  EXPECT_EQ(two.input, "a,b\n1,2\n");
  EXPECT_EQ(two.visibility, Visibility::kHidden);
}

TEST(LoadProblemTest, WhatIsNotGivenHasItsDefault) {
  const auto problem = LoadProblem(kFixtures / "valid/smallest");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(problem->number, std::nullopt);
  EXPECT_EQ(problem->limits, Limits());
  const TestCase& one = problem->cases[0];
  EXPECT_EQ(one.visibility, Visibility::kVisible);
  EXPECT_EQ(one.points, 1);
  EXPECT_EQ(one.limits, Limits());
  EXPECT_EQ(one.expect.out, std::nullopt);
  EXPECT_EQ(one.expect.err, std::nullopt);
  EXPECT_FALSE(one.expect.elapsed.bounded());
}

TEST(LoadProblemTest, TakesTheFileAsWellAsTheFolder) {
  const auto problem = LoadProblem(kFixtures / "valid/smallest/problem.yaml");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(problem->directory, fs::canonical(kFixtures / "valid/smallest"));
}

TEST(LoadProblemTest, TheFolderMayBeReachedInAnyWay) {
  const TemporaryFolder folder;
  fs::create_symlink(kFixtures / "valid/smallest", folder.path() / "link");
  const auto linked = LoadProblem(folder.path() / "link");
  EXPECT_TRUE(linked.ok()) << linked.status();
  const auto around = LoadProblem(kFixtures / "valid/everything/../smallest/");
  EXPECT_TRUE(around.ok()) << around.status();
}

TEST(LoadProblemTest, MissingIsNotFound) {
  const TemporaryFolder folder;
  for (const fs::path& path :
       {folder.path(), folder.path() / "none", folder.path() / "none.yaml"}) {
    const auto problem = LoadProblem(path);
    EXPECT_EQ(problem.status().code(), absl::StatusCode::kNotFound) << path;
    EXPECT_THAT(std::string(problem.status().message()),
                HasSubstr(path.string()));
  }
}

TEST(LoadProblemTest, UnreadableIsPermissionDenied) {
  const TemporaryFolder folder;
  chmod(folder.Write("problem.yaml", "id: x\n").c_str(), 0);
  const AsNobody nobody;
  EXPECT_EQ(LoadProblem(folder.path()).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST(LoadProblemTest, ATooLargeFileIsInvalid) {
  const TemporaryFolder folder;
  folder.Write("problem.yaml", std::string(kMiB + 1, '#'));
  const auto problem = LoadProblem(folder.path());
  EXPECT_EQ(problem.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(problem.status().message()),
              HasSubstr("at most 1 MiB"));
}

TEST(LoadProblemTest, ErrorsShowThePathAsGiven) {
  const fs::path path = kFixtures / "invalid/unknown-key";
  EXPECT_THAT(std::string(LoadProblem(path).status().message()),
              HasSubstr(path.string() + "/problem.yaml:6:5: error: "));
}

}  // namespace
}  // namespace grader
