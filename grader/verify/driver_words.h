// What there is to say to an author about the cases of a problem with a driver:
// what nobody traces, and what nobody reads.
#ifndef GRADER_VERIFY_DRIVER_WORDS_H_
#define GRADER_VERIFY_DRIVER_WORDS_H_

#include <string>
#include <vector>

#include "grader/problem/problem.h"
#include "grader/problem/submission.h"
#include "grader/report/report.h"

namespace grader {

// An error, with its place in problem.yaml, for each span that is expected and
// that nobody traces: no run of the references in `reports` has one of that
// name, nor does a source beside problem.yaml hold the name. Nothing if nothing
// was run.
std::vector<std::string> UntracedSpans(const Problem& problem,
                                       const std::vector<Report>& reports);

// An error, with its place, for each stdin that none of `references` reads: a
// driver is not given it.
std::vector<std::string> UnreadStdin(const Problem& problem,
                                     const std::vector<Submission>& references);

}  // namespace grader

#endif  // GRADER_VERIFY_DRIVER_WORDS_H_
