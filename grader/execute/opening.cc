#include "grader/execute/opening.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace grader {
namespace {

// Takes spaces and, if `over_lines`, ends of lines off the front of `text`, and
// comments with them, which may hold ends of lines in either case. False for a
// comment that the compiler may end elsewhere.
bool SkipBlanks(absl::string_view& text, bool over_lines) {
  for (;;) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' ||
                             (over_lines && text.front() == '\n'))) {
      text.remove_prefix(1);
    }
    if (absl::ConsumePrefix(&text, "/*")) {
      const std::size_t end = text.find("*/");
      // "*\" and "/" in the next line end one as well.
      if (end == absl::string_view::npos ||
          absl::StrContains(text.substr(0, end), "\\")) {
        return false;
      }
      text.remove_prefix(end + 2);
    } else if (absl::StartsWith(text, "//")) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (absl::StrContains(text.substr(0, end), "\\")) return false;
      text.remove_prefix(end);
    } else {
      return true;
    }
  }
}

struct Include {
  char quote;
  absl::string_view name;
};

// Takes a line that does nothing but include a file off the front of `text`.
std::optional<Include> TakeInclude(absl::string_view& text) {
  if (!absl::ConsumePrefix(&text, "#") || !SkipBlanks(text, false) ||
      !absl::ConsumePrefix(&text, "include") || !SkipBlanks(text, false) ||
      text.empty() || (text.front() != '"' && text.front() != '<')) {
    return std::nullopt;
  }
  Include include = {text.front(), {}};
  text.remove_prefix(1);
  const std::size_t end =
      text.find_first_of(include.quote == '<' ? ">\\\n" : "\"\\\n");
  if (end == absl::string_view::npos || text[end] == '\\' ||
      text[end] == '\n') {
    return std::nullopt;
  }
  include.name = text.substr(0, end);
  text.remove_prefix(end + 1);
  if (!SkipBlanks(text, false) || (!text.empty() && text.front() != '\n')) {
    return std::nullopt;
  }
  return include;
}

bool IsLibraryHeader(absl::string_view name) {
  return absl::StartsWith(name, "boost/") ||
         (!name.empty() &&
          std::all_of(name.begin(), name.end(), [](unsigned char c) {
            return absl::ascii_isalnum(c) || c == '_';
          }));
}

}  // namespace

std::vector<std::string> OpeningOf(absl::string_view source,
                                   const std::set<std::string>& shared,
                                   const std::set<std::string>& own) {
  std::vector<std::string> opening;
  while (SkipBlanks(source, true)) {
    const std::optional<Include> include = TakeInclude(source);
    if (!include) break;
    const std::string name(include->name);
    if (include->quote == '<') {
      if (!IsLibraryHeader(name) || shared.contains(name)) break;
      continue;
    }
    if (!shared.contains(name) || own.contains(name)) break;
    if (std::find(opening.begin(), opening.end(), name) == opening.end()) {
      opening.push_back(name);
    }
  }
  return opening;
}

}  // namespace grader
