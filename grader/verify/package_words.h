// What packages and problem files are written with when they are made of each
// other. Pure.
#ifndef GRADER_VERIFY_PACKAGE_WORDS_H_
#define GRADER_VERIFY_PACKAGE_WORDS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/problem.h"

namespace grader {

// In quotes for YAML, on one line, whatever is in it.
std::string YamlWord(absl::string_view text);

// "[…, …]" of them.
std::string YamlList(const std::vector<std::string>& texts);

// `name` as one of a file: small letters and digits, with "-" between words.
std::string FileWord(absl::string_view name);

// The arguments of an output validator that compares as `text` says: the
// default one, or the checker; none if neither can.
std::optional<std::vector<std::string>> ValidatorFlagsFor(
    const TextExpectation& text);

// What it gets as the answer of `one`, whose stdout is expected so.
std::string AnswerOf(const TestCase& one);

}  // namespace grader

#endif  // GRADER_VERIFY_PACKAGE_WORDS_H_
