// Names that learners chose, made into names of files: whatever they hold, two
// of them never become one, and none leads anywhere else.
#ifndef GRADER_BATCH_FILE_NAMES_H_
#define GRADER_BATCH_FILE_NAMES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// `bytes`, which somebody's system meant as a name, in UTF-8: as they are if
// they are UTF-8, else read as code page 437, the one of zip files that do not
// say (APPNOTE.TXT 6.3.10, appendix D), in which all bytes mean something.
std::string DecodeName(absl::string_view bytes);

// The folder for the reports of the learner `name`: letters, digits, '-' and
// '_' of ASCII stay, other bytes become %XX. Names that are long, or would
// differ in case alone, end in a '.' and a part of a hash. At most 128 bytes,
// different for different names, also where a file system ignores case.
std::string FolderNameFor(absl::string_view name);

// One part of a path, in UTF-8, as a file can be called that: no control
// characters, and at most 200 bytes; what is longer is cut, with a part of a
// hash before its extension.
std::string SafePart(const std::string& part);

}  // namespace grader

#endif  // GRADER_BATCH_FILE_NAMES_H_
