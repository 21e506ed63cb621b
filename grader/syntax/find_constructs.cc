#include "grader/syntax/find_constructs.h"

#include <tree_sitter/api.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace grader {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr int kMostAlike = 3;

// What a node of a grammar is. With a `field`, the node in that field of it
// gives the name.
struct Row {
  absl::string_view languages;  // separated by blanks
  absl::string_view node;
  ConstructKind kind;
  absl::string_view field = {};
};

using enum ConstructKind;

constexpr Row kRows[] = {
    {"cpp c python java javascript go bash", "for_statement", kLoop},
    {"cpp c python java javascript bash", "while_statement", kLoop},
    {"cpp c java javascript", "do_statement", kLoop},
    {"cpp", "for_range_loop", kLoop},
    {"java", "enhanced_for_statement", kLoop},
    {"javascript", "for_in_statement", kLoop},
    {"bash", "c_style_for_statement", kLoop},
    {"rust", "for_expression", kLoop},
    {"rust", "while_expression", kLoop},
    {"rust", "loop_expression", kLoop},
    {"python", "list_comprehension", kComprehension},
    {"python", "set_comprehension", kComprehension},
    {"python", "dictionary_comprehension", kComprehension},
    {"python", "generator_expression", kComprehension},
    {"cpp c go", "goto_statement", kGoto},
    {"cpp java", "lambda_expression", kLambda},
    {"python", "lambda", kLambda},
    {"javascript", "arrow_function", kLambda},
    {"javascript", "function_expression", kLambda},
    {"go", "func_literal", kLambda},
    {"rust", "closure_expression", kLambda},
    {"cpp c javascript go rust", "call_expression", kCall, "function"},
    {"python", "call", kCall, "function"},
    {"java", "method_invocation", kCall, "name"},
    {"java", "object_creation_expression", kCall, "type"},
    {"javascript", "new_expression", kCall, "constructor"},
    {"rust", "macro_invocation", kCall, "macro"},
    {"bash", "command", kCall, "name"},
    {"cpp c", "preproc_include", kImport, "path"},
    {"python", "import_from_statement", kImport, "module_name"},
    {"javascript", "import_statement", kImport, "source"},
    {"go", "import_spec", kImport, "path"},
    {"rust", "use_declaration", kImport, "argument"},
    {"cpp c", "function_definition", kFunction, "declarator"},
    {"python bash", "function_definition", kFunction, "name"},
    {"java", "method_declaration", kFunction, "name"},
    {"javascript go", "function_declaration", kFunction, "name"},
    {"go", "method_declaration", kFunction, "name"},
    {"javascript", "method_definition", kFunction, "name"},
    {"rust", "function_item", kFunction, "name"},
};

constexpr absl::string_view kLoopWords[] = {"for", "while", "do", "until",
                                            "loop"};
constexpr absl::string_view kNames[] = {
    "identifier",           "field_identifier",    "type_identifier",
    "namespace_identifier", "property_identifier", "package_identifier"};

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(c) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// `text` without white space, quotes, and what stands in angle brackets behind
// a name, as arguments of templates do.
std::string NameIn(absl::string_view text) {
  constexpr absl::string_view kLeftOut = "<>\"'";
  std::string name;
  int depth = 0;
  for (std::size_t i = 0; i < text.size() && name.size() < kLongestName; ++i) {
    const char c = text[i];
    const bool arrow = c == '>' && i > 0 && text[i - 1] == '-';
    if (c == '<' && !name.empty()) ++depth;
    if (depth == 0 && !absl::ascii_isspace(c) && !absl::ascii_iscntrl(c) &&
        (arrow || !absl::StrContains(kLeftOut, c))) {
      name.push_back(c);
    }
    if (c == '>' && !arrow && depth > 0) --depth;
  }
  return name;
}

// Of a declarator of C or C++, "*find(int n)", the name.
std::string DeclaredName(absl::string_view text) {
  std::string name = NameIn(text.substr(0, text.find('(')));
  const std::size_t begin = name.find_first_not_of("*&");
  return begin == std::string::npos ? "" : name.substr(begin);
}

class Search {
 public:
  Search(const SyntaxTree& tree, absl::string_view language, int file)
      : source_(tree.source()), language_(language), file_(file) {
    for (const Row& row : kRows) {
      if (Has(row)) rows_.emplace(row.node, &row);
    }
    Walk(tree.raw_root());
  }

  std::vector<Construct> Take() { return std::move(found_); }

 private:
  bool Has(const Row& row) const {
    return absl::StrContains(absl::StrCat(" ", row.languages, " "),
                             absl::StrCat(" ", language_, " "));
  }

  // A cursor, since trees of hostile texts are deeper than a stack.
  void Walk(TSNode root) {
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    while (true) {
      Visit(ts_tree_cursor_current_node(&cursor));
      if (ts_tree_cursor_goto_first_child(&cursor)) continue;
      bool more = false;
      while (!(more = ts_tree_cursor_goto_next_sibling(&cursor)) &&
             ts_tree_cursor_goto_parent(&cursor)) {
      }
      if (!more) break;
    }
    ts_tree_cursor_delete(&cursor);
  }

  absl::string_view TextOf(TSNode node) const {
    const std::size_t begin = ts_node_start_byte(node);
    return source_.substr(begin, ts_node_end_byte(node) - begin);
  }

  static TSNode Field(TSNode node, absl::string_view name) {
    return ts_node_child_by_field_name(node, name.data(),
                                       static_cast<std::uint32_t>(name.size()));
  }

  void Visit(TSNode node) {
    const absl::string_view type = ts_node_type(node);
    while (!around_.empty() &&
           around_.back().second <= ts_node_start_byte(node)) {
      around_.pop_back();
    }
    if (type == "preproc_arg") return SearchWords(node);
    if (type == "ERROR") in_error_until_ = ts_node_end_byte(node);
    if (!ts_node_is_named(node)) return VisitSign(node, type);
    if (absl::c_linear_search(kNames, type)) {
      Add(kName, node, NameIn(TextOf(node)));
      if (InError(node) && IsCalled(node)) {
        Add(kCall, node, NameIn(TextOf(node)));
      }
    }
    if (language_ == "python" && type == "import_statement") Imports(node);
    if (language_ == "java" && type == "import_declaration") {
      Add(kImport, node, NameIn(TextOf(ts_node_named_child(node, 0))));
    }
    if (language_ == "javascript" && type == "variable_declarator") {
      NamedLambda(node);
    }
    const auto row = rows_.find(type);
    if (row != rows_.end()) AddRow(node, *row->second);
  }

  void AddRow(TSNode node, const Row& row) {
    if (row.field.empty()) return Add(row.kind, node, "");
    const TSNode named = Field(node, row.field);
    if (ts_node_is_null(named)) return;
    if (row.kind == kFunction) {
      return AddFunction(node, row.field == "declarator"
                                   ? DeclaredName(TextOf(named))
                                   : NameIn(TextOf(named)));
    }
    std::string name = NameIn(TextOf(named));
    if (language_ == "java" && row.node == "method_invocation") {
      if (const TSNode object = Field(node, "object");
          !ts_node_is_null(object)) {
        name = absl::StrCat(NameIn(TextOf(object)), ".", name);
      }
    }
    Add(row.kind, node, name);
  }

  // import a, b as c
  void Imports(TSNode node) {
    for (std::uint32_t i = 0; i < ts_node_named_child_count(node); ++i) {
      TSNode child = ts_node_named_child(node, i);
      if (ts_node_type(child) == absl::string_view("aliased_import")) {
        child = Field(child, "name");
      }
      if (!ts_node_is_null(child)) Add(kImport, node, NameIn(TextOf(child)));
    }
  }

  // const fib = n => …
  void NamedLambda(TSNode node) {
    const TSNode value = Field(node, "value");
    const TSNode name = Field(node, "name");
    if (ts_node_is_null(value) || ts_node_is_null(name)) return;
    const absl::string_view type = ts_node_type(value);
    if (type == "arrow_function" || type == "function_expression") {
      AddFunction(node, NameIn(TextOf(name)));
    }
  }

  void AddFunction(TSNode node, const std::string& name) {
    Add(kFunction, node, name);
    around_.emplace_back(name, ts_node_end_byte(node));
  }

  // Where the grammar lost its way, a keyword stands by itself.
  void VisitSign(TSNode node, absl::string_view sign) {
    if (!InError(node)) return;
    if (sign == "goto") Add(kGoto, node, "");
    if (IsLoopWord(sign)) Add(kLoop, node, "");
  }

  bool InError(TSNode node) const {
    return ts_node_start_byte(node) < in_error_until_;
  }

  bool IsCalled(TSNode node) const {
    const absl::string_view behind = absl::StripLeadingAsciiWhitespace(
        source_.substr(ts_node_end_byte(node)));
    return absl::StartsWith(behind, "(");
  }

  bool IsLoopWord(absl::string_view word) const {
    if (word == "loop") return language_ == "rust";
    if (word == "until") return language_ == "bash";
    if (word == "do" && language_ == "bash") return false;
    return absl::c_linear_search(kLoopWords, word);
  }

  // The body of a macro: its words may become anything.
  void SearchWords(TSNode node) {
    const absl::string_view text = TextOf(node);
    for (std::size_t i = 0; i < text.size();) {
      if (!IsWordCharacter(text[i])) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < text.size() && IsWordCharacter(text[end])) ++end;
      const absl::string_view word = text.substr(i, end - i);
      if (IsLoopWord(word)) {
        Add(kLoop, node, "");
      } else if (word == "goto") {
        Add(kGoto, node, "");
      } else if (!absl::ascii_isdigit(word[0])) {
        Add(kName, node, std::string(word.substr(0, kLongestName)));
        Add(kCall, node, std::string(word.substr(0, kLongestName)));
      }
      i = end;
    }
  }

  void Add(ConstructKind kind, TSNode node, std::string name) {
    Construct one;
    one.kind = kind;
    one.name = std::move(name);
    if (!around_.empty()) one.inside = around_.back().first;
    if (++alike_[{kind, one.name, one.inside}] > kMostAlike) return;
    const TSPoint place = ts_node_start_point(node);
    one.file = file_;
    one.line = static_cast<int>(place.row) + 1;
    one.column = static_cast<int>(place.column) + 1;
    found_.push_back(std::move(one));
  }

  absl::string_view source_;
  std::string language_;
  int file_;
  std::map<absl::string_view, const Row*> rows_;
  // The functions around the node, with where they end.
  std::vector<std::pair<std::string, std::size_t>> around_;
  std::size_t in_error_until_ = 0;
  std::map<std::tuple<ConstructKind, std::string, std::string>, int> alike_;
  std::vector<Construct> found_;
};

}  // namespace

bool HasConstructs(absl::string_view language) {
  return absl::c_any_of(kRows, [&](const Row& row) {
    return absl::StrContains(absl::StrCat(" ", row.languages, " "),
                             absl::StrCat(" ", language, " "));
  });
}

std::vector<Construct> FindConstructs(const SyntaxTree& tree,
                                      absl::string_view language, int file) {
  return Search(tree, language, file).Take();
}

}  // namespace grader
