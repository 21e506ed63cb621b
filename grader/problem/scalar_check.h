// Holds single values of a YAML file against the schema: the leaves of
// CheckRecord.
#ifndef GRADER_PROBLEM_SCALAR_CHECK_H_
#define GRADER_PROBLEM_SCALAR_CHECK_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/schema.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// Which value is being checked: the name of its key, and an example of a right
// one, in YAML or empty.
struct Label {
  std::string name;
  absl::string_view example;
};

// Adds `NAME: expected EXPECTED, found NODE; ADVICE`. Always false.
bool AddMismatch(const YamlNode& node, const Label& label,
                 absl::string_view expected, absl::string_view advice,
                 AuthorErrors& errors);

// The scalars that `value` accepts, in words; empty if it accepts none.
std::string ScalarInWords(const Value& value);

// Adds an error and gives false unless the scalar `node` is such a `value`.
bool CheckScalar(const YamlNode& node, const Value& value, const Label& label,
                 AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_SCALAR_CHECK_H_
