// What a grading takes from the cache, and which Runners that leaves in peace.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/testing/grade_fixture.h"

namespace grader {
namespace {

// Says who it is, so that runs are kept.
class NamedRunner : public FakeRunner {
 public:
  std::string Identity() const override { return "named"; }
};

TEST_F(GradeTest, ARunnerThatHasNothingToDoIsNotStarted) {
  NamedRunner first, second;
  auto workspace = Workspace::Create();
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  Cache cache(workspace->path() / "cache", workspace->path(), kMiB);
  options_.clock = ClockKind::kVirtual;
  options_.only_case = "one";
  const Workshop workshop = {.cache = cache,
                             .workspace = *workspace,
                             .runner = first,
                             .beside = {&second}};
  // A case alone.
  first.Answer(Printed("2\n"));
  ASSERT_TRUE(grader::Grade(problem_, submission_, options_, workshop).ok());
  EXPECT_EQ(first.sessions, 1);
  EXPECT_EQ(second.sessions, 0);
  // Two, one of which is known.
  options_.only_case = "";
  first.Answer(Printed("4\n"));
  const auto report = grader::Grade(problem_, submission_, options_, workshop);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->verdict.word, VerdictWord::kAccepted);
  EXPECT_EQ(second.sessions, 0);
  // A build that fails.
  submission_.language.toolchain.compile = {"g++", "{source}"};
  Observation failed;
  failed.termination = Exited{1};
  first.Answer(failed);
  ASSERT_TRUE(grader::Grade(problem_, submission_, options_, workshop).ok());
  EXPECT_EQ(second.sessions, 0);
}

// What was not run because another case failed is not run the next time either.
TEST_F(GradeTest, FailureOfWhatOthersNeedComesFromTheCache) {
  NamedRunner runner;
  auto workspace = Workspace::Create();
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  Cache cache(workspace->path() / "cache", workspace->path(), kMiB);
  options_.clock = ClockKind::kVirtual;
  problem_.cases[1].needs = {"one"};
  const Workshop workshop = {
      .cache = cache, .workspace = *workspace, .runner = runner};
  const auto before = GradeFromCache(problem_, submission_, options_, workshop);
  ASSERT_TRUE(before.ok()) << before.status();
  EXPECT_FALSE(before->has_value());
  runner.Answer(Printed("3\n"));
  ASSERT_TRUE(grader::Grade(problem_, submission_, options_, workshop).ok());
  const auto after = GradeFromCache(problem_, submission_, options_, workshop);
  ASSERT_TRUE(after.ok()) << after.status();
  ASSERT_TRUE(after->has_value());
  EXPECT_EQ((*after)->cases[0].source, RunSource::kKept);
  EXPECT_EQ((*after)->cases[1].skipped_for, "one");
  EXPECT_EQ(runner.sessions, 1);
}

}  // namespace
}  // namespace grader
