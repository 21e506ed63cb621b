// A QueryFault: why the query of a rule is none. grader-parser prints it, and
// whoever ran it tells the author.
#ifndef GRADER_SYNTAX_QUERY_FAULT_H_
#define GRADER_SYNTAX_QUERY_FAULT_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// The exit status of grader-parser that says so.
inline constexpr int kQueryFaultExit = 3;

// The one that says that nobody can tell where a query matches: a program is
// written so that more than can be kept in mind might still become a match.
inline constexpr int kTooManyMatchesExit = 4;

struct QueryFault {
  std::size_t rule = 0;    // which of the rules, from 0
  std::size_t offset = 0;  // in bytes, into the query
  std::string message;     // for its author

  bool operator==(const QueryFault&) const = default;
};

// A line of text; DecodeQueryFault reads it again. Nothing for other text.
std::string EncodeQueryFault(const QueryFault& fault);
std::optional<QueryFault> DecodeQueryFault(absl::string_view text);

}  // namespace grader

#endif  // GRADER_SYNTAX_QUERY_FAULT_H_
