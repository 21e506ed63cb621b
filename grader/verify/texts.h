// Does what a learner reads fit the cases? The statement shows the visible
// case, and no text has what one cannot see; pure.
#ifndef GRADER_VERIFY_TEXTS_H_
#define GRADER_VERIFY_TEXTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/problem.h"

namespace grader {

// What is wrong with `statement`: there is no visible case, or one whose input
// or expected output it does not show. A long text may be shown in part, its
// first and its last line; white space does not count.
std::vector<std::string> StatementComplaints(const Problem& problem,
                                             absl::string_view statement);

// What in the inputs and expected texts of `problem` an editor of Windows left
// there, which right programs stumble over: line ends with a carriage return,
// a byte order mark.
std::vector<std::string> WindowsTextWarnings(const Problem& problem);

}  // namespace grader

#endif  // GRADER_VERIFY_TEXTS_H_
