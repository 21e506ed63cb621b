// grader batch as instructors run it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/problem/files.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kRightEcho[] =
    "#include <iostream>\nint main() { std::cout << std::cin.rdbuf(); }\n";
constexpr char kWrongEcho[] = "int main() {}\n";
// Tries to change what the others get.
constexpr char kHostileEcho[] =
    "#include <csignal>\n#include <fstream>\n#include <unistd.h>\n"
    "int main() {\n"
    "  std::ofstream(\"/tmp/batch_test_evil\") << 1;\n"
    "  std::ofstream(\"../../evil\") << 1;\n"
    "  kill(getppid(), SIGKILL);\n  kill(-1, SIGKILL);\n}\n";

class CliBatchTest : public ::testing::Test {
 protected:
  CliBatchTest() {
    char folder[] = "/tmp/cli_batch_test-XXXXXX";
    folder_ = mkdtemp(folder);
    Write("problems/echo/problem.yaml",
          EchoProblem("hello",
                      "limits: {elapsed: 2s, cpu: 1s, memory: 256MiB}\n"));
    Write("problems/echo/statement.md", "# Echo\n");
    Write("class/adam/echo.cpp", kRightEcho);
    Write("class/eve/echo.cpp", kHostileEcho);
    Write("class/zoe/echo.cpp", kWrongEcho);
  }
  ~CliBatchTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& content) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << content;
  }

  std::string Content(const std::string& name) const {
    return ReadFile(folder_ / name).value_or("");
  }

  Finished Batch(const std::string& options) const {
    return Shell(absl::StrCat("cd ", folder_.string(),
                              " && '" GRADER_BINARY_DIR
                              "/grader' batch class --problems problems ",
                              options));
  }

  // "LEARNER VERDICT" for each line of results.jsonl.
  std::vector<std::string> Verdicts(const std::string& folder) const {
    std::vector<std::string> verdicts;
    const std::string text = Content(folder + "/results.jsonl");
    for (absl::string_view line :
         absl::StrSplit(text, '\n', absl::SkipEmpty())) {
      const auto result = nlohmann::json::parse(line);
      verdicts.push_back(absl::StrCat(result["learner"].get<std::string>(), " ",
                                      result["verdict"].get<std::string>()));
    }
    return verdicts;
  }

  fs::path folder_;
};

TEST_F(CliBatchTest, EveryoneGetsTheirResultWhateverTheOthersDo) {
  const Finished graded = Batch("--jobs 2");
  EXPECT_EQ(graded.status, 0) << graded.out;
  EXPECT_THAT(
      Verdicts("grades"),
      ElementsAre("adam accepted", HasSubstr("eve "), "zoe wrong_answer"));
  EXPECT_EQ(Content("grades/gradebook.csv").find("eve,1"), std::string::npos);
  EXPECT_THAT(Content("grades/gradebook.csv"), HasSubstr("adam,1,1,1,"));
  EXPECT_THAT(Content("grades/gradebook.html"), HasSubstr("3 learners"));
  EXPECT_THAT(Content("grades/reports/adam/echo.html"), HasSubstr("accepted"));
}

TEST_F(CliBatchTest, OrderAndContentDoNotDependOnTheJobs) {
  ASSERT_EQ(Batch("--jobs 1 --output one").status, 0);
  ASSERT_EQ(Batch("--jobs 3 --output three").status, 0);
  EXPECT_EQ(Content("one/results.jsonl"), Content("three/results.jsonl"));
  EXPECT_EQ(Content("one/gradebook.html"), Content("three/gradebook.html"));
}

TEST_F(CliBatchTest, ResumingGradesOnlyWhatIsNewOrChanged) {
  ASSERT_EQ(Batch("").status, 0);
  const std::string before = Content("grades/results.jsonl");
  // As if it had been killed while it wrote the last line.
  Write("grades/results.jsonl", before.substr(0, before.size() - 20));
  const Finished resumed = Batch("--resume");
  EXPECT_THAT(resumed.out, HasSubstr("3 submissions, 1 graded now"));
  EXPECT_EQ(Content("grades/results.jsonl"), before);

  Write("class/zoe/echo.cpp", kRightEcho);
  EXPECT_THAT(Batch("--resume").out, HasSubstr("1 graded now"));
  EXPECT_THAT(Verdicts("grades"), ::testing::Contains("zoe accepted"));
  EXPECT_THAT(Batch("--resume").out, HasSubstr("0 graded now"));
}

TEST_F(CliBatchTest, FileThatCannotBeReadIsAResultAndOtherFilesAreNamed) {
  Write("class/bin/echo.cpp", std::string("\0\1\2", 3));
  Write("class/adam/notes.txt", "mine");
  const Finished graded = Batch("");
  EXPECT_EQ(graded.status, 0) << graded.out;
  EXPECT_THAT(Verdicts("grades"), ::testing::Contains("bin compile_error"));
  EXPECT_THAT(graded.out, HasSubstr("note: adam: notes.txt"));
}

TEST_F(CliBatchTest, NamesBeyondAsciiInAZipFileNeedNoLocale) {
  Write("zip.py",
        "import zipfile\n"
        "with zipfile.ZipFile('class/bo.zip', 'w') as z:\n"
        "  z.writestr('\xC3\x9C"
        "bung/echo.cpp', open('class/adam/echo.cpp').read())\n");
  ASSERT_EQ(Shell("cd " + folder_.string() + " && python3 zip.py").status, 0);
  const Finished graded = Shell(absl::StrCat(
      "cd ", folder_.string(),
      " && env -i PATH=\"$PATH\" HOME=\"$HOME\" LC_ALL=C '" GRADER_BINARY_DIR
      "/grader' batch class --problems problems"));
  EXPECT_EQ(graded.status, 0) << graded.out;
  EXPECT_THAT(Verdicts("grades"), ::testing::Contains("bo accepted"));
}

TEST_F(CliBatchTest, LongNameAndPipeDoNotEndTheBatch) {
  std::string name;
  for (int i = 0; i < 120; ++i) name += "\xD0\xB6";
  Write(absl::StrCat("class/", name, "/echo.cpp"), kRightEcho);
  ASSERT_EQ(mkfifo((folder_ / "class/x.zip").c_str(), 0600), 0);
  ASSERT_EQ(mkfifo((folder_ / "class/zoe/2").c_str(), 0600), 0);
  const Finished graded = Batch("");
  EXPECT_EQ(graded.status, 0) << graded.out;
  EXPECT_THAT(Verdicts("grades"),
              ::testing::Contains(absl::StrCat(name, " accepted")));
  EXPECT_THAT(Content("grades/gradebook.csv"),
              HasSubstr("x.zip: it is not a regular"));
}

TEST_F(CliBatchTest, CompilerThatIsMissingIsNobodysGrade) {
  Write("problems/languages.yaml",
        "languages:\n"
        "  rare:\n"
        "    sources: [.rare]\n"
        "    toolchains:\n"
        "      - name: rare\n"
        "        programs: [no-such-compiler]\n"
        "        run: [no-such-compiler, \"{main}\"]\n");
  Write("class/ida/echo.rare", "print\n");
  const Finished graded = Batch("");
  EXPECT_EQ(graded.status, 3) << graded.out;
  EXPECT_THAT(Verdicts("grades"), ::testing::Contains("ida judge_error"));
  EXPECT_THAT(Verdicts("grades"), ::testing::Contains("adam accepted"));
}

TEST_F(CliBatchTest, RosterMakesTheRowsAndItsMistakesAreTold) {
  Write("roster.csv", "name,ID\nzoe,7\nBob,8\nadam,9\n");
  EXPECT_EQ(Batch("--roster roster.csv").status, 0);
  const std::string book = Content("grades/gradebook.csv");
  EXPECT_THAT(book, HasSubstr("zoe,0,0,1,7,,,\"wrong answer"));
  EXPECT_THAT(book, HasSubstr("Bob,,0,1,8,,,nothing was handed in\r\n"));
  EXPECT_THAT(book, HasSubstr("adam,1,1,1,9,,,\r\n"));
  EXPECT_LT(book.find("zoe"), book.find("Bob"));
  EXPECT_LT(book.find("adam"), book.find("eve"));

  Write("roster.csv", "name,ID\nzoe,7\nBob,7\n");
  const Finished failed = Batch("--roster roster.csv");
  EXPECT_EQ(failed.status, 2);
  EXPECT_THAT(failed.out, HasSubstr("roster.csv:3:5: error: the ID \"7\""));
}

TEST_F(CliBatchTest, WhatComesAfterTheDeadlineCountsLess) {
  fs::remove_all(folder_ / "class");
  // A zip file has times of no zone: they are in the course's.
  Write("zip.py",
        "import zipfile\n"
        "with zipfile.ZipFile('class.zip', 'w') as z:\n"
        "  info = zipfile.ZipInfo('echo.py', (2026, 3, 2, 0, 30, 0))\n"
        "  z.writestr(info, 'print(input())')\n");
  ASSERT_EQ(Shell("cd " + folder_.string() +
                  " && python3 zip.py && mkdir class && mv class.zip "
                  "class/cem.zip")
                .status,
            0);
  const std::string deadline =
      "--deadline '2026-03-01 23:59 +01:00' --late '10% per day' ";
  const Finished graded = Batch(deadline);
  EXPECT_EQ(graded.status, 0) << graded.out;
  const std::string book = Content("grades/gradebook.csv");
  EXPECT_THAT(book, HasSubstr("cem,0.9,0.9,1,,,,\"handed in 2026-03-02 00:30 "
                              "+01:00, 31 min late: 0.1 of 1 point deducted"));
  EXPECT_THAT(Content("grades/results.jsonl"), HasSubstr("\"score\":1,"));
  EXPECT_THAT(Batch(deadline + "--resume").out, HasSubstr("0 graded now"));
  EXPECT_EQ(Content("grades/gradebook.csv"), book);

  const Finished failed = Batch("--late '10% per day'");
  EXPECT_EQ(failed.status, 2);
  EXPECT_THAT(failed.out, HasSubstr("--deadline"));
  EXPECT_EQ(Batch("--deadline '2026-03-01 23:59'").status, 2);
}

TEST_F(CliBatchTest, WhatIsDecidedOutlastsGradingAgain) {
  ASSERT_EQ(Batch("").status, 0);
  Write("grades/overrides.csv",
        "learner,problem,points,verdict,reason,who\n"
        "zoe,echo,0.5,,the text was unclear,Eve\n"
        "adam,echo,0,wrong_answer,copied,Eve\n");
  const auto expect_decided = [&](const std::string& options) {
    const Finished graded = Batch(options);
    EXPECT_EQ(graded.status, 0) << graded.out;
    const std::string book = Content("grades/gradebook.csv");
    EXPECT_THAT(book, HasSubstr("zoe,0.5,0.5,1,"));
    EXPECT_THAT(book, HasSubstr("changed from 0 to 0.5 of 1 point by Eve: the "
                                "text was unclear\"\r\n"));
    EXPECT_THAT(book, HasSubstr("adam,0,0,1,,,,\"changed from accepted, 1 to "
                                "wrong answer, 0 of 1 point by Eve: copied"));
    EXPECT_THAT(Content("grades/gradebook.json"),
                HasSubstr("\"who\": \"Eve\""));
    return graded.out;
  };
  EXPECT_THAT(expect_decided("--resume"), HasSubstr("0 graded now"));
  EXPECT_THAT(expect_decided(""), HasSubstr("3 graded now"));
  // Of the new hand-in, too.
  Write("class/zoe/echo.cpp", "int main() { return 0; }\n");
  EXPECT_THAT(expect_decided("--resume"), HasSubstr("1 graded now"));

  Write("grades/overrides.csv",
        "learner,problem,points,reason,who\nzoo,echo,2,unclear,Eve\n");
  const Finished failed = Batch("--resume");
  EXPECT_EQ(failed.status, 2);
  EXPECT_THAT(failed.out,
              HasSubstr("grades/overrides.csv:2:1: error: no learner is called "
                        "\"zoo\"; expected a name, ID, email or login of the "
                        "gradebook; did you mean \"zoe\"?"));
  EXPECT_THAT(failed.out, HasSubstr(":2:10: error: 2 points are more than"));
  EXPECT_THAT(Content("grades/gradebook.csv"), HasSubstr("zoe,0.5,0.5,1,"));
}

TEST_F(CliBatchTest, SameHandInsGiveTheSameBytes) {
  ASSERT_EQ(Batch("").status, 0);
  ASSERT_EQ(Batch("--output again").status, 0);
  const Finished same =
      Shell("cd " + folder_.string() + " && diff -r grades again");
  EXPECT_EQ(same.status, 0) << same.out;
}

TEST_F(CliBatchTest, ClockAndRevealAreGradedAgainAndNothingElse) {
  ASSERT_EQ(Batch("--clock virtual").status, 0);
  EXPECT_THAT(Batch("--clock virtual --resume").out, HasSubstr("0 graded now"));
  EXPECT_THAT(Batch("--clock real --resume").out, HasSubstr("3 graded now"));
  EXPECT_THAT(Batch("--clock real --reveal --resume").out,
              HasSubstr("3 graded now"));
}

TEST_F(CliBatchTest, FullDiskIsThreeAndLosesNothing) {
  if (Shell("unshare --mount mount -t tmpfs none /mnt").status != 0) {
    GTEST_SKIP() << "no file system may be mounted here";
  }
  ASSERT_EQ(Batch("").status, 0);
  Write("class/zoe/echo.cpp", kRightEcho);
  Write("full.sh",
        absl::StrCat("mkdir disk && mount -t tmpfs -o size=256k none disk && "
                     "cp -r grades disk && cat /dev/zero >disk/rest; '",
                     GRADER_BINARY_DIR,
                     "/grader' batch class --problems problems --output "
                     "disk/grades --resume; echo \"status $?\"; "
                     "rm disk/rest; diff -r grades disk/grades && "
                     "echo nothing is lost; '",
                     GRADER_BINARY_DIR,
                     "/grader' batch class --problems problems --output "
                     "disk/grades --resume; cp disk/grades/gradebook.csv ."));
  const Finished full =
      Shell("cd " + folder_.string() + " && unshare --mount sh full.sh");
  EXPECT_THAT(full.out, HasSubstr("No space left on device"));
  EXPECT_THAT(full.out, HasSubstr("status 3"));
  EXPECT_THAT(full.out, HasSubstr("nothing is lost"));
  EXPECT_THAT(full.out, HasSubstr("1 graded now"));
  EXPECT_THAT(Content("gradebook.csv"), HasSubstr("zoe,1,1,1"));
}

TEST_F(CliBatchTest, OutputThatCannotBeWrittenIsThree) {
  const Finished failed = Batch("--output /dev/null/grades");
  EXPECT_EQ(failed.status, 3);
  EXPECT_THAT(failed.out, HasSubstr("/dev/null/grades"));
}

TEST_F(CliBatchTest, MissingFolderIsTwo) {
  EXPECT_EQ(Shell("'" GRADER_BINARY_DIR "/grader' batch /no/such/class").status,
            2);
}

}  // namespace
}  // namespace grader
