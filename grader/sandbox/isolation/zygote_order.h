// What process 1 is told about its session and about a run, packed for the
// socket between it and the supervisor. Both are one program, so the form is
// their own: numbers as they lie in memory, texts behind their lengths.
#ifndef GRADER_SANDBOX_ISOLATION_ZYGOTE_ORDER_H_
#define GRADER_SANDBOX_ISOLATION_ZYGOTE_ORDER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/execute/command.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/kernel/filter_program.h"

namespace grader::sandbox {

// An empty one is not installed.
struct SessionFilters {
  FilterProgram all;    // for process 1 and all runs
  FilterProgram runs;   // for runs, in addition
  FilterProgram clock;  // for runs on the virtual clock, in addition
};

std::string PackFilters(const SessionFilters& filters);
// Nothing if `bytes` is not what PackFilters made.
std::optional<SessionFilters> UnpackFilters(absl::string_view bytes);

struct RunOrder {
  Limits limits;
  ClockKind clock = ClockKind::kReal;
  std::vector<std::string> argv;
  std::vector<std::string> driver;  // or interactor; empty: none
  std::vector<std::string> driver_environment;
  std::vector<std::string> environment;  // NAME=VALUE
  std::vector<InputFile> files;
  std::string directory;  // empty: a fresh one
  std::vector<std::string> readable;
  bool last = false;  // no other follows
};

std::string PackOrder(const RunOrder& order);
// Nothing if `bytes` is not what PackOrder made.
std::optional<RunOrder> UnpackOrder(absl::string_view bytes);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_ZYGOTE_ORDER_H_
