// Characters that print like others: without their names, expected and actual
// look the same. Used by every comparison of texts.
#ifndef GRADER_JUDGE_LOOK_ALIKES_H_
#define GRADER_JUDGE_LOOK_ALIKES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// "; there is U+00A0 (NO-BREAK SPACE, looks like a space) in what was printed"
// for the first character that only one of two texts, which differ, holds and
// that looks like another one or like nothing; empty if there is none.
std::string LookAlikeNote(absl::string_view expected, absl::string_view actual);

}  // namespace grader

#endif  // GRADER_JUDGE_LOOK_ALIKES_H_
