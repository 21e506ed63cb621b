// A GradingJob: what a worker is asked to do, by reference. Which problem set
// and which submission are said by their content, so a job has one result,
// whoever carries it out, and however often.
#ifndef GRADER_QUEUE_GRADING_JOB_H_
#define GRADER_QUEUE_GRADING_JOB_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/execute/command.h"
#include "grader/problem/linter.h"
#include "grader/problem/submission.h"

namespace grader {

struct GradingJob {
  std::string grader;       // its version
  std::string problem;      // its id, for people
  std::string problem_set;  // a blob's name; see PackProblem
  std::string submission;   // a blob's name; see PackSubmission
  std::string language;
  ClockKind clock = ClockKind::kVirtual;
  bool reveal = false;
  // What is wanted: both views of a report, for a course in the browser, which
  // says what `check` does; else a batch's page.
  bool both_views = false;
  // Of what is graded again, which time that is: then it is run anew. Empty:
  // the first.
  std::string again;

  // Those by which points are deducted, see LintersOf. They follow from the
  // problem set and the language.
  std::vector<std::string> linters = {};
  // What `submission` names, if it is short, so that it needs no way of its
  // own; else empty. It is no part of the job's id.
  std::string packed = {};

  bool operator==(const GradingJob&) const = default;
};

// 64 hexadecimal digits: a hash of all of it.
std::string JobId(const GradingJob& job);

// A hash of all that the time limit of a package depends on that gives none,
// but for the machine that runs its submissions.
std::string LimitId(const GradingJob& job);

// "grader.job/2" as JSON, and back; kInvalidArgument for anything else.
std::string ToJson(const GradingJob& job);
absl::StatusOr<GradingJob> JobFromJson(absl::string_view json);

// What a worker must have for a job: its version, its clock, its language, its
// linters.
struct JobNeeds {
  std::string grader;
  ClockKind clock = ClockKind::kVirtual;
  std::string language;
  std::vector<std::string> linters = {};

  auto operator<=>(const JobNeeds&) const = default;
};

JobNeeds NeedsOf(const GradingJob& job);

// The linters that `submission` is looked at with, each by its programs, of
// which one is enough: "clang-tidy-14|clang-tidy". A course may have rows of
// its own, so names would not do.
std::vector<std::string> LintersOf(const Submission& submission);
std::string LinterByPrograms(const Linter& linter);
// Whether this machine has one of the programs.
bool HasLinter(const std::string& by_programs);

// "grader.needs/1" as JSON, and back; kInvalidArgument for anything else.
std::string ToJson(const JobNeeds& needs);
absl::StatusOr<JobNeeds> NeedsFromJson(absl::string_view json);

// "python, the virtual clock, grader 1.0.0, pycodestyle".
std::string Words(const JobNeeds& needs);

// As a part of a subject of NATS, and of a consumer's name: letters, digits,
// '-' and '_'. Different for different needs.
std::string SubjectPart(const JobNeeds& needs);

}  // namespace grader

#endif  // GRADER_QUEUE_GRADING_JOB_H_
