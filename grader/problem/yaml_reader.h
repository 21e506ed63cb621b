// Reads YAML into a tree that keeps what yaml-cpp forgets: where each value
// stands, whether it was quoted, and how it was written. Only the part of YAML
// that has one meaning is accepted.
#ifndef GRADER_PROBLEM_YAML_READER_H_
#define GRADER_PROBLEM_YAML_READER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"

namespace grader {

struct YamlEntry;

struct YamlNode {
  // kRejected: a value that was reported, so that nobody knows what it is.
  enum class Kind { kNothing, kScalar, kList, kMap, kRejected };

  Kind kind = Kind::kNothing;
  std::string text;     // of a scalar; of nothing: as written, often ""
  bool quoted = false;  // or a block scalar: surely meant as text
  Place place;
  std::vector<YamlNode> items;
  std::vector<YamlEntry> entries;  // in the order of the file

  // The value of `key`, or nullptr.
  const YamlNode* Find(absl::string_view key) const;
};

struct YamlEntry {
  YamlNode key;  // a scalar
  YamlNode value;
};

// The text of the value of `key`; empty if there is none.
std::string TextOf(const YamlNode& map, absl::string_view key);

// Whether `key` is there and true.
bool IsTrue(const YamlNode& map, absl::string_view key);

// Whether a key may be nothing (~), which is the text "" then.
enum class EmptyKeys { kRefused, kTaken };

// The tree of errors.text(), without the parts that were reported: broken
// syntax, invalid UTF-8, a byte order mark, control characters, tabs in the
// indentation, directives, anchors, aliases, tags, merge keys, keys that are
// not scalars, duplicate keys (the first stays) and further documents. None
// when no tree is left.
std::optional<YamlNode> ReadYaml(AuthorErrors& errors,
                                 EmptyKeys empty_keys = EmptyKeys::kRefused);

}  // namespace grader

#endif  // GRADER_PROBLEM_YAML_READER_H_
