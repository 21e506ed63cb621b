// What this program and the processes below it hold of the machine: counted
// before and after runs, to see that these leave nothing.
#ifndef GRADER_TESTING_REMAINS_H_
#define GRADER_TESTING_REMAINS_H_

#include <ostream>

namespace grader {

struct Remains {
  int descriptors = 0;
  int processes = 0;
  int mounts = 0;
  int groups = 0;   // control groups
  int folders = 0;  // temporary ones
  bool operator==(const Remains&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Remains& remains);

Remains CountRemains();

}  // namespace grader

#endif  // GRADER_TESTING_REMAINS_H_
