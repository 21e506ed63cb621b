#include "grader/verify/leak.h"

#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/execute/built_with.h"
#include "grader/report/formats.h"
#include "grader/verify/templates.h"
#include "re2/re2.h"

namespace grader {
namespace {

// Shorter lines are in every report by chance.
constexpr std::size_t kShortest = 8;

// Where the code that prints stands.
enum class DumpPlace {
  kFile,   // in a file of its own, among the submission's
  kFront,  // in front of each source
  kBack,   // behind each source
  kClass,  // first in the class that has main
  kBlock,  // a procedure, called first in a Pascal program's block
};

// How a program is made to print all it sees, a row for each language.
struct DumpProgram {
  absl::string_view language;  // as languages.yaml names it
  absl::string_view code;      // among the templates
  DumpPlace place;
  absl::string_view file = "";  // the name of a file of its own
};
constexpr DumpProgram kDumps[] = {
    {"c", "dump/dump.c", DumpPlace::kFile, "grader_dump.c"},
    {"cpp", "dump/dump.cpp", DumpPlace::kFile, "grader_dump.cpp"},
    {"python", "dump/dump.py", DumpPlace::kFront},
    {"javascript", "dump/dump.js", DumpPlace::kFront},
    {"java", "dump/dump.java", DumpPlace::kClass},
    {"rust", "dump/dump.rs", DumpPlace::kBack},
    {"go", "dump/dump.go", DumpPlace::kFile, "grader_dump.go"},
    {"bash", "dump/dump.sh", DumpPlace::kFront},
    {"pascal", "dump/dump.pas", DumpPlace::kBlock},
};

// What a program sees that reads standard input is the same in all languages:
// where the table has no row, a script in another one is run in its place.
absl::StatusOr<Submission> InItsPlace(Submission submission) {
  if (!submission.scaffold.empty()) {
    return absl::UnimplementedError(
        absl::StrCat("no code that prints all it sees is there for ",
                     submission.language.name));
  }
  submission.language = *FindLanguage(*BuiltInLanguages(), "bash");
  submission.entry_point.clear();
  submission.construct_rules.clear();
  submission.deductions.clear();
  submission.sources.push_back(
      {"main.sh", std::string(Template("dump/dump.sh"))});
  return submission;
}

// `code` in front of `source`, or as near as that language allows.
std::string InFront(absl::string_view code, const SourceFile& source) {
  // Such an import must be a file's first statement.
  if (absl::StrContains(source.content, "from __future__")) {
    return absl::StrCat(source.content, "\n", code);
  }
  // A module of JavaScript has no `require` of its own.
  const absl::string_view require =
      absl::EndsWith(source.name, ".mjs")
          ? "import { createRequire } from \"module\";\n"
            "const require = createRequire(\"/\");\n"
          : "";
  // What says how to start it must be the first line.
  const std::size_t first = absl::StartsWith(source.content, "#!")
                                ? source.content.find('\n') + 1
                                : 0;
  const absl::string_view content = source.content;
  return absl::StrCat(content.substr(0, first), require, code, "\n",
                      content.substr(first));
}

// `code` in the class of `source` that has main, if one has.
std::string InClass(absl::string_view code, const std::string& source) {
  const std::size_t main = source.find("void main");
  const std::size_t name = source.rfind("class ", main);
  const std::size_t begin =
      main == std::string::npos || name == std::string::npos
          ? std::string::npos
          : source.find('{', name);
  if (begin == std::string::npos) return source;
  return absl::StrCat(source.substr(0, begin + 1), "\n", code,
                      source.substr(begin + 1));
}

// `code` in front of the block that `source` begins with, if it is a program;
// it needs a unit.
std::string InBlock(absl::string_view code, const std::string& source) {
  // The last line that begins so is that of the block.
  static const RE2& program =
      *new RE2(R"((?ism)(.*?\bprogram\b[^;]*;)(.*)(^begin\b)(.*))");
  std::string head, declared, begin, block;
  if (!RE2::FullMatch(source, program, &head, &declared, &begin, &block)) {
    return source;
  }
  if (!RE2::Replace(&declared, R"((?i)\buses\b)", "uses dos,")) {
    absl::StrAppend(&head, "\nuses dos;");
  }
  return absl::StrCat(head, declared, code, begin, "\n  grader_dump;", block);
}

// Adds the texts that a case expects to come out.
struct AddTexts {
  std::string& texts;

  void operator()(const std::optional<TextExpectation>& expected) const {
    if (expected) absl::StrAppend(&texts, "\n", WrittenText(*expected));
  }
  void operator()(const FileTexts& files) const {
    for (const auto& [name, expected] : files) {
      absl::StrAppend(&texts, "\n", WrittenText(expected));
    }
  }
  // What is of another type is thought about before it compiles.
  template <typename Member>
  void operator()(const Member&) const = delete;
  // Figures and the names of spans are in every report.
  void operator()(int) const {}
  template <typename Figure>
  void operator()(const Bound<Figure>&) const {}
  void operator()(const std::vector<SpanExpectation>&) const {}
};

// All that the case knows, one text below the other.
std::string CaseText(const CaseReport& one) {
  const TestCase& test_case = one.test_case;
  std::string text =
      absl::StrJoin({test_case.input, absl::StrJoin(test_case.args, " "),
                     absl::StrJoin(test_case.args, "\n"),
                     one.observation.out.Joined(), one.observation.err.Joined(),
                     one.observation.checker_message, one.verdict.message},
                    "\n");
  for (const auto& [name, value] : test_case.environment) {
    absl::StrAppend(&text, "\n", name, "=", value);
  }
  for (const InputFile& file : test_case.files) {
    absl::StrAppend(&text, "\n", file.content);
  }
  ForEachMember(test_case.expect, AddTexts{text});
  return text;
}

// What learners know anyway.
std::string KnownText(const Report& report) {
  std::string known =
      absl::StrCat(absl::StrJoin(report.hints, "\n"), "\n", report.build.log);
  for (const CaseReport& one : report.cases) {
    absl::StrAppend(&known, "\n", one.test_case.name, "\n", one.test_case.why);
    // Of what is hidden it has no word, see NotBuiltWith.
    if (IsImplementation(one.test_case) &&
        one.verdict.word == VerdictWord::kCompileError) {
      absl::StrAppend(&known, "\n", one.verdict.message);
    }
    if (one.test_case.visibility == Visibility::kVisible) {
      absl::StrAppend(&known, "\n", CaseText(one));
      for (const CheckResult& check : one.checks) {
        // A visible run was told nothing hidden, whatever came of it: a file
        // that it wrote holds what an empty input gives, say.
        absl::StrAppend(&known, "\n", check.actual, "\n", check.message);
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

absl::StatusOr<Submission> WithDump(Submission submission) {
  const std::string& language = submission.language.name;
  const auto* dump = absl::c_find_if(
      kDumps, [&](const DumpProgram& one) { return one.language == language; });
  if (dump == std::end(kDumps)) return InItsPlace(std::move(submission));
  const absl::string_view code = Template(dump->code);
  if (dump->place == DumpPlace::kFile) {
    submission.sources.push_back({std::string(dump->file), std::string(code)});
    return submission;
  }
  for (SourceFile& source : submission.sources) {
    switch (dump->place) {
      case DumpPlace::kFile:
        break;
      case DumpPlace::kFront:
        source.content = InFront(code, source);
        break;
      case DumpPlace::kBack:
        absl::StrAppend(&source.content, "\n", code);
        break;
      case DumpPlace::kClass:
        source.content = InClass(code, source.content);
        break;
      case DumpPlace::kBlock:
        source.content = InBlock(code, source.content);
        break;
    }
  }
  return submission;
}

}  // namespace grader
