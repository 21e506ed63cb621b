// The code that takes the place of the vDSO's: of each function that reads a
// clock. With task_registers.h this is all that is particular to one processor.
#ifndef GRADER_SANDBOX_CLOCK_VDSO_CODE_H_
#define GRADER_SANDBOX_CLOCK_VDSO_CODE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/vdso_image.h"

namespace grader::sandbox {

// What the code adds up with the task's own processor time, and until when. It
// lies behind the code of clock_gettime(2), which refers to it.
struct Published {
  std::int64_t sleeps = -1;  // of the task; the rest holds until its next
  std::int64_t ahead_ns = 0;
  std::array<std::int64_t, Clock::kEnd> at_start_ns = {};
  std::uint64_t governed = 0;  // bit N: clock N is one of the run's
};

// clock_gettime(2) for this program's processor: asks the kernel for a clock
// that is not governed, or once the task has slept. A Published is its end.
// Empty where there is none.
absl::string_view OwnClockCode();
inline std::size_t OffsetOfPublished() {
  return OwnClockCode().size() - sizeof(Published);
}

// The functions that read a clock, that of clock_gettime first, whose code is
// given; the others ask the kernel.
std::vector<VdsoFunction> X86VdsoFunctions(absl::string_view clock_code);
std::vector<VdsoFunction> Aarch64VdsoFunctions(absl::string_view clock_code);
// Those of this program's processor; none if the clock is not written for it.
std::vector<VdsoFunction> VdsoFunctions();

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_VDSO_CODE_H_
