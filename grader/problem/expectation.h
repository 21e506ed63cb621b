// An Expectation: what must come out of a case. Its members, and the forms of a
// text in it, are the rows of expectations.def.
#ifndef GRADER_PROBLEM_EXPECTATION_H_
#define GRADER_PROBLEM_EXPECTATION_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/limits.h"
#include "grader/problem/points.h"

namespace grader {

// A closed interval; an end that is not given does not bound.
template <typename T>
struct Bound {
  std::optional<T> min;
  std::optional<T> max;

  bool bounded() const { return min.has_value() || max.has_value(); }
  bool Contains(const T& value) const {
    return !(min && value < *min) && !(max && *max < value);
  }
  bool operator==(const Bound&) const = default;
};

// The ways to say what a text must be. Line ends are normalised (CRLF to LF)
// and a missing final newline is no difference, in all of them.
struct ExactText {
  std::string text;
  bool operator==(const ExactText&) const = default;
};
// The same words in the same order; white space does not matter.
struct Tokens {
  std::string text;
  bool operator==(const Tokens&) const = default;
};
// The same lines, each as often, in any order.
struct UnorderedLines {
  std::string text;
  bool operator==(const UnorderedLines&) const = default;
};
// The whole text matches a regular expression (RE2 syntax; `.` does not match
// a newline).
struct Regex {
  std::string expression;
  bool operator==(const Regex&) const = default;
};
// Line by line: literal text with captures. `{name:kind}` captures a value of
// the kind (word, int, hex8, float, text) on its first use, `{name}` must be
// the same value again. Captures listed in `distinct` must all differ.
struct Pattern {
  std::string text;
  std::vector<std::string> distinct;  // capture names
  bool unordered = false;             // lines may come in any order
  bool operator==(const Pattern&) const = default;
};
// Tokens; those that are numbers in the expectation may differ by `absolute`
// or by `relative` times the expected value.
struct Floats {
  std::string text;
  double absolute = 0;
  double relative = 0;
  bool operator==(const Floats&) const = default;
};
// What becomes of the files that a checker may write a score to, beside its
// exit status; see Checker::scores.
enum class ScoreUse {
  kShare,   // score_multiplier.txt is a share of the points, score.txt nothing
  kTaken,   // either of them
  kNeeded,  // score.txt, whenever it accepts
  kForbidden,  // neither may be there: all of the points or none
  kIgnored,    // whatever they say
};
// The file in a checker's folder for feedback that holds the input of the next
// pass, a name of the ICPC problem package format.
inline constexpr char kNextPass[] = "nextpass.in";
// A program decides: exit status 42 accepts, 43 rejects, anything else is the
// author's fault. Run as `PROGRAM INPUT ANSWER FEEDBACK_DIR [args] < OUTPUT`
// (output validators of the ICPC problem package format). Without a program it
// is that format's default validator, whose flags `args` are.
struct Checker {
  std::filesystem::path program;  // absolute; empty: the default validator
  std::vector<std::string> args;
  std::string answer;
  // A program of the author's that prints it, given the input, where it is not
  // written down; absolute, or empty.
  std::filesystem::path solution = {};
  // It runs beside the submission and is its stdin and stdout: an interactor.
  bool interactive = false;
  Limits limits = {};  // its own
  ScoreUse scores = ScoreUse::kShare;
  Points score_of = {};  // the most that score.txt may say, where it is read
  // How often the submission is run at most: whenever the checker accepts and
  // has written kNextPass, that is the input of one more pass.
  int passes = 1;
  // What lies in its folder when it starts, by name: from the passes before.
  std::map<std::string, std::string> feedback = {};
  bool operator==(const Checker&) const = default;
};
// Whatever the reference solution prints for the same case.
struct FromReference {
  bool operator==(const FromReference&) const = default;
};

template <typename None, typename... Forms>
using OneOf = std::variant<Forms...>;
using TextExpectation = OneOf<void
#define TEXT_FORM(key, type, compare, value, description, example) , type
#include "grader/problem/expectations.def"
                              >;

// What the author wrote: the text, the expression, what a checker gets as the
// right answer; nothing for FromReference.
absl::string_view WrittenText(const TextExpectation& expectation);

// Whether that is itself what must be printed, but for order, white space and
// rounding.
bool IsLiteral(const TextExpectation& expectation);

using FileTexts = std::map<std::string, TextExpectation>;  // by name
using SpanIds = std::vector<std::string>;  // empty: in any order
using SpanName = std::string;              // empty: none

// What the spans of one name must be.
struct SpanExpectation {
  std::string name;
#define SPAN_EXPECTATION(type, member, check, value, description, example) \
  type member = {};
#include "grader/problem/expectations.def"

  bool operator==(const SpanExpectation&) const = default;
};

struct Expectation {
#define EXPECTATION(key, type, member, check, value, description, example) \
  type member = {};
#include "grader/problem/expectations.def"
};

// Calls visit(member) for each member of `expect`, in the order of the table.
template <typename Visit>
void ForEachMember(const Expectation& expect, Visit visit) {
#define EXPECTATION(key, type, member, check, value, description, example) \
  visit(expect.member);
#include "grader/problem/expectations.def"
}

}  // namespace grader

#endif  // GRADER_PROBLEM_EXPECTATION_H_
