// What stands below `interface:` in problem.yaml, as an Interface.
#ifndef GRADER_PROBLEM_INTERFACE_READER_H_
#define GRADER_PROBLEM_INTERFACE_READER_H_

#include <string>

#include "grader/problem/author_errors.h"
#include "grader/problem/interface.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// The Interface that `node`, a tree that CheckRecord has left, describes, of
// the problem `id` at `place`. Adds an error for each name that a language or
// the generated code cannot have or that is there twice, each type that is not
// known where it is used, and what cannot be handed over.
Interface ReadInterface(const YamlNode& node, const std::string& id,
                        Place id_place, AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_INTERFACE_READER_H_
