// ReadTokens: the tokens of what somebody handed in, read in the sandbox.
#ifndef GRADER_SIMILARITY_READ_TOKENS_H_
#define GRADER_SIMILARITY_READ_TOKENS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/runner.h"
#include "grader/problem/submission.h"
#include "grader/syntax/token.h"

namespace grader {

// Those of `files`, programs in `language`. kInvalidArgument if the parser
// makes nothing of them; kUnavailable if the grader has none for the language;
// else as Runner::Run.
absl::StatusOr<std::vector<SyntaxToken>> ReadTokens(
    const std::string& language, const std::vector<SourceFile>& files,
    Runner& runner);

}  // namespace grader

#endif  // GRADER_SIMILARITY_READ_TOKENS_H_
