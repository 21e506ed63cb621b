#include "grader/syntax/query_fault.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace grader {

std::string EncodeQueryFault(const QueryFault& fault) {
  return absl::StrCat(fault.rule, " ", fault.offset, " ", fault.message, "\n");
}

std::optional<QueryFault> DecodeQueryFault(absl::string_view text) {
  if (!absl::ConsumeSuffix(&text, "\n")) return std::nullopt;
  const std::vector<absl::string_view> fields =
      absl::StrSplit(text, absl::MaxSplits(' ', 2));
  QueryFault fault;
  if (fields.size() != 3 || !absl::SimpleAtoi(fields[0], &fault.rule) ||
      !absl::SimpleAtoi(fields[1], &fault.offset) || fields[2].empty()) {
    return std::nullopt;
  }
  fault.message = std::string(fields[2]);
  return fault;
}

}  // namespace grader
