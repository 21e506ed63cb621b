// FindTokens: the tokens of a program, as its syntax tree shows them.
#ifndef GRADER_SYNTAX_FIND_TOKENS_H_
#define GRADER_SYNTAX_FIND_TOKENS_H_

#include <vector>

#include "grader/syntax/syntax_tree.h"
#include "grader/syntax/token.h"

namespace grader {

// Adds those in `tree` to `tokens`, in the order in which they stand, until
// there are kMostTokens. Names are all the same, also those of types; so are
// numbers, characters and texts, whatever is put together in them. Comments,
// and texts that stand where a statement does, as documentation does in Python,
// are none.
void FindTokens(const SyntaxTree& tree, int file,
                std::vector<SyntaxToken>& tokens);

}  // namespace grader

#endif  // GRADER_SYNTAX_FIND_TOKENS_H_
