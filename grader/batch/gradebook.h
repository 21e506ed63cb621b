// The results of a batch for whoever gives the grades: a row per learner and a
// column per problem.
#ifndef GRADER_BATCH_GRADEBOOK_H_
#define GRADER_BATCH_GRADEBOOK_H_

#include <string>
#include <vector>

#include "grader/batch/result.h"
#include "grader/problem/problem.h"

namespace grader {

// `results` are in the order of FindHandIns. Only problems that somebody handed
// something in for have a column; an empty field means nothing was.
std::string GradebookCsv(const std::vector<Result>& results,
                         const std::vector<Problem>& problems);

// The same as a page, with links to the reports, and per problem how often each
// verdict was given.
std::string GradebookHtml(const std::vector<Result>& results,
                          const std::vector<Problem>& problems);

}  // namespace grader

#endif  // GRADER_BATCH_GRADEBOOK_H_
