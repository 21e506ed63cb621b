#include "grader/execute/source_symbols.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace grader {
namespace {

struct Token {
  absl::string_view text;  // a word, "::", "->", or one sign
  int line = 0;
};

bool IsWordSign(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
}

// Takes comments, texts and characters out of the way.
class Scanner {
 public:
  explicit Scanner(absl::string_view source) : source_(source) {}

  std::vector<Token> Scan() {
    while (at_ < source_.size()) Step();
    return std::move(tokens_);
  }

 private:
  bool Sees(absl::string_view text) const {
    return absl::StartsWith(source_.substr(at_), text);
  }

  void Skip(std::size_t bytes) {
    for (; bytes > 0 && at_ < source_.size(); --bytes, ++at_) {
      if (source_[at_] == '\n') ++line_;
    }
  }

  // Past the next `end`, or to the end of the source.
  void SkipPast(absl::string_view end) {
    const std::size_t found = source_.find(end, at_);
    Skip(found == absl::string_view::npos ? source_.size() - at_
                                          : found + end.size() - at_);
  }

  void SkipQuoted(char quote) {
    Skip(1);
    while (at_ < source_.size() && source_[at_] != quote &&
           source_[at_] != '\n') {
      Skip(source_[at_] == '\\' ? 2 : 1);
    }
    Skip(1);
  }

  void Step() {
    const char c = source_[at_];
    if (Sees("//")) {
      SkipPast("\n");
    } else if (Sees("/*")) {
      Skip(2);
      SkipPast("*/");
    } else if (c == '"' && !tokens_.empty() && IsRaw()) {
      const std::size_t open = source_.find('(', at_);
      if (open == absl::string_view::npos) return Skip(1);
      const std::string end =
          ")" + std::string(source_.substr(at_ + 1, open - at_ - 1)) + "\"";
      SkipPast(end);
    } else if (c == '"' || c == '\'') {
      SkipQuoted(c);
    } else if (IsWordSign(c)) {
      std::size_t end = at_;
      // In a number ' is no quote: 1'000.
      const bool number = absl::ascii_isdigit(static_cast<unsigned char>(c));
      while (end < source_.size() &&
             (IsWordSign(source_[end]) || (number && source_[end] == '\''))) {
        ++end;
      }
      Take(end - at_);
    } else if (Sees("::") || Sees("->")) {
      Take(2);
    } else if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
      Skip(1);
    } else {
      Take(1);
    }
  }

  bool IsRaw() const {
    const absl::string_view last = tokens_.back().text;
    return last.data() + last.size() == source_.data() + at_ &&
           (last == "R" || last == "LR" || last == "uR" || last == "UR" ||
            last == "u8R");
  }

  void Take(std::size_t bytes) {
    tokens_.push_back({source_.substr(at_, bytes), line_});
    at_ += bytes;
  }

  absl::string_view source_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<Token> tokens_;
};

// What a linker's symbol is made of.
struct Symbol {
  absl::string_view name;   // "side"
  absl::string_view scope;  // "Shape", or a namespace; may be empty
  bool of_class = false;    // a vtable: `name` is the class
  bool function = false;
};

Symbol ReadSymbol(absl::string_view text) {
  Symbol symbol;
  for (const absl::string_view prefix :
       {"vtable for ", "typeinfo for ", "VTT for "}) {
    symbol.of_class = symbol.of_class || absl::ConsumePrefix(&text, prefix);
  }
  // Its parts lie at "::" outside of every bracket, up to the parameters.
  int depth = 0;
  std::size_t begin = 0;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<') ++depth;
    if (c == '>' && depth > 0) --depth;
    if (depth > 0) continue;
    if (c == '(') {
      if (!absl::StartsWith(text.substr(i), "(anonymous namespace)")) break;
      i += absl::string_view("(anonymous namespace)").size() - 1;
    } else if (c == ' ') {
      begin = i + 1;  // a type stood before
      symbol.scope = "";
    } else if (absl::StartsWith(text.substr(i), "::")) {
      symbol.scope = text.substr(begin, i - begin);
      begin = i + 2;
      ++i;
    }
  }
  symbol.function = i < text.size();
  symbol.name = text.substr(begin, i - begin);
  symbol.name = symbol.name.substr(0, symbol.name.find_first_of("<["));
  symbol.scope = symbol.scope.substr(0, symbol.scope.find('<'));
  return symbol;
}

class Source {
 public:
  explicit Source(absl::string_view text) : tokens_(Scanner(text).Scan()) {}

  const std::vector<Token>& tokens() const { return tokens_; }
  absl::string_view text(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].text : "";
  }

  // The index behind the bracket that closes the one at `open`.
  std::size_t PastBracket(std::size_t open) const {
    const absl::string_view opens = text(open);
    const absl::string_view closes = opens == "(" ? ")" : "}";
    int depth = 0;
    for (std::size_t i = open; i < tokens_.size(); ++i) {
      if (text(i) == opens) ++depth;
      if (text(i) == closes && --depth == 0) return i + 1;
    }
    return tokens_.size();
  }

  struct Body {
    std::size_t head = 0;  // of the class's name
    std::size_t begin = 0;
    std::size_t end = 0;
    bool holds(std::size_t i) const { return begin <= i && i < end; }
  };
  // The definition of the class `name`.
  std::optional<Body> ClassNamed(absl::string_view name) const {
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      if (text(i) != name ||
          (text(i - 1) != "class" && text(i - 1) != "struct"))
        continue;
      std::size_t open = i + 1;
      while (open < tokens_.size() && text(open) != "{" && text(open) != ";" &&
             text(open) != "(" && text(open) != "=") {
        ++open;
      }
      if (text(open) == "{") return Body{i, open, PastBracket(open)};
    }
    return std::nullopt;
  }

  // Whether what ends before `i` may be a value or the begin of a statement,
  // so that a name and a bracket there are a call and no declaration.
  bool CallMayStandAt(std::size_t i) const {
    if (i == 0) return false;
    const absl::string_view before = text(i - 1);
    for (const absl::string_view word :
         {"return", "co_await", "co_return", "co_yield", "throw", "else", "do",
          "not", "and", "or"}) {
      if (before == word) return true;
    }
    if (IsWordSign(before.front())) return false;
    // A type may end in one of these.
    return before != ">" && before != "*" && before != "&" && before != "~" &&
           before != "]";
  }

 private:
  std::vector<Token> tokens_;
};

bool IsAccess(absl::string_view text) { return text == "." || text == "->"; }

// The first token that certainly uses the symbol.
std::optional<std::size_t> FindUse(const Source& source, const Symbol& symbol,
                                   const std::optional<Source::Body>& scope) {
  if (symbol.name == symbol.scope || absl::StartsWith(symbol.name, "~") ||
      absl::StartsWith(symbol.name, "operator")) {
    return std::nullopt;  // used without its name
  }
  for (std::size_t i = 1; i < source.tokens().size(); ++i) {
    if (source.text(i) != symbol.name) continue;
    if (symbol.function && source.text(i + 1) != "(") continue;
    if (scope) {
      if (scope->holds(i)) continue;
      const bool qualified = source.text(i - 1) == "::" && i >= 2 &&
                             source.text(i - 2) == symbol.scope &&
                             source.CallMayStandAt(i - 2);
      if (qualified || IsAccess(source.text(i - 1))) return i;
      continue;
    }
    if (IsAccess(source.text(i - 1))) continue;
    const std::size_t begin = source.text(i - 1) == "::" && i >= 2 ? i - 2 : i;
    if (source.CallMayStandAt(begin)) return i;
  }
  return std::nullopt;
}

// Whether another class than `scope` has a member of that name, so that an
// access does not tell whose it is.
bool IsAmbiguous(const Source& source, const Symbol& symbol,
                 const Source::Body& scope) {
  for (std::size_t i = 1; i < source.tokens().size(); ++i) {
    const absl::string_view before = source.text(i - 1);
    if (before != "class" && before != "struct") continue;
    const auto other = source.ClassNamed(source.text(i));
    if (!other || other->begin == scope.begin) continue;
    for (std::size_t k = other->begin; k < other->end; ++k) {
      if (source.text(k) == symbol.name && !scope.holds(k) &&
          !IsAccess(source.text(k - 1))) {
        return true;
      }
    }
  }
  return false;
}

std::optional<std::size_t> FindDeclaration(
    const Source& source, const Symbol& symbol,
    const std::optional<Source::Body>& scope) {
  absl::string_view name = symbol.name;
  const bool destroys = absl::ConsumePrefix(&name, "~");
  if (absl::StartsWith(name, "operator")) name = "operator";
  const std::size_t end = scope ? scope->end : source.tokens().size();
  for (std::size_t i = scope ? scope->begin : 0; i < end; ++i) {
    if (source.text(i) != name) continue;
    const absl::string_view before = i > 0 ? source.text(i - 1) : "";
    if (IsAccess(before) || destroys != (before == "~")) continue;
    if (symbol.function && name != "operator" && source.text(i + 1) != "(") {
      continue;
    }
    return i;
  }
  return std::nullopt;
}

}  // namespace

int LineOfUse(absl::string_view text, absl::string_view name) {
  const Source source(text);
  const Symbol symbol = ReadSymbol(name);
  if (symbol.of_class) {
    const auto found = source.ClassNamed(symbol.name);
    return found ? source.tokens()[found->head].line : 0;
  }
  const auto scope =
      symbol.scope.empty() ? std::nullopt : source.ClassNamed(symbol.scope);
  std::optional<std::size_t> found;
  if (!scope || !IsAmbiguous(source, symbol, *scope)) {
    found = FindUse(source, symbol, scope);
  }
  if (!found) found = FindDeclaration(source, symbol, scope);
  return found ? source.tokens()[*found].line : 0;
}

int LineOfDefinition(absl::string_view text, absl::string_view name) {
  const Source source(text);
  const Symbol symbol = ReadSymbol(name);
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < source.tokens().size(); ++i) {
    if (source.text(i) != symbol.name ||
        (i > 0 && IsAccess(source.text(i - 1)))) {
      continue;
    }
    if (source.text(i + 1) == "(") {
      std::size_t past = source.PastBracket(i + 1);
      while (source.text(past) == "const" || source.text(past) == "noexcept") {
        ++past;
      }
      // A condition before a block is none.
      if (source.text(past) == "{" && !(i > 0 && source.text(i - 1) == "(")) {
        return source.tokens()[i].line;
      }
    } else if (!symbol.function && !first) {
      first = i;
    }
  }
  return first ? source.tokens()[*first].line : 0;
}

}  // namespace grader
