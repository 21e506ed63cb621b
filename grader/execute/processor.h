// The processors that the virtual clock is written for, a row for each.
#ifndef GRADER_EXECUTE_PROCESSOR_H_
#define GRADER_EXECUTE_PROCESSOR_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace grader {

struct Processor {
  absl::string_view name;
  // Whether submissions were run on the virtual clock on one; else what is
  // particular to it has only its unit tests behind it.
  bool clock_was_tried = false;
};

absl::Span<const Processor> Processors();

// The one that this program is built for; nullptr: the clock is not written
// for it.
const Processor* ThisProcessor();

// Why the virtual clock is used on `processor` by nobody who did not ask for
// it; empty if it is.
std::string WhyNotUnasked(const Processor* processor);

}  // namespace grader

#endif  // GRADER_EXECUTE_PROCESSOR_H_
