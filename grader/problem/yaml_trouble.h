// What an author probably did where a parser gives up: parsers say where they
// noticed, which is often lines behind the mistake.
#ifndef GRADER_PROBLEM_YAML_TROUBLE_H_
#define GRADER_PROBLEM_YAML_TROUBLE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "grader/problem/author_errors.h"

namespace grader {

// A text in quotes: its first and its last byte.
struct QuotedText {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct YamlTrouble {
  Place place;
  std::string message;
};

// The mistake in errors.text() because of which a parser stopped at `noticed`,
// behind `quoted`, the last text in quotes that it has read, in the list or map
// in brackets that `open` begins. None if it is only known where it stopped.
std::optional<YamlTrouble> FindYamlTrouble(
    const AuthorErrors& errors, Place noticed,
    const std::optional<QuotedText>& quoted, const std::optional<Place>& open);

}  // namespace grader

#endif  // GRADER_PROBLEM_YAML_TROUBLE_H_
