// What the user's terminal can show.
#ifndef GRADER_CLI_TERMINAL_H_
#define GRADER_CLI_TERMINAL_H_

#include <string>

#include "grader/report/text_report.h"

namespace grader {

// The style for text written to descriptor `fd`: colours only on a terminal and
// without NO_COLOR (https://no-color.org) or TERM=dumb, the terminal's width
// (80 elsewhere), and characters beyond ASCII where the locale is UTF-8.
TextStyle StyleFor(int fd);

// A line on stderr that says what is going on, on a terminal only; it is gone
// when the Progress is.
class Progress {
 public:
  Progress();
  ~Progress();
  void Show(const std::string& what);

 private:
  bool terminal_;
};

}  // namespace grader

#endif  // GRADER_CLI_TERMINAL_H_
