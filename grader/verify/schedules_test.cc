// Programs whose schedules are tried: those in fixtures/schedules/right use all
// that the libraries have for threads, and none of their schedules may be
// reported; those in fixtures/schedules/wrong begin with `// reason: WORD`, the
// reason of their verdict, and a line that it may be told at ends in "HERE".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/grade.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/submission.h"
#include "grader/report/text_report.h"
#include "grader/testing/build_fixture.h"
#include "grader/testing/program_notes.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path kPrograms = fs::path(GRADER_SOURCE_DIR) / "fixtures/schedules";

std::string ContentOf(const fs::path& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

// Whether the line of that number ends in "HERE", or no line does.
bool IsMarked(const std::string& source, int line) {
  if (!absl::StrContains(source, " HERE\n")) return true;
  const std::vector<std::string> lines = absl::StrSplit(source, '\n');
  return line >= 1 && line <= static_cast<int>(lines.size()) &&
         absl::EndsWith(lines[line - 1], " HERE");
}

class SchedulesTest : public ::testing::TestWithParam<fs::path> {
 protected:
  // A test program does not lie where the grader is installed.
  SchedulesTest() : grader_(CacheFolder()) {
    fs::create_directories(folder_.path() / "problems");
    fs::create_directory_symlink(
        fs::path(GRADER_SOURCE_DIR) / "problems" / "support",
        folder_.path() / "problems" / "support");
  }

  // Grades the program under test, which is to print "ok".
  Report Graded(int schedules, int seed = 1) {
    folder_.Write("problems/threads/problem.yaml",
                  absl::StrCat("id: threads\ntitle: Threads\n"
                               "difficulty: easy\ncases:\n"
                               "  - name: ok\n    explore: {schedules: ",
                               schedules, ", seed: ", seed,
                               "}\n    expect: {stdout: ok}\n"));
    const auto problem = LoadProblem(folder_.path() / "problems/threads");
    EXPECT_TRUE(problem.ok()) << problem.status();
    const auto submission = LoadSubmission(*problem, GetParam(), "cpp");
    EXPECT_TRUE(submission.ok()) << submission.status();
    GradeOptions options;
    options.clock = ClockKind::kVirtual;
    auto report = Grade(*problem, *submission, options, grader_.workshop());
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *std::move(report) : Report();
  }

  // The runtime is built once for all programs.
  static fs::path CacheFolder() {
    static const TemporaryFolder folder;
    return folder.path() / "cache";
  }

  TemporaryFolder folder_;
  Grader grader_;
};

class RightSchedulesTest : public SchedulesTest {};

TEST_P(RightSchedulesTest, NoScheduleIsReported) {
  const Report report = Graded(50);
  EXPECT_EQ(report.verdict.word, VerdictWord::kAccepted)
      << TextReport(report, {});
}

class WrongSchedulesTest : public SchedulesTest {};

TEST_P(WrongSchedulesTest, IsFoundToldAndReplayed) {
  const std::string source = ContentOf(GetParam());
  const Report report = Graded(200);
  const std::string text = TextReport(report, {});
  const ProgramNotes notes = ReadProgramNotes(source);
  ASSERT_EQ(report.cases.size(), 1) << text;
  const CaseReport& one = report.cases.front();
  EXPECT_EQ(one.verdict.reason, NotedWords(notes, "reason").front()) << text;
  ASSERT_TRUE(one.observation.schedule) << text;
  const Schedule& schedule = *one.observation.schedule;
  EXPECT_THAT(text, HasSubstr(absl::StrCat("--schedule ", schedule.seed)));
  if (one.verdict.reason != "stdout") {
    EXPECT_GT(one.verdict.place.line, 0) << text;
    EXPECT_TRUE(IsMarked(source, one.verdict.place.line)) << text;
  }
  // The same seed alone, any time later.
  const Report again =
      Graded(1, static_cast<int>(std::max<std::int64_t>(schedule.seed, 1)));
  ASSERT_EQ(again.cases.size(), 1);
  ASSERT_TRUE(again.cases.front().observation.schedule);
  Schedule replayed = *again.cases.front().observation.schedule;
  replayed.tried = schedule.tried;
  replayed.most = schedule.most;
  EXPECT_EQ(replayed, schedule);
  EXPECT_EQ(again.cases.front().observation.out, one.observation.out);
}

const auto kNames = [](const auto& program) {
  return TestNameOf(program.param, kPrograms);
};
INSTANTIATE_TEST_SUITE_P(All, RightSchedulesTest,
                         ::testing::ValuesIn(ProgramsBelow(kPrograms /
                                                           "right")),
                         kNames);
INSTANTIATE_TEST_SUITE_P(All, WrongSchedulesTest,
                         ::testing::ValuesIn(ProgramsBelow(kPrograms /
                                                           "wrong")),
                         kNames);

}  // namespace
}  // namespace grader
