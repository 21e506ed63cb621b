// Names that functions, types and parameters of an Interface cannot have.
#ifndef GRADER_PROBLEM_INTERFACE_NAMES_H_
#define GRADER_PROBLEM_INTERFACE_NAMES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// Why no function, type, parameter or member can be called `name`: `is a word
// of C++`, …; empty if one can.
std::string WhyNoName(absl::string_view name);

// The file of what a problem gives, without what stands behind the dot:
// "ttl_cache" of the problem "ttl-cache".
std::string GivenName(absl::string_view id);

// Why the file of what is given cannot be called `name`; empty if it can.
std::string WhyNoGivenName(absl::string_view name);

}  // namespace grader

#endif  // GRADER_PROBLEM_INTERFACE_NAMES_H_
