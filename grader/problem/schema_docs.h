// What people and editors read about the keys of a file, made from the table
// that files are checked against: see schema.h.
#ifndef GRADER_PROBLEM_SCHEMA_DOCS_H_
#define GRADER_PROBLEM_SCHEMA_DOCS_H_

#include <string>

#include "absl/types/span.h"
#include "grader/problem/schema.h"

namespace grader {

// `record` and all below it as a JSON Schema (draft-07,
// https://json-schema.org/specification-links#draft-7), with a description and
// an example of every key. What it cannot say (a name that is there twice,
// bounds that contradict each other) only CheckRecord and LoadProblem find.
std::string JsonSchema(const Record& record);

// The same for people: in Markdown, a table of keys for each of `records` and
// each record below them.
std::string ReferencePage(absl::Span<const Record* const> records);

}  // namespace grader

#endif  // GRADER_PROBLEM_SCHEMA_DOCS_H_
