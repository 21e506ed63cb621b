// Which functions cross between the driver and the submission as values, and
// which way; pure.
#ifndef GRADER_PROBLEM_HANDED_FUNCTIONS_H_
#define GRADER_PROBLEM_HANDED_FUNCTIONS_H_

#include <set>
#include <string>

#include "grader/problem/interface.h"

namespace grader {

// Names of function types of an interface.
struct HandedFunctions {
  std::set<std::string> by_driver;      // the submission calls them
  std::set<std::string> by_submission;  // the driver calls them
};

// Those that `interface` hands over anywhere: as what the learner's functions
// get and give, and as what those functions get and give in their turn.
HandedFunctions FindHandedFunctions(const Interface& interface);

}  // namespace grader

#endif  // GRADER_PROBLEM_HANDED_FUNCTIONS_H_
