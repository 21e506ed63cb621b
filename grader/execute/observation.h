// An Observation: the facts of one run and no opinion about them.
#ifndef GRADER_EXECUTE_OBSERVATION_H_
#define GRADER_EXECUTE_OBSERVATION_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "grader/execute/command.h"
#include "grader/execute/schedule.h"
#include "grader/execute/trace.h"

namespace grader {

enum class Limit {
  kElapsed,
  kCpu,
  kWall,
  kMemory,
  kOutput,
  kProcesses,
  kFileSize,
  kDisk,
  kOpenFiles,
};

struct Exited {
  int code = 0;
  bool operator==(const Exited&) const = default;
};
struct Signaled {
  int signal = 0;
  bool operator==(const Signaled&) const = default;
};
// Ended by the Runner because a limit was reached.
struct Killed {
  Limit limit = Limit::kWall;
  bool operator==(const Killed&) const = default;
};
// Ended by the Runner: every thread asleep, and no deadline to wake one.
struct Deadlocked {
  bool operator==(const Deadlocked&) const = default;
};
using Termination = std::variant<Exited, Signaled, Killed, Deadlocked>;

// What a program wrote to a descriptor. A long text keeps its head and its
// tail; `omitted` bytes between them were counted and thrown away.
struct CapturedText {
  std::string head;
  std::string tail;
  std::int64_t omitted = 0;

  // The text itself; only whole if nothing was omitted.
  std::string Joined() const { return head + tail; }
  bool operator==(const CapturedText&) const = default;
};

// An interval in which a thread slept in the kernel although it could have
// awaited (nanosleep and the like on the thread that runs the event loop).
struct BlockingSleep {
  absl::Duration begin;
  absl::Duration end;
  bool operator==(const BlockingSleep&) const = default;
};

// How a driver ended that did not end well.
struct DriverFailure {
  Termination end;  // Exited with a status but 0, or Signaled
  // The submission could have sent it the signal.
  bool within_reach = false;
  bool operator==(const DriverFailure&) const = default;
};

// What one of two that talk said before the other did. Of a long text the
// middle is left out.
struct Utterance {
  bool of_submission = false;
  CapturedText text;
  bool operator==(const Utterance&) const = default;
};

// What a submission and its interactor did together.
struct Interaction {
  // How the interactor ended; not set if it was ended with the submission, at a
  // limit of that or in a deadlock.
  std::optional<Termination> end;
  // It had been told that the submission would say no more when it ended, so
  // that what it says of the submission may be due to that.
  bool told_of_end = false;
  CapturedText err;                             // its stderr
  std::map<std::string, std::string> feedback;  // by the name of the file
  // What both said; of a long conversation the middle is left out.
  std::vector<Utterance> first_turns;
  std::int64_t turns_omitted = 0;
  std::vector<Utterance> last_turns;
};

// What a problem's checker program answers by its exit status (output
// validators of the ICPC problem package format).
inline constexpr int kCheckerAccepts = 42;
inline constexpr int kCheckerRejects = 43;

struct Observation {
  Termination termination;
  // Limits that were reached without ending the run (a fork that was refused,
  // a full disk), in order of Limit.
  std::vector<Limit> limits_reached;

  ClockKind clock = ClockKind::kReal;
  absl::Duration elapsed;    // on `clock`
  absl::Duration cpu_time;   // user and system, all processes
  absl::Duration wall_time;  // real
  // Real time for which the run, or who watches it, could not go on because
  // others had the cores.
  absl::Duration run_queue_delay;
  // Virtual clock only: real time in which everything slept although the
  // supervisor held no deadline for it: a sleep that slipped past the clock.
  absl::Duration unaccounted_sleep;
  // Virtual clock only: the part of `elapsed`, from the first event of the
  // trace on, in which the run computed. The rest it waited, which is exact;
  // this part depends on the machine.
  absl::Duration computed;
  std::int64_t peak_memory_bytes = 0;

  CapturedText out;
  CapturedText err;
  std::map<std::string, std::string> files;  // those asked for and written
  Trace trace;                               // empty without a driver
  std::optional<DriverFailure> driver_failure;
  std::vector<BlockingSleep> blocking_sleeps;
  std::vector<std::string> isolation;  // layers that were active
  // Each decision of the virtual clock, a line each, if the Command wanted it.
  std::vector<std::string> clock_decisions;

  // What the submission's own process told of its schedule, if it was to keep
  // one. Not to be trusted: it may make a verdict worse, never better.
  std::optional<Schedule> schedule;

  // With an interactor only. A submission that was ended because its interactor
  // had rejected it counts as Exited{0}.
  std::optional<Interaction> interaction;

  // How the problem's checker program ended, if the case has one, and what it
  // had to say to the learner; where it failed, its stderr.
  std::optional<Termination> checker_end;
  std::string checker_message;
  std::string judge_message;  // what it had to say to whoever set the problem
  // What it left in its folder for feedback, by name; where there can be
  // several passes alone.
  std::map<std::string, std::string> checker_feedback;
  // The share of the points that the checker gives an accepted run.
  double checker_share = 1;
};

}  // namespace grader

#endif  // GRADER_EXECUTE_OBSERVATION_H_
