// How a program is built and run that tells wrong uses of memory and undefined
// behaviour (AddressSanitizer, UBSan): to explain a crash, or because its
// problem wants what they find to count.
#ifndef GRADER_EXECUTE_SANITIZERS_H_
#define GRADER_EXECUTE_SANITIZERS_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grader/execute/runner.h"
#include "grader/problem/limits.h"
#include "grader/problem/submission.h"

namespace grader {

// The exit status of a program that a sanitizer has ended.
inline constexpr int kSanitizerEnds = 86;

// The options that a sanitized submission is compiled with, and the command
// that links it: with the sanitizers that its problem names, or else all.
CommandTemplate SanitizeOptions(const Submission& submission);
CommandTemplate SanitizeLink(const Submission& submission);

// What AddressSanitizer and UBSan are to do in a sanitized program: end it at
// what they find, and tell of that by addresses alone; a symbolizer would be a
// process more, and leaks, which take ptrace(2), end no program. One that gives
// up by itself is no finding.
std::map<std::string, std::string> SanitizerEnvironment();

// The limit of memory of a program that may take `memory_bytes`, where it is
// sanitized: there is a byte of shadow for eight of its own, a wall around each
// object, and some memory that was freed put aside.
std::int64_t SanitizedMemory(std::int64_t memory_bytes);

// kUnavailable if `log`, of linking `submission`, may be that of a machine
// without the libraries of its sanitizers, and is: nothing links with them.
absl::Status CheckSanitizersAreHere(const Submission& submission,
                                    absl::string_view log, Runner& runner);

}  // namespace grader

#endif  // GRADER_EXECUTE_SANITIZERS_H_
