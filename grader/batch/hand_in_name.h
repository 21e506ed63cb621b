// What a course system put into the name of a file or folder that it exports:
// who handed it in, and what they called it. Pure.
#ifndef GRADER_BATCH_HAND_IN_NAME_H_
#define GRADER_BATCH_HAND_IN_NAME_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/batch/roster.h"

namespace grader {

struct HandInName {
  Learner who;       // as far as the name tells
  std::string file;  // the learner's name for it; empty: it is all of theirs
  std::int64_t order = 0;  // of one learner's files later ones have larger ones
  bool late = false;       // the course system says so

  bool operator==(const HandInName&) const = default;
};

// Reads the name, in UTF-8, of something at the top of a class:
//   Canvas   "leeann_LATE_123_4567_wind.py": user 123, upload 4567
//   Moodle   "Ann Lee_123_assignsubmission_file_", a folder, or with the file's
//            name behind it: participant 123
// and anything else as the name of a folder, or of a file without its ending.
HandInName ReadHandInName(absl::string_view name, bool folder);

// `file` without what browsers and Canvas add to tell uploads of one name
// apart, "wind (2).py" and "wind-2.py", and the number that they added.
struct NumberedName {
  std::string file;
  int number = 0;  // 0: there is none
};
NumberedName WithoutNumber(absl::string_view file);

}  // namespace grader

#endif  // GRADER_BATCH_HAND_IN_NAME_H_
