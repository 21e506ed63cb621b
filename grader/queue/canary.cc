#include "grader/queue/canary.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/grade.h"
#include "grader/problem/load_problem.h"
#include "grader/verify/problem_draft.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

std::string Verdicts(const Report& report) {
  std::vector<std::string> words = {
      std::string(VerdictName(report.verdict.word))};
  for (const CaseReport& one : report.cases) {
    words.emplace_back(VerdictName(one.verdict.word));
  }
  return absl::StrJoin(words, ", ");
}

// One that is wrong in the last case alone.
fs::path WrongProgram(const fs::path& course) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(
           course / "fixtures/problems/canary/rejected", error)) {
    if (entry.path().stem() == "drops_signs") return entry.path();
  }
  return course;
}

}  // namespace

absl::Status TryCanary(const std::string& language, ClockKind clock,
                       Workshop workshop) {
  const auto folder = workshop.workspace.MakeUniqueFolder("canary");
  if (!folder.ok()) return folder.status();
  const absl::Cleanup remove = [&] {
    std::error_code ignored;
    fs::remove_all(*folder, ignored);
  };
  const auto draft = DraftProblem("canary", "stdin", {language});
  if (!draft.ok()) return draft.status();
  for (const DraftFile& file : *draft) {
    absl::Status written = WriteFile(*folder / file.path, file.content);
    if (!written.ok()) return written;
  }
  const auto problem = LoadProblem(*folder / "problems/canary");
  if (!problem.ok()) return problem.status();
  // What was seen before says nothing about now.
  workshop.reuse = false;
  GradeOptions options;
  options.clock = clock;
  struct Known {
    fs::path path;
    const char* verdicts;  // of the whole, and of each case
  };
  for (const Known& known :
       {Known{*folder / "solutions/canary",
              "accepted, accepted, accepted, accepted"},
        Known{WrongProgram(*folder),
              "wrong_answer, accepted, accepted, wrong_answer"}}) {
    const auto submission = LoadSubmission(*problem, known.path, language);
    if (!submission.ok()) return submission.status();
    const auto report = Grade(*problem, *submission, options, workshop);
    if (!report.ok()) return report.status();
    if (Verdicts(*report) == known.verdicts) continue;
    return absl::InternalError(absl::StrCat(
        "a program in ", language, " whose verdicts must be ", known.verdicts,
        " got ", Verdicts(*report), ": ", report->verdict.message));
  }
  return absl::OkStatus();
}

}  // namespace grader
