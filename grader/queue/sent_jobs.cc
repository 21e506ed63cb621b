#include "grader/queue/sent_jobs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/monotonic.h"
#include "grader/judge/verdict.h"
#include "grader/judge/verdict_words.h"
#include "grader/problem/max_points.h"
#include "grader/problem/units.h"
#include "grader/problem/version.h"
#include "grader/queue/job_files.h"

namespace grader {
namespace {

constexpr absl::Duration kBetweenSearches = absl::Seconds(5);
// A look that comes later than that had to wait for the queue.
constexpr absl::Duration kLateSearch = absl::Seconds(15);
// Without any result for so long, jobs may have been lost with a server.
constexpr absl::Duration kSilent = absl::Seconds(15);
constexpr std::size_t kLookedForAtOnce = 100;

}  // namespace

bool CanBeOf(const Problem& problem, const std::string& language,
             const Result& result) {
  return result.problem == problem.id && result.language == language &&
         VerdictNamed(result.verdict).has_value() &&
         result.max_score == MaxPoints(problem) && result.score >= Points() &&
         result.score <= MaxPoints(problem, "", Bonus::kCounted);
}

JobBoard::IsSound LastingGradeOf(const Problem& problem,
                                 const std::string& language) {
  return [&problem, language](const Result& result) {
    return CanBeOf(problem, language, result) &&
           result.verdict != VerdictName(VerdictWord::kJudgeError);
  };
}

absl::Status SentJobs::Begin() {
  heard_ = MonotonicNow();
  heard_losses_ = board_.losses();
  if (absl::Status made = board_.Begin(); !made.ok()) return made;
  auto listener = board_.ListenForResults();
  if (!listener.ok()) return listener.status();
  listener_ = *std::move(listener);
  const auto place = board_.EndOfResults();
  if (!place.ok()) return place.status();
  place_ = *place;
  losses_ = sets_losses_ = board_.losses();
  return absl::OkStatus();
}

absl::StatusOr<std::string> SentJobs::ProblemSet(const Problem& problem) {
  // What was stored may be gone with the server.
  if (const std::uint64_t losses = board_.losses(); losses != sets_losses_) {
    sets_losses_ = losses;
    problem_sets_.clear();
  }
  const auto known = problem_sets_.find(&problem);
  if (known != problem_sets_.end()) return known->second;
  const auto packed = PackProblem(problem);
  if (!packed.ok()) return packed.status();
  auto name = board_.blobs().Put(*packed);
  if (name.ok()) problem_sets_[&problem] = *name;
  return name;
}

absl::Status SentJobs::Send(std::size_t index, const Problem& problem,
                            const Submission& submission) {
  const auto problem_set = ProblemSet(problem);
  if (!problem_set.ok()) return problem_set.status();
  std::string packed = PackSubmission(submission);
  GradingJob job = {
      std::string(kVersion),    problem.id,     *problem_set,   "",
      submission.language.name, options_.clock, options_.reveal};
  absl::Status set = board_.SetSubmission(packed, job);
  if (!set.ok()) return set;
  job.linters = LintersOf(submission);
  const std::string id = JobId(job);
  const auto [it, added] =
      open_.try_emplace(id, Open{job, &problem, std::move(packed), false, {}});
  it->second.indices.push_back(index);
  if (!added) return absl::OkStatus();
  const auto known = board_.FindGraded(
      id, LastingGradeOf(problem, job.language), ReadFrom::kNearest);
  if (!known.ok()) return known.status();
  if (*known) {
    Close(id, **known);
    return absl::OkStatus();
  }
  return board_.Send(job);
}

void SentJobs::Close(const std::string& id,
                     const absl::StatusOr<Graded>& graded) {
  for (const std::size_t index : open_.at(id).indices) {
    answers_.push_back({index, graded});
  }
  open_.erase(id);
  moved_ = busy_ = MonotonicNow();
}

absl::StatusOr<GradingElsewhere::Answer> SentJobs::Receive() {
  moved_ = busy_ = MonotonicNow();
  while (answers_.empty()) {
    if (open_.empty()) return absl::NotFoundError("nothing was sent");
    const auto result = board_.NextResult(
        place_, [this](const std::string& job) { return open_.contains(job); },
        read_from_);
    if (!result.ok()) return result.status();
    if (*result) {
      const JobResult& one = **result;
      const Open& open = open_.at(one.job);
      // Somebody has what it needs, whatever is heard of workers.
      lacking_.erase(NeedsOf(open.job));
      if (!one.graded.ok() ||
          CanBeOf(*open.problem, open.job.language, one.graded->result)) {
        // The other one may be kept by the server, and given to nobody.
        if (open.again) {
          absl::Status back = board_.TakeBack(open.job);
          if (!back.ok()) return back;
        }
        Close(one.job, one.graded);
      }
      continue;
    }
    read_from_ = ReadFrom::kNearest;
    const absl::Time now = MonotonicNow();
    if (now - looked_ >= kBetweenSearches) {
      looked_ = now;
      // The nearest server may have heard of nothing for long.
      read_from_ = ReadFrom::kLeaderToo;
      absl::Status looked = LookAtWorkers();
      const std::uint64_t losses = board_.losses();
      const bool lost = losses != losses_;
      if (looked.ok() && (lost || now - moved_ >= kSilent)) {
        moved_ = now;
        looked = SendLostOnesAgain(lost ? open_.size() : kLookedForAtOnce);
        if (looked.ok()) losses_ = losses;
      }
      if (!looked.ok()) return looked;
      if (!answers_.empty()) break;
    }
    listener_->Wait(absl::Seconds(1));
  }
  Answer answer = std::move(answers_.front());
  answers_.pop_front();
  return answer;
}

absl::Status SentJobs::LookAtWorkers() {
  // Also to see whether it goes on: what is there can be read for longer. A
  // server that has come back without its disk counts from 1 again.
  const auto end = board_.EndOfResults();
  if (!end.ok()) return end.status();
  if (*end < place_) place_ = 1;
  // Where nothing can be stored no worker can make itself known.
  if (absl::Status stored = board_.TryToStore(); !stored.ok()) return stored;
  const auto workers = board_.Workers();
  if (!workers.ok()) return workers.status();
  std::map<JobNeeds, std::vector<std::string>> open;
  for (const auto& [id, one] : open_) open[NeedsOf(one.job)].push_back(id);
  const absl::Time now = MonotonicNow();
  const bool idle = absl::c_any_of(*workers, [&](const auto& worker) {
    return worker.state.in_hand.empty() &&
           absl::c_any_of(open, [&](const auto& one) {
             return worker.state.Has(one.first);
           });
  });
  if (!idle) busy_ = now;
  const bool could_be_heard = CouldBeHeard(now);
  for (const auto& one : open) {
    const JobNeeds& needs = one.first;
    const std::vector<std::string>& ids = one.second;
    if (absl::c_any_of(*workers, [&needs](const JobBoard::Heard& worker) {
          return worker.state.Has(needs);
        })) {
      lacking_.erase(needs);
      continue;
    }
    if (!could_be_heard) continue;
    const auto [since, is_new] = lacking_.try_emplace(needs, now);
    const std::string what = absl::StrCat("no worker has ", Words(needs));
    if (now - since->second >= options_.patience) {
      absl::Status closed = CloseForLack(ids, what);
      if (!closed.ok()) return closed;
    } else if (is_new && options_.on_note) {
      options_.on_note(absl::StrCat(Counted(ids.size(), "submission"),
                                    " must wait: ", what));
    }
  }
  return absl::OkStatus();
}

bool SentJobs::CouldBeHeard(absl::Time now) {
  const std::uint64_t losses = board_.losses();
  if (heard_losses_ != losses || now - heard_ >= kLateSearch) {
    heard_since_ = now;
    // Nobody knows who was there while the queue was not.
    for (auto& [needs, since] : lacking_) since = now;
  }
  heard_losses_ = losses;
  heard_ = now;
  return now - heard_since_ >= options_.heard_within;
}

absl::Status SentJobs::CloseForLack(const std::vector<std::string>& ids,
                                    const std::string& what) {
  for (const std::string& id : ids) {
    const auto closed = CloseIfGraded(id);
    if (!closed.ok()) return closed.status();
    if (*closed) continue;
    Close(id, absl::UnavailableError(
                  absl::StrCat("It was not graded: ", what, ".")));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> SentJobs::CloseIfGraded(const std::string& id) {
  const Open& open = open_.at(id);
  const auto graded =
      board_.FindGraded(id, LastingGradeOf(*open.problem, open.job.language),
                        ReadFrom::kLeaderToo);
  if (!graded.ok()) return graded.status();
  if (*graded) Close(id, **graded);
  return graded->has_value();
}

absl::Status SentJobs::SendAgainIfLost(const std::string& id) {
  Open& open = open_.at(id);
  const auto has = board_.HasJob(open.job);
  if (!has.ok()) return has.status();
  // Where workers have nothing to do for so long, and it is not given to any,
  // the server does not know that it is to be: its clock was set back, say.
  const bool stuck = MonotonicNow() - busy_ >= kSilent;
  if (*has && !stuck) return absl::OkStatus();
  // It may be done just now.
  const auto closed = CloseIfGraded(id);
  if (!closed.ok()) return closed.status();
  if (*closed) return absl::OkStatus();
  const auto problem_set = ProblemSet(*open.problem);
  if (!problem_set.ok()) return problem_set.status();
  GradingJob job = open.job;
  absl::Status set = board_.SetSubmission(open.packed, job);
  if (!set.ok()) return set;
  open.again = true;
  return board_.Send(job, /*again=*/true);
}

absl::Status SentJobs::SendLostOnesAgain(std::size_t most) {
  std::vector<std::string> ids;
  for (const auto& [id, one] : open_) {
    ids.push_back(id);
    if (ids.size() == most) break;
  }
  for (const std::string& id : ids) {
    absl::Status sent = SendAgainIfLost(id);
    if (!sent.ok()) return sent;
  }
  // After that they are busy, or soon will be.
  busy_ = MonotonicNow();
  return absl::OkStatus();
}

}  // namespace grader
