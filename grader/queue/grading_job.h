// A GradingJob: what a worker is asked to do, by reference. Which problem set
// and which submission are said by their content, so a job has one result,
// whoever carries it out, and however often.
#ifndef GRADER_QUEUE_GRADING_JOB_H_
#define GRADER_QUEUE_GRADING_JOB_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/execute/command.h"

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

// What a worker must have for a job: its version, its clock, its language.
struct JobNeeds {
  std::string grader;
  ClockKind clock = ClockKind::kVirtual;
  std::string language;

  auto operator<=>(const JobNeeds&) const = default;
};

JobNeeds NeedsOf(const GradingJob& job);

// "python, the virtual clock, grader 1.0.0".
std::string Words(const JobNeeds& needs);

// As a part of a subject of NATS, and of a consumer's name: letters, digits,
// '-' and '_'. Different for different needs.
std::string SubjectPart(const JobNeeds& needs);

}  // namespace grader

#endif  // GRADER_QUEUE_GRADING_JOB_H_
