// Runs a command of the shell, or the program, for tests of what programs print
// and return.
#ifndef GRADER_TESTING_SHELL_H_
#define GRADER_TESTING_SHELL_H_

#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace grader {

struct Finished {
  int status = -1;  // -1: killed by a signal
  std::string out;  // stdout and stderr together
};

inline Finished Shell(const std::string& command) {
  Finished finished;
  std::FILE* const pipe = popen(("{ " + command + "\n} 2>&1").c_str(), "r");
  if (pipe == nullptr) return finished;
  char buffer[4096];
  while (const std::size_t length =
             std::fread(buffer, 1, sizeof buffer, pipe)) {
    finished.out.append(buffer, length);
  }
  const int status = pclose(pipe);
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

// `grader` with `arguments`.
inline Finished Grader(const std::string& arguments) {
  return Shell("'" GRADER_BINARY_DIR "/grader' " + arguments);
}

}  // namespace grader

#endif  // GRADER_TESTING_SHELL_H_
