#include "grader/verify/leak.h"

#include <set>
#include <utility>
#include <variant>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/report/formats.h"
#include "grader/verify/templates.h"

namespace grader {
namespace {

// Shorter lines are in every report by chance.
constexpr std::size_t kShortest = 8;

std::string ExpectedText(const std::optional<TextExpectation>& expected) {
  if (!expected) return "";
  struct Text {
    std::string operator()(const ExactText& text) { return text.text; }
    std::string operator()(const Tokens& text) { return text.text; }
    std::string operator()(const UnorderedLines& text) { return text.text; }
    std::string operator()(const Regex& text) { return text.expression; }
    std::string operator()(const Pattern& text) { return text.text; }
    std::string operator()(const Floats& text) { return text.text; }
    std::string operator()(const Checker& text) { return text.answer; }
    std::string operator()(const FromReference&) { return ""; }
  };
  return std::visit(Text(), *expected);
}

// All that the case knows, one text below the other.
std::string CaseText(const CaseReport& one) {
  const TestCase& test_case = one.test_case;
  std::string text = absl::StrJoin(
      {test_case.input, absl::StrJoin(test_case.args, " "),
       absl::StrJoin(test_case.args, "\n"), ExpectedText(test_case.expect.out),
       ExpectedText(test_case.expect.err), one.observation.out.Joined(),
       one.observation.err.Joined(), one.observation.checker_message,
       one.verdict.message},
      "\n");
  for (const auto& [name, value] : test_case.environment) {
    absl::StrAppend(&text, "\n", name, "=", value);
  }
  for (const InputFile& file : test_case.files) {
    absl::StrAppend(&text, "\n", file.content);
  }
  for (const auto& [name, content] : test_case.expect.files) {
    absl::StrAppend(&text, "\n", content);
  }
  return text;
}

// What learners know anyway.
std::string KnownText(const Report& report) {
  std::string known =
      absl::StrCat(absl::StrJoin(report.hints, "\n"), "\n", report.build.log);
  for (const CaseReport& one : report.cases) {
    absl::StrAppend(&known, "\n", one.test_case.name, "\n", one.test_case.why);
    if (one.test_case.visibility == Visibility::kVisible) {
      absl::StrAppend(&known, "\n", CaseText(one));
      for (const CheckResult& check : one.checks) {
        absl::StrAppend(&known, "\n", check.message);
      }
    }
  }
  return known;
}

// `text` as it stands in JSON and in XML or HTML, too.
std::vector<std::string> Spellings(const std::string& text) {
  return {
      text,
      absl::StrReplaceAll(text,
                          {{"\\", "\\\\"}, {"\"", "\\\""}, {"\t", "\\t"}}),
      absl::StrReplaceAll(
          text,
          {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}})};
}

}  // namespace

std::vector<std::string> HiddenTexts(const Report& report) {
  const std::string known = KnownText(report);
  std::set<std::string> hidden;
  for (const CaseReport& one : report.cases) {
    // Why a case was skipped is for everybody.
    if (one.test_case.visibility == Visibility::kVisible || one.skipped()) {
      continue;
    }
    for (absl::string_view line : absl::StrSplit(CaseText(one), '\n')) {
      line = absl::StripAsciiWhitespace(line);
      if (line.size() < kShortest || absl::StrContains(known, line)) continue;
      hidden.emplace(line);
    }
  }
  return {hidden.begin(), hidden.end()};
}

std::vector<std::string> Leaks(const Report& report) {
  const std::vector<std::string> secrets = HiddenTexts(report);
  std::vector<std::string> leaks;
  for (const Format& format : Formats()) {
    const std::string text = format.write(report);
    for (const std::string& secret : secrets) {
      if (absl::c_none_of(Spellings(secret), [&](const std::string& spelling) {
            return absl::StrContains(text, spelling);
          })) {
        continue;
      }
      leaks.push_back(absl::StrCat("the ", format.name, " report shows \"",
                                   secret,
                                   "\", which only a hidden case knows"));
    }
  }
  return leaks;
}

Submission WithDump(Submission submission) {
  if (submission.language.name == "cpp") {
    submission.sources.push_back(
        {"grader_dump.cpp", std::string(Template("dump/dump.cpp"))});
    return submission;
  }
  const absl::string_view dump = Template("dump/dump.py");
  for (SourceFile& source : submission.sources) {
    // Such an import must be a file's first statement.
    const bool last = absl::StrContains(source.content, "from __future__");
    source.content = last ? absl::StrCat(source.content, "\n", dump)
                          : absl::StrCat(dump, "\n", source.content);
  }
  return submission;
}

}  // namespace grader
