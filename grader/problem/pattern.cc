#include "grader/problem/pattern.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

constexpr std::pair<absl::string_view, CaptureKind> kKinds[] = {
    {"word", CaptureKind::kWord},
    {"int", CaptureKind::kInt},
    {"hex8", CaptureKind::kHex8},
    {"float", CaptureKind::kFloat},
    {"text", CaptureKind::kText}};

absl::StatusOr<CaptureKind> KindNamed(absl::string_view name) {
  std::vector<std::string> names;
  for (const auto& [known, kind] : kKinds) {
    if (known == name) return kind;
    names.emplace_back(known);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("unknown kind \"", name,
                   "\" of a capture; expected word, int, hex8, float or text",
                   DidYouMean(name, names)));
}

// What stands between braces, "name" or "name:kind". Gives the index of the
// capture, which is a new one if it was not used before.
absl::StatusOr<int> ReadCapture(absl::string_view inside,
                                std::vector<Capture>& captures) {
  static const RE2 kForm("([A-Za-z_][A-Za-z0-9_]*)(?:(:)(.*))?");
  std::string name;
  std::string colon;
  std::string kind_name;
  if (!RE2::FullMatch(re2::StringPiece(inside.data(), inside.size()), kForm,
                      &name, &colon, &kind_name)) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected {name:kind} or {name}, found \"{", inside,
                     "}\"; a brace that stands for itself is doubled"));
  }
  const auto known =
      std::find_if(captures.begin(), captures.end(),
                   [&name](const Capture& one) { return one.name == name; });
  const auto index = static_cast<int>(known - captures.begin());
  if (colon.empty()) {
    if (known != captures.end()) return index;
    return absl::InvalidArgumentError(absl::StrCat(
        "the first use of {", name, "} must name its kind: {", name, ":word}"));
  }
  const absl::StatusOr<CaptureKind> kind = KindNamed(kind_name);
  if (!kind.ok()) return kind.status();
  if (known == captures.end()) {
    captures.push_back({name, *kind, false});
  } else if (known->kind != *kind) {
    return absl::InvalidArgumentError(
        absl::StrCat("the capture \"", name, "\" has two different kinds"));
  }
  return index;
}

absl::StatusOr<PatternLine> ReadLine(absl::string_view text,
                                     std::vector<Capture>& captures) {
  PatternLine line;
  line.source = std::string(text);
  std::string literal;
  const auto end_literal = [&line, &literal] {
    if (literal.empty()) return;
    line.pieces.push_back({std::exchange(literal, ""), -1});
  };
  while (!text.empty()) {
    const char c = text[0];
    if ((c == '{' || c == '}') && text.size() > 1 && text[1] == c) {
      literal += c;
      text.remove_prefix(2);
    } else if (c == '}') {
      return absl::InvalidArgumentError(
          "\"}\" without its \"{\"; write }} for a brace");
    } else if (c == '{') {
      const std::size_t end = text.find('}');
      if (end == absl::string_view::npos) {
        return absl::InvalidArgumentError(
            "\"{\" without its \"}\"; write {{ for a brace");
      }
      const absl::StatusOr<int> capture =
          ReadCapture(text.substr(1, end - 1), captures);
      if (!capture.ok()) return capture.status();
      end_literal();
      line.pieces.push_back({"", *capture});
      text.remove_prefix(end + 1);
    } else {
      literal += c;
      text.remove_prefix(1);
    }
  }
  end_literal();
  return line;
}

}  // namespace

absl::StatusOr<ParsedPattern> ParsePattern(const Pattern& pattern) {
  ParsedPattern parsed;
  const absl::string_view text = absl::StripSuffix(pattern.text, "\n");
  if (text.empty()) return parsed;
  for (const absl::string_view line_text : absl::StrSplit(text, '\n')) {
    if (parsed.lines.size() == kMaxPatternLines) {
      return absl::InvalidArgumentError(
          absl::StrCat("a pattern has at most ", kMaxPatternLines, " lines"));
    }
    absl::StatusOr<PatternLine> line =
        ReadLine(absl::StripSuffix(line_text, "\r"), parsed.captures);
    if (!line.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", parsed.lines.size() + 1,
                       " of the pattern: ", line.status().message()));
    }
    parsed.lines.push_back(*std::move(line));
  }
  for (const std::string& name : pattern.distinct) {
    const auto capture =
        std::find_if(parsed.captures.begin(), parsed.captures.end(),
                     [&name](const Capture& one) { return one.name == name; });
    if (capture == parsed.captures.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat("distinct: the pattern has no capture \"", name, "\""));
    }
    capture->distinct = true;
  }
  return parsed;
}

}  // namespace grader
