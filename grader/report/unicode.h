// How many columns of a terminal a text takes. Used by the writers of text;
// knows nothing of reports.
#ifndef GRADER_REPORT_UNICODE_H_
#define GRADER_REPORT_UNICODE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/problem/utf8.h"

namespace grader {

// Columns of a terminal that all of `text` takes.
int DisplayWidth(absl::string_view text);

// `text` with spaces behind it until it takes `columns`.
std::string PaddedTo(absl::string_view text, int columns);

// The bytes at the front of `text` that fit into `columns`. Never cuts through
// a code point or between a character and its combining marks.
std::size_t PrefixThatFits(absl::string_view text, int columns);

}  // namespace grader

#endif  // GRADER_REPORT_UNICODE_H_
