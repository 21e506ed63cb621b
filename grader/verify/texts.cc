#include "grader/verify/texts.h"

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace grader {
namespace {

std::string WithoutSpace(absl::string_view text) {
  std::string bare;
  for (const char c : text) {
    if (!absl::ascii_isspace(c)) bare += c;
  }
  return bare;
}

// What the statement can show of an expectation, or "".
std::string ShownText(const std::optional<TextExpectation>& expected) {
  return expected && IsLiteral(*expected) ? std::string(WrittenText(*expected))
                                          : "";
}

// The first and the last line of `text` that say something.
std::vector<absl::string_view> Ends(absl::string_view text) {
  std::vector<absl::string_view> ends;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    if (ends.size() == 2) ends.pop_back();
    ends.push_back(line);
  }
  return ends;
}

}  // namespace

std::vector<std::string> WindowsTextWarnings(const Problem& problem) {
  std::vector<std::string> warnings;
  const auto look_at = [&](const TestCase& test_case, const std::string& what,
                           absl::string_view text) {
    const std::string where =
        absl::StrCat("case \"", test_case.name, "\": ", what);
    if (absl::StrContains(text, "\r\n")) {
      warnings.push_back(absl::StrCat(
          where,
          " has Windows line ends (CRLF), and in some languages a right "
          "program reads the \\r as a part of the line; save it with "
          "plain ones, or say so in the statement"));
    }
    if (absl::StartsWith(text, "\xEF\xBB\xBF")) {
      warnings.push_back(absl::StrCat(
          where,
          " begins with a byte order mark, which a right program reads "
          "or prints as a character; save it as plain UTF-8"));
    }
  };
  for (const TestCase& test_case : problem.cases) {
    look_at(test_case, "its stdin", test_case.input);
    for (const InputFile& file : test_case.files) {
      look_at(test_case, absl::StrCat("its file ", file.name), file.content);
    }
    look_at(test_case, "the expected stdout", ShownText(test_case.expect.out));
    look_at(test_case, "the expected stderr", ShownText(test_case.expect.err));
    for (const auto& [name, text] : test_case.expect.files) {
      look_at(test_case, absl::StrCat("the expected file ", name),
              ShownText(text));
    }
  }
  return warnings;
}

std::vector<std::string> StatementComplaints(const Problem& problem,
                                             absl::string_view statement) {
  std::vector<std::string> complaints;
  const std::string shown = WithoutSpace(statement);
  bool visible = false;
  for (const TestCase& test_case : problem.cases) {
    if (test_case.visibility == Visibility::kHidden) continue;
    visible = true;
    const std::pair<absl::string_view, std::string> texts[] = {
        {"input", test_case.input},
        {"expected output", ShownText(test_case.expect.out)}};
    for (const auto& [what, text] : texts) {
      for (const absl::string_view line : Ends(text)) {
        if (absl::StrContains(shown, WithoutSpace(line))) continue;
        complaints.push_back(absl::StrCat("statement.md does not show the ",
                                          what, " of the visible case \"",
                                          test_case.name, "\": ", line));
      }
    }
  }
  if (!visible) {
    complaints.push_back(
        "every case is hidden; let learners see one and show it in "
        "statement.md");
  }
  return complaints;
}

}  // namespace grader
