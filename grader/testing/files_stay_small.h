// A disk that is full, for tests.
#ifndef GRADER_TESTING_FILES_STAY_SMALL_H_
#define GRADER_TESTING_FILES_STAY_SMALL_H_

#include <sys/resource.h>

#include <csignal>

namespace grader {

// While it lives, no file of this process can grow beyond 1000 bytes: as on a
// full disk, a write beyond that fails.
class FilesStaySmall {
 public:
  FilesStaySmall() : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit small = before_;
    small.rlim_cur = 1000;
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FilesStaySmall() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FilesStaySmall(const FilesStaySmall&) = delete;
  FilesStaySmall& operator=(const FilesStaySmall&) = delete;

 private:
  rlimit before_;
  void (*handler_)(int);
};

}  // namespace grader

#endif  // GRADER_TESTING_FILES_STAY_SMALL_H_
