// Grading: takes jobs from the JobQueue, has each graded, and stores what came
// of it. It does not know who grades.
#ifndef GRADER_SERVE_GRADING_H_
#define GRADER_SERVE_GRADING_H_

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/queue/job_queue.h"
#include "grader/report/report.h"
#include "grader/serve/events.h"
#include "grader/serve/followed_course.h"
#include "grader/store/store.h"

namespace grader {

// What is graded: these files, in the language of that name (empty: as their
// names tell).
struct FilesToGrade {
  const std::vector<SourceFile>& files;
  const std::string& language;
  bool anew = false;  // by no run that was kept from earlier
  // Then: which time it is, of all that anything is graded again. The same
  // after a new start, until that is done.
  std::string again = {};
  // Told, in a sentence, what it waits for before it is graded.
  std::function<void(const std::string&)> on_wait = {};
};

// Why something cannot be graded now, but will be, in a sentence.
struct MustWait {
  std::string why;
};

// What came of grading: the report, with what is shown of hidden cases only
// when they are revealed; or what is kept of it, where it was made elsewhere.
using Grades = std::variant<Report, Outcome, MustWait>;

// Whoever grades, in this process or elsewhere.
using GradeFiles = std::function<absl::StatusOr<Grades>(
    const Problem& problem, const FilesToGrade& submission,
    const std::function<void(const std::string&)>& on_progress)>;

// What is kept of `report`.
Outcome OutcomeOf(Report report);

class Grading {
 public:
  // `on_change` is called when a submission is taken, with each step, and when
  // it has got its outcome.
  Grading(const FollowedCourse& course, Store& store, JobQueue& queue,
          GradeFiles grade, std::function<void(const Event&)> on_change);

  // Puts all that the store has for this server to grade into the queue, but
  // for what is there already: at the start, and again and again where other
  // servers may leave something.
  absl::Status Collect();

  // Grades until the queue is stopped. One per thread. What the grader could
  // not do, an exception included, is an outcome: judge_error.
  void Work();

  // What is being done for that submission; empty: nothing.
  std::string Doing(const std::string& submission) const;
  // What it waits for, if not for its turn alone; empty: nothing.
  std::string WaitsFor(const std::string& submission) const;

 private:
  absl::StatusOr<std::optional<MustWait>> GradeOne(const Job& job);
  std::variant<Outcome, MustWait> OutcomeOn(const StoredSubmission& submission,
                                            const FilesToGrade& files);
  // What is being done for it, empty: nothing any more.
  void Say(const SubmissionHead& head, const std::string& what);
  void SayWaits(const SubmissionHead& head, const std::string& why);

  const FollowedCourse& course_;
  Store& store_;
  JobQueue& queue_;
  const GradeFiles grade_;
  const std::function<void(const Event&)> on_change_;
  mutable std::mutex mutex_;  // of what is below
  std::map<std::string, std::string> doing_;
  std::map<std::string, std::string> waits_;
};

}  // namespace grader

#endif  // GRADER_SERVE_GRADING_H_
