// The messages of rustc and of go.
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "grader/execute/diagnostic.h"
#include "re2/re2.h"

namespace grader {

// error[E0425]: cannot find value `y` in this scope
//  --> solution.rs:2:18
//   |
// 2 |     let x: i32 = y;
//   |                  ^ not found in this scope
std::vector<Diagnostic> ParseRustcOutput(absl::string_view output) {
  static const RE2 kHead(R"((error|warning)(?:\[\w+\])?: (.*))");
  static const RE2 kPlace(R"( *--> (.+):(\d+):(\d+))");
  std::vector<Diagnostic> diagnostics;
  Diagnostic open;
  for (const absl::string_view line : absl::StrSplit(output, '\n')) {
    const re2::StringPiece text(line.data(), line.size());
    std::string severity;
    std::string message;
    Diagnostic placed = open;
    if (RE2::FullMatch(text, kHead, &severity, &message)) {
      open = Diagnostic();
      open.message = message;
      open.severity =
          severity == "error" ? Severity::kError : Severity::kWarning;
    } else if (open.line == 0 && RE2::FullMatch(text, kPlace, &placed.file,
                                                &placed.line, &placed.column)) {
      // What has no place is a summary: "aborting due to previous error". A
      // number that is too large is written to no variable, but what stands
      // before it is.
      open = std::move(placed);
      diagnostics.push_back(open);
    } else if (line.empty()) {
      open = Diagnostic();
    } else if (open.line != 0 && absl::StrContains(line, '|')) {
      diagnostics.back().excerpt.emplace_back(line);
    }
  }
  return diagnostics;
}

// ./solution.go:4:7: undefined: y
std::vector<Diagnostic> ParseGoOutput(absl::string_view output) {
  static const RE2 kMessage(R"((?:\./)?(.+\.go):(\d+):(\d+): (.*))");
  std::vector<Diagnostic> diagnostics;
  for (const absl::string_view line : absl::StrSplit(output, '\n')) {
    Diagnostic read;
    if (RE2::FullMatch(re2::StringPiece(line.data(), line.size()), kMessage,
                       &read.file, &read.line, &read.column, &read.message)) {
      diagnostics.push_back(std::move(read));
    }
  }
  return diagnostics;
}

}  // namespace grader
