// A Command: one program run for a submission, by a Runner.
#ifndef GRADER_EXECUTE_COMMAND_H_
#define GRADER_EXECUTE_COMMAND_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/problem/problem.h"

namespace grader {

enum class ClockKind { kReal, kVirtual };

// A trusted program of the author's that talks with a submission while it runs:
// each one's stdin is the other's stdout. It is called like an output validator
// of the ICPC problem package format, with the names of the input, of the
// answer and of a folder for its feedback, and then `args`; the submission
// reaches none of them, nor its memory.
struct Interactor {
  std::vector<std::string> argv;  // argv[0]: an absolute path
  std::vector<std::string> args;
  std::map<std::string, std::string> environment;  // all of it
  std::string input;
  std::string answer;
  // How long it may go on, on the clock of the run, once the submission has
  // ended, and how much it may say.
  absl::Duration patience;
  std::int64_t output_bytes = 0;
  // What lies in the folder for its feedback when it starts, by name.
  std::map<std::string, std::string> feedback = {};
};

struct Command {
  std::vector<std::string> argv;  // argv[0]: an absolute path
  // The trusted program that runs beside `argv` and drives it; empty: none.
  // With one, descriptor 4 of both is an end of a stream socket between them.
  // The driver's stdout is the run's, its descriptor 3 takes the trace
  // (execute/trace.h), it reads nothing and is no part of the limit of
  // processes. What `argv` prints all goes to the run's stderr, and `argv`
  // reaches neither the driver's memory nor its descriptors.
  std::vector<std::string> driver;
  // In place of a driver, and of `input`; no part of the limit of processes.
  std::optional<Interactor> interactor;
  std::map<std::string, std::string> environment;  // all of it
  std::string input;                               // stdin
  // Written into the working directory before the start. A run starts in an
  // empty working directory of its own unless `directory` is given.
  std::vector<InputFile> files;
  // An existing folder to work in, writable: builds leave their result there.
  std::filesystem::path directory;
  // What the program may read beside the system's toolchain and runtime.
  std::vector<std::filesystem::path> readable;
  // Names of files in the working directory to hand back after the run; one
  // that ends with "/" is a folder, of which all files are.
  std::vector<std::string> collect;
  ClockKind clock = ClockKind::kReal;
  // It goes on when it has printed too much: what is beyond the limit is
  // counted and dropped, as judges of contests do, so a loop that prints and
  // never ends comes to its limit of time.
  bool prints_on = false;
  // Tells what the virtual clock decided (Observation::clock_decisions).
  bool explain_clock = false;
};

}  // namespace grader

#endif  // GRADER_EXECUTE_COMMAND_H_
