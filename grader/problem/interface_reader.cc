#include "grader/problem/interface_reader.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/interface_names.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

const std::map<std::string, ValueType::Kind>& PlainTypes() {
  static const auto& types = *new std::map<std::string, ValueType::Kind>{
      {"int", ValueType::Kind::kInt},
      {"number", ValueType::Kind::kNumber},
      {"bool", ValueType::Kind::kBool},
      {"text", ValueType::Kind::kText},
      {"duration", ValueType::Kind::kDuration}};
  return types;
}

const std::map<std::string, ValueType::Kind>& Containers() {
  static const auto& containers = *new std::map<std::string, ValueType::Kind>{
      {"list", ValueType::Kind::kList}, {"map", ValueType::Kind::kMap}};
  return containers;
}

class InterfaceReader {
 public:
  InterfaceReader(const YamlNode& node, AuthorErrors& errors)
      : node_(node), errors_(errors) {}

  Interface Read() {
    if (const YamlNode* types = node_.Find("types")) {
      for (const YamlEntry& entry : types->entries) ReadType(entry);
    }
    interface_.world = ReadFunctions(node_.Find("world"), names_);
    for (std::size_t i = 0; i < interface_.world.size(); ++i) {
      CheckGiven(interface_.world[i], node_.Find("world")->entries[i].key);
    }
    interface_.functions = ReadFunctions(node_.Find("functions"), names_);
    if (const YamlNode* classes = node_.Find("classes")) {
      for (const YamlEntry& entry : classes->entries) ReadClass(entry);
    }
    if (interface_.functions.empty() && interface_.classes.empty()) {
      errors_.Add(node_.place,
                  "the interface has nothing that the learner writes: no "
                  "\"functions\" and no \"classes\"");
    }
    return std::move(interface_);
  }

 private:
  using Names = std::map<std::string, int>;  // with the line of each

  // A name that may be taken, is none of a language, and then is.
  void Take(const YamlNode& name, Names& names) {
    if (const std::string why = WhyNoName(name.text); !why.empty()) {
      errors_.Add(name.place, absl::StrCat(Quoted(name.text), " ", why,
                                           "; take another name"));
    }
    const auto [other, added] =
        names.emplace(name.text, errors_.Line(name.place));
    if (added) return;
    errors_.Add(name.place,
                absl::StrCat("the name ", Quoted(name.text),
                             " is taken already, in line ", other->second));
  }

  std::vector<std::string> KnownTypes() const {
    std::vector<std::string> known;
    for (const auto& [name, kind] : PlainTypes()) known.push_back(name);
    for (const NamedType& type : interface_.types) known.push_back(type.name);
    return known;
  }

  bool IsDeclaredBelow(const std::string& name) const {
    const YamlNode* types = node_.Find("types");
    return types != nullptr && types->Find(name) != nullptr;
  }

  ValueType ReadWords(absl::Span<const std::string> words,
                      const YamlNode& node) {
    const std::string& word = words.front();
    ValueType type;
    if (const auto container = Containers().find(word);
        container != Containers().end() && words.size() > 2 &&
        words[1] == "of") {
      type.kind = container->second;
      type.inner = {ReadWords(words.subspan(2), node)};
      return type;
    }
    if (word == "optional" && words.size() > 1) {
      type.kind = ValueType::Kind::kOptional;
      type.inner = {ReadWords(words.subspan(1), node)};
      return type;
    }
    if (words.size() > 2 && words[1] == "or") {
      type.kind = ValueType::Kind::kOneOf;
      type.inner = {ReadWords(words.subspan(0, 1), node)};
      ValueType rest = ReadWords(words.subspan(2), node);
      if (rest.kind != ValueType::Kind::kOneOf) {
        type.inner.push_back(std::move(rest));
      } else {
        type.inner.insert(type.inner.end(), rest.inner.begin(),
                          rest.inner.end());
      }
      return type;
    }
    if (words.size() == 1) {
      if (const auto plain = PlainTypes().find(word);
          plain != PlainTypes().end()) {
        type.kind = plain->second;
        return type;
      }
      if (FindType(interface_, word) != nullptr) {
        type.kind = ValueType::Kind::kNamed;
        type.name = word;
        return type;
      }
    }
    errors_.Add(node.place, WhyNoType(words));
    return type;
  }

  std::string WhyNoType(absl::Span<const std::string> words) const {
    const std::string text = absl::StrJoin(words, " ");
    if (words.size() == 1 && IsDeclaredBelow(text)) {
      return absl::StrCat("the type ", Quoted(text),
                          " is declared only further down; a type stands "
                          "after those it uses");
    }
    static const std::map<std::string, std::string> kElsewhere = {
        {"integer", "int"}, {"long", "int"},     {"string", "text"},
        {"str", "text"},    {"float", "number"}, {"double", "number"},
        {"boolean", "bool"}};
    if (const auto other = kElsewhere.find(text); other != kElsewhere.end()) {
      return absl::StrCat("unknown type ", Quoted(text), "; did you mean \"",
                          other->second, "\"?");
    }
    std::vector<std::string> known = KnownTypes();
    const std::string meant =
        words.size() == 1 ? DidYouMean(text, known) : std::string();
    known.insert(known.end(), {"list of TYPE", "optional TYPE", "map of TYPE",
                               "TYPE or TYPE"});
    return absl::StrCat(
        "unknown type ", Quoted(text),
        meant.empty() ? absl::StrCat("; known are ", absl::StrJoin(known, ", "))
                      : meant);
  }

  ValueType ReadTypeText(const YamlNode& node) {
    const std::vector<std::string> words = absl::StrSplit(node.text, ' ');
    return ReadWords(words, node);
  }

  std::vector<TypedName> ReadFields(const YamlNode* map, bool may_be_functions,
                                    bool members = false) {
    std::vector<TypedName> fields;
    if (map == nullptr) return fields;
    Names names;
    for (const YamlEntry& entry : map->entries) {
      Take(entry.key, names);
      TypedName field;
      field.name = entry.key.text;
      const YamlNode* type = &entry.value;
      if (entry.value.kind == YamlNode::Kind::kMap) {
        type = entry.value.Find("type");
        field.about = TextOf(entry.value, "about");
      }
      if (type == nullptr) continue;  // was reported
      field.type = ReadTypeText(*type);
      CheckHandedOver(field.type, may_be_functions, *type);
      CheckTimes(field.type, members, *type);
      fields.push_back(std::move(field));
    }
    return fields;
  }

  // Times are seconds in Python and milliseconds on the way; what a dict or a
  // value of several types holds is not converted.
  bool HoldsTime(const ValueType& type) const {
    if (type.kind == ValueType::Kind::kDuration) return true;
    if (const NamedType* named = FindType(interface_, type.name)) {
      const auto* other = std::get_if<AliasType>(&named->is);
      return other != nullptr && HoldsTime(other->type);
    }
    return std::any_of(type.inner.begin(), type.inner.end(),
                       [this](const ValueType& one) { return HoldsTime(one); });
  }

  void CheckTimes(const ValueType& type, bool member, const YamlNode& node) {
    if (!HoldsTime(type)) return;
    if (member || type.kind == ValueType::Kind::kOneOf) {
      errors_.Add(node.place,
                  "a duration can only be a parameter, a result or a property; "
                  "let a member count in a unit of its own, such as an int "
                  "called time_ms");
      return;
    }
    for (const ValueType& inner : type.inner) CheckTimes(inner, false, node);
  }

  // A function travels as a number that stands for it, by itself or in a list.
  void CheckHandedOver(const ValueType& type, bool may_be_function,
                       const YamlNode& node) {
    if (!HoldsFunction(interface_, type)) return;
    if (!may_be_function) {
      errors_.Add(node.place,
                  "a function can only be a parameter or a result, by itself "
                  "or in a list");
      return;
    }
    const ValueType& inner =
        type.kind == ValueType::Kind::kList ? type.inner.front() : type;
    if (FunctionOf(interface_, inner) != nullptr) return;
    errors_.Add(node.place,
                "a function is handed over by itself or in a list, not as "
                "a part of anything else");
  }

  FunctionSignature ReadFunction(const std::string& name,
                                 const YamlNode& node) {
    FunctionSignature function;
    function.name = name;
    function.about = TextOf(node, "about");
    function.async = IsTrue(node, "async");
    function.errors_by_kind = TextOf(node, "errors") == "kinds";
    function.parameters = ReadFields(node.Find("parameters"), true);
    if (const YamlNode* result = node.Find("result")) {
      function.result = ReadTypeText(*result);
      CheckHandedOver(*function.result, true, *result);
      CheckTimes(*function.result, false, *result);
    }
    return function;
  }

  std::vector<FunctionSignature> ReadFunctions(const YamlNode* map,
                                               Names& names) {
    std::vector<FunctionSignature> functions;
    if (map == nullptr) return functions;
    for (const YamlEntry& entry : map->entries) {
      Take(entry.key, names);
      functions.push_back(ReadFunction(entry.key.text, entry.value));
    }
    return functions;
  }

  // Whoever does not wait cannot be answered. The world is a library, which
  // keeps no functions of the learner's.
  void CheckGiven(const FunctionSignature& function, const YamlNode& name) {
    bool hands_over =
        function.result && HoldsFunction(interface_, *function.result);
    for (const TypedName& field : function.parameters) {
      hands_over |= HoldsFunction(interface_, field.type);
    }
    if (hands_over) {
      errors_.Add(name.place,
                  absl::StrCat(Quoted(function.name),
                               ": a function of the world neither gets nor "
                               "gives functions"));
    }
    if (function.async || (!function.result && !function.errors_by_kind)) {
      return;
    }
    errors_.Add(name.place,
                absl::StrCat(Quoted(function.name),
                             ": what is given and has a result or errors is "
                             "awaited; write async: true"));
  }

  void ReadType(const YamlEntry& entry) {
    Take(entry.key, names_);
    const YamlNode& node = entry.value;
    NamedType named;
    named.name = entry.key.text;
    named.about = TextOf(node, "about");
    if (const YamlNode* members = node.Find("members")) {
      named.is = StructType{ReadFields(members, false, true),
                            IsTrue(node, "comparable")};
    } else if (const YamlNode* other = node.Find("same_as")) {
      AliasType alias = {ReadTypeText(*other)};
      CheckTimes(alias.type, false, *other);
      CheckHandedOver(alias.type, FunctionOf(interface_, alias.type) != nullptr,
                      *other);
      named.is = std::move(alias);
    } else if (const YamlNode* function = node.Find("function")) {
      named.is = FunctionType{ReadFunction(named.name, *function)};
      if (!IsTrue(*function, "async")) {
        errors_.Add(entry.key.place,
                    absl::StrCat(Quoted(named.name),
                                 ": a function that is handed over is awaited; "
                                 "write async: true"));
      }
    }
    interface_.types.push_back(std::move(named));
  }

  void ReadClass(const YamlEntry& entry) {
    Take(entry.key, names_);
    const YamlNode& node = entry.value;
    ClassSignature made;
    made.name = entry.key.text;
    made.about = TextOf(node, "about");
    made.executor = IsTrue(node, "executor");
    made.data = TextOf(node, "data");
    if (made.data.empty()) made.data = "Impl";
    made.parameters = ReadFields(node.Find("parameters"), true);
    Names members;
    made.methods = ReadFunctions(node.Find("methods"), members);
    made.properties = ReadFields(node.Find("properties"), false);
    if (const YamlNode* properties = node.Find("properties")) {
      for (const YamlEntry& property : properties->entries) {
        if (members.contains(property.key.text)) Take(property.key, members);
      }
    }
    interface_.classes.push_back(std::move(made));
  }

  const YamlNode& node_;
  AuthorErrors& errors_;
  Names names_;
  Interface interface_;
};

}  // namespace

Interface ReadInterface(const YamlNode& node, const std::string& id,
                        Place id_place, AuthorErrors& errors) {
  const std::string given = GivenName(id);
  if (const std::string why = WhyNoGivenName(given); !why.empty()) {
    errors.Add(id_place,
               absl::StrCat("id: what the problem gives is imported as ",
                            Quoted(given), ", which ", why));
  }
  return InterfaceReader(node, errors).Read();
}

}  // namespace grader
