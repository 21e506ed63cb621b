#include "grader/problem/command_words.h"

#include <re2/re2.h>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

void CheckFilled(const YamlNode& command, absl::string_view where,
                 const std::vector<std::string>& known, AuthorErrors& errors) {
  static const RE2 kInBraces("\\{[a-z]+\\}");
  for (const YamlNode& word : command.items) {
    if (!RE2::FullMatch(word.text, kInBraces) ||
        absl::c_linear_search(known, word.text)) {
      continue;
    }
    const std::string meant = DidYouMean(word.text, known);
    errors.Add(
        word.place,
        absl::StrCat(where, "nothing is filled in for ", Quoted(word.text),
                     meant.empty() ? absl::StrCat("; known are ",
                                                  absl::StrJoin(known, ", "))
                                   : meant));
  }
}

}  // namespace grader
