// Makes the permissions of files count in a test that runs as root.
#ifndef GRADER_TESTING_AS_NOBODY_H_
#define GRADER_TESTING_AS_NOBODY_H_

#include <unistd.h>

namespace grader {

// While it lives, a process of root reads files as another user would; for
// everybody else it does nothing.
class AsNobody {
 public:
  AsNobody() : user_(geteuid()), changed_(user_ == 0 && seteuid(65534) == 0) {}
  ~AsNobody() {
    if (changed_ && seteuid(user_) != 0) _exit(1);
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  uid_t user_;
  bool changed_;
};

}  // namespace grader

#endif  // GRADER_TESTING_AS_NOBODY_H_
