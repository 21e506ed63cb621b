// The text of a Pattern, read: lines of literal text and captures. LoadProblem
// checks it here; ComparePattern holds an output against it.
#ifndef GRADER_PROBLEM_PATTERN_H_
#define GRADER_PROBLEM_PATTERN_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/problem.h"

namespace grader {

enum class CaptureKind {
  kWord,   // one or more characters, none of them white space
  kInt,    // digits, maybe after a sign
  kHex8,   // eight hexadecimal digits
  kFloat,  // digits, maybe with a sign, a fraction and an exponent
  kText,   // anything within the line, also nothing
};

struct Capture {
  std::string name;
  CaptureKind kind = CaptureKind::kText;
  bool distinct = false;
};

// Either literal text or, if `capture` is not negative, a capture.
struct PatternPiece {
  std::string literal;
  int capture = -1;  // index into ParsedPattern::captures
};

struct PatternLine {
  std::string source;  // as the author wrote it
  std::vector<PatternPiece> pieces;
};

struct ParsedPattern {
  std::vector<PatternLine> lines;
  std::vector<Capture> captures;  // in order of first use
};

// More lines than this are refused.
inline constexpr std::size_t kMaxPatternLines = 1000;

// Reads `pattern`. `{name:kind}` captures, `{name}` is the same value again,
// `{{` and `}}` are braces. Fails with kInvalidArgument and a message for the
// author.
absl::StatusOr<ParsedPattern> ParsePattern(const Pattern& pattern);

}  // namespace grader

#endif  // GRADER_PROBLEM_PATTERN_H_
