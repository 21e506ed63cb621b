#include "grader/judge/crash_words.h"

#include <re2/re2.h>

#include <cstddef>
#include <map>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/judge/lines.h"

namespace grader {
namespace {

constexpr std::size_t kLongestText = 256 << 10;  // bytes looked at, at each end
constexpr std::size_t kLongestWords = 240;       // bytes shown

enum class Which { kFirst, kLast };

// How a language says that a program failed. The expressions are RE2's, for
// many lines; `error` has a group `said`, and maybe `type`, `file` and `line`.
// `frame` finds a place, in groups `file` and `line`.
struct CrashForm {
  absl::string_view error;
  Which error_counts = Which::kFirst;
  absl::string_view frame = "";
  // Which of the learner's frames is the innermost.
  Which frame_counts = Which::kFirst;
};

constexpr CrashForm kForms[] = {
    // Java; the last cause is the one that everything else follows from.
    {R"re(^(?:Exception in thread "[^"]*" |Caused by: )(?P<said>[\w.$]+(?:: .*)?)$)re",
     Which::kLast,
     R"re(^\s+at [^/()\n]+\((?P<file>[^():\n]+\.(?:java|kt)):(?P<line>[0-9]+)\)$)re"},
    // Rust from 1.73 on, and before
    {R"re(^thread '.*' (?:\([0-9]+\) )?panicked at (?P<file>.+\.rs):(?P<line>[0-9]+):[0-9]+:\n(?P<said>.*)$)re"},
    {R"re(^thread '.*' panicked at '(?P<said>.*)', (?P<file>.+\.rs):(?P<line>[0-9]+):[0-9]+$)re"},
    {R"re(^thread '.*' (?:\([0-9]+\) )?(?P<said>has overflowed its stack)$)re"},
    // Go
    {R"re(^(?:panic|fatal error): (?P<said>.*?)(?: \[recovered\])?$)re",
     Which::kFirst,
     R"re(^\t(?P<file>/.*\.go):(?P<line>[0-9]+)(?: \+0x[0-9a-f]+)?$)re"},
    // Node.js: an error with its stack, one without a learner's frame (the
    // place stands above), and a value that is no error
    {R"re(^(?P<said>\S.*)\n {4}at )re", Which::kFirst,
     R"re(^(?: {4}at (?:.* \()?(?:file://)?)?(?P<file>/[^()\n]*\.[cm]?[jt]s):(?P<line>[0-9]+)(?::[0-9]+\)?)?$)re",
     Which::kFirst},
    {R"re(^(?P<said>.+)\n\(Use `node --trace-uncaught)re", Which::kFirst,
     R"re(^(?:file://)?(?P<file>/[^()\n]*\.[cm]?[jt]s):(?P<line>[0-9]+)$)re"},
    // C++: an exception; C and C++: an assertion
    {R"re(^terminate called after throwing an instance of '(?P<type>.*)'\n  what\(\):  (?P<said>.*)$)re"},
    {R"re(^(?:.*: )?(?P<file>[^\s:]+\.[A-Za-z+]+):(?P<line>[0-9]+): .*(?P<said>Assertion .* failed\.)$)re"},
    // Bash
    {R"re(^(?P<file>[^:\n]*/[^:\n]*|[^:\n]*\.sh): line (?P<line>[0-9]+): (?P<said>.*)$)re",
     Which::kLast},
};

// Python says most by the layout: the error is the last line that is not
// indented, behind frames that begin with the outermost.
constexpr absl::string_view kPythonMark = "  File \"";
constexpr CrashForm kPython = {
    R"re(^(?P<said>[A-Za-z_][\w.]*(?:: .*)?)$)re", Which::kLast,
    R"re(^ +File "(?P<file>.*)", line (?P<line>[0-9]+))re", Which::kLast};

constexpr absl::string_view kRecursion[] = {
    "StackOverflowError", "Maximum call stack size exceeded", "RecursionError",
    "overflowed its stack", "stack overflow"};

struct Match {
  std::map<std::string, std::string> groups;
  std::size_t end = 0;  // offset in the text

  std::string group(const std::string& name) const {
    const auto found = groups.find(name);
    return found == groups.end() ? "" : found->second;
  }
};

// A file of a language's own library, or of the grader's.
bool IsForeign(absl::string_view file) {
  return absl::StartsWith(file, "/usr/") || absl::StartsWith(file, "/rustc/") ||
         absl::StartsWith(file, "<") || absl::EndsWith(file, "adapter.py");
}

// The first or the last place from `begin` on where `expression` matches, and
// whose file, if it names one, may be the learner's.
std::optional<Match> Find(absl::string_view expression, Which which,
                          absl::string_view text, std::size_t begin) {
  const RE2 regex(absl::StrCat("(?m)", expression));
  const int count = regex.NumberOfCapturingGroups();
  std::vector<re2::StringPiece> pieces(static_cast<std::size_t>(count) + 1);
  const re2::StringPiece piece(text.data(), text.size());
  std::optional<Match> found;
  while (begin <= text.size() &&
         regex.Match(piece, begin, text.size(), RE2::UNANCHORED, pieces.data(),
                     count + 1)) {
    Match match;
    for (const auto& [name, index] : regex.NamedCapturingGroups()) {
      const re2::StringPiece& group = pieces[static_cast<std::size_t>(index)];
      match.groups[name] = std::string(group.data(), group.size());
    }
    match.end = static_cast<std::size_t>(pieces[0].end() - text.data());
    begin = match.end > begin ? match.end : begin + 1;
    if (IsForeign(match.group("file"))) continue;
    found = std::move(match);
    if (which == Which::kFirst) break;
  }
  return found;
}

std::string FileName(absl::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == absl::string_view::npos ? path
                                                      : path.substr(slash + 1));
}

std::string Cut(absl::string_view words) {
  std::string text = Readable(words.substr(0, kLongestWords));
  if (words.size() > kLongestWords) text += " …";
  return text;
}

std::string Said(absl::string_view words, const std::string& place) {
  std::string text = absl::StrCat("\"", Cut(WithoutOwnFolders(words)), "\"");
  absl::StrAppend(&text, place);
  for (const absl::string_view sign : kRecursion) {
    if (absl::StrContains(words, sign)) {
      return absl::StrCat(text, ": is there a recursion that never ends?");
    }
  }
  return text;
}

// " (solution.py, line 7)"
std::string Place(const std::optional<Match>& match) {
  if (!match || match->group("line").empty()) return "";
  return absl::StrCat(" (", Cut(FileName(match->group("file"))), ", line ",
                      match->group("line"), ")");
}

std::optional<std::string> InForm(const CrashForm& form,
                                  absl::string_view text) {
  const auto error = Find(form.error, form.error_counts, text, 0);
  if (!error) return std::nullopt;
  std::string place = Place(error);
  if (place.empty() && !form.frame.empty()) {
    // Frames of the error follow it in most languages; a cause without a frame
    // of the learner's happened below those of the error that it led to.
    auto frame = form.frame_counts == Which::kFirst
                     ? Find(form.frame, Which::kFirst, text, error->end)
                     : std::nullopt;
    if (!frame) frame = Find(form.frame, form.frame_counts, text, 0);
    place = Place(frame);
  }
  const std::string type = error->group("type");
  return Said(
      absl::StrCat(type, type.empty() ? "" : ": ", error->group("said")),
      place);
}

}  // namespace

std::string CrashWords(absl::string_view err) {
  // What tells most stands at the ends of a long text.
  std::string shortened;
  if (err.size() > 2 * kLongestText) {
    shortened = absl::StrCat(err.substr(0, kLongestText), "\n",
                             err.substr(err.size() - kLongestText));
    err = shortened;
  }
  if (absl::StrContains(err, kPythonMark)) {
    if (auto words = InForm(kPython, err)) return *words;
  }
  for (const CrashForm& form : kForms) {
    if (auto words = InForm(form, err)) return *words;
  }
  const Lines lines = SplitLines(err);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const absl::string_view words = absl::StripAsciiWhitespace(*line);
    if (!words.empty()) return Said(words, "");
  }
  return "";
}

std::string WithoutOwnFolders(absl::string_view text) {
  static const RE2 kFolder(
      "(?:file://)?(?:/[^\\s\"'`():<>|]*)?/"
      "(?:grader-workspace-[A-Za-z0-9]+/submission-[0-9]+|"
      "entries/[0-9a-f]{32,})/");
  std::string bare(text);
  RE2::GlobalReplace(&bare, kFolder, "");
  return bare;
}

}  // namespace grader
