// A Construct: something that a program is written with, found in its text: a
// loop, a call, an import.
#ifndef GRADER_SYNTAX_CONSTRUCT_H_
#define GRADER_SYNTAX_CONSTRUCT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

enum class ConstructKind {
  kLoop,
  kComprehension,
  kGoto,
  kLambda,
  kCall,      // `name`: what is called, as it is written: "std::sort"
  kImport,    // `name`: of a module, a header, a package
  kFunction,  // a definition; `name`
  kName,      // a mention of `name`, whatever for
};

struct Construct {
  ConstructKind kind = ConstructKind::kLoop;
  std::string name;    // without white space; at most 200 bytes
  std::string inside;  // the name of the function that it stands in, if any
  int file = 0;        // which of the files, from 0
  int line = 0;        // from 1
  int column = 0;      // in bytes, from 1

  bool operator==(const Construct&) const = default;
};

// Whether `written`, a name with its qualifiers, means `name`: "std::sort" is
// "sort" and "std::sort", but not "ort".
bool Means(absl::string_view written, absl::string_view name);

}  // namespace grader

#endif  // GRADER_SYNTAX_CONSTRUCT_H_
