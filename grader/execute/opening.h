// The opening of a C or C++ source: the #include lines that it begins with.
// What a compiler has read by their end does not depend on anything else in the
// file, so that sources with the same opening can share it, precompiled.
#ifndef GRADER_EXECUTE_OPENING_H_
#define GRADER_EXECUTE_OPENING_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

// The names of those headers in `shared` that `source` includes (in quotes)
// before anything but comments, each other, and headers of the C++ standard
// library and of Boost, which bring no macros along that an ordinary name could
// be; in the order of their first mention. `own` are the files beside the
// source, which hide a shared one. What is out of the ordinary ends the
// opening, a line that goes on after a backslash, for instance.
std::vector<std::string> OpeningOf(absl::string_view source,
                                   const std::set<std::string>& shared,
                                   const std::set<std::string>& own);

}  // namespace grader

#endif  // GRADER_EXECUTE_OPENING_H_
