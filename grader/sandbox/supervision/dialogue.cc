#include "grader/sandbox/supervision/dialogue.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <utility>

namespace grader::sandbox {
namespace {

constexpr std::size_t kFirstTurns = 10;
constexpr std::size_t kMostWaiting = std::size_t{64} << 20;
constexpr std::size_t kLastTurns = 30;
// Of each turn as much at either end.
constexpr std::size_t kEndBytes = 512;

void MakeNonBlocking(const UniqueFd& fd) {
  fcntl(fd.get(), F_SETFL, fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

}  // namespace

void Transcript::Add(bool of_submission, absl::string_view text) {
  Spoken* now = !last_.empty()    ? &last_.back()
                : !first_.empty() ? &first_.back()
                                  : nullptr;
  if (now == nullptr || now->of_submission != of_submission) {
    if (first_.size() < kFirstTurns) {
      now = &first_.emplace_back();
    } else {
      now = &last_.emplace_back();
    }
    now->of_submission = of_submission;
    if (last_.size() > kLastTurns) {
      last_.pop_front();
      ++omitted_;
    }
  }
  now->size += static_cast<std::int64_t>(text.size());
  const std::size_t head = std::min(kEndBytes - now->head.size(), text.size());
  now->head.append(text.data(), head);
  now->tail.append(text.data() + head, text.size() - head);
  if (now->tail.size() > kEndBytes) {
    now->tail.erase(0, now->tail.size() - kEndBytes);
  }
}

Utterance Transcript::TurnOf(const Spoken& spoken) {
  return {spoken.of_submission,
          {spoken.head, spoken.tail,
           spoken.size - static_cast<std::int64_t>(spoken.head.size() +
                                                   spoken.tail.size())}};
}

void Transcript::Write(Interaction& interaction) const {
  std::transform(first_.begin(), first_.end(),
                 std::back_inserter(interaction.first_turns), TurnOf);
  interaction.turns_omitted = omitted_;
  std::transform(last_.begin(), last_.end(),
                 std::back_inserter(interaction.last_turns), TurnOf);
}

// Who does not read misses what is beyond that, and all after it.
void Dialogue::Way::Add(absl::string_view text) {
  misses = misses || waiting.size() > kMostWaiting;
  if (!misses) waiting.append(text.data(), text.size());
}

// Writes what the pipe has room for. Whoever has closed its end wants no more.
bool Dialogue::Way::Flush() {
  bool any = false;
  while (to && done < waiting.size()) {
    const ssize_t length =
        write(to.get(), waiting.data() + done, waiting.size() - done);
    if (length > 0) {
      done += static_cast<std::size_t>(length);
      any = true;
    } else if (errno == EAGAIN) {
      return any;
    } else if (errno != EINTR) {
      to.reset();
    }
  }
  waiting.clear();
  done = 0;
  return any;
}

// Whoever is gone by now cannot be told.
bool Dialogue::Way::PassOnEnd() {
  if (!ends || !waiting.empty() || !to) return false;
  pollfd reader = {to.get(), 0, 0};
  const bool there = poll(&reader, 1, 0) == 0;
  to.reset();
  return there;
}

Dialogue::Dialogue(Process& process)
    : to_submission_{std::move(process.input)},
      to_interactor_{std::move(process.interactor_in)},
      out_(std::move(process.interactor_out), process.interactor_bytes),
      err_(std::move(process.interactor_err), process.interactor_bytes),
      patience_(process.interactor_patience) {
  MakeNonBlocking(to_submission_.to);
  MakeNonBlocking(to_interactor_.to);
  out_.set_listener([this](absl::string_view text) {
    unasked_ += static_cast<std::int64_t>(text.size());
    transcript_.Add(false, text);
    to_submission_.Add(text);
  });
}

void Dialogue::Hear(absl::string_view text) {
  if (submission_ended_) return;
  unasked_ = 0;
  transcript_.Add(true, text);
  to_interactor_.Add(text);
}

void Dialogue::EndSubmission() {
  HearEndOfSubmission();
  submission_ended_ = true;
  to_submission_.to.reset();
}

bool Dialogue::Go() {
  bool any = out_.Drain();
  any = err_.Drain() || any;
  to_submission_.ends = out_.fd() < 0 || end_.has_value();
  any = to_submission_.Flush() || any;
  return to_interactor_.Flush() || any;
}

bool Dialogue::PassOnEnds() {
  const bool interactor = to_interactor_.PassOnEnd();
  // Who has closed what it writes to is ending: of a process that ends, the
  // kernel closes one descriptor after the other.
  told_of_end_ = told_of_end_ || (interactor && out_.fd() >= 0);
  return to_submission_.PassOnEnd() || interactor;
}

void Dialogue::EndInteractor(const Termination& end) {
  if (end_.has_value()) return;
  Go();
  end_ = end;
  to_interactor_.to.reset();
}

Interaction Dialogue::Result() {
  Interaction interaction;
  interaction.end = end_;
  interaction.told_of_end = told_of_end_;
  while (err_.Drain() && !err_.over_limit()) {
  }
  interaction.err = err_.text();
  transcript_.Write(interaction);
  return interaction;
}

}  // namespace grader::sandbox
