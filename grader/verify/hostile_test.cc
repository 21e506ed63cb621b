// Submissions that mean harm: every file of fixtures/hostile/ gets one of the
// verdicts that it says are permitted, and leaves nothing behind, neither on
// the machine nor for the submission after it.
//
// The words TARGET_… in a file stand for something worth attacking: see
// HostileGrading::Targets().
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/grade.h"
#include "grader/judge/verdict.h"
#include "grader/problem/files.h"
#include "grader/problem/units.h"
#include "grader/report/json_report.h"
#include "grader/report/text_report.h"
#include "grader/testing/hostile_grading.h"
#include "grader/testing/program_notes.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// All that anybody could get to see of a grading, and more.
std::string AllText(Report report) {
  report.reveal = true;
  std::string text = absl::StrCat(JsonReport(report), TextReport(report, {}),
                                  report.build.log);
  for (const CaseReport& one : report.cases) {
    absl::StrAppend(&text, one.observation.out.Joined(),
                    one.observation.err.Joined());
    for (const auto& [name, content] : one.observation.files) {
      absl::StrAppend(&text, content);
    }
  }
  return text;
}

// The names of all processes of the machine.
std::vector<std::string> ProcessNames() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    const std::string name = ReadFile(entry.path() / "comm").value_or("");
    names.push_back(name.substr(0, name.find('\n')));
  }
  return names;
}

// `no-process NAME`, `no-file PATH`, `no-text TEXT` or `text TEXT`.
void ExpectAfterwards(const std::string& note, const std::string& text) {
  const std::pair<std::string, std::string> words =
      absl::StrSplit(note, absl::MaxSplits(' ', 1));
  const auto& [kind, what] = words;
  if (kind == "no-process") {
    EXPECT_THAT(ProcessNames(), Not(Contains(what)));
  } else if (kind == "no-file") {
    EXPECT_FALSE(fs::exists(fs::symlink_status(what))) << what;
  } else if (kind == "no-text") {
    EXPECT_THAT(text, Not(HasSubstr(what)));
  } else if (kind == "text") {
    EXPECT_THAT(text, HasSubstr(what));
  } else {
    ADD_FAILURE() << "unknown: " << note;
  }
}

// `build-cpu: 5s`, `build-memory: 256MiB`: less than a build may use, for what
// would otherwise keep a machine busy until it has used that.
void TightenBuild(const ProgramNotes& notes, Limits& limits) {
  for (const std::string& cpu : NotedWords(notes, "build-cpu")) {
    limits.cpu = *ParseDuration(cpu);
  }
  for (const std::string& memory : NotedWords(notes, "build-memory")) {
    limits.memory_bytes = *ParseBytes(memory);
  }
}

bool InFolder(const fs::path& program) {
  return fs::exists(program.parent_path() / "solution.py");
}

// A program that is a folder has its notes in the file that is run.
fs::path MainFile(const fs::path& program) {
  return fs::is_directory(program) ? program / "solution.py" : program;
}

// Files, and folders where several files make one submission.
std::vector<fs::path> HostilePrograms() {
  std::vector<fs::path> programs;
  for (const fs::path& program :
       ProgramsBelow(HostileFolder(), {".cpp", ".py"})) {
    if (absl::StrContains(program.string(), "/problems/")) continue;
    if (!InFolder(program)) {
      programs.push_back(program);
    } else if (program.filename() == "solution.py") {
      programs.push_back(program.parent_path());
    }
  }
  return programs;
}

class HostileTest : public ::testing::TestWithParam<fs::path> {};

TEST_P(HostileTest, IsRejectedAndLeavesNothing) {
  HostileGrading& grading = SharedGrading();
  const std::string source = absl::StrReplaceAll(
      ReadFile(MainFile(GetParam())).value_or(""), grading.Targets());
  const ProgramNotes notes = ReadProgramNotes(source);
  const std::vector<std::string> ids = NotedWords(notes, "problem");
  const std::vector<std::string> permitted = NotedWords(notes, "permitted");
  ASSERT_EQ(ids.size(), 1u);
  ASSERT_FALSE(permitted.empty());
  ASSERT_THAT(permitted, Not(Contains("accepted")));

  GoodWork& good =
      grading.Good(ids.front(), MainFile(GetParam()).extension().string());
  auto submission = LoadSubmission(good.problem(), GetParam(), "");
  ASSERT_TRUE(submission.ok()) << submission.status();
  for (SourceFile& file : submission->sources) {
    file.content = absl::StrReplaceAll(file.content, grading.Targets());
  }
  TightenBuild(notes, submission->language.build_limits);
  GradeOptions options;
  options.clock = ClockKind::kVirtual;
  const auto report =
      Grade(good.problem(), *submission, options, grading.workshop());
  ASSERT_TRUE(report.ok()) << report.status();

  RecordProperty("verdict", std::string(VerdictName(report->verdict.word)));
  RecordProperty("reason", report->verdict.reason);
  const std::string text = AllText(*report);
  SCOPED_TRACE(text.substr(0, 20000));
  EXPECT_THAT(permitted,
              Contains(std::string(VerdictName(report->verdict.word))));
  const std::vector<std::string> reasons = NotedWords(notes, "reason");
  if (!reasons.empty()) {
    EXPECT_THAT(reasons, Contains(report->verdict.reason));
  }
  EXPECT_THAT(text, Not(HasSubstr(kHostileSecret)));
  EXPECT_FALSE(grading.listeners().reached());
  const auto [begin, end] = notes.equal_range("afterwards");
  for (auto note = begin; note != end; ++note) {
    ExpectAfterwards(note->second, text);
  }
  EXPECT_EQ(good.Measure(), good.first()) << "the submission after it";
}

INSTANTIATE_TEST_SUITE_P(Every, HostileTest,
                         ::testing::ValuesIn(HostilePrograms()),
                         [](const auto& program) {
                           return TestNameOf(program.param, HostileFolder());
                         });

}  // namespace
}  // namespace grader
