// Where a source of C or C++ speaks of a symbol that a linker names. Linkers
// know objects, not lines, unless everything is compiled for a debugger.
#ifndef GRADER_EXECUTE_SOURCE_SYMBOLS_H_
#define GRADER_EXECUTE_SOURCE_SYMBOLS_H_

#include "absl/strings/string_view.h"

namespace grader {

// The line, from 1, on which `source` first uses `symbol` (demangled, as
// "Shape::side() const", "vtable for Shape"); where no use can be told for
// sure, on which it declares it; 0 if it does neither.
int LineOfUse(absl::string_view source, absl::string_view symbol);

// The line on which `source` defines a function or variable of that name; 0 if
// there is none.
int LineOfDefinition(absl::string_view source, absl::string_view symbol);

}  // namespace grader

#endif  // GRADER_EXECUTE_SOURCE_SYMBOLS_H_
