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

}  // namespace
}  // namespace grader
