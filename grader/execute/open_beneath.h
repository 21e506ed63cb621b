// Opening a file in a folder that a submission could write to.
#ifndef GRADER_EXECUTE_OPEN_BENEATH_H_
#define GRADER_EXECUTE_OPEN_BENEATH_H_

#include <string>

namespace grader {

// A descriptor of `name` in `folder` or below it, for reading; -1 and errno if
// there is none, if any part of the way is a link, or if it leads out
// (openat2(2)). A FIFO or a device keeps nobody waiting; it is for the caller
// to refuse.
int OpenBeneath(int folder, const std::string& name);

}  // namespace grader

#endif  // GRADER_EXECUTE_OPEN_BENEATH_H_
