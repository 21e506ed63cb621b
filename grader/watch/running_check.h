// A RunningCheck: something that takes long, done in a process of its own so
// that it can be given up at any moment.
#ifndef GRADER_WATCH_RUNNING_CHECK_H_
#define GRADER_WATCH_RUNNING_CHECK_H_

#include <sys/types.h>

#include <functional>
#include <string>

namespace grader {

class RunningCheck {
 public:
  // Calls `check` in a child process, which must have no other thread around;
  // what it prints goes nowhere.
  explicit RunningCheck(const std::function<std::string()>& check);
  // Gives it up if it is not finished: nothing of it is left then.
  ~RunningCheck();
  RunningCheck(const RunningCheck&) = delete;
  RunningCheck& operator=(const RunningCheck&) = delete;

  // Readable when there is something to Read.
  int fd() const { return fd_; }

  // Takes what has come, without waiting; true when that is all.
  bool Read();

  // What `check` gave; empty if its process failed.
  const std::string& result() const { return result_; }

 private:
  void End();

  pid_t child_ = -1;
  int fd_ = -1;
  std::string result_;
};

}  // namespace grader

#endif  // GRADER_WATCH_RUNNING_CHECK_H_
