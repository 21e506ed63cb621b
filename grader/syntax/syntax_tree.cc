#include "grader/syntax/syntax_tree.h"

#include <dlfcn.h>

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "grader/syntax/grammars.h"

namespace grader {
namespace fs = std::filesystem;

absl::StatusOr<const TSLanguage*> LoadGrammar(const std::string& language,
                                              const fs::path& grammars) {
  const fs::path path = GrammarFile(grammars, language);
  // Never closed: trees refer to their language.
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return absl::NotFoundError(
        absl::StrCat("no grammar of ", language, " at ", path.string(),
                     "; ci/grammars makes those of the table"));
  }
  const std::string name = absl::StrCat("tree_sitter_", language);
  void* symbol = dlsym(library, name.c_str());
  if (symbol == nullptr) {
    return absl::NotFoundError(absl::StrCat(path.string(), " holds no ", name));
  }
  return reinterpret_cast<const TSLanguage* (*)()>(symbol)();
}

SyntaxNode SyntaxNode::Field(absl::string_view name) const {
  if (null()) return *this;
  return {ts_node_child_by_field_name(node_, name.data(),
                                      static_cast<std::uint32_t>(name.size())),
          source_};
}

std::vector<SyntaxNode> SyntaxNode::Children() const {
  std::vector<SyntaxNode> children;
  const std::uint32_t count = null() ? 0 : ts_node_child_count(node_);
  for (std::uint32_t i = 0; i < count; ++i) {
    children.emplace_back(ts_node_child(node_, i), source_);
  }
  return children;
}

std::vector<SyntaxNode> SyntaxNode::NamedChildren() const {
  std::vector<SyntaxNode> children;
  const std::uint32_t count = null() ? 0 : ts_node_named_child_count(node_);
  for (std::uint32_t i = 0; i < count; ++i) {
    children.emplace_back(ts_node_named_child(node_, i), source_);
  }
  return children;
}

absl::StatusOr<SyntaxTree> SyntaxTree::Parse(std::string source,
                                             const std::string& language,
                                             const fs::path& grammars) {
  const auto grammar = LoadGrammar(language, grammars);
  if (!grammar.ok()) return grammar.status();
  const std::unique_ptr<TSParser, void (*)(TSParser*)> parser(ts_parser_new(),
                                                              ts_parser_delete);
  if (!ts_parser_set_language(parser.get(), *grammar)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the grammar of ", language, " is made for another tree-sitter"));
  }
  TSTree* tree =
      ts_parser_parse_string(parser.get(), nullptr, source.data(),
                             static_cast<std::uint32_t>(source.size()));
  return SyntaxTree(std::move(source), tree);
}

absl::StatusOr<SyntaxTree> SyntaxTree::ParseWhole(std::string source,
                                                  const std::string& language,
                                                  const fs::path& grammars) {
  auto tree = Parse(std::move(source), language, grammars);
  if (tree.ok() && ts_node_has_error(tree->raw_root())) {
    return absl::InvalidArgumentError(
        absl::StrCat("not ", language, ": there are syntax errors"));
  }
  return tree;
}

}  // namespace grader
