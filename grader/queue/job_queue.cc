#include "grader/queue/job_queue.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"

namespace grader {

void JobQueue::Insert(const Job& job) {
  const auto waiting = std::find_if(
      newest_.begin(), newest_.end(),
      [&](const Job& other) { return other.person == job.person; });
  if (job.again) {
    again_.push_back(job);
  } else if (waiting == newest_.end()) {
    newest_.push_back(job);
  } else {
    older_.push_back(std::exchange(*waiting, job));
  }
}

void JobQueue::Add(const Job& job) {
  {
    const std::lock_guard lock(mutex_);
    Insert(job);
  }
  changed_.notify_all();
}

bool JobQueue::IsHere(const Job& job) const {
  for (const std::deque<Job>* jobs : {&newest_, &older_, &again_}) {
    if (absl::c_linear_search(*jobs, job)) return true;
  }
  return absl::c_linear_search(taken_, job) ||
         absl::c_any_of(aside_,
                        [&](const Aside& one) { return one.job == job; });
}

void JobQueue::AddIfNew(const Job& job) {
  {
    const std::lock_guard lock(mutex_);
    if (IsHere(job)) return;
    Insert(job);
  }
  changed_.notify_all();
}

std::optional<Job> JobQueue::TakeFrom(std::deque<Job>& jobs) {
  const auto free = std::find_if(jobs.begin(), jobs.end(), [&](const Job& job) {
    return !busy_.contains(job.person);
  });
  if (free == jobs.end()) return std::nullopt;
  Job job = std::move(*free);
  jobs.erase(free);
  busy_.insert(job.person);
  taken_.push_back(job);
  return job;
}

std::optional<Job> JobQueue::TakeAgain() {
  if (busy_again_ || again_.empty()) return std::nullopt;
  Job job = std::move(again_.front());
  again_.pop_front();
  busy_again_ = true;
  taken_.push_back(job);
  return job;
}

void JobQueue::Free(const Job& job) {
  const auto taken = absl::c_find(taken_, job);
  if (taken != taken_.end()) taken_.erase(taken);
  if (job.again) {
    busy_again_ = false;
  } else {
    busy_.erase(job.person);
  }
}

std::optional<Job> JobQueue::Take() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    if (taken_.size() < limit_) {
      if (auto job = TakeFrom(newest_)) return job;
      if (auto job = TakeFrom(older_)) return job;
      if (auto job = TakeAgain()) return job;
    }
    changed_.wait(lock);
  }
  return std::nullopt;
}

void JobQueue::Done(const Job& job) {
  {
    const std::lock_guard lock(mutex_);
    Free(job);
  }
  changed_.notify_all();
}

void JobQueue::PutBackAfter(const Job& job, absl::Duration pause) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, absl::ToChronoMilliseconds(pause),
                      [&] { return stopped_; });
    Free(job);
    (job.again ? again_ : older_).push_back(job);
  }
  changed_.notify_all();
}

void JobQueue::SetAside(const Job& job, const std::string& why,
                        std::uint64_t recalls) {
  {
    const std::lock_guard lock(mutex_);
    Free(job);
    if (recalls == recalls_) {
      aside_.push_back({job, why});
    } else {
      (job.again ? again_ : older_).push_back(job);
    }
  }
  changed_.notify_all();
}

std::uint64_t JobQueue::recalls() const {
  const std::lock_guard lock(mutex_);
  return recalls_;
}

void JobQueue::Recall() {
  {
    const std::lock_guard lock(mutex_);
    ++recalls_;
    // They came first.
    std::deque<Aside> first = std::exchange(aside_, {});
    const std::deque<Job> newest = std::exchange(newest_, {});
    const std::deque<Job> again = std::exchange(again_, {});
    for (const Aside& one : first) Insert(one.job);
    for (const std::deque<Job>* jobs : {&newest, &again}) {
      for (const Job& job : *jobs) Insert(job);
    }
  }
  changed_.notify_all();
}

std::string JobQueue::WhyAside(const std::string& submission) const {
  const std::lock_guard lock(mutex_);
  const auto it = std::find_if(
      aside_.begin(), aside_.end(),
      [&](const Aside& one) { return one.job.submission == submission; });
  return it == aside_.end() ? "" : it->why;
}

void JobQueue::Limit(std::size_t most) {
  {
    const std::lock_guard lock(mutex_);
    limit_ = most;
  }
  changed_.notify_all();
}

void JobQueue::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

std::vector<Job> JobQueue::Waiting() const {
  const std::lock_guard lock(mutex_);
  std::vector<Job> waiting(newest_.begin(), newest_.end());
  waiting.insert(waiting.end(), older_.begin(), older_.end());
  waiting.insert(waiting.end(), again_.begin(), again_.end());
  return waiting;
}

std::optional<std::size_t> JobQueue::Ahead(
    const std::string& submission) const {
  const std::vector<Job> waiting = Waiting();
  const auto it = std::find_if(
      waiting.begin(), waiting.end(),
      [&](const Job& job) { return job.submission == submission; });
  if (it == waiting.end()) return std::nullopt;
  return it - waiting.begin();
}

}  // namespace grader
