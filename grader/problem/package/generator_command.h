// The command of a generator, as generators.yaml of a package has it: its
// words, and the seed that it is given. Pure.
#ifndef GRADER_PROBLEM_PACKAGE_GENERATOR_COMMAND_H_
#define GRADER_PROBLEM_PACKAGE_GENERATOR_COMMAND_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

// The words of a generator's command, as a shell has them: white space
// separates, quotation marks and a backslash keep it. Fails with
// kInvalidArgument where one is not closed. Pure.
absl::StatusOr<std::vector<std::string>> SplitCommand(
    absl::string_view command);

// What `{seed}` is in `command`, a number below 2^31: that of BAPCtools, so
// that the cases are the same. `count` is which of several it makes, from 1 on.
// Pure.
std::int64_t SeedOf(absl::string_view salt, std::int64_t count,
                    absl::string_view command);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_GENERATOR_COMMAND_H_
