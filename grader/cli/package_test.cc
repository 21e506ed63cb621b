// ICPC packages as problems, from the command line: the fixtures hold, a
// submission is checked, a folder of packages is listed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPackages = GRADER_SOURCE_DIR "/fixtures/packages";

class PackageTest : public ::testing::TestWithParam<const char*> {};

TEST_P(PackageTest, EverySubmissionEndsAsItsFolderSays) {
  const Finished proof = Grader(
      absl::StrCat("verify '", kPackages, "/", GetParam(), "' --format json"));
  EXPECT_EQ(proof.status, 0) << proof.out;
}

INSTANTIATE_TEST_SUITE_P(
    Each, PackageTest,
    ::testing::Values(
        "legacy-default", "legacy-exact", "legacy-floats", "legacy-interactive",
        "legacy-much-output", "legacy-multi-pass", "legacy-scores",
        "legacy-scripts", "legacy-validator", "version-2023-07-scores",
        "version-2025-09", "version-2025-09-draft",
        "version-2025-09-generators", "version-2025-09-included",
        "version-2025-09-interactive", "version-2025-09-interactive-multi-pass",
        "version-2025-09-multi-pass", "version-2025-09-no-limit",
        "version-2025-09-scores", "version-2025-09-scripts",
        "version-2025-09-submit-answer", "version-2025-09-validated"),
    [](const auto& row) {
      std::string name = row.param;
      for (char& c : name) c = c == '-' ? '_' : c;
      return name;
    });

TEST(PackagesTest, TimeLimitThatFollowsFromTheSubmissionsIsTold) {
  const std::string package = kPackages + "/version-2025-09-no-limit";
  const Finished told = Grader("verify --only limits " + package);
  EXPECT_THAT(told.out, HasSubstr("a time limit of 1.5 s follows"));
}

// What verifying says with `options`, but for what is measured.
std::string Proved(const std::string& options) {
  std::string said = Grader("verify --clock virtual " + options).out;
  RE2::GlobalReplace(&said, R"((elapsed|cpu|memory) \d+ %)", "\\1 N %");
  RE2::GlobalReplace(&said, R"(takes [\d.]+ s)", "takes N s");
  return said;
}

TEST(PackagesTest, HoweverManyAreGradedAtATimeTheProofSaysTheSame) {
  const std::string package = kPackages + "/version-2025-09-no-limit";
  const std::string problem =
      "--course " GRADER_SOURCE_DIR "/fixtures/examples groups";
  for (const std::string& options :
       {"--verbose --no-cache " + package, "--format json " + package,
        "--verbose --no-cache " + problem, "--repeat 1 --verbose " + package}) {
    SCOPED_TRACE(options);
    const std::string alone = Proved("--jobs 1 " + options);
    EXPECT_THAT(alone, HasSubstr("rejected"));
    EXPECT_EQ(Proved("--jobs 3 " + options), alone);
  }
}

TEST(PackagesTest, SubmissionInAWrongFolderIsTold) {
  const TemporaryFolder folder;
  fs::copy(kPackages + "/legacy-floats", folder.path() / "floats",
           fs::copy_options::recursive);
  fs::rename(folder.path() / "floats/submissions/wrong_answer",
             folder.path() / "floats/submissions/time_limit_exceeded");
  const Finished proof =
      Grader("verify " + (folder.path() / "floats").string());
  EXPECT_EQ(proof.status, 1) << proof.out;
  EXPECT_THAT(proof.out,
              HasSubstr("the verdict must be TLE; got wrong_answer (stdout)"));
}

TEST(PackagesTest, InputsAndAnswersThatValidatorsRejectAreTold) {
  const TemporaryFolder folder;
  const fs::path planks = folder.path() / "planks";
  fs::copy(kPackages + "/legacy-default", planks, fs::copy_options::recursive);
  folder.Write("planks/data/sample/2.in", "1 7\n9 4\n");
  folder.Write("planks/data/sample/2.ans", "4 Yes\n");
  folder.Write("planks/input_validators/broken.cpp", "int main() {\n");
  const Finished proof = Grader("verify --only data " + planks.string());
  EXPECT_EQ(proof.status, 1) << proof.out;
  EXPECT_THAT(proof.out,
              AllOf(HasSubstr("data/sample/2.in: input_validators/planks.py "
                              "does not accept it"),
                    HasSubstr("line 2: expected 1 numbers, found '9 4'")));
  EXPECT_THAT(proof.out,
              HasSubstr("data/sample/2.ans: answer_validators/verdict.py does "
                        "not accept it"));
  EXPECT_THAT(proof.out, HasSubstr("input_validators/broken.cpp: "));
  EXPECT_THAT(proof.out, Not(HasSubstr("1-short")));
}

// The data of the package that must be refused, made right one by one, and what
// must be accepted, made wrong.
TEST(PackagesTest, ValidatorsThatDoNotTellRightFromWrongAreTold) {
  const TemporaryFolder folder;
  const fs::path halves = folder.path() / "halves";
  fs::copy(kPackages + "/version-2025-09-validated", halves,
           fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  const std::string verify = "verify --only data " + halves.string();
  const Finished all_well = Grader(verify);
  EXPECT_EQ(all_well.status, 0) << all_well.out;
  EXPECT_THAT(all_well.out,
              HasSubstr("2 validators, 2 cases, 7 for validators"));
  folder.Write("halves/data/invalid_input/odd.in", "6\n");
  folder.Write("halves/data/invalid_answer/blank.ans", "4\n");
  folder.Write("halves/data/invalid_output/another.out", "4\n");
  folder.Write("halves/data/invalid_output/more.in", "7\n");
  folder.Write("halves/data/valid_output/blank.out", "3\n");
  const Finished proof = Grader(verify + " --format json");
  EXPECT_EQ(proof.status, 1) << proof.out;
  EXPECT_THAT(
      proof.out,
      AllOf(HasSubstr("data/invalid_input/odd.in: every input validator "
                      "accepts it"),
            HasSubstr("data/invalid_answer/blank.ans: neither an answer "
                      "validator nor the output validator refuses it"),
            HasSubstr("data/invalid_output/another.out: the output validator "
                      "accepts it"),
            HasSubstr("data/invalid_output/more.in: input_validators/even "
                      "does not accept it"),
            HasSubstr("data/valid_output/blank.out: the output validator does "
                      "not accept it"),
            Not(HasSubstr("nothing.in"))));
  fs::remove(halves / "data/valid_output/blank.out");
  EXPECT_THAT(Grader(verify + " --format json").out,
              HasSubstr("valid_output/blank.out: error:"));
}

// A judge of a contest has more languages than there are here.
TEST(PackagesTest, SubmissionsInUnknownLanguagesAreToldAndLeftOut) {
  const Finished proof =
      Grader("verify --format json " + kPackages + "/legacy-much-output");
  EXPECT_EQ(proof.status, 0) << proof.out;
  const auto problem = nlohmann::json::parse(proof.out)["problems"][0];
  std::map<std::string, std::string> outcomes;
  for (const auto& one : problem["submissions"]) {
    outcomes[fs::path(one["path"].get<std::string>()).filename()] =
        one["outcome"];
  }
  EXPECT_EQ(outcomes["laughs.abap"], "not graded");
  EXPECT_EQ(outcomes["notes.text"], "compile_error (no_source)");
  EXPECT_THAT(outcomes["never_stops.py"], HasSubstr("time_limit_exceeded"));
  EXPECT_THAT(outcomes["stops_late.py"], HasSubstr("output_limit_exceeded"));
}

TEST(PackagesTest, WhatTheValidatorSaysIsTold) {
  const Finished report =
      Grader(absl::StrCat("check ", kPackages, "/legacy-validator ", kPackages,
                          "/legacy-validator/submissions/accepted/half.py"));
  EXPECT_EQ(report.status, 0) << report.out;
  const TemporaryFolder folder;
  const fs::path wrong = folder.Write("wrong.py", "print(1, 2)\n");
  const std::string check =
      absl::StrCat("check ", kPackages, "/legacy-validator ", wrong.string());
  const Finished told = Grader(check + " --reveal");
  EXPECT_EQ(told.status, 1) << told.out;
  EXPECT_THAT(told.out, HasSubstr("the sum is another"));
  // What it says to the judges, learners do not see.
  const Finished quiet = Grader(check);
  EXPECT_EQ(quiet.status, 1) << quiet.out;
  EXPECT_THAT(quiet.out, Not(HasSubstr("the sum is another")));
}

TEST(PackagesTest, InteractivePackageHoldsOnTheRealClockToo) {
  const std::string package = kPackages + "/legacy-interactive";
  const std::string options = " --clock real --format json";
  for (const auto& [file, word] :
       std::vector<std::pair<std::string, std::string>>{
           {"accepted/bisect.py", "accepted"},
           {"accepted/goes_on_talking.py", "accepted"},
           {"wrong_answer/counts.py", "wrong_answer"},
           {"wrong_answer/does_not_listen.py", "wrong_answer"},
           {"wrong_answer/leaves.py", "wrong_answer"},
           {"wrong_answer/closes_output.py", "wrong_answer"},
           {"run_time_error/crashes.py", "run_time_error"},
           {"time_limit_exceeded/waits_first.py", "time_limit_exceeded"}}) {
    const Finished report = Grader(absl::StrCat(
        "check ", package, " ", package, "/submissions/", file, options));
    EXPECT_EQ(nlohmann::json::parse(report.out)["verdict"], word)
        << file << report.out;
  }
}

TEST(PackagesTest, MoreShapesOfConversationsOnBothClocks) {
  const std::string package = kPackages + "/version-2025-09-interactive";
  for (const char* clock : {"real", "virtual"}) {
    for (const auto& [file, word] :
         std::vector<std::pair<std::string, std::string>>{
             {"accepted/says.py", "accepted"},  // deaf in one case, late in one
             {"wrong_answer/one_less.py", "wrong_answer"},
             {"rejected/floods.py", "time_limit_exceeded"},
             {"mixed/waits_for_more.py", "time_limit_exceeded"}}) {
      const Finished report =
          Grader(absl::StrCat("check ", package, " ", package, "/submissions/",
                              file, " --format json --clock ", clock));
      EXPECT_EQ(nlohmann::json::parse(report.out)["verdict"], word)
          << file << report.out;
    }
  }
}

TEST(PackagesTest, InteractorThatCrashesIsNotTheLearners) {
  const TemporaryFolder folder;
  const fs::path package = folder.path() / "talk";
  fs::copy(kPackages + "/version-2025-09-interactive", package,
           fs::copy_options::recursive);
  folder.Write("talk/output_validator/__main__.py",
               "print(1, flush=True)\ninput()\nraise ValueError('upset')\n");
  for (const char* clock : {"real", "virtual"}) {
    const Finished report = Grader(absl::StrCat(
        "check ", package.string(), " ", package.string(),
        "/submissions/accepted/says.py --format json --clock ", clock));
    EXPECT_EQ(report.status, 3) << report.out;
    const auto json = nlohmann::json::parse(report.out);
    EXPECT_EQ(json["verdict"], "judge_error");
    EXPECT_THAT(json["message"].get<std::string>(), HasSubstr("upset"));
  }
}

TEST(PackagesTest, PassesHoldOnTheRealClockToo) {
  for (const std::string package :
       {"version-2025-09-multi-pass", "version-2025-09-interactive-multi-pass",
        "legacy-multi-pass"}) {
    const std::string folder = absl::StrCat(kPackages, "/", package);
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(folder + "/submissions")) {
      if (!entry.is_regular_file()) continue;
      const Finished report =
          Grader(absl::StrCat("check ", folder, " ", entry.path().string(),
                              " --format json --clock real"));
      const std::string word = nlohmann::json::parse(report.out)["verdict"];
      EXPECT_EQ(word, entry.path().parent_path().filename()) << report.out;
    }
  }
}

TEST(PackagesTest, PassThatFailsIsNamed) {
  const std::string package = kPackages + "/version-2025-09-multi-pass";
  const Finished report =
      Grader(absl::StrCat("check ", package, " ", package,
                          "/submissions/wrong_answer/always_c.py"));
  EXPECT_EQ(report.status, 1) << report.out;
  EXPECT_THAT(report.out, AllOf(HasSubstr("in pass 2"),
                                HasSubstr("another number was hidden"),
                                HasSubstr("find c")));
}

TEST(PackagesTest, AnswersOfAFolderAreGraded) {
  const std::string package = kPackages + "/version-2025-09-submit-answer";
  const std::string check =
      absl::StrCat("check ", package, " ", package, "/submissions/");
  EXPECT_EQ(Grader(check + "accepted/flat").status, 0);
  const Finished missing = Grader(check + "wrong_answer/one_missing --reveal");
  EXPECT_EQ(missing.status, 1);
  EXPECT_THAT(missing.out, AllOf(HasSubstr("expected two numbers"),
                                 HasSubstr("no file secret/1-primes.out")));
}

// A program that waits is as slow as a slow one, and exactly so slow.
TEST(PackagesTest, TimeLimitThatFollowsIsGradedWith) {
  const std::string package = kPackages + "/version-2025-09-no-limit";
  const TemporaryFolder folder;
  const auto waits = [&folder](const std::string& seconds) {
    return folder
        .Write("waits.py", absl::StrCat("import time\ntime.sleep(", seconds,
                                        ")\nprint(input())\n"))
        .string();
  };
  const std::string check = absl::StrCat("check ", package, " ");
  const Finished slow = Grader(check + waits("1.6") + " --format json");
  EXPECT_EQ(nlohmann::json::parse(slow.out)["verdict"], "time_limit_exceeded");
  const Finished quick = Grader(check + waits("1.2") + " --format json");
  EXPECT_NE(nlohmann::json::parse(quick.out)["verdict"], "time_limit_exceeded");
  folder.Write("class/ada/waits.py", "import time\ntime.sleep(1.6)\n");
  const Finished batch = Grader(
      absl::StrCat("batch ", (folder.path() / "class").string(), " --problem ",
                   package, " --output ", (folder.path() / "grades").string()));
  EXPECT_EQ(batch.status, 0) << batch.out;
  EXPECT_THAT(batch.out, HasSubstr("note: version-2025-09-no-limit: the time "
                                   "limit is 1.5 s: the slowest submission"));
  EXPECT_THAT(batch.out, HasSubstr("time_limit_exceeded"));
}

TEST(PackagesTest, WithoutASubmissionThatTellsThereIsNoTimeLimit) {
  const TemporaryFolder folder;
  const fs::path package = folder.path() / "p";
  fs::copy(kPackages + "/version-2025-09-no-limit", package,
           fs::copy_options::recursive);
  fs::remove_all(package / "submissions/accepted");
  const std::string check =
      absl::StrCat("check ", package.string(), " ", package.string(),
                   "/submissions/time_limit_exceeded/waits_long.py");
  const Finished without = Grader(check);
  EXPECT_EQ(without.status, 2) << without.out;
  EXPECT_THAT(without.out, HasSubstr("none follows from the submissions"));
  // Its cure.
  folder.Write("p/.timelimit", "1\n");
  EXPECT_EQ(Grader(check).status, 1);
}

TEST(PackagesTest, ConversationIsShown) {
  const std::string check =
      absl::StrCat("check ", kPackages, "/legacy-interactive ", kPackages,
                   "/legacy-interactive/submissions/");
  const Finished wrong = Grader(check + "wrong_answer/counts.py");
  EXPECT_EQ(wrong.status, 1) << wrong.out;
  EXPECT_THAT(wrong.out, HasSubstr("too many guesses"));
  EXPECT_THAT(wrong.out, HasSubstr("> 3"));
  EXPECT_THAT(wrong.out, HasSubstr("< higher"));
  const Finished page = Grader(check + "wrong_answer/counts.py --format html");
  EXPECT_THAT(page.out, HasSubstr("&gt; 3\n&lt; higher\n"));
  const Finished waits = Grader(check + "time_limit_exceeded/waits_first.py");
  EXPECT_THAT(waits.out, HasSubstr("each wait for the other"));
}

TEST(PackagesTest, InteractorThatFailsIsAJudgeError) {
  const TemporaryFolder folder;
  const fs::path package = folder.path() / "guess";
  fs::copy(kPackages + "/legacy-interactive", package,
           fs::copy_options::recursive);
  fs::remove_all(package / "output_validators/guess");
  folder.Write("guess/output_validators/fails.py",
               "import sys\ninput()\nprint('higher', flush=True)\n"
               "sys.exit('no more ideas')\n");
  const Finished report =
      Grader(absl::StrCat("check ", package.string(), " ", package.string(),
                          "/submissions/accepted/bisect.py --format json"));
  EXPECT_EQ(nlohmann::json::parse(report.out)["verdict"], "judge_error");
  const std::string message =
      nlohmann::json::parse(report.out)["message"].get<std::string>();
  EXPECT_EQ(
      message,
      "the problem's interactor ended with exit status 1 instead of 42 or "
      "43; it said: \"no more ideas\"");
}

TEST(PackagesTest, OwnFormatHasInteractorsToo) {
  const TemporaryFolder folder;
  folder.Write(
      "ask/problem.yaml",
      "id: ask\ntitle: Ask\ndifficulty: easy\nlanguages: [python]\ncases:\n"
      "  - name: once\n    stdin: \"7\\n\"\n    expect:\n"
      "      stdout: {checker: talk.py, interactive: true}\n");
  folder.Write("ask/talk.py",
               "#!/usr/bin/python3\nimport sys\nprint('number?', flush=True)\n"
               "sys.exit(42 if input() == open(sys.argv[1]).read().strip() "
               "else 43)\n");
  fs::permissions(folder.path() / "ask/talk.py", fs::perms(0755));
  const fs::path right =
      folder.Write("right.py", "input()\nprint(7, flush=True)\n");
  const fs::path wrong =
      folder.Write("wrong.py", "input()\nprint(8, flush=True)\n");
  const std::string check =
      absl::StrCat("check ", (folder.path() / "ask").string(), " ");
  const Finished accepted = Grader(check + right.string());
  EXPECT_EQ(accepted.status, 0) << accepted.out;
  const Finished rejected = Grader(check + wrong.string());
  EXPECT_EQ(rejected.status, 1) << rejected.out;
  EXPECT_THAT(rejected.out, HasSubstr("the other side rejects what was said"));
}

TEST(PackagesTest, FolderIsListedWithWhatCannotBeRead) {
  const Finished list = Grader("list " + kPackages);
  EXPECT_EQ(list.status, 0) << list.out;
  EXPECT_THAT(list.out, HasSubstr("Longest plank"));
  const TemporaryFolder folder;
  fs::copy(kPackages + "/legacy-floats", folder.path() / "floats",
           fs::copy_options::recursive);
  folder.Write("guess/problem.yaml",
               "problem_format_version: 2025-09\nname: Guess\n"
               "type: batch\n");
  const Finished part = Grader("list " + folder.path().string());
  EXPECT_EQ(part.status, 2) << part.out;
  EXPECT_THAT(part.out, HasSubstr("Half of it"));
  EXPECT_THAT(part.out,
              HasSubstr("guess/problem.yaml:3:7: error: a problem of "
                        "type \"batch\": not supported; expected pass-fail, "
                        "scoring"));
}

TEST(PackagesTest, LatexIsShownAsText) {
  const Finished shown = Grader("show " + kPackages + "/legacy-floats");
  EXPECT_EQ(shown.status, 0) << shown.out;
  EXPECT_THAT(shown.out, HasSubstr("This statement is LaTeX"));
  EXPECT_THAT(shown.out, HasSubstr("\\problemname{Half of it}\n"));
}

}  // namespace
}  // namespace grader
