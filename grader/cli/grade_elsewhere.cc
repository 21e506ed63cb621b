#include "grader/cli/grade_elsewhere.h"

#include <optional>
#include <utility>
#include <variant>

#include "grader/cli/grade_path.h"
#include "grader/cli/tools.h"
#include "grader/execute/list_tests.h"
#include "grader/execute/workspace.h"
#include "grader/problem/read_submission.h"

namespace grader {
namespace {

// A folder with the files of a submission.
struct Written {
  Workspace workspace;
  std::filesystem::path folder;
};

absl::StatusOr<Written> Write(const FilesToGrade& files) {
  auto workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();
  auto folder = workspace->MakeFolder("submission");
  if (!folder.ok()) return folder.status();
  for (const SourceFile& file : files.files) {
    absl::Status written = WriteFile(*folder / file.name, file.content);
    if (!written.ok()) return written;
  }
  return Written{*std::move(workspace), *std::move(folder)};
}

absl::StatusOr<Grades> Check(
    const Problem& problem, const FilesToGrade& files, const Written& written,
    const std::function<void(const std::string&)>& on_progress) {
  GradePathOptions options;
  options.language = files.language;
  options.renew = files.anew;
  options.right_runs = true;
  // What instructors are shown; learners are shown less of it.
  options.reveal = true;
  auto graded =
      GradePath(problem, written.folder.string(), options, on_progress);
  if (!graded.ok()) return graded.status();
  return std::move(graded->report);
}

// How many points a suite's problem has is known when its tests are listed.
absl::Status ListTestsOf(Problem& problem) {
  const auto tools = MakeTools();
  if (!tools.ok()) return tools.status();
  return ListTests(problem, (*tools)->workshop());
}

}  // namespace

absl::StatusOr<Grades> GradeHere(
    const Problem& problem, const FilesToGrade& files,
    const std::function<void(const std::string&)>& on_progress) {
  const auto written = Write(files);
  if (!written.ok()) return written.status();
  return Check(problem, files, *written, on_progress);
}

absl::StatusOr<Grades> GradeElsewhere(
    JobExchange& exchange, const Problem& problem, const FilesToGrade& files,
    const std::function<void(const std::string&)>& on_progress) {
  const auto written = Write(files);
  if (!written.ok()) return written.status();
  const auto submission =
      ReadSubmission(problem, written->folder, files.language);
  if (!submission.ok()) return submission.status();
  if (submission->refusal) return Check(problem, files, *written, on_progress);
  std::optional<Problem> listed;
  if (problem.suite) {
    listed = problem;
    absl::Status found = ListTestsOf(*listed);
    if (!found.ok()) return found;
  }
  auto answer =
      exchange.Grade({listed ? *listed : problem, *submission, files.again},
                     [&](JobStage stage) {
                       if (stage == JobStage::kWaits) {
                         files.on_wait("Waits for a worker.");
                       } else {
                         on_progress("Is being graded by a worker.");
                       }
                     });
  if (!answer.ok()) return answer.status();
  if (auto* const not_now = std::get_if<NotNow>(&*answer)) {
    return MustWait{std::move(not_now->why)};
  }
  Graded graded = std::get<Graded>(*std::move(answer));
  return Outcome{graded.result.verdict,       graded.result.score,
                 graded.result.max_score,     graded.views->page,
                 graded.views->revealed_page, graded.views->json,
                 graded.views->revealed_json};
}

}  // namespace grader
