// The files of a new course that are no problem's: what it says about itself,
// and what has services prove its problems. Made from templates/course; pure.
#ifndef GRADER_VERIFY_COURSE_DRAFT_H_
#define GRADER_VERIFY_COURSE_DRAFT_H_

#include <vector>

#include "grader/verify/problem_draft.h"

namespace grader {

// With paths relative to the folder that will hold problems/.
std::vector<DraftFile> DraftCourse();

// What editors and people look the keys of problem.yaml and its
// like up in, likewise.
std::vector<DraftFile> DraftReference();

}  // namespace grader

#endif  // GRADER_VERIFY_COURSE_DRAFT_H_
