#include "grader/queue/job_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "grader/execute/wire_cbor.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class JobFilesTest : public ::testing::Test {
 protected:
  JobFilesTest() {
    folder_.Write("problems/echo/problem.yaml", EchoProblem());
    folder_.Write("problems/other/problem.yaml", EchoProblem());
    folder_.Write("problems/support/python/help.py", "pass\n");
    folder_.Write("problems/linters.yaml",
                  "linters:\n"
                  "  mine:\n"
                  "    languages: {python: []}\n"
                  "    programs: [python3]\n"
                  "    command: [\"{linter}\"]\n"
                  "    finding: (?P<file>x)(?P<line>1)(?P<message>y)\n");
    folder_.Write("solutions/echo/solution.py", "print(input())\n");
    problem_ = *LoadProblem(folder_.path() / "problems/echo");
  }

  static json File(const std::string& name) {
    return {wire::Bytes(name), wire::Bytes("x"), 0};
  }
  absl::Status Unpacked(const json& files) const {
    return UnpackProblem(wire::Serialize(files), folder_.path() / "to")
        .status();
  }
  static json Source(const std::string& name) {
    return {wire::Bytes(name), wire::Bytes("print(1)\n")};
  }
  bool IsSubmission(const json& sources) const {
    return UnpackSubmission(
               wire::Serialize({{"language", wire::Bytes("python")},
                                {"sources", sources},
                                {"handed_in_as", json::array()}}),
               problem_)
        .ok();
  }

  const TemporaryFolder folder_;
  Problem problem_;
};

TEST_F(JobFilesTest, ProblemTravelsWithAllThatItsGradesDependOn) {
  const auto packed = PackProblem(problem_);
  ASSERT_TRUE(packed.ok()) << packed.status();
  const fs::path to = folder_.path() / "to";
  const auto there = UnpackProblem(*packed, to);
  ASSERT_TRUE(there.ok()) << there.status();
  EXPECT_EQ(*there, to / "problems/echo");
  const auto again = LoadProblem(*there);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->id, "echo");
  EXPECT_EQ(*PackProblem(*again), *packed);
  EXPECT_EQ(ReadFile(to / "solutions/echo/solution.py"), "print(input())\n");
  EXPECT_EQ(ReadFile(to / "problems/support/python/help.py"), "pass\n");
  EXPECT_TRUE(fs::exists(to / "problems/linters.yaml"));
  EXPECT_FALSE(fs::exists(to / "problems/other"));
}

TEST_F(JobFilesTest, NothingIsWrittenOutsideOfTheFolder) {
  for (const char* name : {"../out", "problems/echo/../../../out", "/tmp/out",
                           "out", "problems//out", "", "solutions/.."}) {
    EXPECT_FALSE(
        Unpacked(json::array({File("problems/echo/problem.yaml"), File(name)}))
            .ok())
        << name;
  }
  EXPECT_FALSE(fs::exists(folder_.path() / "out"));
  EXPECT_FALSE(fs::exists(folder_.path() / "to"));
}

TEST_F(JobFilesTest, WhatIsNoProblemIsNone) {
  EXPECT_FALSE(Unpacked(json::array()).ok());
  EXPECT_FALSE(Unpacked(json::array({File("problems/support/x")})).ok());
  EXPECT_FALSE(
      Unpacked(json::array({File("problems/a/x"), File("problems/b/x")})).ok());
  EXPECT_FALSE(Unpacked("text").ok());
  EXPECT_FALSE(UnpackProblem("\xff", folder_.path() / "to").ok());
}

TEST_F(JobFilesTest, SubmissionTravelsAsItIs) {
  folder_.Write("in/src/A.PY", "print(input())\n");
  const auto submission = LoadSubmission(problem_, folder_.path() / "in", "");
  ASSERT_TRUE(submission.ok()) << submission.status();
  const auto again = UnpackSubmission(PackSubmission(*submission), problem_);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(PackSubmission(*again), PackSubmission(*submission));
  EXPECT_EQ(again->language.name, "python");
  ASSERT_EQ(again->sources.size(), 1);
  EXPECT_EQ(again->sources[0].content, "print(input())\n");
  EXPECT_EQ(again->handed_in_as, submission->handed_in_as);
}

TEST_F(JobFilesTest, WhatNoLearnerCouldHandInIsRefused) {
  EXPECT_TRUE(IsSubmission(json::array({Source("a.py")})));
  for (const char* name : {"../a.py", "/a.py", "a\n.py", "", "x/../../a.py"}) {
    EXPECT_FALSE(IsSubmission(json::array({Source(name)}))) << name;
  }
  EXPECT_FALSE(IsSubmission(json::array()));
  EXPECT_FALSE(IsSubmission(json::array({Source("a.py"), Source("a.py")})));
  EXPECT_FALSE(IsSubmission(json::array(
      {{wire::Bytes("a.py"), wire::Bytes(std::string(2 * kMiB, 'x'))}})));
}

}  // namespace
}  // namespace grader
