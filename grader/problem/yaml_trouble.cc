#include "grader/problem/yaml_trouble.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "re2/re2.h"

namespace grader {
namespace {

constexpr std::size_t kNowhere = absl::string_view::npos;

struct Line {
  std::size_t offset = 0;
  absl::string_view text;
  std::size_t indentation = 0;  // kNowhere: a blank line, or a comment
};

std::vector<Line> LinesOf(const std::string& text) {
  std::vector<Line> lines;
  for (const absl::string_view one : absl::StrSplit(text, '\n')) {
    Line line{static_cast<std::size_t>(one.data() - text.data()), one,
              one.find_first_not_of(' ')};
    if (line.indentation != kNowhere &&
        (one[line.indentation] == '#' || one[line.indentation] == '\r')) {
      line.indentation = kNowhere;
    }
    lines.push_back(line);
  }
  return lines;
}

// A quote that is missing, or one too many.
std::optional<YamlTrouble> QuoteTrouble(const AuthorErrors& errors,
                                        Place noticed, QuotedText quoted) {
  const std::string& text = errors.text();
  const Place begin{quoted.begin, 1};
  const int line = errors.Line({quoted.end, 1});
  if (line != errors.Line(noticed)) return std::nullopt;
  if (line != errors.Line(begin)) {
    return YamlTrouble{
        begin,
        absl::StrCat("this quote is not closed in its line, but in line ", line,
                     "; is one missing here?")};
  }
  if (noticed.offset <= quoted.end ||
      text.find_first_not_of(' ', quoted.end + 1) != noticed.offset) {
    return std::nullopt;
  }
  const char quote = text[quoted.end];
  return YamlTrouble{
      noticed, absl::StrCat("the text in quotes ends before this; within ",
                            quote == '"' ? "double quotes, write \\\" for one"
                                         : "single quotes, write '' for one",
                            ", and put all of the text in them")};
}

// `points:2` above: a text that goes on in the next line.
std::optional<YamlTrouble> SpaceTrouble(const std::vector<Line>& lines,
                                        std::size_t at) {
  static const RE2 kKey("( *(?:- +)*)([a-z_]+):([^\\s/:].*?)\\r?");
  for (std::size_t back = 1; back <= 2 && back <= at; ++back) {
    const Line& line = lines[at - back];
    re2::StringPiece before;
    std::string key;
    std::string value;
    if (!RE2::FullMatch(re2::StringPiece(line.text.data(), line.text.size()),
                        kKey, &before, &key, &value)) {
      continue;
    }
    return YamlTrouble{
        {line.offset + before.size(), key.size() + 1 + value.size()},
        absl::StrCat("a space is missing: \"", key, ": ", value, "\"")};
  }
  return std::nullopt;
}

// Lines above that stand further to the left than those around them.
std::optional<YamlTrouble> IndentationTrouble(const std::vector<Line>& lines,
                                              std::size_t at) {
  const std::size_t wanted = lines[at].indentation;
  if (wanted == kNowhere || wanted == 0) return std::nullopt;
  std::optional<std::size_t> first;
  for (std::size_t i = at; i-- > 0;) {
    const std::size_t indentation = lines[i].indentation;
    if (indentation == kNowhere) continue;
    if (indentation < wanted) {
      // The start of a list or map: the lines below it are its own.
      const bool starts_item = lines[i].text.substr(indentation, 2) == "- " &&
                               indentation + 2 == wanted;
      if (starts_item) return std::nullopt;
      first = i;
      continue;
    }
    if (!first || indentation > wanted) return std::nullopt;
    const Line& line = lines[*first];
    return YamlTrouble{
        {line.offset + line.indentation, 1},
        absl::StrCat("this stands to the left of the lines ", i + 1, " and ",
                     at + 1, ", which are around it; indent it by ",
                     wanted - line.indentation,
                     " more, and what belongs to it")};
  }
  return std::nullopt;
}

// " #" above, in a list or map that is not closed: what closes it is a comment.
std::optional<YamlTrouble> CommentTrouble(const Line& line) {
  static const RE2 kComment("([^#]*[\\[{][^#]* )#.*");
  re2::StringPiece before;
  if (!RE2::FullMatch(re2::StringPiece(line.text.data(), line.text.size()),
                      kComment, &before)) {
    return std::nullopt;
  }
  return YamlTrouble{{line.offset + before.size(), 1},
                     "YAML takes what begins with this # for a comment; put "
                     "text that holds \" #\" in quotes"};
}

}  // namespace

std::optional<YamlTrouble> FindYamlTrouble(
    const AuthorErrors& errors, Place noticed,
    const std::optional<QuotedText>& quoted, const std::optional<Place>& open) {
  if (quoted) {
    if (auto found = QuoteTrouble(errors, noticed, *quoted)) return found;
  }
  const std::vector<Line> lines = LinesOf(errors.text());
  const std::size_t at = static_cast<std::size_t>(errors.Line(noticed)) - 1;
  if (at >= lines.size()) return std::nullopt;
  if (auto found = SpaceTrouble(lines, at)) return found;
  if (open) {
    const auto opened = static_cast<std::size_t>(errors.Line(*open)) - 1;
    if (auto found = CommentTrouble(lines[opened])) return found;
    return std::nullopt;
  }
  return IndentationTrouble(lines, at);
}

}  // namespace grader
