#include "grader/sandbox/clock/clock_calls.h"

#include <sys/time.h>
#include <time.h>

#include <cerrno>

#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {

Decision ReadClockGettime(const Notification& call, const Moment& moment) {
  const auto id = static_cast<clockid_t>(call.args[0]);
  const timespec time = absl::ToTimespec(moment.clock.Reading(id));
  return ReadClock{WriteValue(call.tid, call.args[1], time) ? 0 : -EFAULT};
}

Decision ReadGettimeofday(const Notification& call, const Moment& moment) {
  const timeval time = absl::ToTimeval(moment.clock.Reading(CLOCK_REALTIME));
  const struct timezone zone = {};
  const bool done =
      (call.args[0] == 0 || WriteValue(call.tid, call.args[0], time)) &&
      (call.args[1] == 0 || WriteValue(call.tid, call.args[1], zone));
  return ReadClock{done ? 0 : -EFAULT};
}

Decision ReadTime(const Notification& call, const Moment& moment) {
  const time_t time =
      absl::ToInt64Seconds(moment.clock.Reading(CLOCK_REALTIME));
  const bool done =
      call.args[0] == 0 || WriteValue(call.tid, call.args[0], time);
  return ReadClock{done ? time : -EFAULT};
}

}  // namespace grader::sandbox
