// The formats of a report as the program offers them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/report/formats.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/format_names.h"
#include "grader/testing/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kLimits[] = "limits: {elapsed: 2s, cpu: 1s, memory: 256MiB}\n";
constexpr char kHiddenCase[] = R"(
  - name: another word
    visibility: hidden
    stdin: SECRET-INPUT
    expect: {stdout: SECRET-INPUT}
    why: So is any other word.
)";
constexpr char kRight[] =
    "#include <iostream>\n"
    "int main() { std::cout << std::cin.rdbuf(); }\n";
constexpr char kWrong[] =
    "#include <iostream>\n"
    "int main() { std::cout << \"SECRET?\" << std::cin.rdbuf(); }\n";

std::string Content(const fs::path& file) {
  return ReadFile(file).value_or("");
}

class CliFormatsTest : public ::testing::TestWithParam<Format> {
 protected:
  CliFormatsTest() {
    char folder[] = "/tmp/cli_formats_test-XXXXXX";
    folder_ = mkdtemp(folder);
    fs::create_directory(folder_ / "echo");
    std::ofstream(folder_ / "echo/problem.yaml")
        << EchoProblem("hello", kLimits) << kHiddenCase;
    std::ofstream(folder_ / "echo/statement.md") << "# Echo\n";
    std::ofstream(folder_ / "right.cpp") << kRight;
    std::ofstream(folder_ / "wrong.cpp") << kWrong;
    unsetenv("GITHUB_STEP_SUMMARY");
  }
  ~CliFormatsTest() override { fs::remove_all(folder_); }

  Finished Check(const std::string& submission, const std::string& options) {
    return Shell(absl::StrCat(
        "cd ", folder_.string(),
        " && '" GRADER_BINARY_DIR "/grader' check echo --problems . ",
        submission, " --format ", GetParam().name, " ", options));
  }

  fs::path folder_;
};

INSTANTIATE_TEST_SUITE_P(Formats, CliFormatsTest,
                         ::testing::ValuesIn(Formats()), NameOfFormat);

TEST_P(CliFormatsTest, AcceptedIsZeroAndTheFileHoldsTheReport) {
  const Finished accepted = Check("right.cpp", "--output report");
  EXPECT_EQ(accepted.status, 0) << accepted.out;
  EXPECT_EQ(accepted.out, "");
  EXPECT_FALSE(Content(folder_ / "report").empty());
}

TEST_P(CliFormatsTest, NotAcceptedIsOneAndHiddenCasesLeakNothing) {
  const Finished failed = Check("wrong.cpp", "--case 'another word'");
  EXPECT_EQ(failed.status, 1) << failed.out;
  EXPECT_FALSE(failed.out.empty());
  EXPECT_THAT(failed.out, Not(HasSubstr("SECRET")));
}

TEST_P(CliFormatsTest, ReportThatCannotBeWrittenIsThreeWithAMessage) {
  const Finished full = Check("right.cpp", "--output /dev/full");
  EXPECT_EQ(full.status, 3);
  EXPECT_THAT(full.out, HasSubstr("cannot write the report to /dev/full"));
}

TEST(CliFormatTest, HelpHasALineForEach) {
  const Finished help = Shell("'" GRADER_BINARY_DIR "/grader' check --help");
  for (const Format& format : Formats()) {
    EXPECT_THAT(help.out, HasSubstr(absl::StrCat("\n  ", format.name, " ")));
    EXPECT_THAT(help.out, HasSubstr(std::string(format.description)));
  }
}

TEST(CliFormatTest, UnknownFormatSuggestsTheClosest) {
  const Finished unknown =
      Shell("'" GRADER_BINARY_DIR "/grader' check 2 x --format jnuit");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.out, HasSubstr("did you mean \"junit\"?"));
}

class AlsoTest : public CliFormatsTest {};

INSTANTIATE_TEST_SUITE_P(Formats, AlsoTest,
                         ::testing::Values(*FindFormat("text")), NameOfFormat);

TEST_P(AlsoTest, OneGradingWritesSeveralFormats) {
  const Finished graded =
      Check("right.cpp", "--also html=r.html --also junit=r.xml");
  EXPECT_EQ(graded.status, 0);
  EXPECT_THAT(graded.out, HasSubstr("accepted"));
  EXPECT_THAT(Content(folder_ / "r.html"), HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(Content(folder_ / "r.xml"), HasSubstr("<testsuites"));
}

TEST_P(AlsoTest, EveryFileMustBeWritten) {
  EXPECT_EQ(Check("right.cpp", "--also html=/dev/full").status, 3);
  EXPECT_EQ(Check("right.cpp", "--also htlm=r.html").status, 2);
  EXPECT_EQ(Check("right.cpp", "--also html").status, 2);
}

class GitHubFormatTest : public CliFormatsTest {};

INSTANTIATE_TEST_SUITE_P(Formats, GitHubFormatTest,
                         ::testing::Values(*FindFormat("github")),
                         NameOfFormat);

TEST_P(GitHubFormatTest, SummaryIsAppendedToTheFileOfTheStep) {
  const fs::path file = folder_ / "summary.md";
  std::ofstream(file) << "before\n";
  setenv("GITHUB_STEP_SUMMARY", file.c_str(), 1);
  EXPECT_EQ(Check("wrong.cpp", "").status, 1);
  EXPECT_THAT(Content(file), ::testing::StartsWith("before\n## ✗ "));
}

TEST_P(GitHubFormatTest, SummaryThatCannotBeWrittenIsThree) {
  setenv("GITHUB_STEP_SUMMARY", "/no/such/folder/summary.md", 1);
  const Finished failed = Check("right.cpp", "");
  EXPECT_EQ(failed.status, 3);
  EXPECT_THAT(failed.out, HasSubstr("/no/such/folder/summary.md"));
}

}  // namespace
}  // namespace grader
