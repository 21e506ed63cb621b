// A SyntaxQuery: a query of tree-sitter with its predicates, which its library
// leaves to whoever uses it
// (https://tree-sitter.github.io/tree-sitter/using-parsers/queries).
#ifndef GRADER_SYNTAX_SYNTAX_QUERY_H_
#define GRADER_SYNTAX_SYNTAX_QUERY_H_

#include <re2/re2.h>
#include <tree_sitter/api.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/syntax/query_fault.h"
#include "grader/syntax/syntax_tree.h"

namespace grader {

// #eq?, #not-eq?, #match?, #not-match? and #any-of? on captures; a capture of
// several nodes holds if each of them does.
struct QueryPredicate {
  bool negated = false;
  std::uint32_t capture = 0;
  std::optional<std::uint32_t> other;  // #eq? of two captures
  std::vector<std::string> texts;      // any of these
  std::shared_ptr<const RE2> expression;
};

class SyntaxQuery {
 public:
  // Reads `text` in `grammar`. A fault, whose `rule` is 0, for what is no query
  // there, predicates that nobody knows, and expressions that RE2 cannot read.
  static std::variant<SyntaxQuery, QueryFault> Compile(
      const std::string& text, const TSLanguage* grammar);

  // The first `most` different places where it matches in `tree`, as the row
  // and the column in bytes, both from 0: of the capture @here if there is one,
  // else of the first capture, else of the first node. None where more matches
  // are begun at a time than the library may keep, so that some were lost.
  std::optional<std::vector<TSPoint>> Find(const SyntaxTree& tree,
                                           std::size_t most) const;

 private:
  using QueryPtr = std::unique_ptr<TSQuery, void (*)(TSQuery*)>;

  SyntaxQuery() : query_(nullptr, ts_query_delete) {}

  // Reads those of the patterns, which begin at `begins` in `text`.
  std::optional<QueryFault> AddPredicates(
      const std::string& text, const std::vector<std::size_t>& begins);
  TSPoint PlaceOf(const TSQueryMatch& match) const;
  static bool Holds(const QueryPredicate& predicate, const TSQueryMatch& match,
                    absl::string_view source);

  QueryPtr query_;
  std::vector<std::vector<QueryPredicate>> predicates_;  // of each pattern
};

}  // namespace grader

#endif  // GRADER_SYNTAX_SYNTAX_QUERY_H_
