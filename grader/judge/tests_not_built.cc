#include "grader/judge/tests_not_built.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

bool IsOwn(const Submission& tests, const std::string& file) {
  return std::any_of(
      tests.sources.begin(), tests.sources.end(),
      [&](const SourceFile& source) {
        const auto name = tests.handed_in_as.find(source.name);
        return file ==
               (name == tests.handed_in_as.end() ? source.name : name->second);
      });
}

// Whether the learner has written `text`: then nobody is told anything by it.
bool StandsInOwn(const Submission& tests, absl::string_view text) {
  return std::any_of(tests.sources.begin(), tests.sources.end(),
                     [&](const SourceFile& source) {
                       return absl::StrContains(source.content, text);
                     });
}

// How compilers quote: Clang, and GCC.
struct Quotes {
  absl::string_view begin, end;
};
constexpr Quotes kQuotes[] = {{"'", "'"}, {"‘", "’"}};

// The quotes that `text` begins with, or null.
const Quotes* QuotesAt(absl::string_view text) {
  for (const Quotes& quotes : kQuotes) {
    if (absl::StartsWith(text, quotes.begin)) return &quotes;
  }
  return nullptr;
}

std::size_t LengthOfNumber(absl::string_view text) {
  if (!absl::ascii_isdigit(text.front())) return 0;
  return std::find_if_not(text.begin(), text.end(), absl::ascii_isalnum) -
         text.begin();
}

// What a compiler says with what it has of other texts left out. A message is
// then one of a few that the learner's own text allows, and no way to read a
// text that it can include.
std::string WithoutQuotes(const Submission& tests, absl::string_view message) {
  // What follows may have been computed by the program.
  constexpr absl::string_view kAssertion = "static assertion failed";
  if (absl::StrContains(message, kAssertion)) return std::string(kAssertion);
  const auto shown = [&](absl::string_view part) {
    return StandsInOwn(tests, part) ? part : "…";
  };
  std::string text;
  while (!message.empty()) {
    if (const Quotes* quotes = QuotesAt(message)) {
      message.remove_prefix(quotes->begin.size());
      const std::size_t end = message.find(quotes->end);
      if (end == absl::string_view::npos) return text + "…";
      absl::StrAppend(&text, quotes->begin, shown(message.substr(0, end)),
                      quotes->end);
      message.remove_prefix(end + quotes->end.size());
    } else if (const std::size_t length = LengthOfNumber(message)) {
      absl::StrAppend(&text, shown(message.substr(0, length)));
      message.remove_prefix(length);
    } else {
      text += message.front();
      message.remove_prefix(1);
    }
  }
  return text;
}

// The file that is tested; `note` says that an error was found in it, although
// it is told where it is included.
bool IsOfTested(const Diagnostic& note, const Submission& tests) {
  return note.severity == Severity::kNote && tests.scaffold.suite != nullptr &&
         note.file == tests.scaffold.suite->submission;
}

// The first error, or null.
const Diagnostic* FirstError(const Build& build) {
  const auto found = std::find_if(
      build.diagnostics.begin(), build.diagnostics.end(),
      [](const Diagnostic& one) { return one.severity == Severity::kError; });
  return found == build.diagnostics.end() ? nullptr : &*found;
}

// Whether what `error` says was found in the file that is tested.
bool IsInTested(const Diagnostic& error, const Submission& tests,
                const Build& build) {
  const Diagnostic* next = &error + 1;
  return next != build.diagnostics.data() + build.diagnostics.size() &&
         IsOfTested(*next, tests);
}

}  // namespace

Verdict NotBuiltWith(const TestCase& test_case, const Submission& tests,
                     const Build& build) {
  const bool right = test_case.test->with.right;
  const bool hidden = test_case.visibility == Visibility::kHidden;
  Verdict verdict = {
      VerdictWord::kCompileError, build.reason,
      absl::StrCat("your tests do not compile with ",
                   right ? "an implementation that is right, so that nothing "
                           "they find counts"
                         : "an implementation that is wrong, which catches "
                           "nothing",
                   ": ")};
  if (build.reason != "compile_error") {
    absl::StrAppend(&verdict.message, build.message);
    return verdict;
  }
  absl::StrAppend(&verdict.message, "they use of it what is not asked for");
  const Diagnostic* error = FirstError(build);
  if (error == nullptr) return verdict;
  const bool own = IsOwn(tests, error->file);
  if (own) verdict.place = {error->file, error->line};
  std::string said = error->message;
  if (hidden && !own) return verdict;
  if (hidden) {
    said = IsInTested(*error, tests, build)
               ? "what is included here does not compile"
               : WithoutQuotes(tests, said);
  }
  const std::string place =
      error->line > 0 ? absl::StrCat(error->file, ":", error->line, ": ") : "";
  absl::StrAppend(&verdict.message, "; ", place, said);
  return verdict;
}

}  // namespace grader
