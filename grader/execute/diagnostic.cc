#include "grader/execute/diagnostic.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "grader/execute/diagnostic_group.h"
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

// What a compiler's driver says after the linker has said it already, and what
// Free Pascal counts in the end.
bool IsEpilogue(const Diagnostic& diagnostic) {
  return absl::StrContains(diagnostic.message, "ld returned 1 exit status") ||
         absl::StartsWith(diagnostic.message, "linker command failed") ||
         absl::StrContains(diagnostic.message, "errors compiling module") ||
         diagnostic.message == "Compilation aborted";
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

// `algo.h:1849:25:   required from ‘void std::sort(T)’`, as GCC has it before
// an error in a template.
std::optional<CompilerPlace> ReadRequiredFrom(absl::string_view line) {
  const std::size_t at = line.find(":   ");
  if (at == absl::string_view::npos) return std::nullopt;
  const absl::string_view says = line.substr(at + 4);
  if (!absl::StartsWith(says, "required from") &&
      !absl::StartsWith(says, "required by") &&
      !absl::StartsWith(says, "recursively required")) {
    return std::nullopt;
  }
  return ReadCompilerPlace(line.substr(0, at));
}

class OutputReader {
 public:
  explicit OutputReader(const OwnSources& own) : own_(own), collector_(own) {}

  // Reads one line; `rest` are those after it.
  void Read(absl::string_view line, absl::Span<const absl::string_view> rest) {
    const absl::string_view next = rest.empty() ? "" : rest.front();
    if (absl::StartsWith(line, "In file included from ")) {
      // Clang has the outermost first, each in a line of its own.
      included_from_.insert(
          included_from_.begin(),
          Included(absl::StripPrefix(line, "In file included from ")));
      in_include_chain_ = true;
      in_excerpt_ = false;
    } else if (in_include_chain_ &&
               absl::StartsWith(absl::StripLeadingAsciiWhitespace(line),
                                "from ")) {
      // GCC has the innermost first.
      included_from_.push_back(Included(
          absl::StripPrefix(absl::StripLeadingAsciiWhitespace(line), "from ")));
    } else if (IsExcerpt(line) ||
               (in_excerpt_ && IsCarets(next) && !ReadMessage(line))) {
      AddExcerpt(line);
    } else {
      in_include_chain_ = false;
      ReadStatement(line, rest);
    }
  }

  std::vector<Diagnostic> Take() {
    if (epilogue_ && !has_error_) Begin(*std::move(epilogue_));
    collector_.Add(std::move(group_));
    return collector_.Take();
  }

 private:
  // `b.h:67,` or `a.cpp:1:`
  static CompilerPlace Included(absl::string_view text) {
    absl::ConsumeSuffix(&text, ",");
    absl::ConsumeSuffix(&text, ":");
    return ReadCompilerPlace(text).value_or(CompilerPlace());
  }

  void ReadStatement(absl::string_view line,
                     absl::Span<const absl::string_view> rest) {
    in_excerpt_ = false;
    if (auto place = ReadRequiredFrom(line)) {
      required_from_.push_back(*std::move(place));
    } else if (absl::StrContains(line, ": in function `")) {
      linker_context_ = std::string(line);
    } else if (auto linked =
                   ReadLinkerMessage(line, linker_context_, rest, own_)) {
      Begin(*std::move(linked));
    } else if (IsOutOfMemory(line)) {
      Diagnostic diagnostic;
      diagnostic.message = "the compiler ran out of memory";
      Begin(std::move(diagnostic));
    } else if (auto message = ReadMessage(line)) {
      if (IsEpilogue(*message)) {
        epilogue_ = std::move(message);
      } else if (message->severity == Severity::kNote) {
        // The chain of a note is its own.
        required_from_.clear();
        included_from_.clear();
        Append(*std::move(message));
      } else {
        Begin(*std::move(message));
      }
    }
  }

  // An error or a warning ends what was said before it.
  void Begin(Diagnostic diagnostic) {
    collector_.Add(std::move(group_));
    group_ = DiagnosticGroup();
    group_.required_from = std::move(required_from_);
    group_.included_from = std::move(included_from_);
    required_from_.clear();
    included_from_.clear();
    has_error_ = has_error_ || diagnostic.severity == Severity::kError;
    Append(std::move(diagnostic));
  }

  void Append(Diagnostic diagnostic) {
    group_.messages.push_back(std::move(diagnostic));
    in_excerpt_ = true;
  }

  void AddExcerpt(absl::string_view line) {
    if (!in_excerpt_) return;
    std::vector<std::string>& excerpt = group_.messages.back().excerpt;
    if (excerpt.size() < kExcerptLines) excerpt.emplace_back(line);
  }

  const OwnSources& own_;
  DiagnosticCollector collector_;
  DiagnosticGroup group_;
  bool has_error_ = false;
  bool in_include_chain_ = false;
  bool in_excerpt_ = false;  // lines of code belong to the last message
  std::vector<CompilerPlace> required_from_;
  std::vector<CompilerPlace> included_from_;
  std::string linker_context_;
  std::optional<Diagnostic> epilogue_;
};

}  // namespace

std::vector<Diagnostic> ParseDiagnostics(DiagnosticFormat format,
                                         absl::string_view output,
                                         const OwnSources& own) {
  switch (format) {
    case DiagnosticFormat::kRustc:
      return ParseRustcOutput(output);
    case DiagnosticFormat::kGo:
      return ParseGoOutput(output);
    case DiagnosticFormat::kGcc:
    case DiagnosticFormat::kJavac:  // the same form, without columns
      return ParseCompilerOutput(output, own);
    case DiagnosticFormat::kNone:
      return {};
  }
  return {};
}

std::vector<Diagnostic> ParseCompilerOutput(absl::string_view output,
                                            const OwnSources& own) {
  const std::vector<absl::string_view> lines = absl::StrSplit(output, '\n');
  OutputReader reader(own);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    reader.Read(absl::StripSuffix(lines[i], "\r"),
                absl::MakeConstSpan(lines).subspan(i + 1));
  }
  return reader.Take();
}

}  // namespace grader
