#include "grader/sandbox/clock/explanation.h"

#include <seccomp.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "absl/strings/str_cat.h"

namespace grader::sandbox {
namespace {

// A run may decide as often as it likes, and nobody reads more than this.
constexpr std::size_t kMaxLines = 20'000;

// The name of a call, as in its manual page.
std::string NameOf(int call) {
  const std::unique_ptr<char, decltype(&std::free)> name(
      seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, call), std::free);
  return name == nullptr ? absl::StrCat("call ", call) : name.get();
}

std::string NameOf(const Task& task) {
  return absl::StrCat("task ", task.number);
}

// "task 2's nanosleep".
std::string WaitOf(const Task& task) {
  return absl::StrCat(NameOf(task), "'s ", NameOf(task.wait->call.call));
}

std::string NameOf(const Timer& timer, int task) {
  switch (timer.kind) {
    case Timer::Kind::kFile:
      return absl::StrCat("the timerfd ", timer.number, " of task ", task);
    case Timer::Kind::kAlarm:
      return absl::StrCat("the alarm of task ", task);
    case Timer::Kind::kSignal:
      return absl::StrCat("a timer of task ", task);
  }
  return "";
}

}  // namespace

std::string InMilliseconds(absl::Duration time) {
  char text[64];
  std::snprintf(text, sizeof text, "%.3f ms", absl::ToDoubleMilliseconds(time));
  return text;
}

void Explanation::Add(absl::string_view line) {
  if (lines_.size() == kMaxLines) {
    ++left_out_;
    return;
  }
  std::string time = InMilliseconds(clock_.now());
  constexpr std::size_t kWidth = 12;
  if (time.size() < kWidth) time.insert(0, kWidth - time.size(), ' ');
  lines_.push_back(absl::StrCat(time, "  ", line));
}

void Explanation::Say(const Task& task, absl::string_view what) {
  Add(absl::StrCat(NameOf(task), " ", what));
}

void Explanation::Hold(const Task& task) {
  const absl::Duration deadline = task.wait->deadline;
  Add(absl::StrCat(WaitOf(task), " is held",
                   deadline == absl::InfiniteDuration()
                       ? ""
                       : absl::StrCat(" until ", InMilliseconds(deadline))));
}

void Explanation::LetGo(const Task& task, absl::string_view why) {
  Add(absl::StrCat(WaitOf(task), " ends: ", why));
}

void Explanation::Arm(const Timer& timer, int task) {
  const bool armed = timer.deadline < absl::InfiniteDuration();
  Add(absl::StrCat(
      NameOf(timer, task),
      armed ? absl::StrCat(" is armed for ", InMilliseconds(timer.deadline))
            : " is disarmed"));
}

void Explanation::Fire(const Timer& timer, int task) {
  Add(absl::StrCat(NameOf(timer, task), " goes off"));
}

void Explanation::Skip(absl::Duration from, const Task& task) {
  Add(absl::StrCat("all sleep at ", InMilliseconds(from), ": on to where ",
                   WaitOf(task), " is due"));
}

void Explanation::Skip(absl::Duration from, const Timer& timer, int task) {
  Add(absl::StrCat("all sleep at ", InMilliseconds(from), ": on to where ",
                   NameOf(timer, task), " is due"));
}

void Explanation::Stop(absl::string_view why) {
  Add(absl::StrCat("the run is stopped: ", why));
}

std::vector<std::string> Explanation::lines() const {
  std::vector<std::string> lines = lines_;
  if (left_out_ > 0) {
    lines.push_back(absl::StrCat("and ", left_out_, " more decisions"));
  }
  return lines;
}

}  // namespace grader::sandbox
