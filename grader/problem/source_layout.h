// Lays out generated source: lines of at most 80 characters, as people write
// it. Pure.
#ifndef GRADER_PROBLEM_SOURCE_LAYOUT_H_
#define GRADER_PROBLEM_SOURCE_LAYOUT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

inline constexpr std::size_t kSourceWidth = 80;

// The words of `text` in lines, the first of which begins with `first` and the
// others with `next`; a word that is too long has a line to itself. An empty
// line in `text` begins a new paragraph. Each line ends with a line feed;
// nothing at all of an empty text.
std::string Paragraphs(absl::string_view text, absl::string_view first,
                       absl::string_view next);

// `head` `items` `tail` with commas between the items: on one line if that is
// not too long; else the items stand in lines of their own, indented by
// `indent`, as many in each as there is room for. No line feed at the end.
std::string CommaList(absl::string_view head,
                      const std::vector<std::string>& items,
                      absl::string_view tail, std::size_t indent);

// "AsyncTTLCache" as one word of lower-case ones: "async_ttl_cache".
std::string SnakeCase(absl::string_view name);

}  // namespace grader

#endif  // GRADER_PROBLEM_SOURCE_LAYOUT_H_
