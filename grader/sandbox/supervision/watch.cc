#include "grader/sandbox/supervision/watch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "grader/execute/monotonic.h"
#include "grader/sandbox/supervision/trace_writes.h"

namespace grader::sandbox {
namespace {

constexpr absl::Duration kShortestPatience = absl::Microseconds(20);
constexpr absl::Duration kLongestPatience = absl::Milliseconds(1);
// After a reading of the clock. Many programs read it all the time, and each
// look at one costs it as much as a reading.
constexpr absl::Duration kPatienceWithReaders = absl::Microseconds(200);
// Before all sleep is called a deadlock: work that the kernel itself may still
// have to do for a sleeper, such as handing over a packet. As many looks, each
// of which waits for the longest patience: on a machine that stood still for a
// while, the kernel did nothing either.
constexpr int kLooksBeforeDeadlock = 20;

}  // namespace

Watch::Watch(Process process, const Limits& limits, ClockKind clock,
             const Containment& containment, bool explains_clock)
    : limits_(limits),
      clock_(clock),
      explains_clock_(explains_clock),
      containment_(containment),
      process_(std::move(process)),
      intake_(process_, limits.output_bytes),
      events_(epoll_create1(EPOLL_CLOEXEC)),
      driver_settled_(intake_.trace_fd() < 0) {
  if (process_.listener) listener_.emplace(std::move(process_.listener));
  if (process_.interactor_in) {
    dialogue_.emplace(process_);
    // Who prints on beyond the limit is not heard there: an interactor that
    // waits for the end of a line would take the memory of both.
    intake_.set_out_listener([this](absl::string_view text) {
      if (!intake_.output_over_limit()) dialogue_->Hear(text);
    });
  }
}

absl::Status Watch::Add(int fd) {
  if (fd < 0) return absl::OkStatus();
  epoll_event event = {};
  event.events = EPOLLIN;
  event.data.fd = fd;
  return epoll_ctl(events_.get(), EPOLL_CTL_ADD, fd, &event) == 0
             ? absl::OkStatus()
             : absl::ErrnoToStatus(errno, "cannot watch a channel of the run");
}

void Watch::Remove(int fd) {
  epoll_ctl(events_.get(), EPOLL_CTL_DEL, fd, nullptr);
}

absl::Status Watch::Start() {
  if (clock_ == ClockKind::kVirtual) {
    if (!listener_.has_value()) {
      return absl::InternalError("a virtual clock needs notifications");
    }
    sigset_t of_children;
    sigemptyset(&of_children);
    sigaddset(&of_children, SIGCHLD);
    child_signals_.reset(
        signalfd(-1, &of_children, SFD_NONBLOCK | SFD_CLOEXEC));
    time_.emplace(*listener_,
                  limits_.elapsed + 2 * process_.interactor_patience,
                  explains_clock_);
    if (absl::Status status = time_->Seize(process_.pid); !status.ok()) {
      return status;
    }
    if (absl::Status status = Add(time_->fd()); !status.ok()) return status;
  }
  for (const int fd : {intake_.out_fd(), intake_.err_fd(), intake_.trace_fd(),
                       process_.end.get(), child_signals_.get(),
                       listener_.has_value() ? listener_->fd() : -1,
                       dialogue_.has_value() ? dialogue_->out_fd() : -1,
                       dialogue_.has_value() ? dialogue_->err_fd() : -1}) {
    if (absl::Status status = Add(fd); !status.ok()) return status;
  }
  start_ = MonotonicNow();
  last_usage_ = start_;
  if (write(process_.go.get(), "", 1) != 1) {
    return absl::ErrnoToStatus(errno, "cannot let the process go");
  }
  return absl::OkStatus();
}

absl::Status Watch::Run() {
  if (absl::Status status = Start(); !status.ok()) return status;
  while (!over()) {
    const Came came = HandleEvents();
    CheckLimits();
    if (over()) break;
    if (came == Came::kNothing) {
      Rest();
      continue;
    }
    LeaveUnaccountedSleep();
    patience_ = came == Came::kReading
                    ? std::max(patience_, kPatienceWithReaders)
                    : kShortestPatience;
    Wait(patience_);
  }
  if (!elapsed_.has_value()) elapsed_ = Elapsed();
  return failure_;
}

bool Watch::IsReady(int fd) const {
  return std::find(ready_.begin(), ready_.end(), fd) != ready_.end();
}

Watch::Came Watch::HandleEvents() {
  Came call = Came::kNothing;
  bool any = false;
  bool reported = false;
  if (time_.has_value() && IsReady(child_signals_.get())) {
    signalfd_siginfo report;
    while (read(child_signals_.get(), &report, sizeof report) > 0) {
    }
    reported = time_->HandleReports();
    if (time_->ended() && !elapsed_.has_value()) elapsed_ = time_->now();
  }
  if (listener_.has_value() && IsReady(listener_->fd())) {
    call = HandleCall();
  }
  if (IsReady(intake_.trace_fd())) {
    any = intake_.DrainTrace([this](absl::Time sent) { return Stamp(sent); });
    driver_settled_ = driver_settled_ || trace_has_ended_;
  }
  if (IsReady(intake_.out_fd())) any = intake_.DrainOut() || any;
  if (IsReady(intake_.err_fd())) any = intake_.DrainErr() || any;
  if (dialogue_.has_value()) any = TalkOn() || any;
  if (time_.has_value()) any = time_->Release(IsReady(time_->fd())) || any;
  if (IsReady(process_.end.get())) any = HandleEndNotice() || any;
  ready_.clear();
  // Until there are no more.
  if (reported) ready_.push_back(child_signals_.get());
  return any || reported ? Came::kMore : call;
}

Watch::Came Watch::HandleCall() {
  const std::optional<Notification> call = listener_->Receive();
  if (!call.has_value()) return Came::kNothing;
  if (TakeTraceWrite(*call)) return Came::kMore;
  if (time_.has_value()) {
    return time_->Handle(*call) ? Came::kReading : Came::kMore;
  }
  listener_->Continue(*call);
  return Came::kMore;
}

void Watch::Rest() {
  const bool ended =
      elapsed_.has_value() && !interactor_is_left() && !driver_is_left();
  if (!time_.has_value() || ended || !time_->AllAsleep()) {
    LeaveUnaccountedSleep();
    // SIGCHLD may have gone to another thread of this program.
    if (time_.has_value() && patience_ == kLongestPatience) {
      ready_.push_back(child_signals_.get());
      if (HandleEvents() != Came::kNothing) return;
    }
    patience_ = std::clamp(2 * patience_, kShortestPatience, kLongestPatience);
    if (time_.has_value()) time_->Look();
    Wait(time_.has_value() ? time_->Patience(patience_) : kLongestPatience);
    return;
  }
  // What the tasks did before they fell asleep has come by now.
  Wait(absl::ZeroDuration());
  if (HandleEvents() != Came::kNothing) return;
  if (driver_is_left()) {
    driver_settled_ = true;
    return;
  }
  if (dialogue_.has_value() && dialogue_->PassOnEnds()) return;
  const absl::Duration now = time_->now();
  switch (time_->GoOn(Activity())) {
    case VirtualTime::Step::kOn:
      if (time_->probing() && !intake_.frozen()) intake_.Freeze();
      time_->Release(false);
      patience_ = kShortestPatience;
      Wait(patience_);
      return;
    case VirtualTime::Step::kHeartbeat:
      Stop(Deadlocked{}, time_->asleep_since(),
           "all sleep for good but for event loops that wake up for nothing");
      return;
    case VirtualTime::Step::kBeyondLimit:
      Stop(Killed{Limit::kElapsed}, limits_.elapsed,
           "all sleep beyond the limit of elapsed time");
      return;
    case VirtualTime::Step::kLastWait:
      if (!asleep_since_.has_value()) asleep_since_ = MonotonicNow();
      if (++asleep_looks_ > kLooksBeforeDeadlock && !time_->AwaitsKernel()) {
        Stop(Deadlocked{}, now, "all sleep, and none of them for a time");
      } else {
        Wait(kLongestPatience);
      }
      return;
  }
}

std::int64_t Watch::Activity() const {
  return intake_.activity() +
         (dialogue_.has_value() ? dialogue_->activity() : 0);
}

void Watch::LeaveUnaccountedSleep() {
  if (!asleep_since_.has_value()) return;
  unaccounted_sleep_ += MonotonicNow() - *asleep_since_;
  asleep_since_.reset();
  asleep_looks_ = 0;
}

void Watch::Wait(absl::Duration time) {
  const timespec timeout = absl::ToTimespec(time);
  std::array<epoll_event, 16> events;
  const int count =
      epoll_pwait2(events_.get(), events.data(),
                   static_cast<int>(events.size()), &timeout, nullptr);
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    const bool readable = (event.events & EPOLLIN) != 0;
    const bool calls =
        listener_.has_value() && event.data.fd == listener_->fd();
    if (readable || !calls) ready_.push_back(event.data.fd);
    if ((event.events & (EPOLLHUP | EPOLLERR)) == 0) continue;
    // Nobody is left at the other end. A socket stays readable then.
    const bool trace = event.data.fd == intake_.trace_fd();
    if (trace) trace_has_ended_ = true;
    if (trace || !readable) Remove(event.data.fd);
  }
}

absl::Duration Watch::WallTime() const { return MonotonicNow() - start_; }

absl::Duration Watch::Now() const {
  return time_.has_value() ? time_->now() : WallTime();
}

absl::Duration Watch::Elapsed() const { return elapsed_.value_or(Now()); }

// On the virtual clock the calls that send packets are answered instead, and
// what comes this way has no better stamp than now.
absl::Duration Watch::Stamp(absl::Time sent) const {
  return time_.has_value() ? Elapsed()
                           : std::max(sent - start_, absl::ZeroDuration());
}

bool Watch::TakeTraceWrite(const Notification& call) {
  const std::optional<std::string> text =
      ReadTraceWrite(call, process_.trace_target);
  if (!text.has_value()) return false;
  const absl::Duration now =
      time_.has_value() ? time_->NowOf(call.tid) : Elapsed();
  if (time_.has_value() && !intake_.has_packets()) {
    computed_before_ = time_->computed();
  }
  intake_.AddPacket(now, *text);
  if (!listener_->Answer(call, static_cast<std::int64_t>(text->size()))) {
    intake_.RemoveLastPacket();  // a signal came first: it will be made again
  }
  return true;
}

}  // namespace grader::sandbox
