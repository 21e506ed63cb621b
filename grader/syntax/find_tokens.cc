#include "grader/syntax/find_tokens.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace grader {
namespace {

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv): the same on every machine
// and for every version of a grammar.
std::uint32_t KindOf(absl::string_view type) {
  std::uint32_t hash = 2166136261;
  for (const char c : type) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  }
  return hash;
}

bool IsOneOf(absl::string_view type,
             std::initializer_list<absl::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// Types that a language brings along, which some grammars take apart.
bool IsTypeWord(absl::string_view type) {
  return IsOneOf(type,
                 {"primitive_type", "sized_type_specifier", "integral_type",
                  "floating_point_type", "boolean_type", "void_type"});
}

// What the grammars of the table call names; in Bash words are.
bool IsName(absl::string_view type) {
  return absl::EndsWith(type, "identifier") || IsTypeWord(type) ||
         IsOneOf(type, {"variable_name", "word", "self", "this"});
}

// Values that are written out. "composite_literal" and "func_literal" of Go
// hold a program.
bool IsValue(absl::string_view type) {
  if (IsOneOf(type, {"composite_literal", "func_literal"})) return false;
  return absl::EndsWith(type, "literal") || absl::EndsWith(type, "string") ||
         IsOneOf(type, {"integer", "float", "number", "regex"});
}

bool IsComment(absl::string_view type) {
  return absl::EndsWith(type, "comment");
}

// Goes to the next node that is not below the current one; false at the end.
bool GoBehind(TSTreeCursor& cursor) {
  while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
    if (!ts_tree_cursor_goto_parent(&cursor)) return false;
  }
  return true;
}

}  // namespace

void FindTokens(const SyntaxTree& tree, int file,
                std::vector<SyntaxToken>& tokens) {
  // A cursor takes constant time for each step, however wide or deep the tree.
  TSTreeCursor cursor = ts_tree_cursor_new(tree.raw_root());
  bool more = true;
  bool is_statement = false;  // the current node is all that one consists of
  while (more && tokens.size() < kMostTokens) {
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    const absl::string_view type = ts_node_type(node);
    const bool named = ts_node_is_named(node);
    const bool value = named && IsValue(type);
    const bool skipped = named && (IsComment(type) || (value && is_statement));
    is_statement = false;
    const bool whole = value || skipped || (named && IsTypeWord(type));
    if (!whole && ts_tree_cursor_goto_first_child(&cursor)) {
      is_statement = type == "expression_statement" &&
                     ts_node_named_child_count(node) == 1;
      continue;
    }
    // What the grammar missed and put in is empty.
    if (!skipped && ts_node_end_byte(node) > ts_node_start_byte(node)) {
      const absl::string_view kind = value                   ? "value"
                                     : named && IsName(type) ? "name"
                                                             : type;
      tokens.push_back({KindOf(kind), file,
                        static_cast<int>(ts_node_start_point(node).row) + 1});
    }
    more = GoBehind(cursor);
  }
  ts_tree_cursor_delete(&cursor);
}

}  // namespace grader
