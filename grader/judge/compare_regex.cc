#include "grader/judge/compare_regex.h"

#include <re2/re2.h>

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "grader/judge/lines.h"

namespace grader {
namespace {

re2::StringPiece Piece(const std::string& text) {
  return {text.data(), text.size()};
}

// Whether the whole text matches, with or without its last line end; an
// expression that names the CR of Windows line ends may have them.
bool Matches(const std::string& text, const RE2& regex) {
  if (RE2::FullMatch(Piece(text), regex)) return true;
  if (text.empty()) return false;
  const std::string ended = text + "\n";
  if (RE2::FullMatch(Piece(ended), regex)) return true;
  if (!absl::StrContains(regex.pattern(), "\\r")) return false;
  return RE2::FullMatch(Piece(absl::StrReplaceAll(ended, {{"\n", "\r\n"}})),
                        regex);
}

std::string Explain(const std::string& expression, const std::string& text,
                    const RE2& regex) {
  if (text.empty()) return "nothing was printed";
  RE2::Options any_case;
  any_case.set_log_errors(false);
  any_case.set_case_sensitive(false);
  if (Matches(text, RE2(expression, any_case))) {
    return "only upper and lower case are different";
  }
  const std::string stripped(absl::StripAsciiWhitespace(text));
  if (Matches(stripped, regex)) {
    return "there is white space before or after what is expected";
  }
  if (RE2::PartialMatch(Piece(text), regex)) {
    return "what is expected is there, but something else is printed before or "
           "after it";
  }
  return "the text does not match the expected form";
}

}  // namespace

Comparison CompareRegex(const Regex& expectation,
                        absl::string_view actual_text) {
  const Lines form = SplitLines(expectation.expression);
  const Lines actual = SplitLines(actual_text);
  const std::string expression = absl::StrJoin(form, "\n");
  const std::string text = absl::StrJoin(actual, "\n");
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 regex(expression, options);
  if (!regex.ok()) {
    return Failed(form, {}, actual, {},
                  absl::StrCat("the expectation is not a regular expression: ",
                               regex.error()));
  }
  if (Matches(text, regex)) return Passed(form, actual);
  return Failed(form, {}, actual, {}, Explain(expression, text, regex));
}

}  // namespace grader
