#include "grader/queue/job_exchange.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/monotonic.h"
#include "grader/problem/version.h"
#include "grader/queue/job_files.h"
#include "grader/queue/sent_jobs.h"

namespace grader {
namespace {

constexpr absl::Duration kBetweenTries = absl::Seconds(1);
// Of a call, before the queue counts as lost.
constexpr absl::Duration kPatience = absl::Seconds(2);
constexpr absl::Duration kBetweenLines = absl::Minutes(1);
constexpr absl::Duration kBetweenLooks = absl::Seconds(5);
constexpr absl::Duration kShortestBetweenLooks = absl::Milliseconds(300);
// Blobs stay for longer.
constexpr absl::Duration kProblemSetKnownFor = absl::Hours(24);
// So that no worker has to wait for the next.
constexpr std::size_t kSentPerSlot = 2;

const char kNotReached[] =
    "Grading waits: the queue of the machines that grade cannot be reached. "
    "What was handed in is kept, and graded when it can be.";

std::string NobodyHas(const JobNeeds& needs) {
  return absl::StrCat("no worker has ", Words(needs));
}

bool SomebodyHas(const std::vector<WorkerState>& workers,
                 const JobNeeds& needs) {
  return absl::c_any_of(workers, [&needs](const WorkerState& worker) {
    return worker.Has(needs);
  });
}

}  // namespace

class JobExchange::Link {
 public:
  explicit Link(std::unique_ptr<Nats> connection)
      : nats(std::move(connection)), board(*nats) {}

  const std::unique_ptr<Nats> nats;
  JobBoard board;
  // From when on who is not heard of is missing. Set before others use it.
  absl::Time heard_from = absl::InfinitePast();
  // Of the thread that receives.
  std::unique_ptr<NatsListener> listener;
  std::uint64_t place = 0;                  // in the results
  ReadFrom read_from = ReadFrom::kNearest;  // the next of them
  absl::Time look_due = absl::InfinitePast();
  absl::Time may_look = absl::InfinitePast();

  // The name of the problem set of that folder, which no other edition of a
  // course has; empty: it has to be sent.
  std::string KnownProblemSet(const std::string& folder) {
    const std::lock_guard lock(mutex_);
    const auto known = problem_sets_.find(folder);
    return known == problem_sets_.end() ||
                   MonotonicNow() - known->second.second > kProblemSetKnownFor
               ? ""
               : known->second.first;
  }
  void Know(const std::string& folder, const std::string& name) {
    const std::lock_guard lock(mutex_);
    problem_sets_[folder] = {name, MonotonicNow()};
  }

 private:
  std::mutex mutex_;  // of what is below
  // By folder; when it was sent.
  std::map<std::string, std::pair<std::string, absl::Time>> problem_sets_;
};

struct JobExchange::Wait {
  GradingJob job;
  std::string id;
  const Problem* problem = nullptr;
  JobStage stage = JobStage::kWaits;
  JobStage told = JobStage::kWaits;
  bool stuck = false;  // it is there, and given to nobody
  bool again = false;  // it was sent more than once
  std::optional<absl::StatusOr<Graded>> result = {};
};

absl::StatusOr<std::shared_ptr<JobExchange::Link>> JobExchange::Reach() {
  NatsOptions options = options_.nats;
  options.patience = kPatience;
  options.stopped = [this] { return Stopped(); };
  auto nats = Nats::Connect(options);
  if (!nats.ok()) return nats.status();
  auto link = std::make_shared<Link>(*std::move(nats));
  if (absl::Status begun = link->board.Begin(); !begun.ok()) return begun;
  absl::Status written = link->board.TryToStore();
  if (!written.ok()) return written;
  auto listener = link->board.ListenForResultsAndWorkers();
  if (!listener.ok()) return listener.status();
  link->listener = *std::move(listener);
  // What was stored before is found when a job is sent.
  const auto place = link->board.EndOfResults();
  if (!place.ok()) return place.status();
  link->place = *place;
  return link;
}

absl::Status JobExchange::Begin() {
  auto link = Reach();
  if (link.ok()) {
    Find(*std::move(link));
  } else if (absl::IsUnavailable(link.status())) {
    Lose(nullptr, link.status());
  } else {
    return link.status();
  }
  return absl::OkStatus();
}

std::shared_ptr<JobExchange::Link> JobExchange::CurrentLink() {
  const std::lock_guard lock(mutex_);
  return stopped_ ? nullptr : link_;
}

bool JobExchange::Stopped() {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

void JobExchange::Lose(const std::shared_ptr<Link>& link,
                       const absl::Status& why) {
  {
    const std::lock_guard lock(mutex_);
    // Another thread was first.
    if (link != link_ || stopped_) return;
    link_ = nullptr;
    know_workers_ = false;
  }
  changed_.notify_all();
  // What was given back for another reason waits for this now.
  options_.on_news();
  {
    const std::lock_guard lock(mutex_);
    const absl::Time now = MonotonicNow();
    // One that comes and goes, as with a full disk, is no flood of lines.
    if (told_lost_ || now - told_ < kBetweenLines) return;
    told_lost_ = true;
    told_ = now;
  }
  options_.on_line(QueueIsLost(why.message()));
}

void JobExchange::Find(std::shared_ptr<Link> link) {
  bool told_lost = false;
  {
    const std::lock_guard lock(mutex_);
    link_ = std::move(link);
    told_lost = std::exchange(told_lost_, false);
  }
  if (told_lost) options_.on_line(kQueueIsFound);
  options_.on_news();
}

void JobExchange::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

void JobExchange::Work() {
  while (!Stopped()) {
    if (const auto link = CurrentLink()) {
      const absl::Status received = Receive(*link);
      if (!received.ok()) Lose(link, received);
      continue;
    }
    auto link = Reach();
    if (link.ok()) {
      (*link)->heard_from = MonotonicNow() + options_.heard_within;
      Find(*std::move(link));
      continue;
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, absl::ToChronoMilliseconds(kBetweenTries),
                      [this] { return stopped_; });
  }
}

absl::Status JobExchange::Receive(Link& link) {
  const auto wanted = [this](const std::string& job) {
    const std::lock_guard lock(mutex_);
    return absl::c_any_of(waits_,
                          [&](const Wait* wait) { return wait->id == job; });
  };
  while (true) {
    const auto result =
        link.board.NextResult(link.place, wanted, link.read_from);
    if (!result.ok()) return result.status();
    if (!*result) break;
    const JobResult& one = **result;
    const std::lock_guard lock(mutex_);
    for (Wait* const wait : waits_) {
      if (wait->id != one.job) continue;
      if (!one.graded.ok() ||
          (one.graded->views &&
           CanBeOf(*wait->problem, wait->job.language, one.graded->result))) {
        wait->result = one.graded;
        busy_ = MonotonicNow();
      }
    }
    changed_.notify_all();
  }
  link.read_from = ReadFrom::kNearest;
  const absl::Time now = MonotonicNow();
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(look_wanted_, false)) {
      link.look_due = std::min(link.look_due, link.may_look);
    }
  }
  if (now >= link.look_due) {
    if (absl::Status looked = LookAtWorkers(link); !looked.ok()) return looked;
    // The nearest server may have heard of nothing for long.
    link.read_from = ReadFrom::kLeaderToo;
    link.look_due = MonotonicNow() + kBetweenLooks;
    // However many there are, this is little of the time.
    link.may_look = MonotonicNow() + std::max(kShortestBetweenLooks,
                                              20 * (MonotonicNow() - now));
  }
  if (link.listener->Wait(kShortestBetweenLooks)) {
    // It may have been a worker that has begun something.
    link.look_due = std::min(link.look_due, link.may_look);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<JobBoard::Heard>> JobExchange::Workers(Link& link) {
  auto heard = link.board.Workers();
  if (!heard.ok() || MonotonicNow() < link.heard_from) return heard;
  {
    const std::lock_guard lock(mutex_);
    const bool lacking = absl::c_any_of(waits_, [&](const Wait* wait) {
      return !wait->id.empty() &&
             absl::c_none_of(*heard, [&](const JobBoard::Heard& one) {
               return one.state.Has(NeedsOf(wait->job));
             });
    });
    if (!lacking) return heard;
  }
  // Where nothing can be stored no worker can make itself known.
  absl::Status stored = link.board.TryToStore();
  if (!stored.ok()) return stored;
  return link.board.Workers();
}

absl::Status JobExchange::LookAtWorkers(Link& link) {
  std::uint64_t look = 0;
  {
    const std::lock_guard lock(mutex_);
    look = ++looks_begun_;
  }
  const auto heard = Workers(link);
  if (!heard.ok()) return heard.status();
  std::size_t slots = 0;
  std::set<std::string> begun;
  std::vector<WorkerState> workers;
  for (const JobBoard::Heard& one : *heard) {
    if (one.state.grader == kVersion) {
      slots += static_cast<std::size_t>(
          std::clamp<std::int64_t>(one.state.jobs, 1, 1'000));
    }
    for (const JobInHand& job : one.state.in_hand) begun.insert(job.job);
    workers.push_back(one.state);
  }
  const bool idle = absl::c_any_of(workers, [](const WorkerState& worker) {
    return worker.grader == kVersion && worker.in_hand.empty();
  });
  bool better = false;
  const std::size_t room = std::max<std::size_t>(1, kSentPerSlot * slots);
  bool has_changed = false;
  {
    const std::lock_guard lock(mutex_);
    workers_ = std::move(workers);
    know_workers_ = true;
    looks_done_ = look;
    if (!idle) busy_ = MonotonicNow();
    for (Wait* const wait : waits_) {
      if (begun.contains(wait->id)) wait->stage = JobStage::kBegun;
    }
    better = std::erase_if(lacking_, [this](const JobNeeds& needs) {
               return SomebodyHas(workers_, needs);
             }) > 0;
    has_changed = std::exchange(room_, room) != room;
  }
  changed_.notify_all();
  if (has_changed) options_.on_room(room);
  if (better) options_.on_news();
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Graded>> JobExchange::Send(Link& link,
                                                        const Asked& asked,
                                                        ProblemSet& problem_set,
                                                        Wait& wait) {
  if (problem_set.name.empty()) {
    const auto put = link.board.blobs().Put(problem_set.packed);
    if (!put.ok()) return put.status();
    problem_set.name = *put;
    link.Know(asked.problem.directory.string(), *put);
  }
  GradingJob job;
  absl::Status set =
      link.board.SetSubmission(PackSubmission(asked.submission), job);
  if (!set.ok()) return set;
  job.grader = std::string(kVersion);
  job.problem = asked.problem.id;
  job.problem_set = problem_set.name;
  job.language = asked.submission.language.name;
  job.reveal = true;
  job.both_views = true;
  job.again = asked.again;
  job.linters = LintersOf(asked.submission);
  bool is_first = true;
  {
    // From now on its result is wanted; what is there already is looked for
    // behind that.
    const std::lock_guard lock(mutex_);
    is_first = wait.id.empty();
    wait.id = JobId(job);
    wait.job = job;
  }
  auto known = link.board.FindGraded(
      wait.id, LastingGradeOf(asked.problem, job.language),
      is_first ? ReadFrom::kNearest : ReadFrom::kLeaderToo);
  if (!known.ok()) return known.status();
  if (*known && (*known)->views) return known;
  wait.again |= wait.stuck;
  if (absl::Status sent = link.board.Send(job, wait.stuck); !sent.ok()) {
    return sent;
  }
  return std::nullopt;
}

absl::StatusOr<JobExchange::Answer> JobExchange::Grade(
    const Asked& asked, const std::function<void(JobStage)>& on_stage) {
  const std::shared_ptr<Link> link = CurrentLink();
  if (link == nullptr) return NotNow{kNotReached};
  Wait wait;
  wait.problem = &asked.problem;
  {
    const std::lock_guard lock(mutex_);
    waits_.push_back(&wait);
  }
  const absl::Cleanup forget = [&] {
    const std::lock_guard lock(mutex_);
    waits_.remove(&wait);
  };
  on_stage(wait.told);
  while (true) {
    ProblemSet problem_set = {
        link->KnownProblemSet(asked.problem.directory.string()), ""};
    if (problem_set.name.empty()) {
      auto packed = PackProblem(asked.problem);
      if (!packed.ok()) return packed.status();
      problem_set.packed = *std::move(packed);
    }
    auto known = Send(*link, asked, problem_set, wait);
    if (!known.ok()) {
      Lose(link, known.status());
      return NotNow{kNotReached};
    }
    if (*known) return **std::move(known);
    auto answer = WaitForGrade(link, wait, on_stage);
    if (absl::IsDeadlineExceeded(answer.status())) continue;
    // The other one may be kept by the server for long; who is given it in the
    // end finds that it is done.
    if (wait.again) link->board.TakeBack(wait.job).IgnoreError();
    return answer;
  }
}

absl::StatusOr<JobExchange::Answer> JobExchange::WaitForGrade(
    const std::shared_ptr<Link>& link, Wait& wait,
    const std::function<void(JobStage)>& on_stage) {
  const absl::Time stalled = MonotonicNow() + options_.stalled;
  const JobNeeds needs = NeedsOf(wait.job);
  std::unique_lock lock(mutex_);
  const std::uint64_t look = looks_begun_ + 1;
  while (true) {
    if (wait.result) {
      if (!wait.result->ok()) return wait.result->status();
      return **std::move(wait.result);
    }
    if (stopped_ || link_ != link) return NotNow{kNotReached};
    const bool nobody = know_workers_ && !SomebodyHas(workers_, needs) &&
                        MonotonicNow() >= link->heard_from;
    if (nobody && looks_done_ < look) look_wanted_ = true;
    if (nobody && looks_done_ >= look) {
      const bool is_new = lacking_.insert(needs).second;
      lock.unlock();
      if (is_new) {
        options_.on_line(absl::StrCat("submissions wait: ", NobodyHas(needs)));
      }
      return NotNow{absl::StrCat("Grading waits: ", NobodyHas(needs), ".")};
    }
    if (const JobStage stage = wait.stage; wait.told != stage) {
      wait.told = stage;
      lock.unlock();
      on_stage(stage);
      lock.lock();
      continue;
    }
    const absl::Duration left = stalled - MonotonicNow();
    if (left <= absl::ZeroDuration()) {
      // The server does not know that it is to be given out: its clock was set
      // back, say.
      wait.stuck = wait.stage == JobStage::kWaits &&
                   MonotonicNow() - busy_ >= options_.stalled;
      return absl::DeadlineExceededError("it may have been lost");
    }
    changed_.wait_for(lock,
                      absl::ToChronoMilliseconds(left + absl::Milliseconds(1)));
  }
}

}  // namespace grader
