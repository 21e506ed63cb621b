// What the machine cannot give although a run's limits allow it. A compiler
// that fails for want of it fails through no fault of the submission's.
#ifndef GRADER_EXECUTE_MACHINE_SHORTAGE_H_
#define GRADER_EXECUTE_MACHINE_SHORTAGE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/limits.h"
#include "grader/problem/submission.h"

namespace grader {

// What whoever started this program allows it and its children less of than
// `limits` do (setrlimit(2)), in words for the one who grades; "" if nothing.
std::string LackOfAllowance(const Limits& limits);

// What the machine has less of than `limits` allow: room on the disk of
// `folder` (statvfs(3)), memory and processes (cgroups(7), /proc/meminfo), or
// an allowance (also one of address space, whatever its size); "" if nothing.
std::string LackOfMachine(const Limits& limits,
                          const std::filesystem::path& folder);

// Whether a tool speaks of a shortage in `output`: in the system's words for an
// error, or in those that compilers and runtimes have for it. Tools repeat what
// stands in a source, so words that are in `sources` say nothing. No more than
// a reason to ask the machine: a learner may have other ways to have them said.
bool SpeaksOfShortage(absl::string_view output,
                      const std::vector<SourceFile>& sources);

}  // namespace grader

#endif  // GRADER_EXECUTE_MACHINE_SHORTAGE_H_
