// Makes text that a submission or a compiler printed safe to show. Every
// writer of text passes all it was given through here.
#ifndef GRADER_REPORT_SANITIZE_H_
#define GRADER_REPORT_SANITIZE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// Any bytes as UTF-8 that a terminal only displays: newlines and tabs stay,
// what is not UTF-8 becomes U+FFFD, and control characters, escapes, marks
// that turn the direction of writing, and invisible characters become visible
// (␛, <U+202E>). Applied twice it changes nothing.
std::string ForTerminal(absl::string_view bytes);

// The same in ASCII alone: typographic signs become their plain cousins (– is
// -, … is ...), everything else past ASCII its number (<U+4E2D>).
std::string ForAsciiTerminal(absl::string_view bytes);

}  // namespace grader

#endif  // GRADER_REPORT_SANITIZE_H_
