// A Program: what one learner handed in for a problem, as it is compared with
// what others did.
#ifndef GRADER_SIMILARITY_PROGRAM_H_
#define GRADER_SIMILARITY_PROGRAM_H_

#include <string>
#include <vector>

#include "grader/problem/submission.h"
#include "grader/syntax/token.h"

namespace grader {

struct Program {
  std::string learner;
  std::vector<SourceFile> files;
  std::vector<SyntaxToken> tokens;  // of `files`, in their order
};

}  // namespace grader

#endif  // GRADER_SIMILARITY_PROGRAM_H_
