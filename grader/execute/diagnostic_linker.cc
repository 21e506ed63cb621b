#include "grader/execute/diagnostic_linker.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "grader/execute/diagnostic_group.h"
#include "grader/execute/source_symbols.h"
#include "re2/re2.h"

namespace grader {
namespace {

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

// Whether the linker speaks of what the problem brings along. Objects of a
// submission are named after their files: `solution.cpp.o`.
bool NamesProblem(absl::string_view text) {
  static const RE2 kOurs(
      R"((^|[\s:>(/])(\w+\.o|(adapter|driver)\.cpp)(:|\)|\s|$))");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), kOurs);
}

std::string UndefinedMessage(absl::string_view symbol, bool by_problem) {
  if (symbol == "main") {
    return "`main` is not defined: the program needs a main function";
  }
  if (by_problem) {
    return absl::StrCat("`", symbol,
                        "` is not defined: the problem asks for it, with "
                        "exactly this name and these parameter types");
  }
  return absl::StrCat("`", symbol, "` is declared but not defined");
}

std::string DuplicateMessage(absl::string_view symbol, bool by_problem) {
  return by_problem
             ? absl::StrCat("`", symbol,
                            "` is already defined by the problem: leave it out")
             : absl::StrCat("`", symbol, "` is defined more than once");
}

// What lld and mold say below a message.
std::string SymbolExplained(absl::Span<const absl::string_view> rest) {
  std::string text;
  for (const absl::string_view line : rest) {
    if (!absl::StartsWith(line, ">>>")) break;
    absl::StrAppend(&text, line, "\n");
  }
  return text;
}

// mold names the objects before a symbol that they both define.
void StripObjects(std::string& symbol) {
  if (const std::size_t at = symbol.rfind(".o: "); at != std::string::npos) {
    symbol.erase(0, at + 4);
  }
}

// Places `diagnostic` at the first line that `find` gives for `symbol` in those
// of `own` whose objects are named in `said`, or in any if that is empty.
void PlaceWhere(int (*find)(absl::string_view source, absl::string_view symbol),
                absl::string_view symbol, absl::string_view said,
                const OwnSources& own, Diagnostic& diagnostic) {
  for (const auto& [file, source] : own) {
    if (!said.empty() && !absl::StrContains(said, absl::StrCat(file, ".o")) &&
        !absl::StrContains(said, absl::StrCat(file, ":("))) {
      continue;
    }
    if (const int line = find(source, symbol); line > 0) {
      diagnostic.file = file;
      diagnostic.line = line;
      diagnostic.excerpt = ExcerptOf(source, line, 0);
      return;
    }
  }
}

}  // namespace

std::optional<CompilerPlace> ReadCompilerPlace(absl::string_view text) {
  const std::optional<int> last = TakeNumber(text);
  if (!last) return std::nullopt;
  if (const std::optional<int> line = TakeNumber(text)) {
    return CompilerPlace{std::string(text), *line, *last};
  }
  return CompilerPlace{std::string(text), *last, 0};
}

std::optional<Diagnostic> ReadLinkerMessage(
    absl::string_view line, absl::string_view context,
    absl::Span<const absl::string_view> rest, const OwnSources& own) {
  const std::string explanation = SymbolExplained(rest);
  const std::string said = absl::StrCat(context, "\n", line, "\n", explanation);
  Diagnostic diagnostic;
  std::size_t end = absl::string_view::npos;
  for (const absl::string_view undefined :
       {": undefined reference to ", ": undefined symbol: "}) {
    if (const auto symbol = SymbolAfter(line, undefined)) {
      const bool by_problem = NamesProblem(said);
      diagnostic.message = UndefinedMessage(*symbol, by_problem);
      PlaceWhere(LineOfUse, *symbol, by_problem ? "" : said, own, diagnostic);
      end = line.find(undefined);
    }
  }
  for (const absl::string_view duplicate :
       {": multiple definition of ", ": duplicate symbol: "}) {
    if (auto symbol = SymbolAfter(line, duplicate)) {
      StripObjects(*symbol);
      diagnostic.message = DuplicateMessage(
          *symbol, NamesProblem(line) || NamesProblem(explanation));
      PlaceWhere(LineOfDefinition, *symbol, said, own, diagnostic);
      end = line.find(duplicate);
    }
  }
  if (diagnostic.message.empty()) return std::nullopt;
  // With debug information the linker knows the line.
  absl::string_view before = line.substr(0, end);
  absl::ConsumePrefix(&before, "/usr/bin/ld: ");
  if (const std::optional<CompilerPlace> place = ReadCompilerPlace(before)) {
    diagnostic.file = place->file;
    diagnostic.line = place->line;
    diagnostic.excerpt.clear();
  }
  return diagnostic;
}

}  // namespace grader
