// Bytes from outside as text that a person can read, whatever they are: for
// messages to authors and learners.
#ifndef GRADER_PROBLEM_READABLE_H_
#define GRADER_PROBLEM_READABLE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// How spaces and tabs are shown: as they are, or as `·` and `→`.
enum class Spaces { kPlain, kVisible };

// `bytes` as valid UTF-8 without control characters: what is neither printable
// nor valid becomes `\n` or `\x1b`. Tabs stay unless made visible.
std::string Readable(absl::string_view bytes, Spaces spaces = Spaces::kPlain);

// As Readable, in quotes, and cut to about 80 bytes with a note of how many
// more there are.
std::string Quoted(absl::string_view bytes);

}  // namespace grader

#endif  // GRADER_PROBLEM_READABLE_H_
