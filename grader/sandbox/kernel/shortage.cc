#include "grader/sandbox/kernel/shortage.h"

#include <cerrno>
#include <utility>

namespace grader::sandbox {
namespace {

// Of the whole program, as descriptors are.
bool short_of_descriptors = false;

}  // namespace

UniqueFd NewDescriptor(int fd) {
  if (fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOMEM)) {
    short_of_descriptors = true;
  }
  return UniqueFd(fd);
}

bool TookShortage() { return std::exchange(short_of_descriptors, false); }

}  // namespace grader::sandbox
