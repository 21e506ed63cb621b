// The key `sanitize`: which sanitizers submissions are built with.
#ifndef GRADER_PROBLEM_SANITIZER_LIST_H_
#define GRADER_PROBLEM_SANITIZER_LIST_H_

#include <string>
#include <vector>

#include "grader/problem/language.h"

namespace grader {

class AuthorErrors;
struct Value;
struct YamlNode;

// The list under `sanitize`.
extern const Value kSanitizersValue;

// Says of `thread` in the list of `root` why it is none of them. To be called
// before `root` is held against the schema, which knows no such word.
void RefuseThreadSanitizer(YamlNode& root, AuthorErrors& errors);

// The names in `list`, after kSanitizersValue checked it, of a problem with
// `cases`, if it has any, that is offered in `languages` (empty: it is not
// known in which). Reports what does not go together with sanitizers.
std::vector<std::string> ReadSanitizers(
    const YamlNode& list, const YamlNode* cases,
    const std::vector<const Language*>& languages, AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_SANITIZER_LIST_H_
