#include "grader/judge/crash_words.h"

#include <re2/re2.h>

#include <cstddef>
#include <map>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/judge/lines.h"
#include "grader/judge/python_traceback.h"
#include "grader/judge/stack_frames.h"

namespace grader {
namespace {

constexpr std::size_t kLongestText = 256 << 10;  // bytes looked at, at each end
// Bytes shown of what is said: a message is whole, a flood is not.
constexpr std::size_t kLongestWords = 2000;
constexpr std::size_t kLongestName = 240;  // bytes shown of a file's name

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

// The first or the last match of `expression` from `begin` on; of those that
// name a file that is not the learner's, none if `own` is asked for.
std::optional<Match> Find(absl::string_view expression, Which which,
                          absl::string_view text, std::size_t begin, bool own) {
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
    if (IsForeignFile(match.group("file"))) {
      if (own) continue;
      match.groups.erase("file");
      match.groups.erase("line");
    }
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

std::string Cut(absl::string_view words, std::size_t longest) {
  std::string text = Readable(words.substr(0, longest));
  if (words.size() > longest) text += " …";
  return text;
}

CrashSaid Said(absl::string_view words, CodePlace place) {
  CrashSaid said;
  said.words =
      absl::StrCat("\"", Cut(WithoutOwnFolders(words), kLongestWords), "\"");
  if (place.line > 0) {
    absl::StrAppend(&said.words, " (", Cut(place.file, kLongestName), ", line ",
                    place.line, ")");
  }
  for (const absl::string_view sign : kRecursion) {
    if (absl::StrContains(words, sign)) {
      said.words += ": is there a recursion that never ends?";
      break;
    }
  }
  said.place = std::move(place);
  return said;
}

CodePlace PlaceOf(const std::optional<Match>& match) {
  CodePlace place;
  if (match && absl::SimpleAtoi(match->group("line"), &place.line)) {
    place.file = FileName(match->group("file"));
  }
  return place;
}

std::optional<CrashSaid> InForm(const CrashForm& form, absl::string_view text) {
  const auto error = Find(form.error, form.error_counts, text, 0, false);
  if (!error) return std::nullopt;
  CodePlace place = PlaceOf(error);
  if (place.line == 0 && !form.frame.empty()) {
    // Frames of the error follow it in most languages; a cause without a frame
    // of the learner's happened below those of the error that it led to.
    auto frame = form.frame_counts == Which::kFirst
                     ? Find(form.frame, Which::kFirst, text, error->end, true)
                     : std::nullopt;
    if (!frame) frame = Find(form.frame, form.frame_counts, text, 0, true);
    place = PlaceOf(frame);
  }
  const std::string type = error->group("type");
  return Said(
      absl::StrCat(type, type.empty() ? "" : ": ", error->group("said")),
      std::move(place));
}

}  // namespace

CrashSaid ReadCrash(absl::string_view err) {
  // What tells most stands at the ends of a long text.
  std::string shortened;
  if (err.size() > 2 * kLongestText) {
    shortened = absl::StrCat(err.substr(0, kLongestText), "\n",
                             err.substr(err.size() - kLongestText));
    err = shortened;
  }
  if (auto python = FindPythonTraceback(err)) {
    return Said(python->said, {FileName(python->file), python->line});
  }
  for (const CrashForm& form : kForms) {
    if (auto said = InForm(form, err)) return *std::move(said);
  }
  const Lines lines = SplitLines(err);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const absl::string_view words = absl::StripAsciiWhitespace(*line);
    if (!words.empty()) return Said(words, {});
  }
  return {};
}

std::string CrashWords(absl::string_view err) { return ReadCrash(err).words; }

}  // namespace grader
