// What keys of ours are called elsewhere, in the files of other graders: no
// typing mistakes, so no edit distance finds them.
#ifndef GRADER_PROBLEM_OTHER_NAMES_H_
#define GRADER_PROBLEM_OTHER_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

// What to write in place of the key `word` in a map that can have the keys
// `known`: "\"stdin\"", "expect: {stdout: …}". Empty if nobody knows.
std::string OtherNameFor(absl::string_view word,
                         const std::vector<std::string>& known);

}  // namespace grader

#endif  // GRADER_PROBLEM_OTHER_NAMES_H_
