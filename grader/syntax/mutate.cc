#include "grader/syntax/mutate.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/syntax/preludes.h"

namespace grader {
namespace {

bool IsOneOf(const SyntaxNode& node,
             const std::vector<absl::string_view>& types) {
  return absl::c_linear_search(types, node.type());
}

const std::map<absl::string_view, absl::string_view>& Opposites() {
  static const auto& opposites =
      *new std::map<absl::string_view, absl::string_view>{
          {"+", "-"},    {"-", "+"},    {"*", "/"},   {"/", "*"},
          {"<", "<="},   {"<=", "<"},   {">", ">="},  {">=", ">"},
          {"==", "!="},  {"!=", "=="},  {"&&", "||"}, {"||", "&&"},
          {"and", "or"}, {"or", "and"}, {"+=", "-="}, {"-=", "+="},
          {"++", "--"},  {"--", "++"},  {"%", "*"},   {"//", "*"}};
  return opposites;
}

// Walks a tree and collects mutants.
class Mutation {
 public:
  explicit Mutation(const Dialect& dialect) : d_(dialect) {}

  std::vector<Mutant> Of(const SyntaxTree& tree) {
    Visit(tree.root());
    absl::c_stable_sort(mutants_, [](const Mutant& a, const Mutant& b) {
      return a.begin < b.begin;
    });
    return std::move(mutants_);
  }

 private:
  void Visit(const SyntaxNode& node) {
    Await(node);
    Calls(node);
    Results(node);
    Statements(node);
    Errors(node);
    Conditions(node);
    Parameters(node);
    Values(node);
    for (const SyntaxNode& child : node.Children()) Visit(child);
  }

  void Add(absl::string_view name, const SyntaxNode& node,
           std::string replacement, absl::string_view prelude = "") {
    if (replacement == node.text()) return;
    mutants_.push_back({std::string(name), node.begin(), node.end(),
                        std::move(replacement), std::string(prelude)});
  }

  void Await(const SyntaxNode& node) {
    if (node.type() != d_.await) return;
    const std::vector<SyntaxNode> children = node.NamedChildren();
    if (children.empty()) return;
    const SyntaxNode awaited = children.back();
    Add("drop await", node, std::string(awaited.text()));
    if (IsOneOf(awaited, d_.calls) && !d_.sleep.empty() &&
        awaited.Field("function").text() == d_.sleep) {
      Add("block", node,
          absl::StrCat(d_.blocking_sleep, awaited.Field("arguments").text()),
          d_.blocking_prelude);
    }
  }

  void Calls(const SyntaxNode& node) {
    if (!IsOneOf(node, d_.calls)) return;
    const SyntaxNode function = node.Field("function");
    if (!d_.gather.empty() && function.text() == d_.gather) {
      Add("gather in sequence", function, "mutation_in_sequence",
          Prelude(d_.in_sequence));
    }
    const SyntaxNode arguments = node.Field("arguments");
    Swap("swap arguments", arguments, arguments.NamedChildren());
  }

  // The values that are put together: {a, b}, {"x": a, "y": b}, a, b.
  void Results(const SyntaxNode& node) {
    if (!IsOneOf(node, {"initializer_list", "list", "tuple", "dictionary",
                        "expression_list"})) {
      return;
    }
    std::vector<SyntaxNode> values = node.NamedChildren();
    for (SyntaxNode& value : values) {
      if (value.type() == "pair") value = value.Field("value");
    }
    Swap("swap results", node, values);
  }

  // The first two of `items`, all within `list`, in each other's place.
  void Swap(absl::string_view name, const SyntaxNode& list,
            const std::vector<SyntaxNode>& items) {
    // What is passed by name can stand anywhere.
    if (items.size() < 2 || items[0].type() == "keyword_argument" ||
        items[1].type() == "keyword_argument") {
      return;
    }
    const absl::string_view text = list.text();
    const std::size_t at = list.begin();
    Add(name, list,
        absl::StrCat(
            text.substr(0, items[0].begin() - at), items[1].text(),
            text.substr(items[0].end() - at, items[1].begin() - items[0].end()),
            items[0].text(), text.substr(items[1].end() - at)));
  }

  void Statements(const SyntaxNode& node) {
    if (node.type() == "expression_statement") {
      const std::vector<SyntaxNode> inner = node.NamedChildren();
      if (inner.size() != 1) return;
      if (IsOneOf(inner[0], d_.calls) || inner[0].type() == d_.await) {
        Add("drop call", node, std::string(d_.nothing));
      } else if (IsOneOf(inner[0], d_.assignments)) {
        Add("drop assignment", node, std::string(d_.nothing));
      }
    }
    if (node.type() == "finally_clause") {
      for (const SyntaxNode& child : node.NamedChildren()) {
        if (child.type() == d_.block)
          Add("drop finally", child, std::string(d_.nothing));
      }
    }
    const bool destructor =
        node.type() == "function_definition" &&
        absl::StrContains(node.Field("declarator").Field("declarator").text(),
                          "~");
    // `= default` is no body.
    if (destructor && !node.Field("body").null()) {
      Add("drop finally", node.Field("body"), "{}");
    }
  }

  void Errors(const SyntaxNode& node) {
    if (IsOneOf(node, d_.handlers)) {
      for (const SyntaxNode& child : node.NamedChildren()) {
        if (child.type() == d_.block) {
          Add("drop error branch", child, std::string(d_.rethrow));
        }
      }
    }
    if (node.type() == "if_statement" && node.Field("alternative").null() &&
        OnlyLeaves(node.Field("consequence"))) {
      Add("drop guard", node, std::string(d_.nothing));
    }
  }

  bool OnlyLeaves(const SyntaxNode& branch) const {
    if (branch.type() != d_.block) return IsOneOf(branch, d_.leaving);
    const std::vector<SyntaxNode> statements = branch.NamedChildren();
    return statements.size() == 1 && IsOneOf(statements[0], d_.leaving);
  }

  void Conditions(const SyntaxNode& node) {
    SyntaxNode condition = node.Field("condition");
    if (d_.condition_is_second && node.type() == "conditional_expression") {
      condition = node.NamedChildren().at(1);
    } else if (!IsOneOf(node, d_.conditionals)) {
      return;
    }
    if (condition.type() == "condition_clause") {
      condition = condition.Field("value");
      // One that declares a variable cannot be negated.
      if (condition.type() == "declaration") return;
    }
    // What is inside the brackets that a statement must have.
    const std::vector<SyntaxNode> inner = condition.NamedChildren();
    if (condition.type() == "parenthesized_expression" && inner.size() == 1) {
      condition = inner[0];
    }
    if (condition.null()) return;
    Add("negate condition", condition,
        absl::StrCat(d_.negation, "(", condition.text(), ")"));
  }

  void Parameters(const SyntaxNode& node) {
    if (!IsOneOf(node, d_.functions)) return;
    const SyntaxNode body = node.Field("body");
    if (body.null() || body.type() != d_.block) return;
    for (const std::string& name : ParameterNames(node)) {
      if (d_.braces) {
        const std::size_t behind_brace = body.begin() + 1;
        mutants_.push_back({"ignore parameter", behind_brace, behind_brace,
                            absl::StrCat(" ", name, " = {};"), ""});
      } else if (body.row() > node.row()) {
        const std::string line = absl::StrCat(name, " = type(", name, ")()\n",
                                              std::string(body.column(), ' '));
        mutants_.push_back(
            {"ignore parameter", body.begin(), body.begin(), line, ""});
      }
    }
  }

  std::vector<std::string> ParameterNames(const SyntaxNode& function) const {
    SyntaxNode list = function.Field("parameters");
    if (list.null()) {
      list = function.Field("declarator").Field("parameters");
    }
    std::vector<std::string> names;
    for (const SyntaxNode& parameter : list.NamedChildren()) {
      // x; x: int; x = 1; int x; int& x.
      SyntaxNode name = parameter;
      while (!name.null() && name.type() != "identifier") {
        SyntaxNode inner = name.Field("declarator");
        if (inner.null()) inner = name.Field("name");
        if (inner.null()) {
          const auto children = name.NamedChildren();
          if (children.empty()) break;
          inner = name.type() == "reference_declarator" ||
                          name.type() == "typed_parameter"
                      ? children.front()
                      : SyntaxNode({}, "");
        }
        name = inner;
      }
      if (name.type() == "identifier" && name.text() != "self") {
        names.emplace_back(name.text());
      }
    }
    return names;
  }

  void Values(const SyntaxNode& node) {
    if (IsOneOf(node, d_.operators)) {
      for (const SyntaxNode& sign : node.Children()) {
        const auto opposite = Opposites().find(sign.type());
        if (opposite == Opposites().end()) continue;
        Add("change operator", sign, std::string(opposite->second));
      }
    }
    if (node.type() == "true" || node.type() == "false" ||
        node.type() == "True" || node.type() == "False") {
      Add("change boolean", node, Inverted(node.text()));
    }
    if (IsOneOf(node, d_.numbers)) Number(node);
    Text(node);
  }

  void Text(const SyntaxNode& node) {
    if (node.type() != "string_literal" && node.type() != "string") return;
    // The name of a header, and documentation.
    if (IsOneOf(node.Parent(), {"preproc_include", "expression_statement"})) {
      return;
    }
    if (absl::EndsWith(node.text(), "\"")) Add("change text", node, "\"\"");
  }

  static std::string Inverted(absl::string_view boolean) {
    if (boolean == "true") return "false";
    if (boolean == "false") return "true";
    return boolean == "True" ? "False" : "True";
  }

  void Number(const SyntaxNode& node) {
    constexpr std::int64_t kSmall = 20;
    std::int64_t whole = 0;
    double number = 0;
    if (absl::SimpleAtoi(node.text(), &whole)) {
      const bool small = whole < kSmall;
      Add("change number", node, absl::StrCat(small ? whole + 1 : whole * 2));
      if (whole == 0) return;
      Add("change number", node, absl::StrCat(small ? whole - 1 : whole / 2));
    } else if (absl::SimpleAtod(node.text(), &number) && number != 0) {
      Add("change number", node, absl::StrCat(number * 2));
      Add("change number", node, absl::StrCat(number / 2));
    }
  }

  const Dialect& d_;
  std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> MakeMutants(const SyntaxTree& tree,
                                const Dialect& dialect) {
  return Mutation(dialect).Of(tree);
}

}  // namespace grader
