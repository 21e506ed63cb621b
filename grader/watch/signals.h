// Signals as something to poll for: what a terminal sends, and what asks a
// program to end.
#ifndef GRADER_WATCH_SIGNALS_H_
#define GRADER_WATCH_SIGNALS_H_

#include <signal.h>

namespace grader {

class Signals {
 public:
  // Holds them back from here on, but those that are ignored. There is one at a
  // time.
  Signals();
  // Those that nobody took do what they do.
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Readable when one has come.
  int fd() const { return fd_; }

  // The next one; 0 if there is none.
  int Take() const;

 private:
  sigset_t set_;
  int fd_;
};

}  // namespace grader

#endif  // GRADER_WATCH_SIGNALS_H_
