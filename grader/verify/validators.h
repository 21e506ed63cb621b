// What a package's validators of inputs and answers say of its cases.
#ifndef GRADER_VERIFY_VALIDATORS_H_
#define GRADER_VERIFY_VALIDATORS_H_

#include "grader/execute/oracle.h"
#include "grader/problem/author_files.h"
#include "grader/problem/problem.h"
#include "grader/verify/proof.h"

namespace grader {

// Runs those of `files` on every case, as the ICPC problem package format has
// it: the input on stdin, for validators of answers the answer, and the name of
// a file with the input; exit status 42 accepts. Adds what was rejected to the
// complaints of `part`.
void RunValidators(const Problem& problem, const AuthorFiles& files,
                   Oracle& oracle, ProofPart& part);

}  // namespace grader

#endif  // GRADER_VERIFY_VALIDATORS_H_
