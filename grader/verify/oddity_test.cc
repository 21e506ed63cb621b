// Submissions that no repository should hold as files: they are refused before
// anything is built or do not compile.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "grader/grade.h"
#include "grader/problem/files.h"
#include "grader/testing/hostile_grading.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct Oddity {
  const char* name;
  const char* file;
  std::string content;
};

class OddityTest : public ::testing::TestWithParam<Oddity> {};

TEST_P(OddityTest, IsNeverGradedAsAProgram) {
  GoodWork& good = SharedGrading().Good("echo", ".cpp");
  const fs::path folder =
      *SharedGrading().workspace().MakeUniqueFolder("oddity") / "submission";
  ASSERT_TRUE(WriteFile(folder / GetParam().file, GetParam().content).ok());
  for (const fs::path& path : {folder, folder / GetParam().file}) {
    const auto submission = LoadSubmission(good.problem(), path, "");
    ASSERT_TRUE(submission.ok()) << submission.status();
    const auto report =
        Grade(good.problem(), *submission, {}, SharedGrading().workshop());
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->verdict.word, VerdictWord::kCompileError);
    EXPECT_EQ(report->verdict.message.find('\n'), std::string::npos);
  }
  EXPECT_EQ(good.Measure(), good.first());
}

std::string GoodSource() {
  return ReadFile(GoodSubmission("echo", ".cpp")).value_or("");
}

// An object file, made of what runs this test.
std::string ObjectFile() {
  return ReadFile("/proc/self/exe").value_or("").substr(0, 100000);
}

INSTANTIATE_TEST_SUITE_P(
    Every, OddityTest,
    ::testing::Values(
        Oddity{"ObjectFile", "object.cc", ObjectFile()},
        Oddity{"Noise", "noise.cpp", std::string("\x01\xff\xfe\x1b[2J", 7)},
        Oddity{"Archive", "archive.cpp", "!<arch>\n"},
        Oddity{"LinkerScript", "script.cpp", "INPUT(/etc/passwd)\n"},
        Oddity{"Empty", "empty.cpp", ""}, Oddity{"Blank", "blank.cpp", "\n\n"},
        Oddity{"TenMegabytes", "large.cpp", std::string(10'000'000, '\n')},
        Oddity{"OneLineOfAMegabyte", "line.cpp", std::string(1'000'000, '(')},
        Oddity{"Newline", "new\nline.cpp", GoodSource()},
        Oddity{"Option", "-fplugin=x.cpp", GoodSource()},
        Oddity{"ListOfOptions", "@options.cpp", GoodSource()},
        Oddity{"Escape", "\x1b[2J.cpp", GoodSource()}),
    [](const auto& oddity) { return oddity.param.name; });

}  // namespace
}  // namespace grader
