#include "grader/syntax/syntax_query.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

// How many matches may be begun at a time: what a query takes grows with the
// square of it.
constexpr std::uint32_t kMostBegun = 256;

// Captures the first node of each pattern, beside what its author captures.
constexpr absl::string_view kFirst = "grader.first-node";
constexpr absl::string_view kHere = "here";

using QueryPtr = std::unique_ptr<TSQuery, void (*)(TSQuery*)>;

bool IsQueryCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' ||
         c == '-' || c == '.' || c == '?' || c == '!';
}

std::string WordAt(absl::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && IsQueryCharacter(text[end])) ++end;
  return std::string(text.substr(begin, end - begin));
}

std::vector<std::string> NodeNames(const TSLanguage* grammar) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < ts_language_symbol_count(grammar); ++i) {
    const auto symbol = static_cast<TSSymbol>(i);
    if (ts_language_symbol_type(grammar, symbol) != TSSymbolTypeRegular) {
      continue;
    }
    names.emplace_back(ts_language_symbol_name(grammar, symbol));
  }
  return names;
}

std::vector<std::string> FieldNames(const TSLanguage* grammar) {
  std::vector<std::string> names;
  for (std::uint32_t i = 1; i <= ts_language_field_count(grammar); ++i) {
    names.emplace_back(
        ts_language_field_name_for_id(grammar, static_cast<TSFieldId>(i)));
  }
  return names;
}

// The first place behind `begin`, where something in quotes or a comment
// begins, that is no part of it; `begin` where nothing does.
std::size_t SkipTextAndComment(absl::string_view text, std::size_t begin) {
  if (begin >= text.size()) return begin;
  if (text[begin] == ';') {
    return std::min(text.find('\n', begin), text.size());
  }
  if (text[begin] != '"') return begin;
  std::size_t end = begin + 1;
  while (end < text.size() && text[end] != '"')
    end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

// Where the node, text, group or alternation ends with which the pattern at
// `begin` begins.
std::size_t EndOfFirst(absl::string_view text, std::size_t begin) {
  int depth = 0;
  for (std::size_t i = begin; i < text.size();) {
    const char c = text[i];
    if (const std::size_t end = SkipTextAndComment(text, i); end != i) {
      i = end;
      if (depth == 0 && c == '"') return i;
    } else if (c == '(' || c == '[') {
      ++depth;
      ++i;
    } else if (c == ')' || c == ']') {
      ++i;
      if (--depth <= 0) return i;
    } else if (depth == 0 && IsQueryCharacter(c)) {
      // The wildcard, or the name of a field.
      i += WordAt(text, i).size();
      const std::size_t next = text.find_first_not_of(" \n", i);
      if (next == absl::string_view::npos || text[next] != ':') return i;
      i = next + 1;
    } else {
      ++i;
    }
  }
  return text.size();
}

// A predicate that belongs to no pattern, which the library would not mind.
std::optional<QueryFault> FindStray(absl::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t end = SkipTextAndComment(text, i); end != i) {
      i = end;
      continue;
    }
    const char c = text[i++];
    if (c == ')' || c == ']') --depth;
    if (c != '(' && c != '[') continue;
    const std::size_t next = text.find_first_not_of(" \n", i);
    if (depth++ == 0 && next != absl::string_view::npos && text[next] == '#') {
      return QueryFault{0, next,
                        "a predicate stands within its pattern, as in "
                        "((identifier) @name (#eq? @name \"x\"))"};
    }
  }
  return std::nullopt;
}

std::string WhatIsWrong(TSQueryError error, const std::string& word,
                        const TSLanguage* grammar) {
  switch (error) {
    case TSQueryErrorNodeType:
      return absl::StrCat("the grammar has no node ", Quoted(word),
                          DidYouMean(word, NodeNames(grammar)));
    case TSQueryErrorField:
      return absl::StrCat("the grammar has no field ", Quoted(word),
                          DidYouMean(word, FieldNames(grammar)));
    case TSQueryErrorCapture:
      return absl::StrCat("nothing is captured as ", Quoted(word),
                          "; expected the name of a capture of the pattern");
    case TSQueryErrorStructure:
      return "nothing in the grammar is built like this pattern";
    case TSQueryErrorLanguage:
      return "the grammar is made for another tree-sitter";
    case TSQueryErrorSyntax:
    case TSQueryErrorNone:
      break;
  }
  return "expected a pattern of tree-sitter, as in (while_statement) @here, "
         "with each bracket closed";
}

std::variant<QueryPtr, QueryFault> Read(const std::string& text,
                                        const TSLanguage* grammar) {
  std::uint32_t offset = 0;
  TSQueryError error = TSQueryErrorNone;
  QueryPtr query(
      ts_query_new(grammar, text.data(),
                   static_cast<std::uint32_t>(text.size()), &offset, &error),
      ts_query_delete);
  if (query != nullptr) return query;
  return QueryFault{0, offset,
                    WhatIsWrong(error, WordAt(text, offset), grammar)};
}

using Steps = std::vector<TSQueryPredicateStep>;

std::string TextOf(const TSQuery* query, const TSQueryPredicateStep& step) {
  std::uint32_t length = 0;
  const char* const text =
      ts_query_string_value_for_id(query, step.value_id, &length);
  return {text, length};
}

std::string CaptureName(const TSQuery* query, std::uint32_t capture) {
  std::uint32_t length = 0;
  const char* const name =
      ts_query_capture_name_for_id(query, capture, &length);
  return {name, length};
}

// The predicate of `steps`, its name and what it is told, or what is wrong.
std::variant<QueryPredicate, std::string> ReadPredicate(const TSQuery* query,
                                                        const Steps& steps) {
  const std::vector<std::string> known = {"eq?", "not-eq?", "match?",
                                          "not-match?", "any-of?"};
  const std::string name = TextOf(query, steps.front());
  if (!absl::c_linear_search(known, name)) {
    std::string meant = DidYouMean(name, known);
    return absl::StrCat("unknown predicate \"#", name, "\"",
                        !meant.empty() ? meant
                                       : "; known are #eq?, #not-eq?, #match?, "
                                         "#not-match? and #any-of?");
  }
  const bool any_of = name == "any-of?";
  const bool equal = name == "eq?" || name == "not-eq?";
  constexpr auto kCapture = TSQueryPredicateStepTypeCapture;
  if (steps.size() < 3 || steps[1].type != kCapture ||
      (!any_of && steps.size() != 3) ||
      (!equal && absl::c_count_if(steps, [](const TSQueryPredicateStep& one) {
                   return one.type == kCapture;
                 }) != 1)) {
    return absl::StrCat("#", name, " takes a capture and ",
                        any_of  ? "texts"
                        : equal ? "a text or another capture"
                                : "a regular expression",
                        ", as in (#", name, " @name \"x\")");
  }
  QueryPredicate predicate;
  predicate.negated = name[0] == 'n';
  predicate.capture = steps[1].value_id;
  for (std::size_t i = 2; i < steps.size(); ++i) {
    if (steps[i].type == kCapture) {
      predicate.other = steps[i].value_id;
    } else {
      predicate.texts.push_back(TextOf(query, steps[i]));
    }
  }
  if (equal || any_of) return predicate;
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(1 << 20);
  predicate.expression =
      std::make_shared<const RE2>(predicate.texts.front(), options);
  if (predicate.expression->ok()) return predicate;
  return absl::StrCat("#", name, ": not a regular expression (RE2): ",
                      Readable(predicate.expression->error()));
}

// What each predicate of pattern `pattern` is made of.
std::vector<Steps> PredicatesOf(const TSQuery* query, std::uint32_t pattern) {
  std::uint32_t length = 0;
  const TSQueryPredicateStep* const steps =
      ts_query_predicates_for_pattern(query, pattern, &length);
  std::vector<Steps> predicates;
  Steps next;
  for (std::uint32_t i = 0; i < length; ++i) {
    if (steps[i].type != TSQueryPredicateStepTypeDone) {
      next.push_back(steps[i]);
      continue;
    }
    predicates.push_back(std::move(next));
    next.clear();
  }
  return predicates;
}

std::vector<absl::string_view> TextsOf(std::uint32_t capture,
                                       const TSQueryMatch& match,
                                       absl::string_view source) {
  std::vector<absl::string_view> texts;
  for (std::uint16_t i = 0; i < match.capture_count; ++i) {
    if (match.captures[i].index != capture) continue;
    texts.push_back(SyntaxNode(match.captures[i].node, source).text());
  }
  return texts;
}

}  // namespace

std::variant<SyntaxQuery, QueryFault> SyntaxQuery::Compile(
    const std::string& text, const TSLanguage* grammar) {
  if (auto stray = FindStray(text)) return *std::move(stray);
  auto read = Read(text, grammar);
  if (auto* const fault = std::get_if<QueryFault>(&read)) return *fault;
  const QueryPtr& plain = std::get<QueryPtr>(read);
  const std::uint32_t count = ts_query_pattern_count(plain.get());
  if (count == 0) return QueryFault{0, 0, "it has no pattern"};
  // A match without captures does not say where it is.
  std::vector<std::size_t> begins;
  std::string marked = text;
  for (std::uint32_t i = count; i-- > 0;) {
    begins.insert(begins.begin(),
                  ts_query_start_byte_for_pattern(plain.get(), i));
    marked.insert(EndOfFirst(text, begins.front()),
                  absl::StrCat(" @", kFirst, " "));
  }
  auto again = Read(marked, grammar);
  if (std::holds_alternative<QueryFault>(again)) {
    return QueryFault{0, 0,
                      "expected patterns that begin with a node, a group or an "
                      "alternation"};
  }
  SyntaxQuery query;
  query.query_ = std::get<QueryPtr>(std::move(again));
  if (auto fault = query.AddPredicates(text, begins)) return *std::move(fault);
  return query;
}

std::optional<QueryFault> SyntaxQuery::AddPredicates(
    const std::string& text, const std::vector<std::size_t>& begins) {
  for (std::size_t i = 0; i < begins.size(); ++i) {
    std::size_t place = begins[i];
    std::vector<QueryPredicate>& own = predicates_.emplace_back();
    for (const Steps& steps :
         PredicatesOf(query_.get(), static_cast<std::uint32_t>(i))) {
      place = text.find(absl::StrCat("#", TextOf(query_.get(), steps.front())),
                        place);
      auto read = ReadPredicate(query_.get(), steps);
      if (auto* const wrong = std::get_if<std::string>(&read)) {
        return QueryFault{0, std::min(place, text.size()), *wrong};
      }
      ++place;
      own.push_back(std::get<QueryPredicate>(std::move(read)));
    }
  }
  return std::nullopt;
}

bool SyntaxQuery::Holds(const QueryPredicate& predicate,
                        const TSQueryMatch& match, absl::string_view source) {
  const auto texts = TextsOf(predicate.capture, match, source);
  if (predicate.other) {
    return (texts == TextsOf(*predicate.other, match, source)) !=
           predicate.negated;
  }
  return absl::c_all_of(texts, [&](absl::string_view text) {
    const bool is =
        predicate.expression != nullptr
            ? RE2::PartialMatch(re2::StringPiece(text.data(), text.size()),
                                *predicate.expression)
            : absl::c_linear_search(predicate.texts, text);
    return is != predicate.negated;
  });
}

TSPoint SyntaxQuery::PlaceOf(const TSQueryMatch& match) const {
  std::optional<TSPoint> captured;
  TSPoint first = {0, 0};
  for (std::uint16_t i = 0; i < match.capture_count; ++i) {
    const TSQueryCapture& capture = match.captures[i];
    const TSPoint place = ts_node_start_point(capture.node);
    const std::string name = CaptureName(query_.get(), capture.index);
    if (name == kHere) return place;
    if (name == kFirst) {
      first = place;
    } else if (!captured) {
      captured = place;
    }
  }
  return captured.value_or(first);
}

std::optional<std::vector<TSPoint>> SyntaxQuery::Find(const SyntaxTree& tree,
                                                      std::size_t most) const {
  const std::unique_ptr<TSQueryCursor, void (*)(TSQueryCursor*)> cursor(
      ts_query_cursor_new(), ts_query_cursor_delete);
  ts_query_cursor_set_match_limit(cursor.get(), kMostBegun);
  ts_query_cursor_exec(cursor.get(), query_.get(), tree.raw_root());
  std::vector<TSPoint> places;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  TSQueryMatch match;
  while (places.size() < most &&
         ts_query_cursor_next_match(cursor.get(), &match)) {
    const bool holds = absl::c_all_of(predicates_[match.pattern_index],
                                      [&](const QueryPredicate& one) {
                                        return Holds(one, match, tree.source());
                                      });
    if (!holds) continue;
    const TSPoint place = PlaceOf(match);
    if (seen.emplace(place.row, place.column).second) places.push_back(place);
  }
  if (places.empty() && ts_query_cursor_did_exceed_match_limit(cursor.get())) {
    return std::nullopt;
  }
  return places;
}

}  // namespace grader
