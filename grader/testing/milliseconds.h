// A unit for moments and durations in tests.
#ifndef GRADER_TESTING_MILLISECONDS_H_
#define GRADER_TESTING_MILLISECONDS_H_

#include "absl/time/time.h"

namespace grader {

inline constexpr absl::Duration kMs = absl::Milliseconds(1);

}  // namespace grader

#endif  // GRADER_TESTING_MILLISECONDS_H_
