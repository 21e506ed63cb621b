#include "grader/serve/grading.h"

#include <cstdio>
#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/execute/time_of_day.h"
#include "grader/judge/verdict.h"
#include "grader/report/failed_report.h"
#include "grader/report/html_report.h"
#include "grader/report/json_report.h"

namespace grader {
namespace {

// A submission to what the course has no longer.
Report WithoutProblem(const std::string& unit) {
  Report report;
  report.problem = unit;
  report.title = unit;
  report.verdict = {VerdictWord::kJudgeError, "grader",
                    "The course has this problem no longer."};
  return report;
}

}  // namespace

Outcome OutcomeOf(Report report) {
  Outcome outcome;
  outcome.verdict = std::string(VerdictName(report.verdict.word));
  outcome.points = report.score;
  outcome.max_points = report.max_score;
  report.reveal = false;
  outcome.report = HtmlReportBody(report);
  outcome.json = JsonReport(report);
  report.reveal = true;
  outcome.revealed = HtmlReportBody(report);
  outcome.revealed_json = JsonReport(report);
  return outcome;
}

Grading::Grading(const FollowedCourse& course, Store& store, JobQueue& queue,
                 GradeFiles grade, std::function<void(const Event&)> on_change)
    : course_(course),
      store_(store),
      queue_(queue),
      grade_(std::move(grade)),
      on_change_(std::move(on_change)) {}

absl::Status Grading::Begin() {
  const auto ungraded = store_.Ungraded();
  if (!ungraded.ok()) return ungraded.status();
  for (const SubmissionHead& head : *ungraded) {
    queue_.Add({head.id, head.person});
  }
  const auto regrading = store_.Regrading();
  if (!regrading.ok()) return regrading.status();
  for (const SubmissionHead& head : *regrading) {
    queue_.Add({head.id, head.person, true});
  }
  return absl::OkStatus();
}

void Grading::Work() {
  while (const auto job = queue_.Take()) {
    const absl::Status done = GradeOne(*job);
    if (done.ok()) {
      queue_.Done(*job);
      continue;
    }
    std::fprintf(stderr, "grader: submission %s waits: %s\n",
                 job->submission.c_str(), std::string(done.message()).c_str());
    // A full disk stays so for a while; the submission is in the store.
    queue_.PutBackAfter(*job, absl::Seconds(1));
  }
}

absl::Status Grading::GradeOne(const Job& job) {
  const auto found = store_.FindSubmission(job.submission);
  if (!found.ok()) return found.status();
  if (!*found) return absl::OkStatus();
  const SubmissionHead& head = (*found)->head;
  if (job.again ? !head.regrading : head.graded) return absl::OkStatus();
  on_change_({job.submission, job.person, Event::State::kGrading});
  const Outcome outcome = OutcomeOf(ReportOn(**found, job.again));
  absl::Status stored =
      job.again ? store_.SetRegraded(job.submission, outcome, TimeOfDay())
                : store_.SetOutcome(job.submission, outcome);
  Say(head, "");
  if (stored.ok()) {
    on_change_({job.submission, job.person, Event::State::kGraded});
  }
  return stored;
}

Report Grading::ReportOn(const StoredSubmission& submission, bool anew) {
  const SubmissionHead& head = submission.head;
  // It stays as it is for as long as this takes, whatever becomes of its files.
  const auto edition = course_.Now();
  const auto unit = edition->by_id.find(head.unit);
  if (unit == edition->by_id.end() || unit->second->problem() == nullptr) {
    return WithoutProblem(head.unit);
  }
  const Problem& problem = *unit->second->problem();
  // Libraries throw where memory ends; the server goes on, and so does whoever
  // waits for this outcome.
  try {
    auto report = grade_(problem, {submission.files, head.language, anew},
                         [&](const std::string& what) { Say(head, what); });
    if (report.ok()) return *std::move(report);
    return FailedReport(problem, report.status().message());
  } catch (const std::exception& error) {
    return FailedReport(problem, error.what());
  }
}

void Grading::Say(const SubmissionHead& head, const std::string& what) {
  {
    const std::lock_guard lock(mutex_);
    if (what.empty()) {
      doing_.erase(head.id);
      return;
    }
    doing_[head.id] = what;
  }
  on_change_({head.id, head.person, Event::State::kGrading, 0, what});
}

std::string Grading::Doing(const std::string& submission) const {
  const std::lock_guard lock(mutex_);
  const auto it = doing_.find(submission);
  return it == doing_.end() ? "" : it->second;
}

}  // namespace grader
