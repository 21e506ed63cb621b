// The shape of a YAML file as data: which keys there are and what values they
// take. Check() holds a tree against it; documentation can be made from it.
#ifndef GRADER_PROBLEM_SCHEMA_H_
#define GRADER_PROBLEM_SCHEMA_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// What a scalar may be.
enum class Scalar {
  kNone,      // no scalar at all
  kText,      // text; in quotes if it could be taken for something else
  kWritten,   // any scalar, kept as it is written: 010 stays "010"
  kWhole,     // a whole number from `min` to `max`
  kNumber,    // a decimal number from `min`
  kPoints,    // see ParsePoints
  kBoolean,   // true or false
  kDuration,  // see ParseDuration
  kBytes,     // see ParseBytes
  kChoice,    // one of `choices`
};

struct Record;

// What a value may be: a scalar, a list or a map, each only if it is given
// here.
struct Value {
  Scalar scalar = Scalar::kNone;
  std::int64_t min = 0;
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  absl::Span<const absl::string_view> choices = {};
  // For texts: a regular expression (RE2) the whole text must match, and what
  // that means in words.
  absl::string_view pattern = {};
  absl::string_view meaning = {};
  bool may_be_empty = false;  // "" and [] and {}
  // Of texts: how many characters they have at most; whether each line end and
  // space of them counts.
  std::size_t longest = std::numeric_limits<std::size_t>::max();
  bool exact = false;
  bool unique = false;             // no item of the list twice
  const Value* items = nullptr;    // a list of these
  const Record* record = nullptr;  // a map with fixed keys
  const Value* names = nullptr;    // a map from any such name …
  const Value* values = nullptr;   // … to such a value
};

struct Key {
  absl::string_view name = {};
  const Value* value = nullptr;
  bool required = false;
  absl::string_view only_with =
      {};                        // another key, without which this says nothing
  absl::string_view needs = {};  // another key, which must stand beside it
  absl::string_view description = {};
  absl::string_view example = {};  // a value, in YAML
};

// A map with fixed keys.
struct Record {
  absl::string_view name = {};   // as in `unknown key "x" in NAME`
  absl::string_view title = {};  // unique; what documentation calls it
  absl::Span<const Key> keys = {};
  // Of each of these groups at most one key may be given.
  absl::Span<const absl::Span<const absl::string_view>> alternatives = {};
  // A record that says nothing is an error; so is one with none of these.
  absl::Span<const absl::string_view> one_of = {};
};

// Holds `root` against `record` and adds every difference to `errors`. What
// differs is removed from the tree: what is left can be read without looking
// at its form again. False if nothing is left.
bool CheckRecord(YamlNode& root, const Record& record, AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_SCHEMA_H_
