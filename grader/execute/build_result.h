// What became of compiling a submission, as the cache keeps it.
#ifndef GRADER_EXECUTE_BUILD_RESULT_H_
#define GRADER_EXECUTE_BUILD_RESULT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/execute/build.h"

namespace grader {

// The fields `ok`, `reason`, `message`, `wall_time`, `diagnostics`, `log` and
// `style` as CBOR (RFC 8949).
std::string EncodeBuildResult(const Build& build);

// Nothing if `text` is not what EncodeBuildResult writes.
std::optional<Build> DecodeBuildResult(absl::string_view text);

}  // namespace grader

#endif  // GRADER_EXECUTE_BUILD_RESULT_H_
