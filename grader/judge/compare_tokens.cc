#include "grader/judge/compare_tokens.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/judge/compare_words.h"
#include "grader/judge/lines.h"

namespace grader {

Comparison CompareTokens(const Tokens& expectation, absl::string_view actual) {
  return CompareWords(
      expectation.text, actual,
      [](absl::string_view expected, absl::string_view word) -> std::string {
        if (expected == word) return "";
        return absl::StrCat(Quoted(word), " instead of ", Quoted(expected),
                            absl::EqualsIgnoreCase(expected, word)
                                ? " (upper and lower case matter)"
                                : "");
      });
}

}  // namespace grader
