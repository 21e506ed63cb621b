#include "grader/serve/grading.h"

#include <cstdint>
#include <cstdio>
#include <exception>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/time_of_day.h"
#include "grader/judge/verdict.h"
#include "grader/report/both_views.h"
#include "grader/report/failed_report.h"

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
  BothViews views = ViewsOf(std::move(report));
  outcome.report = std::move(views.page);
  outcome.revealed = std::move(views.revealed_page);
  outcome.json = std::move(views.json);
  outcome.revealed_json = std::move(views.revealed_json);
  return outcome;
}

Grading::Grading(const FollowedCourse& course, Store& store, JobQueue& queue,
                 GradeFiles grade, std::function<void(const Event&)> on_change)
    : course_(course),
      store_(store),
      queue_(queue),
      grade_(std::move(grade)),
      on_change_(std::move(on_change)) {}

absl::Status Grading::Collect() {
  const auto open = store_.ToGrade();
  if (!open.ok()) return open.status();
  for (const SubmissionHead& head : *open) {
    queue_.AddIfNew({head.id, head.person, head.graded});
  }
  return absl::OkStatus();
}

void Grading::Work() {
  while (const auto job = queue_.Take()) {
    const std::uint64_t recalls = queue_.recalls();
    const auto waits = GradeOne(*job);
    if (waits.ok() && *waits) {
      queue_.SetAside(*job, (*waits)->why, recalls);
      on_change_({job->submission, job->person, Event::State::kWaiting, 0,
                  (*waits)->why});
      continue;
    }
    if (waits.ok()) {
      queue_.Done(*job);
      continue;
    }
    std::fprintf(stderr, "grader: submission %s waits: %s\n",
                 job->submission.c_str(),
                 std::string(waits.status().message()).c_str());
    // A full disk stays so for a while; the submission is in the store.
    queue_.PutBackAfter(*job, absl::Seconds(1));
  }
}

absl::StatusOr<std::optional<MustWait>> Grading::GradeOne(const Job& job) {
  const auto found = store_.FindSubmission(job.submission);
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  const SubmissionHead& head = (*found)->head;
  if (job.again ? !head.regrading : head.graded) return std::nullopt;
  FilesToGrade files = {(*found)->files, head.language, job.again};
  if (job.again) {
    const auto deeds = store_.Deeds(job.submission);
    if (!deeds.ok()) return deeds.status();
    files.again = absl::StrCat(job.submission, " ",
                               absl::c_count_if(*deeds, [](const Deed& deed) {
                                 return deed.kind == Deed::Kind::kRegradeAsked;
                               }));
  }
  files.on_wait = [&](const std::string& why) { SayWaits(head, why); };
  on_change_({job.submission, job.person, Event::State::kGrading});
  const auto came = OutcomeOn(**found, files);
  SayWaits(head, "");
  if (const auto* waits = std::get_if<MustWait>(&came)) {
    Say(head, "");
    (void)store_.SetBegun(head.id, false);
    return *waits;
  }
  const Outcome& outcome = std::get<Outcome>(came);
  absl::Status stored =
      job.again ? store_.SetRegraded(job.submission, outcome, TimeOfDay())
                : store_.SetOutcome(job.submission, outcome);
  Say(head, "");
  if (!stored.ok()) return stored;
  on_change_({job.submission, job.person, Event::State::kGraded});
  return std::nullopt;
}

std::variant<Outcome, MustWait> Grading::OutcomeOn(
    const StoredSubmission& submission, const FilesToGrade& files) {
  const SubmissionHead& head = submission.head;
  // It stays as it is for as long as this takes, whatever becomes of its files.
  const auto edition = course_.Now();
  const auto unit = edition->by_id.find(head.unit);
  if (unit == edition->by_id.end() || unit->second->problem() == nullptr) {
    return OutcomeOf(WithoutProblem(head.unit));
  }
  const Problem& problem = *unit->second->problem();
  // Libraries throw where memory ends; the server goes on, and so does whoever
  // waits for this outcome.
  try {
    auto grades = grade_(problem, files,
                         [&](const std::string& what) { Say(head, what); });
    if (!grades.ok()) {
      return OutcomeOf(FailedReport(problem, grades.status().message()));
    }
    if (auto* const waits = std::get_if<MustWait>(&*grades)) {
      return std::move(*waits);
    }
    if (auto* const outcome = std::get_if<Outcome>(&*grades)) {
      return std::move(*outcome);
    }
    return OutcomeOf(std::get<Report>(*std::move(grades)));
  } catch (const std::exception& error) {
    return OutcomeOf(FailedReport(problem, error.what()));
  }
}

void Grading::Say(const SubmissionHead& head, const std::string& what) {
  bool is_new = false;
  {
    const std::lock_guard lock(mutex_);
    if (what.empty()) {
      doing_.erase(head.id);
      return;
    }
    waits_.erase(head.id);
    is_new = doing_.insert_or_assign(head.id, what).second;
  }
  // If that cannot be kept, others say for longer that it waits.
  if (is_new) (void)store_.SetBegun(head.id, true);
  on_change_({head.id, head.person, Event::State::kGrading, 0, what});
}

void Grading::SayWaits(const SubmissionHead& head, const std::string& why) {
  {
    const std::lock_guard lock(mutex_);
    if (why.empty()) {
      waits_.erase(head.id);
      return;
    }
    waits_[head.id] = why;
  }
  on_change_({head.id, head.person, Event::State::kWaiting, 0, why});
}

std::string Grading::WaitsFor(const std::string& submission) const {
  const std::lock_guard lock(mutex_);
  const auto it = waits_.find(submission);
  return it == waits_.end() ? queue_.WhyAside(submission) : it->second;
}

std::string Grading::Doing(const std::string& submission) const {
  const std::lock_guard lock(mutex_);
  const auto it = doing_.find(submission);
  return it == doing_.end() ? "" : it->second;
}

}  // namespace grader
