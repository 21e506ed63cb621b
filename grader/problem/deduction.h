// A Deduction: points that are taken off for how a program is written, as often
// as its compiler or a linter finds the same.
#ifndef GRADER_PROBLEM_DEDUCTION_H_
#define GRADER_PROBLEM_DEDUCTION_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/language.h"
#include "grader/problem/points.h"

namespace grader {

class AuthorErrors;
struct Linter;
struct Value;
struct YamlNode;

struct Deduction {
  std::string warning;  // of the compiler ("unused-variable"); or else
  std::string linter;   // a row of linters.yaml, see LinterOf
  std::shared_ptr<const Linter> own_linter;  // the row, if it is the course's
  // Of the linter: names, or beginnings of names that end in "*"; empty: all.
  std::vector<std::string> rules;
  Points points;                  // for each finding
  std::optional<Points> at_most;  // for all of them together
  std::string message;            // for learners; may be empty

  bool operator==(const Deduction&) const = default;
};

// "warning unused-variable", "pycodestyle E501, W*", "pyflakes".
std::string NameOf(const Deduction& deduction);

// The row of its linter, or nullptr.
const Linter* LinterOf(const Deduction& deduction);

// Whether a finding of the linter with the rule `rule` is one of `deduction`.
bool IsFor(const Deduction& deduction, absl::string_view rule);

// Whether a compiler of `language` takes -W and the name of a warning.
bool TakesWarnings(const Language& language);

// Whether submissions in `language` can have such findings.
bool IsFor(const Deduction& deduction, const Language& language);

// The list under `deductions`.
extern const Value kDeductionsValue;

// The entries of `list`, after kDeductionsValue checked it, for a problem that
// is offered in `languages` (empty: it is not known in which), in a course that
// has `own` rows of linters, which go before those of the same name that come
// with the grader. Reports what no linter or compiler of those languages could
// find, and what is deducted twice.
std::vector<Deduction> ReadDeductions(
    const YamlNode& list, const std::vector<const Language*>& languages,
    const std::vector<Linter>& own, AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_DEDUCTION_H_
