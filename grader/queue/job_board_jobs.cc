// The functions of the JobBoard for jobs, from when they are sent until they
// are done.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/execute/monotonic.h"
#include "grader/queue/job_board.h"
#include "grader/queue/job_streams.h"

namespace grader {
namespace {

constexpr absl::Duration kToldAgainAfter = absl::Hours(24);

std::string JobSubject(const GradingJob& job) {
  return absl::StrCat("grader.jobs.", SubjectPart(NeedsOf(job)), ".",
                      JobId(job));
}

}  // namespace

absl::Status JobBoard::TellNeeds(const JobNeeds& needs, bool again) {
  if (needs.linters.empty()) return absl::OkStatus();
  const absl::Time now = MonotonicNow();
  {
    const std::lock_guard lock(mutex_);
    const auto told = told_.find(needs);
    if (!again && told != told_.end() && now - told->second < kToldAgainAfter) {
      return absl::OkStatus();
    }
  }
  absl::Status sent =
      nats_.Publish("grader.needs." + SubjectPart(needs), "", ToJson(needs))
          .status();
  if (!sent.ok()) return sent;
  const std::lock_guard lock(mutex_);
  told_[needs] = now;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<JobNeeds>> JobBoard::NeedsOfLinters() {
  std::vector<JobNeeds> all;
  const absl::Status read = ForEachMessage(
      kNeedStream, "grader.needs.*", [&](const StreamMessage& message) {
        auto needs = NeedsFromJson(message.content);
        if (needs.ok() &&
            "grader.needs." + SubjectPart(*needs) == message.subject) {
          all.push_back(*std::move(needs));
        }
        return true;
      });
  if (!read.ok()) return read;
  return all;
}

absl::Status JobBoard::Send(const GradingJob& job, bool again) {
  // Before the job, so that whoever hears of that finds them.
  if (absl::Status told = TellNeeds(NeedsOf(job), again); !told.ok()) {
    return told;
  }
  const std::string subject = JobSubject(job);
  const std::string content = ToJson(job);
  if (!again) {
    const auto sent = nats_.Publish(subject, JobId(job), content);
    if (!sent.ok()) return sent.status();
    if (*sent) return absl::OkStatus();
    // It was sent before; it may have been carried out in vain since.
    const auto waits = HasJob(job);
    if (!waits.ok()) return waits.status();
    if (*waits) return absl::OkStatus();
  }
  return nats_.Publish(subject, "", content).status();
}

absl::StatusOr<bool> JobBoard::HasJob(const GradingJob& job) {
  const auto first = nats_.NextOfLeader(kJobStream, JobSubject(job), 1);
  if (!first.ok()) return first.status();
  return first->has_value();
}

absl::Status JobBoard::TakeBack(const GradingJob& job) {
  return RemoveJobs(JobSubject(job));
}

absl::Status JobBoard::FinishForGood(const Delivery& delivery) {
  absl::Status removed = RemoveJobs(delivery.subject);
  return removed.ok() ? Finish(delivery) : removed;
}

absl::Status JobBoard::RemoveJobs(const std::string& subject) {
  std::uint64_t place = 1;
  while (true) {
    const auto next = nats_.NextOfLeader(kJobStream, subject, place);
    if (!next.ok()) return next.status();
    if (!*next) return absl::OkStatus();
    place = (*next)->sequence + 1;
    absl::Status gone = nats_.Remove(kJobStream, (*next)->sequence);
    if (!gone.ok()) return gone;
  }
}

absl::StatusOr<std::unique_ptr<NatsListener>> JobBoard::ListenForJobs() {
  return nats_.Listen("grader.jobs.*.*");
}

absl::StatusOr<std::unique_ptr<NatsListener>> JobBoard::ListenForResults() {
  return nats_.Listen("grader.results.*");
}

absl::StatusOr<std::unique_ptr<NatsListener>>
JobBoard::ListenForResultsAndWorkers() {
  return nats_.Listen("grader.*.*");
}

absl::StatusOr<JobBoard::Source> JobBoard::OpenSource(const JobNeeds& needs,
                                                      absl::Duration lease) {
  const std::string part = SubjectPart(needs);
  const auto actual = nats_.MakeConsumer(
      kJobStream, part, absl::StrCat("grader.jobs.", part, ".*"), lease);
  if (!actual.ok()) return actual.status();
  return Source{part, *actual};
}

absl::StatusOr<std::optional<Delivery>> JobBoard::Take(const Source& source) {
  return nats_.Take(kJobStream, source.consumer);
}

absl::StatusOr<std::uint64_t> JobBoard::OldestJob() {
  const auto facts = nats_.Facts(kJobStream, /*with_subjects=*/false);
  if (!facts.ok()) return facts.status();
  return facts->messages == 0 ? 0 : facts->first_sequence;
}

absl::StatusOr<int> JobBoard::SendForgottenAgain(const Source& source) {
  const std::string all = absl::StrCat("grader.jobs.", source.consumer, ".*");
  const auto over = nats_.GivenOutUpTo(kJobStream, source.consumer);
  if (!over.ok()) return over.status();
  std::uint64_t place = 1;
  int sent = 0;
  while (place <= *over) {
    const auto next = nats_.NextOfLeader(kJobStream, all, place);
    if (!next.ok()) return next.status();
    if (!*next || (*next)->sequence > *over) break;
    const StreamMessage& forgotten = **next;
    // If several workers do that, one of them sends it.
    const std::string once = absl::StrCat("again-", forgotten.sequence, "-",
                                          absl::ToUnixNanos(forgotten.stored));
    absl::Status again =
        nats_.Publish(forgotten.subject, once, forgotten.content).status();
    // And not before that.
    if (again.ok()) again = nats_.Remove(kJobStream, forgotten.sequence);
    if (!again.ok()) return again;
    place = forgotten.sequence + 1;
    ++sent;
  }
  return sent;
}

absl::StatusOr<GradingJob> JobBoard::JobIn(const Delivery& delivery) {
  auto job = JobFromJson(delivery.content);
  if (job.ok() && JobSubject(*job) != delivery.subject) {
    return absl::InvalidArgumentError("it came under another job's subject");
  }
  return job;
}

absl::StatusOr<JobBoard::Depth> JobBoard::Waiting() {
  const auto facts = nats_.Facts(kJobStream, /*with_subjects=*/true);
  if (!facts.ok()) return facts.status();
  Depth depth;
  depth.oldest = facts->oldest;
  depth.keepers = facts->keepers;
  // The same part of the subject is the same needs, so one of them is read.
  std::map<std::string, JobsWaiting> by_part;
  for (const auto& [subject, messages] : facts->subjects) {
    const std::vector<std::string> parts = absl::StrSplit(subject, '.');
    if (parts.size() != 4) continue;
    const auto known = by_part.find(parts[2]);
    if (known == by_part.end() || known->second.needs.language.empty()) {
      const auto message = nats_.NextOfLeader(kJobStream, subject, 1);
      if (!message.ok()) return message.status();
      // It was done in between.
      if (!*message) continue;
      const auto job =
          JobIn({.subject = subject, .content = (*message)->content});
      if (job.ok()) by_part[parts[2]].needs = NeedsOf(*job);
    }
    by_part[parts[2]].jobs += messages;
  }
  for (const auto& [part, waiting] : by_part) {
    depth.jobs += waiting.jobs;
    depth.waiting.push_back(waiting);
  }
  return depth;
}

}  // namespace grader
