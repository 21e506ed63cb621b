#include "grader/judge/signals.h"

#include <signal.h>
#include <string.h>

#include "absl/strings/str_cat.h"

namespace grader {

std::string SignalName(int signal) {
  const char* name = sigabbrev_np(signal);
  return name != nullptr ? absl::StrCat("SIG", name)
                         : absl::StrCat("SIG", signal);
}

absl::string_view SignalMeaning(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "invalid memory access: a pointer or reference to something that "
             "is gone, an index out of range, or a recursion without end";
    case SIGABRT:
      return "the program gave up by itself: an exception that nothing "
             "catches, a failed assertion, or damaged memory";
    case SIGFPE:
      return "an integer division by zero, or an overflow in it";
    case SIGILL:
      return "an invalid instruction: often a function that ends without "
             "returning its value";
    case SIGTRAP:
      return "a trap: often a function that ends without returning its value";
    case SIGBUS:
      return "invalid memory access: often behind the end of a mapped file";
    case SIGSYS:
      return "a system call that is not allowed here";
    case SIGPIPE:
      return "it wrote to a pipe or socket that nobody reads any more";
    case SIGKILL:
      return "it was killed";
    default:
      return "";
  }
}

}  // namespace grader
