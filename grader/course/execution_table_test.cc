#include "grader/course/execution_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;

Execution TwoSteps() {
  Execution execution;
  execution.program = "p";
  execution.tasks = {{"Task 1", "wait"}};
  execution.variables = {"result"};
  execution.steps.resize(2);
  execution.steps[0].name = "It begins";
  execution.steps[1].name = "It ends";
  execution.moments = {0, 2, 3};
  return execution;
}

ProgramRun Seen() {
  ProgramRun run;
  run.moments = {{absl::ZeroDuration(), {"not started"}, {kUnset}},
                 {absl::ZeroDuration(), {"started"}, {kUnset}},
                 {absl::Milliseconds(1004), {"completed"}, {"'a|b'"}},
                 {absl::Milliseconds(1004), {"completed"}, {"'a|b'"}}};
  return run;
}

TEST(ExecutionTableTest, IsWrittenAndReadBack) {
  const std::string text = MarkdownTable(ExecutionTable(TwoSteps(), Seen()));
  EXPECT_EQ(text,
            "| Step | Action | Time | Task 1 | result |\n"
            "|---|---|---|---|---|\n"
            "| 1 | It begins | 0.0 s | started | — |\n"
            "| 2 | It ends | 1.0 s | completed | `'a\\|b'` |\n");
  const Table read = ReadMarkdownTable(text);
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[2][4].text, "`'a|b'`");
  EXPECT_EQ(text.substr(read[2][3].offset, read[2][3].length), "completed");
}

TEST(ExecutionTableTest, VariablesAtTheMomentsThatWereChosen) {
  EXPECT_EQ(MarkdownTable(VariableTable(TwoSteps(), Seen())),
            "| Variable | Start | After step 2 | End |\n"
            "|---|---|---|---|\n"
            "| result | — | `'a\\|b'` | `'a\\|b'` |\n"
            "| Task 1 | not started | completed | completed |\n");
}

TEST(ExecutionTableTest, CellsAreNamed) {
  const Table steps = ExecutionTable(TwoSteps(), Seen());
  EXPECT_EQ(CellName(steps, 2, 3), "\"Task 1\" of step 2");
  EXPECT_EQ(CellName(steps, 0, 1), "the heading \"Action\"");
  EXPECT_EQ(CellName(VariableTable(TwoSteps(), Seen()), 2, 3),
            "\"Task 1\", End");
}

TEST(ExecutionTableTest, TimeHoldsWhereverItIsRounded) {
  EXPECT_TRUE(IsWaited("1.0 s", absl::Milliseconds(1049)));
  EXPECT_TRUE(IsWaited("1.0 s", absl::Milliseconds(1051)));
  EXPECT_TRUE(IsWaited("1.1 s\n", absl::Milliseconds(1049)));
  EXPECT_FALSE(IsWaited("1.0 s", absl::Milliseconds(1100)));
  EXPECT_FALSE(IsWaited("1.0", absl::Seconds(1)));
  EXPECT_FALSE(IsWaited("", absl::ZeroDuration()));
}

}  // namespace
}  // namespace grader
