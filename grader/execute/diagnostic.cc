#include "grader/execute/diagnostic.h"

#include <cstddef>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

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

// `FILE:LINE:COLUMN`, `FILE:LINE`, or a place without figures.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

// Takes `:NUMBER` off the end of `text`.
std::optional<int> TakeNumber(absl::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos || colon == 0) return std::nullopt;
  const absl::string_view digits = text.substr(colon + 1);
  int number = 0;
  if (digits.empty() || !absl::ascii_isdigit(digits[0]) ||
      !absl::SimpleAtoi(digits, &number)) {
    return std::nullopt;
  }
  text = text.substr(0, colon);
  return number;
}

// Nothing if `text` ends in no line number.
std::optional<Place> ReadPlace(absl::string_view text) {
  const std::optional<int> last = TakeNumber(text);
  if (!last) return std::nullopt;
  if (const std::optional<int> line = TakeNumber(text)) {
    return Place{std::string(text), *line, *last};
  }
  return Place{std::string(text), *last, 0};
}

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
  const std::optional<Place> place = ReadPlace(before);
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

// What stands behind `before` in `line`: in quotes (`…'), or to its end.
std::optional<std::string> SymbolAfter(absl::string_view line,
                                       absl::string_view before) {
  const std::size_t at = line.find(before);
  if (at == absl::string_view::npos) return std::nullopt;
  absl::string_view symbol = line.substr(at + before.size());
  if (absl::ConsumePrefix(&symbol, "`") || absl::ConsumePrefix(&symbol, "'")) {
    symbol = symbol.substr(0, symbol.find('\''));
  }
  return absl::StrReplaceAll(
      symbol, {{"std::__cxx11::basic_string<char, std::char_traits<char>, "
                "std::allocator<char> >",
                "std::string"}});
}

// Whether the linker speaks of the problem's driver.
bool NamesDriver(absl::string_view text) {
  return absl::StrContains(text, "driver.o") ||
         absl::StrContains(text, "driver.cpp");
}

std::string UndefinedMessage(absl::string_view symbol, bool by_driver) {
  if (symbol == "main") {
    return "`main` is not defined: the program needs a main function";
  }
  if (by_driver) {
    return absl::StrCat("`", symbol,
                        "` is not defined: the problem asks for it, with "
                        "exactly this name and these parameter types");
  }
  return absl::StrCat("`", symbol, "` is declared but not defined");
}

std::string DuplicateMessage(absl::string_view symbol, bool by_driver) {
  return by_driver
             ? absl::StrCat("`", symbol,
                            "` is already defined by the problem's driver: "
                            "leave it out")
             : absl::StrCat("`", symbol, "` is defined more than once");
}

// A message of a linker (GNU ld, gold, lld). `context` is the line that said
// which function of which object it is about.
std::optional<Diagnostic> ReadLinkerMessage(absl::string_view line,
                                            absl::string_view context) {
  Diagnostic diagnostic;
  std::size_t end = absl::string_view::npos;
  for (const absl::string_view undefined :
       {": undefined reference to ", ": undefined symbol: "}) {
    if (const auto symbol = SymbolAfter(line, undefined)) {
      diagnostic.message =
          UndefinedMessage(*symbol, NamesDriver(line) || NamesDriver(context));
      end = line.find(undefined);
    }
  }
  for (const absl::string_view duplicate :
       {": multiple definition of ", ": duplicate symbol: "}) {
    if (const auto symbol = SymbolAfter(line, duplicate)) {
      diagnostic.message = DuplicateMessage(*symbol, NamesDriver(line));
      end = line.find(duplicate);
    }
  }
  if (diagnostic.message.empty()) return std::nullopt;
  // With debug information the linker knows the line.
  absl::string_view before = line.substr(0, end);
  absl::ConsumePrefix(&before, "/usr/bin/ld: ");
  if (const std::optional<Place> place = ReadPlace(before)) {
    diagnostic.file = place->file;
    diagnostic.line = place->line;
  }
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
  // Reads one line; `next` is the one after it.
  void Read(absl::string_view line, absl::string_view next) {
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
      ReadStatement(line);
    }
  }

  std::vector<Diagnostic> Take() {
    if (epilogue_ && !has_error_) Add(*std::move(epilogue_));
    return std::move(diagnostics_);
  }

 private:
  void ReadStatement(absl::string_view line) {
    in_excerpt_ = false;
    if (absl::ConsumeSuffix(&line, "required from here")) {
      required_from_ = ReadPlace(
          absl::StripSuffix(absl::StripTrailingAsciiWhitespace(line), ":"));
    } else if (absl::StrContains(line, ": in function `")) {
      linker_context_ = std::string(line);
    } else if (auto linked = ReadLinkerMessage(line, linker_context_)) {
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
  std::optional<Place> required_from_;
  std::string linker_context_;
  std::optional<Diagnostic> epilogue_;
};

}  // namespace

std::vector<Diagnostic> ParseCompilerOutput(absl::string_view output) {
  const std::vector<absl::string_view> lines = absl::StrSplit(output, '\n');
  OutputReader reader;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    reader.Read(absl::StripSuffix(lines[i], "\r"),
                i + 1 < lines.size() ? lines[i + 1] : "");
  }
  return reader.Take();
}

}  // namespace grader
