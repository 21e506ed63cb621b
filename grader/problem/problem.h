// A Problem: what one problem.yaml says, as plain values. Made by LoadProblem,
// read by everything to its right.
#ifndef GRADER_PROBLEM_PROBLEM_H_
#define GRADER_PROBLEM_PROBLEM_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "grader/problem/language.h"
#include "grader/problem/limits.h"

namespace grader {

struct Interface;

enum class Difficulty { kEasy, kMedium, kHard };
enum class Visibility { kVisible, kHidden };

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
// A program decides: exit status 42 accepts, 43 rejects, anything else is the
// author's fault. Run as `PROGRAM INPUT ANSWER FEEDBACK_DIR [args] < OUTPUT`
// (output validators of the ICPC problem package format).
struct Checker {
  std::filesystem::path program;  // absolute
  std::vector<std::string> args;
  std::string answer;
  bool operator==(const Checker&) const = default;
};
// Whatever the reference solution prints for the same case.
struct FromReference {
  bool operator==(const FromReference&) const = default;
};

using TextExpectation = std::variant<ExactText, Tokens, UnorderedLines, Regex,
                                     Pattern, Floats, Checker, FromReference>;

// What the spans of one name must be.
struct SpanExpectation {
  std::string name;
  Bound<std::int64_t> count;
  Bound<absl::Duration> elapsed;  // each span
  Bound<absl::Duration> total;    // first begin to last end
  Bound<std::int64_t> max_in_flight;
  // Ids in the order in which the spans must begin or end; empty: any.
  std::vector<std::string> begin_order;
  std::vector<std::string> end_order;
  std::string after;  // every span begins after all spans of this name ended

  bool operator==(const SpanExpectation&) const = default;
};

struct Expectation {
  int exit_code = 0;
  std::optional<TextExpectation> out;        // stdout
  std::optional<TextExpectation> err;        // stderr
  std::map<std::string, std::string> files;  // written by the submission
  Bound<absl::Duration> elapsed;             // the whole case
  std::vector<SpanExpectation> spans;        // in the order of the file
};

// A file that lies in the submission's working directory when it starts.
struct InputFile {
  std::string name;  // relative, no ".."
  std::string content;
  bool operator==(const InputFile&) const = default;
};

// A program of the author's that prints a case's input.
struct Generator {
  std::filesystem::path program;  // absolute
  std::vector<std::string> args;
  bool operator==(const Generator&) const = default;
};

struct TestCase {
  std::string name;
  Visibility visibility = Visibility::kVisible;
  std::vector<std::string> args;
  std::map<std::string, std::string> environment;
  std::string input;                   // stdin
  std::optional<Generator> generator;  // where the input comes from instead
  std::vector<InputFile> files;
  std::vector<std::string> needs;  // earlier cases; skipped if one fails
  int points = 1;
  Limits limits;
  Expectation expect;
  std::string why;  // for learners: what this case is there to find
};

// One step of help.
struct Hint {
  std::string text;
  // What it is for: names of cases, or reasons of verdicts and kinds of checks
  // ("timing", "stdout", "deadlock", …); empty: whatever fails.
  std::vector<std::string> when;

  bool operator==(const Hint&) const = default;
};

struct Problem {
  std::string id;
  std::optional<int> number;  // place in the course; unique
  std::string title;
  Difficulty difficulty = Difficulty::kEasy;
  std::vector<std::string> tags;
  std::vector<std::string> offered_in;  // languages; empty: see LanguagesOf
  std::vector<Hint> hints;              // from a nudge to nearly the code
  Limits limits;                        // each case starts from these
  std::shared_ptr<const Interface> interface;  // of one with functions, or null
  std::vector<TestCase> cases;                 // at least one
  std::filesystem::path directory;             // absolute; holds problem.yaml
  // What submissions may be written in: the built-in table, with the rows of
  // languages.yaml in the folder of problems if there is one.
  std::shared_ptr<const LanguageTable> languages = BuiltInLanguages();
};

}  // namespace grader

#endif  // GRADER_PROBLEM_PROBLEM_H_
