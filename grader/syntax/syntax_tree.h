// A SyntaxTree: source text in a language with a grammar, parsed by tree-sitter
// (https://tree-sitter.github.io).
#ifndef GRADER_SYNTAX_SYNTAX_TREE_H_
#define GRADER_SYNTAX_SYNTAX_TREE_H_

#include <tree_sitter/api.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

// The grammar of `language` (as languages.yaml names it):
// tree-sitter-LANGUAGE.so in the folder `grammars`. kNotFound if there is none.
absl::StatusOr<const TSLanguage*> LoadGrammar(
    const std::string& language, const std::filesystem::path& grammars);

// A node; its tree must outlive it. A null node has no type and no children.
class SyntaxNode {
 public:
  SyntaxNode(TSNode node, absl::string_view source)
      : node_(node), source_(source) {}

  bool null() const { return ts_node_is_null(node_); }
  absl::string_view type() const { return null() ? "" : ts_node_type(node_); }
  std::size_t begin() const { return ts_node_start_byte(node_); }
  std::size_t end() const { return ts_node_end_byte(node_); }
  absl::string_view text() const {
    return null() ? "" : source_.substr(begin(), end() - begin());
  }

  // The child in the grammar's field `name`, or a null node.
  SyntaxNode Field(absl::string_view name) const;
  // All children, also those without a name of their own: signs, keywords.
  std::vector<SyntaxNode> Children() const;
  // The children that the grammar names.
  std::vector<SyntaxNode> NamedChildren() const;
  // Where it begins: lines and bytes of the line, from 0.
  int row() const { return static_cast<int>(ts_node_start_point(node_).row); }
  int column() const {
    return static_cast<int>(ts_node_start_point(node_).column);
  }
  SyntaxNode Parent() const { return {ts_node_parent(node_), source_}; }

 private:
  TSNode node_;
  absl::string_view source_;
};

class SyntaxTree {
 public:
  // Parses `source`, text in `language` (as languages.yaml names it), by the
  // grammar tree-sitter-LANGUAGE.so in the folder `grammars` (ci/grammars makes
  // them). Where the grammar knows no way on, the tree has ERROR nodes.
  // kNotFound without such a grammar.
  static absl::StatusOr<SyntaxTree> Parse(
      std::string source, const std::string& language,
      const std::filesystem::path& grammars);

  // The same; kInvalidArgument when the text has syntax errors.
  static absl::StatusOr<SyntaxTree> ParseWhole(
      std::string source, const std::string& language,
      const std::filesystem::path& grammars);

  const std::string& source() const { return *source_; }
  SyntaxNode root() const { return {ts_tree_root_node(tree_.get()), *source_}; }
  TSNode raw_root() const { return ts_tree_root_node(tree_.get()); }

 private:
  using TreePtr = std::unique_ptr<TSTree, void (*)(TSTree*)>;

  SyntaxTree(std::string source, TSTree* tree)
      : source_(std::make_unique<const std::string>(std::move(source))),
        tree_(tree, ts_tree_delete) {}

  std::unique_ptr<const std::string> source_;  // nodes point into it
  TreePtr tree_;
};

}  // namespace grader

#endif  // GRADER_SYNTAX_SYNTAX_TREE_H_
