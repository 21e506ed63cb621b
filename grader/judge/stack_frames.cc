#include "grader/judge/stack_frames.h"

#include <re2/re2.h>

#include <cstddef>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace grader {
namespace {

using TextLines = std::vector<absl::string_view>;

bool Matches(absl::string_view line, const RE2& expression) {
  return RE2::FullMatch(re2::StringPiece(line.data(), line.size()), expression);
}

// How many of the lines from `i` on are one foreign frame.
std::size_t ForeignPython(const TextLines& lines, std::size_t i,
                          const std::set<std::string>& folders) {
  // Inside a group of exceptions every line begins with bars.
  static const RE2 kFrame(R"re(((?:[ |]*\| )? *)File "(.*)", line \d+.*)re");
  std::string indent;
  std::string file;
  if (!RE2::FullMatch(re2::StringPiece(lines[i].data(), lines[i].size()),
                      kFrame, &indent, &file) ||
      indent.empty() || !(IsForeignFile(file) || IsInFolder(file, folders))) {
    return 0;
  }
  // The line of code, and what marks a part of it.
  const std::string deeper = indent + "  ";
  std::size_t count = 1;
  while (count < 4 && i + count < lines.size() &&
         absl::StartsWith(lines[i + count], deeper)) {
    ++count;
  }
  return count;
}

std::size_t ForeignJavaOrNode(const TextLines& lines, std::size_t i) {
  static const RE2 kJava(
      R"re(\tat (?:java\.|javax\.|jdk\.|sun\.|[\w.]+@?[\w.]*/)[^()]*\(.*\))re");
  static const RE2 kNode(R"re( {4}at (?:.* \()?node:.*)re");
  return Matches(lines[i], kJava) || Matches(lines[i], kNode) ? 1 : 0;
}

// A function, and below it its place.
std::size_t ForeignGo(const TextLines& lines, std::size_t i) {
  static const RE2 kFunction(R"re((?:created by )?[\w./*()-]+(?:\(.*\))?.*)re");
  static const RE2 kPlace(
      R"re(\t/usr/(?:local/go|lib/go[^/]*|share/go[^/]*)/.*\.(?:go|s):\d+.*)re");
  return i + 1 < lines.size() && Matches(lines[i], kFunction) &&
                 Matches(lines[i + 1], kPlace)
             ? 2
             : 0;
}

}  // namespace

bool IsForeignFile(absl::string_view file) {
  for (const absl::string_view name : {"adapter.py", "rpc.py", "failures.py"}) {
    if (absl::EndsWith(file, absl::StrCat("/", name))) return true;
  }
  return absl::StartsWith(file, "/usr/") || absl::StartsWith(file, "/rustc/") ||
         absl::StartsWith(file, "<") || file == "adapter.py" ||
         absl::StrContains(file, "/boost/") || absl::StartsWith(file, "node:");
}

std::set<std::string> FoldersOfTheGrader(absl::string_view text) {
  static const RE2 kOwn(
      R"re(File "(/[^"\n]*)/(?:rpc|adapter|failures)\.py")re");
  std::set<std::string> folders;
  re2::StringPiece rest(text.data(), text.size());
  std::string folder;
  while (RE2::FindAndConsume(&rest, kOwn, &folder)) folders.insert(folder);
  return folders;
}

bool IsInFolder(absl::string_view file, const std::set<std::string>& folders) {
  const std::size_t slash = file.rfind('/');
  return slash != absl::string_view::npos &&
         folders.count(std::string(file.substr(0, slash))) > 0;
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

std::string WithOwnFrames(absl::string_view text) {
  const TextLines lines = absl::StrSplit(text, '\n');
  const std::set<std::string> folders = FoldersOfTheGrader(text);
  TextLines kept;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t foreign = ForeignPython(lines, i, folders);
    if (foreign == 0) foreign = ForeignJavaOrNode(lines, i);
    if (foreign == 0) foreign = ForeignGo(lines, i);
    if (foreign == 0) kept.push_back(lines[i++]);
    i += foreign;
  }
  return WithoutOwnFolders(absl::StrJoin(kept, "\n"));
}

}  // namespace grader
