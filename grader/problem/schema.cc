#include "grader/problem/schema.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/other_names.h"
#include "grader/problem/readable.h"
#include "grader/problem/scalar_check.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

// Whether a map stands where a text or a record may, and neither is nor nearly
// is that record: a text that holds ": " without quotes.
bool IsTextWithColon(const YamlNode& node, const Value& value,
                     const std::string& text) {
  if (value.scalar != Scalar::kText || node.entries.size() != 1 ||
      text[node.place.offset] == '{' ||
      node.entries[0].value.kind != YamlNode::Kind::kScalar) {
    return false;
  }
  std::vector<std::string> known;
  for (const Key& key : value.record->keys) known.emplace_back(key.name);
  const std::string& word = node.entries[0].key.text;
  return std::find(known.begin(), known.end(), word) == known.end() &&
         !Closest(word, known);
}

using NodeKind = YamlNode::Kind;
using Names = absl::Span<const absl::string_view>;

std::vector<std::string> KeyNames(const Record& record) {
  std::vector<std::string> names;
  for (const Key& key : record.keys) names.emplace_back(key.name);
  return names;
}

const Key* FindKey(const Record& record, absl::string_view name) {
  for (const Key& key : record.keys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

// All that `value` accepts, in words.
std::string InWords(const Value& value) {
  std::vector<std::string> forms;
  if (value.scalar != Scalar::kNone) forms.push_back(ScalarInWords(value));
  if (value.items != nullptr) forms.emplace_back("a list");
  if (value.values != nullptr) forms.emplace_back("a map");
  if (value.record != nullptr) {
    constexpr std::size_t kShown = 3;
    std::vector<absl::string_view> names;
    for (const Key& key : value.record->keys.subspan(0, kShown)) {
      names.push_back(key.name);
    }
    if (value.record->keys.size() > kShown) names.emplace_back("…");
    forms.push_back(absl::StrCat("a map (", absl::StrJoin(names, ", "), ")"));
  }
  return absl::StrJoin(forms, " or ");
}

// For `key:value` where a map is wanted: YAML takes it for a text.
std::string MissingSpace(const YamlNode& node, const Value& value) {
  static const RE2 kKeyAndValue("([a-z_]+):(\\S.*)");
  std::string key;
  std::string rest;
  if (node.kind != NodeKind::kScalar || node.quoted ||
      value.record == nullptr ||
      !RE2::FullMatch(node.text, kKeyAndValue, &key, &rest) ||
      FindKey(*value.record, key) == nullptr) {
    return "";
  }
  return absl::StrCat("a space is missing: \"", key, ": ", rest, "\"");
}

// A key of the map is unknown, and `name` is what it was meant to be.
bool IsMisspeltIn(const YamlNode& map, absl::string_view name,
                  const Record& record) {
  return std::any_of(map.entries.begin(), map.entries.end(),
                     [&](const YamlEntry& entry) {
                       return FindKey(record, entry.key.text) == nullptr &&
                              Closest(entry.key.text, KeyNames(record)) == name;
                     });
}

// `"limits:"`, the key of `record` below which the key `name` may stand, or
// `"checker:" in "stdout:"`; empty: none, `levels` down.
std::string PathTo(absl::string_view name, const Record& record, int levels) {
  for (int deep = 1; deep <= levels; ++deep) {
    for (const Key& known : record.keys) {
      const Value* value = known.value;
      std::string path(known.name);
      while (value->record == nullptr &&
             (value->values != nullptr || value->items != nullptr)) {
        if (value->values != nullptr) absl::StrAppend(&path, ": NAME");
        value = value->values != nullptr ? value->values : value->items;
      }
      if (value->record == nullptr) continue;
      if (deep == 1) {
        if (FindKey(*value->record, name) != nullptr) {
          return absl::StrCat("\"", path, ":\"");
        }
        continue;
      }
      const std::string inner = PathTo(name, *value->record, deep - 1);
      if (!inner.empty()) return absl::StrCat(inner, " in \"", path, ":\"");
    }
  }
  return "";
}

// The records in and below `record` that have the key `name`.
void FindRecordsWith(absl::string_view name, const Record& record,
                     std::set<const Record*>& seen,
                     std::set<absl::string_view>& found) {
  if (!seen.insert(&record).second) return;
  if (FindKey(record, name) != nullptr) found.insert(record.name);
  for (const Key& key : record.keys) {
    const Value* value = key.value;
    while (value != nullptr) {
      if (value->record != nullptr) {
        FindRecordsWith(name, *value->record, seen, found);
      }
      value = value->values != nullptr ? value->values : value->items;
    }
  }
}

// Walks tree and schema together. Each method gives false if nothing is left
// of the node that could be used.
class SchemaCheck {
 public:
  explicit SchemaCheck(AuthorErrors& errors) : errors_(errors) {}

  bool CheckValue(YamlNode& node, const Value& value, const Label& label);

 private:
  bool CheckItems(YamlNode& list, const Value& value, const Label& label);
  bool CheckNames(YamlNode& map, const Value& value, const Label& label);
  bool CheckKeys(YamlNode& map, const Record& record);
  void CheckRequired(const YamlNode& map, const Record& record);
  void CheckCombinations(const YamlNode& map, const Record& record);
  void AddUnknownKey(const YamlNode& key, const Record& record);
  std::string WhereItBelongs(absl::string_view key, const Record& record) const;

  AuthorErrors& errors_;
  std::vector<const Record*> around_;  // the outermost first
};

bool SchemaCheck::CheckValue(YamlNode& node, const Value& value,
                             const Label& label) {
  if (node.kind == NodeKind::kRejected) return false;
  // `null` and `~` are words, where words are looked for.
  if (node.kind == NodeKind::kNothing && !node.text.empty() &&
      (value.scalar == Scalar::kWritten || value.scalar == Scalar::kText)) {
    node.kind = NodeKind::kScalar;
  }
  if (node.kind == NodeKind::kScalar && value.scalar != Scalar::kNone) {
    return CheckScalar(node, value, label, errors_);
  }
  if (node.kind == NodeKind::kList && value.items != nullptr) {
    return CheckItems(node, value, label);
  }
  if (node.kind == NodeKind::kMap && value.record != nullptr &&
      !IsTextWithColon(node, value, errors_.text())) {
    return CheckKeys(node, *value.record);
  }
  if (node.kind == NodeKind::kMap && value.values != nullptr) {
    return CheckNames(node, value, label);
  }
  std::string advice = MissingSpace(node, value);
  if (advice.empty() && node.kind == NodeKind::kNothing && value.may_be_empty &&
      value.scalar != Scalar::kNone) {
    advice = "write \"\" for empty text";
  }
  if (node.kind == NodeKind::kMap && value.scalar == Scalar::kText) {
    advice = "text that holds \": \" goes in quotes";
  }
  if (advice.empty() && !label.example.empty()) {
    advice = absl::StrCat("for example ", label.example);
  }
  return AddMismatch(node, label, InWords(value), advice, errors_);
}

bool SchemaCheck::CheckItems(YamlNode& list, const Value& value,
                             const Label& label) {
  if (list.items.empty() && !value.may_be_empty) {
    errors_.Add(list.place, absl::StrCat(label.name, ": the list is empty"));
    return false;
  }
  const Label item_label = {absl::StrCat("item of ", label.name), ""};
  std::vector<YamlNode> good;
  for (YamlNode& item : list.items) {
    if (!CheckValue(item, *value.items, item_label)) continue;
    if (value.unique &&
        std::any_of(good.begin(), good.end(), [&item](const YamlNode& other) {
          return other.text == item.text;
        })) {
      errors_.Add(item.place, absl::StrCat(label.name, ": ", Quoted(item.text),
                                           " is there twice"));
      continue;
    }
    good.push_back(std::move(item));
  }
  const bool usable = !good.empty() || list.items.empty();
  list.items = std::move(good);
  return usable;
}

bool SchemaCheck::CheckNames(YamlNode& map, const Value& value,
                             const Label& label) {
  if (map.entries.empty() && !value.may_be_empty) {
    errors_.Add(map.place, absl::StrCat(label.name, ": the map is empty"));
    return false;
  }
  const Label name_label = {absl::StrCat("name in ", label.name), ""};
  std::vector<YamlEntry> good;
  for (YamlEntry& entry : map.entries) {
    const bool name_good = CheckValue(entry.key, *value.names, name_label);
    const Label value_label = {absl::StrCat(label.name, ".", entry.key.text),
                               ""};
    if (CheckValue(entry.value, *value.values, value_label) && name_good) {
      good.push_back(std::move(entry));
    }
  }
  const bool usable = !good.empty() || map.entries.empty();
  map.entries = std::move(good);
  return usable;
}

bool SchemaCheck::CheckKeys(YamlNode& map, const Record& record) {
  if (map.entries.empty()) {
    errors_.Add(map.place, absl::StrCat(record.name, " says nothing"));
    return false;
  }
  around_.push_back(&record);
  CheckRequired(map, record);
  CheckCombinations(map, record);
  std::vector<YamlEntry> good;
  for (YamlEntry& entry : map.entries) {
    const Key* key = FindKey(record, entry.key.text);
    if (key == nullptr) {
      AddUnknownKey(entry.key, record);
    } else if (CheckValue(entry.value, *key->value,
                          {std::string(key->name), key->example})) {
      good.push_back(std::move(entry));
    }
  }
  map.entries = std::move(good);
  around_.pop_back();
  return !map.entries.empty();
}

void SchemaCheck::CheckRequired(const YamlNode& map, const Record& record) {
  for (const Key& key : record.keys) {
    if (!key.required || map.Find(key.name) != nullptr ||
        IsMisspeltIn(map, key.name, record)) {
      continue;
    }
    errors_.Add(map.place,
                absl::StrCat("missing key \"", key.name, "\" in ", record.name,
                             "; for example ", key.name, ": ", key.example));
  }
  if (record.one_of.empty() ||
      std::any_of(record.one_of.begin(), record.one_of.end(),
                  [&map](absl::string_view name) {
                    return map.Find(name) != nullptr;
                  })) {
    return;
  }
  errors_.Add(map.place, absl::StrCat(record.name, " needs one of ",
                                      absl::StrJoin(record.one_of, ", ")));
}

void SchemaCheck::CheckCombinations(const YamlNode& map, const Record& record) {
  for (const YamlEntry& entry : map.entries) {
    const Key* key = FindKey(record, entry.key.text);
    if (key == nullptr) continue;
    if (!key->needs.empty() && map.Find(key->needs) == nullptr &&
        !IsMisspeltIn(map, key->needs, record)) {
      errors_.Add(
          entry.key.place,
          absl::StrCat("\"", key->name, "\" needs the key \"", key->needs,
                       "\" beside it; for example ", key->needs, ": ",
                       FindKey(record, key->needs)->example));
    }
    if (key->only_with.empty() || map.Find(key->only_with) != nullptr) continue;
    errors_.Add(entry.key.place,
                absl::StrCat("\"", key->name, "\" says nothing without \"",
                             key->only_with, "\""));
  }
  for (const Names group : record.alternatives) {
    const YamlEntry* first = nullptr;
    for (const YamlEntry& entry : map.entries) {
      if (std::find(group.begin(), group.end(), entry.key.text) ==
          group.end()) {
        continue;
      }
      if (first == nullptr) {
        first = &entry;
        continue;
      }
      errors_.Add(
          entry.key.place,
          absl::StrCat("\"", entry.key.text, "\" and \"", first->key.text,
                       "\" exclude each other; keep one"));
    }
  }
}

void SchemaCheck::AddUnknownKey(const YamlNode& key, const Record& record) {
  const std::vector<std::string> known = KeyNames(record);
  std::string advice;
  if (const std::string other = OtherNameFor(key.text, known); !other.empty()) {
    advice = absl::StrCat("; write ", other);
  }
  if (advice.empty()) advice = WhereItBelongs(key.text, record);
  if (advice.empty()) advice = DidYouMean(key.text, known);
  if (advice.empty()) {
    advice = absl::StrCat("; known are ", absl::StrJoin(known, ", "));
  }
  errors_.Add(key.place, absl::StrCat("unknown key ", Quoted(key.text), " in ",
                                      record.name, advice));
}

// A key that is known, but elsewhere: in a record around this one, or in one
// that a key of this one holds.
std::string SchemaCheck::WhereItBelongs(absl::string_view key,
                                        const Record& record) const {
  for (std::size_t up = 1; up < around_.size(); ++up) {
    const Record& outer = *around_[around_.size() - 1 - up];
    if (FindKey(outer, key) == nullptr) continue;
    return absl::StrCat("; it belongs ", up == 1 ? "one level" : "further",
                        " up, in ", outer.name);
  }
  constexpr int kDeepest = 2;
  const std::string path = PathTo(key, record, kDeepest);
  if (!path.empty()) {
    return absl::StrCat(
        "; it belongs ",
        absl::StrContains(path, "\" in ") ? "further" : "one level",
        " down, below ", path);
  }
  std::set<const Record*> seen;
  std::set<absl::string_view> found;
  FindRecordsWith(key, *around_.front(), seen, found);
  if (found.size() != 1) return "";
  return absl::StrCat("; it belongs in ", *found.begin());
}

}  // namespace

bool CheckRecord(YamlNode& root, const Record& record, AuthorErrors& errors) {
  Value value;
  value.record = &record;
  return SchemaCheck(errors).CheckValue(root, value,
                                        {std::string(record.name), ""});
}

}  // namespace grader
