// Looks for what reports give away of a problem's hidden cases, in those of
// submissions that print all they see.
#ifndef GRADER_VERIFY_LEAK_SEARCH_H_
#define GRADER_VERIFY_LEAK_SEARCH_H_

#include <string>
#include <vector>

#include "grader/problem/problem.h"
#include "grader/verify/example_grading.h"
#include "grader/verify/proof.h"

namespace grader {

// Puts on the board what SearchLeaks will grade; see ExampleGrading::Announce.
void AnnounceDumps(const Problem& problem,
                   const std::vector<std::string>& languages,
                   ExampleGrading& grading);

// Adds to `part` the leaks of such a submission in each of `languages`, made of
// the reference, and those of all that `grading` has graded.
void SearchLeaks(const Problem& problem,
                 const std::vector<std::string>& languages,
                 ExampleGrading& grading, ProofPart& part);

}  // namespace grader

#endif  // GRADER_VERIFY_LEAK_SEARCH_H_
