// FindConstructs: what a program is written with, as its syntax tree shows.
#ifndef GRADER_SYNTAX_FIND_CONSTRUCTS_H_
#define GRADER_SYNTAX_FIND_CONSTRUCTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/syntax/construct.h"
#include "grader/syntax/syntax_tree.h"

namespace grader {

// Whether the constructs of `language` are known.
bool HasConstructs(absl::string_view language);

// The constructs in `tree`, text in `language`, in the order in which they
// stand; of those that are alike (kind, name and the function around them) the
// first three. Bodies of macros, and what the grammar could not make sense of,
// are searched for words: what looks like a loop or a call there is one.
std::vector<Construct> FindConstructs(const SyntaxTree& tree,
                                      absl::string_view language, int file);

}  // namespace grader

#endif  // GRADER_SYNTAX_FIND_CONSTRUCTS_H_
