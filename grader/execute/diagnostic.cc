#include "grader/execute/diagnostic.h"

#include <cstddef>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "grader/execute/diagnostic_linker.h"

namespace grader {
namespace {

constexpr std::size_t kExcerptLines = 16;

struct Marker {
  absl::string_view text;
  Severity severity;
};
constexpr Marker kMarkers[] = {
    {": error: ", Severity::kError},
    {": fatal error: ", Severity::kError},
    {": internal compiler error: ", Severity::kError},
    {": sorry, unimplemented: ", Severity::kError},
    {": warning: ", Severity::kWarning},
    {": note: ", Severity::kNote},
};

// A message of the form `PLACE: SEVERITY: TEXT`.
std::optional<Diagnostic> ReadMessage(absl::string_view line) {
  const Marker* marker = nullptr;
  std::size_t at = line.size();
  for (const Marker& candidate : kMarkers) {
    const std::size_t found = line.find(candidate.text);
    if (found < at) {
      at = found;
      marker = &candidate;
    }
  }
  if (marker == nullptr) return std::nullopt;
  const absl::string_view before = line.substr(0, at);
  const std::optional<CompilerPlace> place = ReadCompilerPlace(before);
  // Without figures it is the name of a tool: `collect2`, `/usr/bin/ld`.
  if (!place && absl::StrContains(before, ' ')) return std::nullopt;
  Diagnostic diagnostic;
  if (place) {
    diagnostic.file = place->file;
    diagnostic.line = place->line;
    diagnostic.column = place->column;
  }
  diagnostic.severity = marker->severity;
  diagnostic.message = std::string(
      absl::StripAsciiWhitespace(line.substr(at + marker->text.size())));
  return diagnostic;
}

bool IsOutOfMemory(absl::string_view line) {
  return absl::StrContains(line, "out of memory allocating") ||
         absl::StartsWith(line, "virtual memory exhausted");
}

// What a compiler's driver says after the linker has said it already.
bool IsEpilogue(const Diagnostic& diagnostic) {
  return absl::StrContains(diagnostic.message, "ld returned 1 exit status") ||
         absl::StartsWith(diagnostic.message, "linker command failed");
}

// `  12 | code`, `     | ^~~`, and whatever else is indented; Clang's source
// lines stand as they are and are known by the carets below them.
bool IsExcerpt(absl::string_view line) {
  if (line.empty()) return false;
  if (line[0] == ' ' || line[0] == '\t') return true;
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits != 0 && digits != absl::string_view::npos &&
         absl::StartsWith(line.substr(digits), " | ");
}

bool IsCarets(absl::string_view line) {
  return line.find_first_not_of(" \t^~") == absl::string_view::npos &&
         line.find_first_of("^~") != absl::string_view::npos;
}

class OutputReader {
 public:
  // Reads one line; `rest` are those after it.
  void Read(absl::string_view line, absl::Span<const absl::string_view> rest) {
    const absl::string_view next = rest.empty() ? "" : rest.front();
    if (absl::StartsWith(line, "In file included from ")) {
      in_include_chain_ = true;
      in_excerpt_ = false;
    } else if (in_include_chain_ &&
               absl::StartsWith(absl::StripLeadingAsciiWhitespace(line),
                                "from ")) {
      // The chain goes on.
    } else if (IsExcerpt(line) ||
               (in_excerpt_ && IsCarets(next) && !ReadMessage(line))) {
      AddExcerpt(line);
    } else {
      in_include_chain_ = false;
      ReadStatement(line, rest);
    }
  }

  std::vector<Diagnostic> Take() {
    if (epilogue_ && !has_error_) Add(*std::move(epilogue_));
    return std::move(diagnostics_);
  }

 private:
  void ReadStatement(absl::string_view line,
                     absl::Span<const absl::string_view> rest) {
    in_excerpt_ = false;
    if (absl::ConsumeSuffix(&line, "required from here")) {
      required_from_ = ReadCompilerPlace(
          absl::StripSuffix(absl::StripTrailingAsciiWhitespace(line), ":"));
    } else if (absl::StrContains(line, ": in function `")) {
      linker_context_ = std::string(line);
    } else if (auto linked = ReadLinkerMessage(line, linker_context_, rest)) {
      Add(*std::move(linked));
    } else if (IsOutOfMemory(line)) {
      Diagnostic diagnostic;
      diagnostic.message = "the compiler ran out of memory";
      Add(std::move(diagnostic));
    } else if (auto message = ReadMessage(line)) {
      if (IsEpilogue(*message)) {
        epilogue_ = std::move(message);
        return;
      }
      const bool is_note = message->severity == Severity::kNote;
      Add(*std::move(message));
      if (!is_note) AddInstantiation();
    }
  }

  // An error inside a library's template is understood from the line that made
  // the compiler look there.
  void AddInstantiation() {
    if (!required_from_) return;
    const bool excerpt_follows = in_excerpt_;
    const std::size_t owner = excerpt_owner_;
    Add({required_from_->file,
         required_from_->line,
         required_from_->column,
         Severity::kNote,
         "required from here",
         {}});
    required_from_.reset();
    in_excerpt_ = excerpt_follows;
    excerpt_owner_ = owner;
  }

  void Add(Diagnostic diagnostic) {
    has_error_ = has_error_ || diagnostic.severity == Severity::kError;
    in_excerpt_ =
        seen_
            .emplace(diagnostic.file, diagnostic.line, diagnostic.column,
                     diagnostic.severity, diagnostic.message)
            .second;
    if (!in_excerpt_) return;
    excerpt_owner_ = diagnostics_.size();
    diagnostics_.push_back(std::move(diagnostic));
  }

  void AddExcerpt(absl::string_view line) {
    if (!in_excerpt_) return;
    std::vector<std::string>& excerpt = diagnostics_[excerpt_owner_].excerpt;
    if (excerpt.size() < kExcerptLines) excerpt.emplace_back(line);
  }

  std::vector<Diagnostic> diagnostics_;
  std::set<std::tuple<std::string, int, int, Severity, std::string>> seen_;
  bool has_error_ = false;
  bool in_include_chain_ = false;
  bool in_excerpt_ = false;  // lines of code belong to `excerpt_owner_`
  std::size_t excerpt_owner_ = 0;
  std::optional<CompilerPlace> required_from_;
  std::string linker_context_;
  std::optional<Diagnostic> epilogue_;
};

}  // namespace

std::vector<Diagnostic> ParseDiagnostics(DiagnosticFormat format,
                                         absl::string_view output) {
  switch (format) {
    case DiagnosticFormat::kRustc:
      return ParseRustcOutput(output);
    case DiagnosticFormat::kGo:
      return ParseGoOutput(output);
    case DiagnosticFormat::kGcc:
    case DiagnosticFormat::kJavac:  // the same form, without columns
      return ParseCompilerOutput(output);
    case DiagnosticFormat::kNone:
      return {};
  }
  return {};
}

std::vector<Diagnostic> ParseCompilerOutput(absl::string_view output) {
  const std::vector<absl::string_view> lines = absl::StrSplit(output, '\n');
  OutputReader reader;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    reader.Read(absl::StripSuffix(lines[i], "\r"),
                absl::MakeConstSpan(lines).subspan(i + 1));
  }
  return reader.Take();
}

}  // namespace grader
