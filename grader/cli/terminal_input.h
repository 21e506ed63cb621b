// Lines that a user types, with a limit to how long they are waited for.
#ifndef GRADER_CLI_TERMINAL_INPUT_H_
#define GRADER_CLI_TERMINAL_INPUT_H_

#include <optional>
#include <string>

#include "absl/time/time.h"

namespace grader {

class TerminalInput {
 public:
  enum class End { kLine, kTime, kInput };

  // The next line of stdin, without its end, if there is one within `patience`
  // (none: however long it takes). kInput: there is no more.
  End Line(std::optional<absl::Duration> patience, std::string& line);

 private:
  std::string read_;  // and not given yet
};

}  // namespace grader

#endif  // GRADER_CLI_TERMINAL_INPUT_H_
