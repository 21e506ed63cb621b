// Every reference prints the same and ends in the same way on both clocks.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/execute/build.h"
#include "grader/execute/case_command.h"
#include "grader/execute/oracle.h"
#include "grader/execute/sandbox_runner.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/program_notes.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const fs::path kRepository = GRADER_SOURCE_DIR;

// What waits longer on the grader's clock would do so here.
constexpr absl::Duration kLongest = absl::Seconds(8);
// A busy machine makes programs late on its own clock, and some print that.
constexpr int kTries = 5;

// Requests have ids by chance: the first becomes 1, and so on.
std::string NumberIds(std::string text) {
  static const RE2 kId("req-([0-9a-f]{8})");
  std::string id;
  for (int number = 1; RE2::PartialMatch(text, kId, &id); ++number) {
    absl::StrReplaceAll({{"req-" + id, absl::StrCat("request ", number)}},
                        &text);
  }
  return text;
}

// What a learner sees of a run.
using Seen =
    std::tuple<std::string, Termination, std::map<std::string, std::string>>;

Seen WhatIsSeen(const Observation& run) {
  return {NumberIds(run.out.Joined()), run.termination, run.files};
}

class BothClocksTest : public ::testing::TestWithParam<fs::path> {
 protected:
  Observation Run(const Build& build, const TestCase& test_case,
                  ClockKind clock) {
    const auto observation =
        runner_.Run(CommandFor(build, test_case, clock), test_case.limits);
    EXPECT_TRUE(observation.ok()) << observation.status();
    return observation.value_or(Observation());
  }

  Workspace workspace_ = *Workspace::Create();
  SandboxRunner runner_{GRADER_BINARY_DIR "/grader-sandbox"};
  Cache cache_{CacheFolder(), workspace_.path(), *CacheSize()};
};

TEST_P(BothClocksTest, ReferencePrintsTheSame) {
  const auto problem = LoadProblem(kRepository / "problems" /
                                   GetParam().parent_path().filename());
  ASSERT_TRUE(problem.ok()) << problem.status();
  const auto submission = LoadSubmission(*problem, GetParam(), "");
  ASSERT_TRUE(submission.ok()) << submission.status();
  const auto build =
      BuildSubmission(*submission, {cache_, workspace_, runner_});
  ASSERT_TRUE(build.ok()) << build.status();
  runner_.StartSession();
  int compared = 0;
  for (const TestCase& test_case : problem->cases) {
    SCOPED_TRACE(test_case.name);
    const Observation on_ours = Run(*build, test_case, ClockKind::kVirtual);
    if (on_ours.elapsed > kLongest) continue;
    const Seen expected = WhatIsSeen(on_ours);
    Seen actual = WhatIsSeen(Run(*build, test_case, ClockKind::kReal));
    for (int i = 1; i < kTries && actual != expected; ++i) {
      actual = WhatIsSeen(Run(*build, test_case, ClockKind::kReal));
    }
    EXPECT_EQ(std::get<0>(actual), std::get<0>(expected));
    EXPECT_TRUE(actual == expected);
    ++compared;
  }
  EXPECT_GT(compared, 0);
}

std::vector<fs::path> References() {
  return ProgramsBelow(kRepository / "solutions", {".cpp", ".py"});
}

INSTANTIATE_TEST_SUITE_P(Each, BothClocksTest,
                         ::testing::ValuesIn(References()),
                         [](const auto& program) {
                           return TestNameOf(program.param,
                                             kRepository / "solutions") +
                                  program.param.extension().string().substr(1);
                         });

}  // namespace
}  // namespace grader
