// Programs whose schedules are tried: those in fixtures/schedules/right use all
// that the libraries have for threads, and none of their schedules may be
// reported, from a seed on that `// seed: NUMBER` names where few seeds would
// show what is to be left alone; those in fixtures/schedules/wrong begin with
// `// reason: WORD`, the reason of their verdict, and a line that it may be
// told at ends in "HERE".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

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

std::vector<fs::path> ProgramsIn(const char* folder) {
  return ProgramsBelow(kPrograms / folder, {".cpp", ".c"});
}

// Whether the line of that number ends in "HERE", or no line does.
bool IsMarked(const std::string& source, int line) {
  if (!absl::StrContains(source, " HERE\n")) return true;
  const std::vector<std::string> lines = absl::StrSplit(source, '\n');
  return line >= 1 && line <= static_cast<int>(lines.size()) &&
         absl::EndsWith(lines[line - 1], " HERE");
}

// A place that is named is one that there is.
void ExpectPlacesWithin(const std::string& source, const std::string& file,
                        Schedule schedule) {
  const auto lines = std::count(source.begin(), source.end(), '\n');
  for (const SchedulePlace* place : PlacesOf(schedule)) {
    if (place->file == file) EXPECT_LE(place->line, lines);
  }
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
    const auto submission = LoadSubmission(*problem, GetParam(), "");
    EXPECT_TRUE(submission.ok()) << submission.status();
    GradeOptions options;
    options.clock = ClockKind::kVirtual;
    Workshop workshop = grader_.workshop();
    workshop.beside = beside_;
    auto report = Grade(*problem, *submission, options, workshop);
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
  std::vector<Runner*> beside_;
};

class RightSchedulesTest : public SchedulesTest {};

TEST_P(RightSchedulesTest, NoScheduleIsReported) {
  const ProgramNotes notes = ReadProgramNotes(ContentOf(GetParam()));
  const std::vector<std::string> seed = NotedWords(notes, "seed");
  const Report report = Graded(50, seed.empty() ? 1 : std::stoi(seed.front()));
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
  ExpectPlacesWithin(source, GetParam().filename().string(), schedule);
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

// Counts the runs that it passes on.
class CountingRunner : public Runner {
 public:
  absl::StatusOr<Observation> Run(const Command& command,
                                  const Limits& limits) override {
    ++runs;
    return runner_.Run(command, limits);
  }

  int runs = 0;

 private:
  SandboxRunner runner_{GRADER_BINARY_DIR "/grader-sandbox"};
};

// Which of them comes first says nothing of which is found.
class SharedSchedulesTest : public SchedulesTest {};

TEST_P(SharedSchedulesTest, AreTriedBesideEachOtherAndFoundTheSame) {
  const Report alone = Graded(200);
  CountingRunner second;
  beside_ = {&second};
  const Report shared = Graded(200);
  EXPECT_GT(second.runs, 0);
  ASSERT_EQ(shared.cases.size(), 1);
  ASSERT_TRUE(shared.cases.front().observation.schedule);
  EXPECT_EQ(shared.cases.front().observation.schedule,
            alone.cases.front().observation.schedule);
  EXPECT_EQ(shared.verdict, alone.verdict);
}

// A problem whose driver has its submissions called over a connection.
class DriverSchedulesTest : public SchedulesTest {
 protected:
  Report Graded(int schedules, std::uint64_t seed) {
    const fs::path place = folder_.path() / "problems" / "takings";
    fs::copy(
        kExamples / "problems" / "takings", place,
        fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    auto problem = LoadProblem(place);
    EXPECT_TRUE(problem.ok()) << problem.status();
    for (TestCase& one : problem->cases) one.explore = {schedules, seed};
    const auto submission = LoadSubmission(*problem, GetParam(), "");
    EXPECT_TRUE(submission.ok()) << submission.status();
    GradeOptions options;
    options.clock = ClockKind::kVirtual;
    auto report = Grade(*problem, *submission, options, grader_.workshop());
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *std::move(report) : Report();
  }

  static inline const fs::path kExamples =
      fs::path(GRADER_SOURCE_DIR) / "fixtures" / "examples";
};

class RightDriverSchedulesTest : public DriverSchedulesTest {};

TEST_P(RightDriverSchedulesTest, NoScheduleIsReported) {
  const Report report = Graded(30, 1);
  EXPECT_EQ(report.verdict.word, VerdictWord::kAccepted)
      << TextReport(report, {});
}

class WrongDriverSchedulesTest : public DriverSchedulesTest {};

TEST_P(WrongDriverSchedulesTest, IsFoundAndReplayed) {
  const Report report = Graded(200, 1);
  const std::string text = TextReport(report, {});
  ASSERT_EQ(report.cases.size(), 1) << text;
  const CaseReport& one = report.cases.front();
  EXPECT_EQ(one.verdict.word, VerdictWord::kWrongAnswer) << text;
  EXPECT_EQ(one.verdict.reason,
            GetParam().stem() == "without_lock" ? "data_race" : "stdout")
      << text;
  ASSERT_TRUE(one.observation.schedule) << text;
  const Schedule& schedule = *one.observation.schedule;
  EXPECT_THAT(text, HasSubstr(absl::StrCat("--schedule ", schedule.seed)));
  // What the runtime waits for the driver is no sleep of the learner's.
  EXPECT_TRUE(one.observation.blocking_sleeps.empty());
  const Report again = Graded(1, static_cast<std::uint64_t>(schedule.seed));
  ASSERT_EQ(again.cases.size(), 1);
  ASSERT_TRUE(again.cases.front().observation.schedule);
  Schedule replayed = *again.cases.front().observation.schedule;
  replayed.tried = schedule.tried;
  replayed.most = schedule.most;
  EXPECT_EQ(replayed, schedule);
  EXPECT_EQ(again.cases.front().observation.out, one.observation.out);
}

std::vector<fs::path> RightOfTakings() {
  const fs::path examples = fs::path(GRADER_SOURCE_DIR) / "fixtures/examples";
  std::vector<fs::path> programs =
      ProgramsBelow(examples / "fixtures/problems/takings/accepted");
  programs.push_back(examples / "solutions/takings/solution.cpp");
  return programs;
}

const auto kNames = [](const auto& program) {
  return TestNameOf(program.param, kPrograms);
};
INSTANTIATE_TEST_SUITE_P(All, RightSchedulesTest,
                         ::testing::ValuesIn(ProgramsIn("right")), kNames);
INSTANTIATE_TEST_SUITE_P(All, WrongSchedulesTest,
                         ::testing::ValuesIn(ProgramsIn("wrong")), kNames);
INSTANTIATE_TEST_SUITE_P(All, SharedSchedulesTest,
                         ::testing::Values(kPrograms / "wrong" /
                                           "look_then_take.cpp"),
                         kNames);
const auto kStems = [](const auto& program) {
  return program.param.stem().string();
};
INSTANTIATE_TEST_SUITE_P(All, RightDriverSchedulesTest,
                         ::testing::ValuesIn(RightOfTakings()), kStems);
INSTANTIATE_TEST_SUITE_P(
    All, WrongDriverSchedulesTest,
    ::testing::ValuesIn(
        ProgramsBelow(fs::path(GRADER_SOURCE_DIR) /
                      "fixtures/examples/fixtures/problems/takings/rejected")),
    kStems);

}  // namespace
}  // namespace grader
