#include "grader/problem/schema_docs.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/scalar_check.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kDuration[] = R"(^[0-9]+(\.[0-9]+)?(us|ms|s|m|h)$)";
constexpr char kBytes[] = R"(^[0-9]+(\.[0-9]+)?(B|kB|MB|GB|KiB|MiB|GiB)$)";

// All records that `record` leads to, itself first, each once.
void Collect(const Record& record, std::vector<const Record*>& found) {
  if (absl::c_linear_search(found, &record)) return;
  found.push_back(&record);
  for (const Key& key : record.keys) {
    for (const Value* value = key.value; value != nullptr;
         value = value->items != nullptr ? value->items : value->values) {
      if (value->record != nullptr) Collect(*value->record, found);
    }
  }
}

std::vector<const Record*> AllRecords(const Record& record) {
  std::vector<const Record*> found;
  Collect(record, found);
  return found;
}

// "Content of a file" as a name and an anchor: "content-of-a-file".
std::string Slug(absl::string_view title) {
  std::string slug;
  for (const char c : title) slug += c == ' ' ? '-' : absl::ascii_tolower(c);
  return slug;
}

// ---- JSON Schema -----------------------------------------------------------

Json TextSchema(const Value& value) {
  Json schema = {{"type", "string"}};
  if (value.scalar == Scalar::kWritten) {
    schema["type"] = {"string", "number", "boolean", "null"};
  }
  if (!value.pattern.empty()) {
    schema["pattern"] = absl::StrCat("^(", value.pattern, ")$");
  } else if (!value.may_be_empty) {
    schema["minLength"] = 1;
  }
  return schema;
}

Json ScalarSchema(const Value& value) {
  switch (value.scalar) {
    case Scalar::kNone:
      return Json();
    case Scalar::kText:
    case Scalar::kWritten:
      return TextSchema(value);
    case Scalar::kWhole: {
      Json schema = {{"type", "integer"}, {"minimum", value.min}};
      if (value.max != std::numeric_limits<std::int64_t>::max()) {
        schema["maximum"] = value.max;
      }
      return schema;
    }
    case Scalar::kNumber:
      return {{"type", "number"}, {"minimum", value.min}};
    case Scalar::kPoints:
      return {{"type", "number"}, {"minimum", 0}, {"maximum", 1000000}};
    case Scalar::kBoolean:
      return {{"type", "boolean"}};
    case Scalar::kDuration:
      return {{"type", "string"}, {"pattern", kDuration}};
    case Scalar::kBytes:
      return {{"type", "string"}, {"pattern", kBytes}};
    case Scalar::kChoice: {
      Json schema = {{"enum", Json::array()}};
      for (const absl::string_view choice : value.choices) {
        schema["enum"].push_back(std::string(choice));
      }
      return schema;
    }
  }
  return Json();
}

Json ValueSchema(const Value& value) {
  std::vector<Json> forms;
  if (value.scalar != Scalar::kNone) forms.push_back(ScalarSchema(value));
  if (value.items != nullptr) {
    Json list = {{"type", "array"}, {"items", ValueSchema(*value.items)}};
    if (!value.may_be_empty) list["minItems"] = 1;
    if (value.unique) list["uniqueItems"] = true;
    forms.push_back(list);
  }
  if (value.values != nullptr) {
    Json map = {{"type", "object"},
                {"propertyNames", TextSchema(*value.names)},
                {"additionalProperties", ValueSchema(*value.values)}};
    // The name of a property is always a text.
    map["propertyNames"].erase("type");
    if (!value.may_be_empty) map["minProperties"] = 1;
    forms.push_back(map);
  }
  if (value.record != nullptr) {
    forms.push_back(
        {{"$ref", absl::StrCat("#/definitions/", Slug(value.record->title))}});
  }
  if (forms.size() > 1) return {{"anyOf", forms}};
  // What stands beside a $ref does not count.
  if (value.record != nullptr) return {{"allOf", forms}};
  return forms.front();
}

// `node`, as JSON readers know it.
Json ExampleOf(const YamlNode& node, const Value& value) {
  switch (node.kind) {
    case YamlNode::Kind::kList: {
      Json list = Json::array();
      for (const YamlNode& item : node.items) {
        list.push_back(ExampleOf(item, *value.items));
      }
      return list;
    }
    case YamlNode::Kind::kMap: {
      Json map = Json::object();
      for (const YamlEntry& entry : node.entries) {
        const Value* inner = value.values;
        if (value.record != nullptr) {
          inner = absl::c_find_if(value.record->keys, [&](const Key& key) {
                    return key.name == entry.key.text;
                  })->value;
        }
        map[entry.key.text] = ExampleOf(entry.value, *inner);
      }
      return map;
    }
    case YamlNode::Kind::kScalar:
    case YamlNode::Kind::kNothing:
    case YamlNode::Kind::kRejected:
      break;
  }
  std::int64_t whole = 0;
  double number = 0;
  if (value.scalar == Scalar::kBoolean) return node.text == "true";
  const bool may_be_number = !node.quoted && (value.scalar == Scalar::kWhole ||
                                              value.scalar == Scalar::kWritten);
  if (may_be_number && absl::SimpleAtoi(node.text, &whole)) return whole;
  if ((value.scalar == Scalar::kNumber || value.scalar == Scalar::kPoints) &&
      absl::SimpleAtod(node.text, &number)) {
    return number;
  }
  return node.text;
}

Json KeySchema(const Key& key) {
  Json schema = {{"description", std::string(key.description)}};
  schema.update(ValueSchema(*key.value));
  AuthorErrors errors(
      "example",
      absl::StrCat("example: ",
                   absl::StrReplaceAll(key.example, {{"\n", "\n  "}}), "\n"));
  if (const std::optional<YamlNode> root = ReadYaml(errors)) {
    schema["examples"] =
        Json::array({ExampleOf(*root->Find("example"), *key.value)});
  }
  return schema;
}

Json Required(absl::Span<const absl::string_view> names) {
  Json list = Json::array();
  for (const absl::string_view name : names) list.push_back(std::string(name));
  return {{"required", list}};
}

// At most one of each group; one of `one_of`.
void AddAlternatives(const Record& record, Json& schema) {
  Json pairs = Json::array();
  for (const auto& group : record.alternatives) {
    if (group == record.one_of) continue;
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j) {
        pairs.push_back(Required({group[i], group[j]}));
      }
    }
  }
  if (!pairs.empty()) schema["not"] = {{"anyOf", pairs}};
  if (record.one_of.empty()) return;
  schema["oneOf"] = Json::array();
  for (const absl::string_view name : record.one_of) {
    schema["oneOf"].push_back(Required({name}));
  }
}

Json RecordSchema(const Record& record) {
  Json schema = {{"title", std::string(record.title)},
                 {"type", "object"},
                 {"additionalProperties", false},
                 {"minProperties", 1}};
  std::vector<absl::string_view> required;
  for (const Key& key : record.keys) {
    const std::string name(key.name);
    if (key.required) required.push_back(key.name);
    for (const absl::string_view other : {key.only_with, key.needs}) {
      if (other.empty()) continue;
      schema["dependencies"][name].push_back(std::string(other));
    }
    schema["properties"][name] = KeySchema(key);
  }
  if (!required.empty()) schema.update(Required(required));
  AddAlternatives(record, schema);
  return schema;
}

// ---- Reference page --------------------------------------------------------

std::string Link(const Record& record) {
  return absl::StrCat("[", record.title, "](#", Slug(record.title), ")");
}

std::string FormsInWords(const Value& value) {
  std::vector<std::string> forms;
  if (value.scalar != Scalar::kNone) forms.push_back(ScalarInWords(value));
  if (value.items != nullptr) {
    forms.push_back(absl::StrCat("list: ", FormsInWords(*value.items)));
  }
  if (value.values != nullptr) {
    forms.push_back(absl::StrCat(ScalarInWords(*value.names), ": ",
                                 FormsInWords(*value.values)));
  }
  if (value.record != nullptr) forms.push_back(Link(*value.record));
  return absl::StrJoin(forms, ", or ");
}

std::string Cell(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"|", "\\|"}, {"\n", "⏎"}});
}

std::string Notes(const Record& record) {
  std::string notes;
  for (const auto& group : record.alternatives) {
    absl::StrAppend(&notes, "\n",
                    record.one_of == group ? "Exactly one" : "At most one",
                    " of `", absl::StrJoin(group, "`, `"), "`.\n");
  }
  return notes;
}

std::string Section(const Record& record) {
  std::string text = absl::StrCat(
      "\n## ", record.title,
      "\n\n| key | value | meaning | example |\n|---|---|---|---|\n");
  for (const Key& key : record.keys) {
    absl::StrAppend(
        &text, "| `", key.name, "`", key.required ? " (required)" : "", " | ",
        Cell(FormsInWords(*key.value)), " | ", Cell(key.description),
        key.only_with.empty()
            ? ""
            : absl::StrCat(" Only with `", key.only_with, "`."),
        key.needs.empty() ? ""
                          : absl::StrCat(" Needs `", key.needs, "` beside it."),
        " | `", Cell(key.example), "` |\n");
  }
  return text + Notes(record);
}

constexpr absl::string_view kIntroduction =
    R"(# The keys of problem.yaml, lesson.yaml, quiz.yaml and course.yaml

Made by `grader schema --format markdown`; `problem.schema.json` beside it by
`grader schema`, those of the others by `grader schema lesson`, `grader schema
quiz` and `grader schema course`. A problem file that begins with

    # yaml-language-server: $schema=../problem.schema.json

gets completion and these descriptions in editors that know YAML; the others
likewise.

Keys and values are read strictly: an unknown key, a key that is there twice, a
number where text belongs, a duration without a unit, tabs, anchors and merge
keys are errors, each told with its line and column.
)";

}  // namespace

std::string JsonSchema(const Record& record) {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"}};
  schema.update(RecordSchema(record));
  for (const Record* one : AllRecords(record)) {
    if (one == &record) continue;
    schema["definitions"][Slug(one->title)] = RecordSchema(*one);
  }
  return schema.dump(2) + "\n";
}

std::string ReferencePage(absl::Span<const Record* const> records) {
  std::string page(kIntroduction);
  std::set<const Record*> written;
  for (const Record* record : records) {
    for (const Record* one : AllRecords(*record)) {
      if (written.insert(one).second) page += Section(*one);
    }
  }
  return page;
}

}  // namespace grader
