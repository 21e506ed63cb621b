#include "grader/queue/worker.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/batch/graded.h"
#include "grader/execute/monotonic.h"
#include "grader/execute/side_by_side.h"
#include "grader/execute/time_of_day.h"
#include "grader/judge/verdict.h"
#include "grader/judge/verdict_words.h"
#include "grader/problem/units.h"
#include "grader/queue/canary.h"
#include "grader/queue/job_files.h"
#include "grader/queue/sent_jobs.h"
#include "grader/report/json_report.h"
#include "grader/verify/package_limit.h"

namespace grader {
namespace {

constexpr int kDeliveries = 3;
constexpr std::size_t kLongestName = 300;
constexpr absl::Duration kBetweenAnnouncements = absl::Seconds(5);
// Where jobs are begun and done one after the other.
constexpr absl::Duration kShortestBetween = absl::Milliseconds(200);
// Before another tries what went wrong here.
constexpr absl::Duration kPutBackFor = absl::Seconds(1);

}  // namespace

class Worker::InHand {
 public:
  InHand(Worker& worker, const Delivery& delivery, const GradingJob& job)
      : worker_(worker), reply_(delivery.reply) {
    {
      const std::lock_guard lock(worker_.mutex_);
      worker_.in_hand_[reply_] = {
          delivery,
          {JobId(job), job.problem.substr(0, kLongestName), job.language,
           TimeOfDay()}};
      worker_.moved_ = true;
    }
    worker_.changed_.notify_all();
  }
  ~InHand() {
    {
      const std::lock_guard lock(worker_.mutex_);
      worker_.in_hand_.erase(reply_);
      worker_.moved_ = true;
    }
    worker_.changed_.notify_all();
  }
  InHand(const InHand&) = delete;
  InHand& operator=(const InHand&) = delete;

 private:
  Worker& worker_;
  const std::string reply_;
};

Worker::Worker(JobBoard& board, Cache& cache, Workspace& workspace,
               WorkerOptions options)
    : board_(board),
      cache_(cache),
      options_(std::move(options)),
      shelf_(board.blobs(), workspace),
      lease_(options_.lease),
      state_(options_.state) {
  state_.jobs = options_.jobs;
  for (const Linter& linter : BuiltInLinters()) {
    if (FindLinterProgram(linter).ok()) {
      state_.linters.push_back(LinterByPrograms(linter));
    }
  }
}

absl::Status Worker::Begin() {
  auto workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();
  const auto runner = options_.make_runner();
  if (!runner.ok()) return runner.status();
  if (absl::Status made = board_.Begin(); !made.ok()) return made;
  state_.started = TimeOfDay();
  absl::Status tried = TryCanaries({cache_, *workspace, **runner});
  if (!tried.ok()) return tried;
  return board_.Announce(State());
}

absl::Status Worker::TryCanaries(const Workshop& workshop) {
  std::vector<std::string> sound;
  std::vector<std::pair<JobNeeds, JobBoard::Source>> sources;
  std::vector<ClockKind> clocks = {ClockKind::kReal};
  if (options_.state.virtual_clock) clocks.push_back(ClockKind::kVirtual);
  for (const std::string& language : options_.state.languages) {
    const absl::Status tried = TryCanary(language, clocks.back(), workshop);
    if (!tried.ok()) {
      Say(absl::StrCat("takes no jobs in ", language,
                       ": the canary failed: ", tried.message()));
      continue;
    }
    sound.push_back(language);
    for (const ClockKind clock : clocks) {
      const JobNeeds needs = {options_.state.grader, clock, language};
      const auto source = board_.OpenSource(needs, options_.lease);
      if (!source.ok()) return source.status();
      sources.emplace_back(needs, *source);
    }
  }
  const std::lock_guard lock(mutex_);
  // Those for linters are found again.
  needs_due_ = absl::InfinitePast();
  for (const auto& [needs, source] : sources) {
    lease_ = std::min(lease_, source.lease);
  }
  state_.languages = std::move(sound);
  sources_ = std::move(sources);
  canary_due_ = MonotonicNow() + options_.between_canaries;
  if (sources_.empty()) {
    return absl::FailedPreconditionError(
        "there is no language in which this worker can grade; `grader doctor` "
        "tells what is missing");
  }
  return absl::OkStatus();
}

absl::Status Worker::TryCanariesIfDue(const Workshop& workshop) {
  {
    const std::lock_guard lock(mutex_);
    if (MonotonicNow() < canary_due_) return absl::OkStatus();
    // The others go on meanwhile.
    canary_due_ = absl::InfiniteFuture();
  }
  return TryCanaries(workshop);
}

absl::Status Worker::Work() {
  std::size_t working = options_.jobs;  // under mutex_
  SideBySide(options_.jobs + 1, [&](std::size_t thread) {
    if (thread == 0) {
      Pulse();
      return;
    }
    absl::Status ended;
    try {
      ended = WorkAlone();
    } catch (const std::exception& error) {
      ended = absl::InternalError(error.what());
    }
    {
      const std::lock_guard lock(mutex_);
      // What one cannot do the others cannot either.
      broken_.Update(ended);
      if (--working == 0) ended_ = true;
    }
    changed_.notify_all();
  });
  absl::Status broken = broken_;
  broken.Update(board_.Retire(state_.name));
  return broken;
}

bool Worker::GoesOn() {
  const std::lock_guard lock(mutex_);
  return broken_.ok() && !options_.stopped();
}

absl::Duration Worker::Lease() {
  const std::lock_guard lock(mutex_);
  return lease_;
}

void Worker::Pulse() {
  absl::Time due = absl::InfinitePast();
  std::unique_lock lock(mutex_);
  while (!ended_) {
    std::vector<Delivery> deliveries;
    for (const auto& [reply, one] : in_hand_) deliveries.push_back(one.first);
    const bool moved = std::exchange(moved_, false);
    lock.unlock();
    for (const Delivery& delivery : deliveries) board_.Extend(delivery);
    // Whoever waits for a job sees that it is begun.
    if (const absl::Time now = MonotonicNow(); moved || now >= due) {
      due = now + kBetweenAnnouncements;
      // What is lost is told again soon. Nothing is waited for, so that whoever
      // has a job goes on to say so.
      board_.Mention(State());
    }
    lock.lock();
    if (ended_) break;
    changed_.wait_for(
        lock,
        absl::ToChronoMilliseconds(std::min(lease_ / 4, kBetweenAnnouncements)),
        [this] { return ended_ || moved_; });
    if (moved) {
      changed_.wait_for(lock, absl::ToChronoMilliseconds(kShortestBetween),
                        [this] { return ended_; });
    }
  }
}

absl::Status Worker::WorkAlone() {
  auto workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();
  const auto runner = options_.make_runner();
  if (!runner.ok()) return runner.status();
  const Workshop workshop = {cache_, *workspace, **runner};
  // Only while there is nothing to do: each job is told to all who listen.
  std::unique_ptr<NatsListener> listener;
  Turn turn;
  absl::Time looked = absl::InfinitePast();
  bool came = true;
  while (GoesOn()) {
    // A job whose lease is over, or that was put back, comes without a word.
    if (came || MonotonicNow() - looked >= Lease() / 4) {
      absl::Status sound = TryCanariesIfDue(workshop);
      if (!sound.ok()) return sound;
      const auto delivery = TakeNext(turn);
      if (!delivery.ok()) return delivery.status();
      if (*delivery) {
        listener = nullptr;
        absl::Status done = CarryOut(**delivery, workshop);
        if (!done.ok()) return done;
        came = true;
        continue;
      }
      looked = MonotonicNow();
      absl::Status sent = SendForgottenAgainIfDue();
      if (!sent.ok()) return sent;
    }
    if (listener == nullptr) {
      auto listens = board_.ListenForJobs();
      if (!listens.ok()) return listens.status();
      listener = *std::move(listens);
      // And a look behind that, so that no job comes between them.
      came = true;
      continue;
    }
    came = listener->Wait(std::min(Lease() / 4, absl::Seconds(1)));
  }
  return absl::OkStatus();
}

absl::Status Worker::CarryOut(const Delivery& delivery,
                              const Workshop& workshop) {
  const auto job = JobBoard::JobIn(delivery);
  if (!job.ok()) {
    const std::string why =
        absl::StrCat("what came is no job: ", job.status().message());
    Say(why);
    absl::Status told =
        board_.AddDeadLetter({delivery.subject, "", "", why, TimeOfDay()});
    return told.ok() ? board_.FinishForGood(delivery) : told;
  }
  const InHand in_hand(*this, delivery, *job);
  if (delivery.count > kDeliveries) {
    // It may have been done each time, and only that was not heard.
    const auto known = board_.FindGraded(
        JobId(*job),
        [&](const Result& result) {
          return result.problem == job->problem &&
                 result.language == job->language &&
                 result.verdict != VerdictName(VerdictWord::kJudgeError);
        },
        ReadFrom::kLeaderToo);
    if (!known.ok()) return known.status();
    if (*known) return board_.FinishForGood(delivery);
    return GiveUp(delivery, *job,
                  absl::StrCat("it was given out ", kDeliveries,
                               " times without a result"));
  }
  absl::Status done = GradeJob(*job, workshop);
  // Only now: if this program ends before, somebody else has the job again.
  if (done.ok()) return board_.Finish(delivery);
  if (absl::IsCancelled(done)) return done;
  if (delivery.count == kDeliveries) {
    return GiveUp(delivery, *job, std::string(done.message()));
  }
  Say(absl::StrCat(job->problem, ", ", job->language,
                   ": left to others: ", done.message()));
  board_.PutBack(delivery, kPutBackFor);
  return absl::OkStatus();
}

absl::Status Worker::GiveUp(const Delivery& delivery, const GradingJob& job,
                            const std::string& why) {
  Say(absl::StrCat(job.problem, ", ", job.language, ": given up: ", why));
  absl::Status told = board_.AddDeadLetter(
      {delivery.subject, job.problem, job.language, why, TimeOfDay()});
  if (told.ok()) {
    told = board_.StoreFailed(
        JobId(job), absl::StrCat("No worker could grade it: ", why, "."));
  }
  return told.ok() ? board_.FinishForGood(delivery) : told;
}

absl::Status Worker::GradeJob(const GradingJob& job, const Workshop& workshop) {
  // Libraries throw where memory ends; the worker goes on with the next job.
  try {
    const auto problem = shelf_.Find(job.problem_set, workshop);
    if (!problem.ok()) return problem.status();
    if ((*problem)->id != job.problem) {
      return absl::InvalidArgumentError("it names another problem");
    }
    const std::string id = JobId(job);
    const auto known = board_.FindGraded(
        id, LastingGradeOf(**problem, job.language), ReadFrom::kNearest);
    if (!known.ok()) return known.status();
    // Finished once more it is for good.
    if (*known) return board_.TakeBack(job);
    const auto packed = board_.SubmissionOf(job, kMaxPackedSubmissionBytes);
    if (!packed.ok()) return packed.status();
    const auto submission = UnpackSubmission(*packed, **problem);
    if (!submission.ok()) return submission.status();
    if (submission->language.name != job.language) {
      return absl::InvalidArgumentError("it names another language");
    }
    if (LintersOf(*submission) != job.linters) {
      return absl::InvalidArgumentError("it names other linters");
    }
    absl::Status installed = CheckInstalled(submission->language);
    if (!installed.ok()) return installed;
    GradeOptions options;
    options.clock = job.clock;
    options.reveal = job.reveal;
    Say(absl::StrCat("begins ", job.problem, ", ", job.language));
    const absl::Time start = MonotonicNow();
    Workshop for_this = workshop;
    for_this.renew = !job.again.empty();
    Problem settled = **problem;
    absl::Status has_limit = SettleLimit(job, for_this, settled);
    if (!has_limit.ok()) return has_limit;
    const auto report =
        job.both_views ? GradeForCourse(settled, *submission, options, for_this)
                       : GradeForBatch(settled, *submission, options, for_this);
    if (!report.ok()) return report.status();
    const Graded graded = job.both_views ? GradedForCourse(**problem, *report)
                                         : GradedOf(**problem, *report);
    absl::Status stored = board_.StoreGraded(
        id, graded, job.both_views ? "" : JsonReport(*report));
    if (!stored.ok()) return stored;
    {
      const std::lock_guard lock(mutex_);
      ++state_.graded;
    }
    Say(absl::StrCat(job.problem, ", ", job.language, ": ",
                     graded.result.verdict, " after ",
                     FormatElapsed(MonotonicNow() - start)));
    return absl::OkStatus();
  } catch (const std::exception& error) {
    return absl::InternalError(error.what());
  }
}

absl::Status Worker::SettleLimit(const GradingJob& job,
                                 const Workshop& workshop, Problem& problem) {
  if (!WantsTimeLimit(problem)) return absl::OkStatus();
  const std::string id = LimitId(job);
  auto first = board_.FindLimit(id);
  if (!first.ok()) return first.status();
  if (!*first) {
    const auto own = SettleTimeLimit(problem, job.clock, workshop);
    if (!own.ok()) return own.status();
    if (!*own) return absl::OkStatus();
    absl::Status stored = board_.StoreLimit(id, **own);
    if (!stored.ok()) return stored;
    // Another worker may have been faster.
    first = board_.FindLimit(id);
    if (!first.ok()) return first.status();
    if (!*first) return absl::UnavailableError("the queue has lost a limit");
  }
  SetTimeLimit((*first)->limit, problem);
  Say(absl::StrCat(job.problem, ": ", InWords(**first)));
  return absl::OkStatus();
}

void Worker::Say(const std::string& line) {
  if (options_.on_line) options_.on_line(line);
}

WorkerState Worker::State() {
  const std::lock_guard lock(mutex_);
  WorkerState state = state_;
  for (const auto& [reply, one] : in_hand_) {
    state.in_hand.push_back(one.second);
  }
  return state;
}

}  // namespace grader
