// What AddressSanitizer or UBSan printed of a program that it ended, with
// `symbolize=0`: addresses in place of functions and lines.
#ifndef GRADER_JUDGE_SANITIZER_REPORT_H_
#define GRADER_JUDGE_SANITIZER_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/judge/crash_words.h"

namespace grader {

// Calls that led to one moment, the innermost first.
struct SanitizerStack {
  std::string what;  // "read", "written", "freed", "allocated", …
  // In the program: offsets from where it was loaded, as "0x14f742".
  std::vector<std::string> addresses;

  bool operator==(const SanitizerStack&) const = default;
};

struct SanitizerReport {
  std::string kind;   // "heap-use-after-free", as AddressSanitizer has it
  std::string means;  // "memory is used that has been freed"
  std::vector<SanitizerStack> stacks;
  CodePlace place;  // where UBSan says that it was

  bool operator==(const SanitizerReport&) const = default;
};

// The first report in `err`, of a program whose file is called `program`;
// nothing if there is none.
std::optional<SanitizerReport> ReadSanitizerReport(absl::string_view err,
                                                   absl::string_view program);

}  // namespace grader

#endif  // GRADER_JUDGE_SANITIZER_REPORT_H_
