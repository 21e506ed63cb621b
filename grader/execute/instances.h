// Which sources of a submission get the instances of templates that the problem
// brings (kInstances): those that include all that these are of. To any other
// they would make names known that it does not ask for. Pure.
#ifndef GRADER_EXECUTE_INSTANCES_H_
#define GRADER_EXECUTE_INSTANCES_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/submission.h"

namespace grader {

// The names that a C or C++ source asks for by `#include "NAME"`. Read line by
// line: one in a comment of several lines, or that a condition of the
// preprocessor leaves out, counts as well.
std::set<std::string> QuotedIncludes(absl::string_view text);

// Whether `instances`, the text of kInstances, is for `source`. `sources` are
// all that the submission has: a header of its own hides one that is given.
bool MayUseInstances(absl::string_view instances,
                     const std::vector<SourceFile>& sources,
                     const SourceFile& source);

}  // namespace grader

#endif  // GRADER_EXECUTE_INSTANCES_H_
