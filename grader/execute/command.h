// A Command: one program run for a submission, by a Runner.
#ifndef GRADER_EXECUTE_COMMAND_H_
#define GRADER_EXECUTE_COMMAND_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/problem/problem.h"

namespace grader {

enum class ClockKind { kReal, kVirtual };

struct Command {
  std::vector<std::string> argv;                   // argv[0]: an absolute path
  std::map<std::string, std::string> environment;  // all of it
  std::string input;                               // stdin
  // Written into the working directory before the start. A run starts in an
  // empty working directory of its own unless `directory` is given.
  std::vector<InputFile> files;
  // An existing folder to work in, writable: builds leave their result there.
  std::filesystem::path directory;
  // What the program may read beside the system's toolchain and runtime.
  std::vector<std::filesystem::path> readable;
  // Names of files in the working directory to hand back after the run.
  std::vector<std::string> collect;
  // Give it descriptor 3 and collect a trace (see execute/trace.h).
  bool traced = false;
  ClockKind clock = ClockKind::kReal;
};

}  // namespace grader

#endif  // GRADER_EXECUTE_COMMAND_H_
