// Finds what is not UTF-8 in text that came from outside.
#ifndef GRADER_PROBLEM_UTF8_H_
#define GRADER_PROBLEM_UTF8_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace grader {

// The place of the first byte in `text` that is not part of valid UTF-8
// (RFC 3629), or npos.
std::size_t FindInvalidUtf8(absl::string_view text);

}  // namespace grader

#endif  // GRADER_PROBLEM_UTF8_H_
