// What the cases of packages with scores are worth, and what is said of scores
// that points and groups cannot express.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/problem/author_files.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/max_points.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Files = std::vector<std::pair<std::string, std::string>>;

constexpr char kLegacy[] = "type: scoring\nlimits: {time_limit: 1}\n";
constexpr char k2025[] =
    "problem_format_version: 2025-09\ntype: scoring\n"
    "limits: {time_limit: 1}\n";

// The package with these files, and with an empty case for each of `cases`.
absl::StatusOr<Problem> Load(const char* metadata,
                             const std::vector<std::string>& cases,
                             const Files& files) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml", metadata);
  for (const std::string& name : cases) {
    folder.Write(absl::StrCat("p/data/", name, ".in"), "");
    folder.Write(absl::StrCat("p/data/", name, ".ans"), "");
  }
  for (const auto& [name, content] : files) {
    folder.Write(absl::StrCat("p/", name), content);
  }
  return LoadProblem(folder.path() / "p");
}

// "name: points" of each case with points of its own, "name = points, worst:
// cases" of each group.
std::vector<std::string> Worth(const absl::StatusOr<Problem>& problem) {
  if (!problem.ok()) return {std::string(problem.status().message())};
  std::vector<std::string> worth;
  for (const TestCase& one : problem->cases) {
    if (one.points == 0) continue;
    worth.push_back(absl::StrCat(one.name, ": ", ExactPoints(one.points)));
  }
  for (const CaseGroup& group : problem->groups) {
    std::string line =
        absl::StrCat(group.name, " = ", ExactPoints(group.points),
                     group.worst_counts ? ", worst:" : ", all:");
    for (const std::string& name : group.cases) {
      absl::StrAppend(&line, " ", name);
    }
    worth.push_back(line);
  }
  return worth;
}

const Checker& CheckerOf(const Problem& problem, std::size_t i) {
  return std::get<Checker>(*problem.cases[i].expect.out);
}

TEST(Scores2025Test, GroupsGiveAllOrTheWorstOrASum) {
  const auto problem =
      Load(k2025,
           {"sample/1", "secret/a/1", "secret/a/2", "secret/b/1", "secret/b/2",
            "secret/b/3", "secret/c/1", "secret/c/2"},
           {{"data/secret/a/test_group.yaml", "max_score: 20\n"},
            {"data/secret/b/test_group.yaml",
             "max_score: 50\nscore_aggregation: sum\n"},
            {"data/secret/c/test_group.yaml",
             "max_score: 30\nscore_aggregation: min\nrequire_pass: [sample, "
             "a]\n"}});
  EXPECT_THAT(Worth(problem),
              ElementsAre("secret/b/1: 16.666666", "secret/b/2: 16.666667",
                          "secret/b/3: 16.666667",
                          "secret/a = 20, all: secret/a/1 secret/a/2",
                          "secret/c = 30, worst: secret/c/1 secret/c/2"));
  EXPECT_EQ(MaxPoints(*problem), 100);
  EXPECT_THAT(problem->cases[6].needs,
              ElementsAre("sample/1", "secret/a/1", "secret/a/2"));
  EXPECT_THAT(problem->cases[1].needs, IsEmpty());
  EXPECT_EQ(CheckerOf(*problem, 0).scores, ScoreUse::kIgnored);
  EXPECT_EQ(CheckerOf(*problem, 1).scores, ScoreUse::kForbidden);
  EXPECT_EQ(CheckerOf(*problem, 3).scores, ScoreUse::kTaken);
  EXPECT_EQ(CheckerOf(*problem, 3).score_of, Points::Millionths(16666666));
  EXPECT_EQ(CheckerOf(*problem, 7).score_of, Points(30));
}

TEST(Scores2025Test, SecretWithoutGroupsIsOneOfItsOwn) {
  const std::vector<std::string> cases = {"secret/1", "secret/2"};
  EXPECT_THAT(Worth(Load(k2025, cases, {})),
              ElementsAre("secret/1: 50", "secret/2: 50"));
  EXPECT_THAT(Worth(Load(k2025, cases,
                         {{"data/secret/test_group.yaml",
                           "max_score: 7\nscore_aggregation: pass-fail\n"}})),
              ElementsAre("secret = 7, all: secret/1 secret/2"));
}

TEST(Scores2025Test, SecretCanTakeTheWorstOfEqualGroups) {
  const std::vector<std::string> cases = {"secret/a/1", "secret/b/1"};
  const std::string min = "score_aggregation: min\n";
  EXPECT_THAT(
      Worth(Load(k2025, cases,
                 {{"data/secret/test_group.yaml", min},
                  {"data/secret/a/test_group.yaml", "max_score: 60\n" + min},
                  {"data/secret/b/test_group.yaml", "max_score: 60\n"}})),
      ElementsAre("secret = 60, worst: secret/a/1 secret/b/1"));
  EXPECT_THAT(
      Worth(Load(k2025, cases,
                 {{"data/secret/test_group.yaml", min},
                  {"data/secret/a/test_group.yaml", "max_score: 60\n"},
                  {"data/secret/b/test_group.yaml", "max_score: 40\n"}})),
      ElementsAre(HasSubstr("secret/test_group.yaml:1:20: error: "
                            "score_aggregation: the smallest of groups that "
                            "give different scores")));
}

TEST(Scores2025Test, WhatIsWrongIsToldAtItsPlace) {
  struct Row {
    const char* group;  // test_group.yaml of secret/b
    const char* message;
  };
  for (const Row& row : std::vector<Row>{
           {"args: []\n", "b/test_group.yaml: error: expected \"max_score\""},
           {"max_score: unbounded\n",
            "b/test_group.yaml:1:12: error: max_score: a score without bounds: "
            "not supported"},
           {"max_score: -1\n",
            "b/test_group.yaml:1:12: error: max_score: expected a whole "
            "number"},
           {"max_score: 81\n",
            "secret/test_group.yaml:1:12: error: max_score: the groups give up "
            "to 101; at most 100"},
           {"max_score: 5\nscore_aggregation: mni\n",
            "b/test_group.yaml:2:20: error: score_aggregation: expected "
            "pass-fail, sum or min, found \"mni\"; did you mean \"min\"?"},
           {"max_score: 5\nrequire_pass: c\n",
            "b/test_group.yaml:2:15: error: require_pass: expected sample or "
            "an earlier group, found \"c\""},
           {"max_score: 5\nstatic_validation_score: 5\n",
            "b/test_group.yaml:2:1: error: \"static_validation_score\": not "
            "supported"}}) {
    EXPECT_THAT(
        Worth(Load(k2025, {"secret/a/1", "secret/b/1"},
                   {{"data/secret/test_group.yaml", "max_score: 100\n"},
                    {"data/secret/a/test_group.yaml", "max_score: 20\n"},
                    {"data/secret/b/test_group.yaml", row.group}})),
        ElementsAre(HasSubstr(row.message)))
        << row.group;
  }
  EXPECT_THAT(Worth(Load(k2025, {"secret/1", "secret/b/1"}, {})),
              ElementsAre(HasSubstr("there are groups in secret, and cases")));
  EXPECT_THAT(Worth(Load("problem_format_version: 2025-09\n", {"secret/1"},
                         {{"data/secret/test_group.yaml", "max_score: 5\n"}})),
              ElementsAre(HasSubstr("secret/test_group.yaml:1:1: error: "
                                    "\"max_score\": expected in a package "
                                    "with \"type: scoring\" only")));
}

// Which were called otherwise, in a file that was.
TEST(Scores2025Test, GroupsMayBeDescribedAsInDrafts) {
  for (const char* version : {"2025-09", "2025-09-draft", "2023-07-draft"}) {
    const std::string metadata =
        absl::StrCat("problem_format_version: ", version,
                     "\ntype: scoring\nlimits: {time_limit: 1}\n");
    const auto problem =
        Load(metadata.c_str(),
             {"sample/1", "secret/a/1", "secret/a/2", "secret/b/1"},
             {{"data/testdata.yaml",
               "output_validator_flags: case_sensitive float_tolerance 0.1\n"
               "input_validator_flags: --most 7\n"},
              {"data/secret/testdata.yaml", "scoring: {aggregation: sum}\n"},
              {"data/secret/a/testdata.yaml",
               "scoring: {score: 30, aggregation: min}\n"},
              {"data/secret/b/testdata.yaml",
               "scoring: {score: 70, require-pass: sample}\n"}});
    EXPECT_THAT(Worth(problem),
                ElementsAre("secret/a = 30, worst: secret/a/1 secret/a/2",
                            "secret/b = 70, all: secret/b/1"))
        << version;
    if (!problem.ok()) continue;
    EXPECT_THAT(CheckerOf(*problem, 1).args,
                ElementsAre("case_sensitive", "float_tolerance", "0.1"));
    EXPECT_THAT(problem->cases[1].input_validator_args.at(""),
                ElementsAre("--most", "7"));
    EXPECT_THAT(problem->cases[3].needs, ElementsAre("sample/1"));
  }
}

TEST(Scores2025Test, FileOfCommentsAloneSaysNothing) {
  EXPECT_THAT(Worth(Load(k2025, {"secret/1", "secret/2"},
                         {{"data/testdata.yaml", "# scoring:\n\n  # more"},
                          {"data/secret/test_group.yaml", "# none\n"}})),
              ElementsAre("secret/1: 50", "secret/2: 50"));
}

TEST(Scores2025Test, WhatDraftsDoNotSayIsToldAtItsPlace) {
  struct Row {
    const char* metadata;
    const char* file;  // of secret/a
    const char* text;
    const char* message;
  };
  for (const Row& row : std::vector<Row>{
           {k2025, "testdata.yaml", "scoring: {score: 9, aggregation: sum}\n",
            "a/testdata.yaml:1:18: error: score: what drafts of the format "
            "give each case, or all of them together; expected max_score"},
           {k2025, "testdata.yaml", "scoring: {score: 9, max_score: 9}\n",
            "a/testdata.yaml:1:21: error: \"max_score\": not supported"},
           {k2025, "testdata.yaml", "scoring: 9\nmax_score: 9\n",
            "a/testdata.yaml:1:10: error: scoring: expected KEY: VALUE"},
           {k2025, "testdata.yaml", "accept_score: 9\nmax_score: 9\n",
            "a/testdata.yaml:1:1: error: \"accept_score\": not supported"},
           {k2025, "test_group.yaml", "scoring: {}\nmax_score: 9\n",
            "a/test_group.yaml:1:1: error: \"scoring\": not supported"},
           {k2025, "test_group.yaml",
            "output_validator_flags: x\nmax_score: 9\n",
            "a/test_group.yaml:1:1: error: \"output_validator_flags\": not "
            "supported"},
           {"problem_format_version: 2025-09\n", "testdata.yaml",
            "scoring: {score: 9}\n",
            "a/testdata.yaml:1:1: error: \"scoring\": expected in a package "
            "with \"type: scoring\" only"}}) {
    EXPECT_THAT(
        Worth(Load(row.metadata, {"secret/a/1", "secret/a/2"},
                   {{absl::StrCat("data/secret/a/", row.file), row.text}})),
        ElementsAre(HasSubstr(row.message)))
        << row.text;
  }
}

TEST(LegacyScoresTest, GroupsThatMayFailGiveTheirOwn) {
  const auto problem = Load(
      kLegacy,
      {"sample/1", "secret/a/1", "secret/a/2", "secret/b/1", "secret/b/2"},
      {{"data/testdata.yaml",
        "on_reject: continue\ngrader_flags: ignore_sample\nrange: 0 100\n"},
       {"data/secret/testdata.yaml", "grader_flags: accept_if_any_accepted\n"},
       {"data/secret/a/testdata.yaml", "grader_flags: min\naccept_score: 40\n"},
       {"data/secret/b/testdata.yaml",
        "grader_flags: always_accept avg\naccept_score: 60\n"}});
  EXPECT_THAT(Worth(problem),
              ElementsAre("secret/b/1: 30", "secret/b/2: 30",
                          "secret/a = 40, worst: secret/a/1 secret/a/2"));
  EXPECT_THAT(problem->cases[1].needs, IsEmpty());
  EXPECT_THAT(problem->cases[3].needs, IsEmpty());
  EXPECT_EQ(CheckerOf(*problem, 1).scores, ScoreUse::kShare);
}

TEST(LegacyScoresTest, WhereOneRejectionRejectsAllNothingIsShared) {
  EXPECT_THAT(Worth(Load(kLegacy, {"sample/1", "secret/1", "secret/2"}, {})),
              ElementsAre("data = 3, all: sample/1 secret/1 secret/2"));
}

TEST(LegacyScoresTest, BreakKeepsLaterCasesFromRunning) {
  const auto problem =
      Load(kLegacy, {"secret/1", "secret/2", "secret/3"},
           {{"data/testdata.yaml",
             "grader_flags: always_accept\naccept_score: 5\n"}});
  EXPECT_THAT(Worth(problem),
              ElementsAre("secret/1: 5", "secret/2: 5", "secret/3: 5"));
  EXPECT_THAT(problem->cases[2].needs, ElementsAre("secret/2"));
}

TEST(LegacyScoresTest, SamplesMustBeRightWhereTheyCount) {
  const auto problem =
      Load(kLegacy, {"sample/1", "secret/a/1", "secret/b/1"},
           {{"data/testdata.yaml", "on_reject: continue\n"},
            {"data/sample/testdata.yaml", "accept_score: 0\n"},
            {"data/secret/testdata.yaml", "grader_flags: always_accept\n"}});
  EXPECT_THAT(Worth(problem), ElementsAre("secret/a/1: 1", "secret/b/1: 1"));
  EXPECT_THAT(problem->cases[1].needs, ElementsAre("sample/1"));
}

TEST(LegacyScoresTest, ValidatorGivesUpToTheRange) {
  const std::string metadata =
      absl::StrCat("validation: custom score\n", kLegacy);
  const auto problem =
      Load(metadata.c_str(), {"sample/1", "secret/1", "secret/2"},
           {{"output_validators/v.py", ""},
            {"data/testdata.yaml",
             "on_reject: continue\n"
             "grader_flags: ignore_sample always_accept\nrange: 0 100\n"}});
  EXPECT_THAT(Worth(problem), ElementsAre("secret/1: 50", "secret/2: 50"));
  EXPECT_EQ(CheckerOf(*problem, 0).scores, ScoreUse::kIgnored);
  EXPECT_EQ(CheckerOf(*problem, 1).scores, ScoreUse::kNeeded);
  EXPECT_EQ(CheckerOf(*problem, 1).score_of, Points(50));
}

TEST(LegacyScoresTest, WhatIsWrongIsToldAtItsPlace) {
  struct Row {
    const char* metadata;
    const char* secret;  // its testdata.yaml
    const char* message;
  };
  for (const Row& row : std::vector<Row>{
           {"", "grader_flags: max\n",
            ":1:15: error: the largest of several scores: not supported; "
            "expected sum, avg or min"},
           {"", "grader_flags: mim\n",
            ":1:15: error: grader_flags: the default grader has no flag "
            "\"mim\"; did you mean \"min\"?"},
           {"", "reject_score: 1\n",
            ":1:15: error: a score for what is rejected: not supported"},
           {"", "accept_score: much\n",
            ":1:15: error: accept_score: expected a number from 0"},
           {"", "accept_score: 5\nrange: 0 9\n",
            ":2:8: error: range: the cases give up to 10, which is more"},
           {"", "range: 9\n", ":1:8: error: range: expected two numbers"},
           {"", "on_reject: brake\n",
            ":1:12: error: on_reject: expected break or continue, found "
            "\"brake\"; did you mean \"break\"?"},
           {"", "grading: custom\n", ":1:1: error: \"grading\": not supported"},
           {"validation: custom score\n", "on_reject: continue\n",
            ": error: a validator's score without bounds: not supported"},
           {"validation: custom score\n",
            "on_reject: continue\nrange: 0 10\ngrader_flags: sum\n",
            ":3:15: error: scores of a validator where one output that is "
            "rejected takes all of them: not supported"},
           {"validation: custom score\n",
            "range: 0 10\ngrader_flags: always_accept\n",
            "testdata.yaml: error: scores of a validator with \"on_reject: "
            "break\": not supported"}}) {
    EXPECT_THAT(
        Worth(Load(absl::StrCat(row.metadata, kLegacy).c_str(),
                   {"secret/1", "secret/2"},
                   {{"output_validators/v.py", ""},
                    {"data/testdata.yaml", "grader_flags: ignore_sample\n"},
                    {"data/secret/testdata.yaml", row.secret}})),
        ElementsAre(HasSubstr(absl::StrCat(
            "secret/testdata.yaml", absl::StartsWith(row.message, "testdata")
                                        ? row.message + 13
                                        : row.message))))
        << row.secret;
  }
  EXPECT_THAT(Worth(Load("type: scoring\ngrading: {objective: min}\n",
                         {"secret/1"}, {})),
              ElementsAre(HasSubstr("problem.yaml:2:22: error: a score that is "
                                    "to be small: not supported; expected "
                                    "max")));
  EXPECT_THAT(Worth(Load("validation: default score\n", {"secret/1"}, {})),
              ElementsAre(HasSubstr("problem.yaml:1:13: error: validation "
                                    "\"score\": not supported; expected "
                                    "\"custom score\"")));
  EXPECT_THAT(Worth(Load("name: P\n", {"secret/1"},
                         {{"data/testdata.yaml", "accept_score: 5\n"}})),
              ElementsAre(HasSubstr("with \"type: scoring\" only")));
  EXPECT_THAT(
      Worth(Load("name: P\n", {"secret/1"},
                 {{"data/testdata.yaml", "grader_flags: always_accept\n"}})),
      ElementsAre(HasSubstr("testdata.yaml:1:15: error: "
                            "\"always_accept\": not supported")));
  EXPECT_THAT(
      Worth(Load("name: P\n", {"secret/1"},
                 {{"data/testdata.yaml", "grader_flags: first_error\n"}})),
      ElementsAre("secret/1: 1"));
  EXPECT_THAT(Worth(Load(kLegacy, {"secret/1"},
                         {{"data/testdata.yaml", "accept_score: 0\n"}})),
              ElementsAre(HasSubstr("data: error: no case gives any points")));
}

TEST(PackageScoresTest, SubmissionsMayBePartlyRight) {
  const TemporaryFolder folder;
  folder.Write("p/problem.yaml", kLegacy);
  folder.Write("p/data/secret/1.in", "");
  folder.Write("p/data/secret/1.ans", "");
  folder.Write("p/submissions/accepted/a.py", "");
  folder.Write("p/submissions/partially_accepted/b.py", "");
  const auto problem = LoadProblem(folder.path() / "p");
  ASSERT_TRUE(problem.ok()) << problem.status();
  const std::vector<Example> examples = FindAuthorFiles(*problem).examples;
  ASSERT_EQ(examples.size(), 2u);
  EXPECT_TRUE(examples[0].rule.partly_is_accepted);
  EXPECT_FALSE(examples[0].rule.not_all_points);
  EXPECT_TRUE(examples[1].rule.not_all_points);
  EXPECT_EQ(examples[1].rule.score.min, Points::Millionths(1));
}

}  // namespace
}  // namespace grader
