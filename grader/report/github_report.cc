#include "grader/report/github_report.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/judge/figures.h"
#include "grader/report/grader_version.h"
#include "grader/report/markup.h"
#include "grader/report/plain_text.h"
#include "grader/report/sanitize.h"
#include "grader/report/visibility.h"
#include "grader/report/words.h"

namespace grader {
namespace {

constexpr std::size_t kMostOfAKind = 10;       // annotations of a step
constexpr std::size_t kLongestMessage = 4000;  // characters
constexpr std::size_t kLongestSummary = 350'000;

// The escapes of workflow commands: github.com/actions/toolkit, command.ts.
std::string Message(absl::string_view text) {
  return absl::StrReplaceAll(Shortened(ForTerminal(text), kLongestMessage),
                             {{"%", "%25"}, {"\r", "%0D"}, {"\n", "%0A"}});
}

std::string Property(absl::string_view text) {
  return absl::StrReplaceAll(Message(text), {{":", "%3A"}, {",", "%2C"}});
}

std::string Annotation(absl::string_view level, absl::string_view title,
                       absl::string_view message, const CodePlace& place = {}) {
  std::string at;
  if (place.line > 0) {
    at = absl::StrCat("file=", Property(place.file), ",line=", place.line, ",");
  }
  return absl::StrCat("::", level, " ", at, "title=", Property(title),
                      "::", Message(message), "\n");
}

std::string Annotation(absl::string_view level, const Diagnostic& diagnostic,
                       const std::optional<Explained>& explained) {
  std::string place = absl::StrCat("file=", Property(diagnostic.file));
  if (diagnostic.line > 0) absl::StrAppend(&place, ",line=", diagnostic.line);
  if (diagnostic.line > 0 && diagnostic.column > 0) {
    absl::StrAppend(&place, ",col=", diagnostic.column);
  }
  std::string message = diagnostic.message;
  if (explained) absl::StrAppend(&message, "\n", InWords(*explained));
  return absl::StrCat("::", level, " ", place, "::", Message(message), "\n");
}

// `explained` is what the first one means.
std::vector<std::string> Errors(const Build& build,
                                const std::optional<Explained>& explained) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : build.diagnostics) {
    if (diagnostic.severity == Severity::kError) {
      lines.push_back(Annotation("error", diagnostic,
                                 lines.empty() ? explained : std::nullopt));
    }
  }
  return lines;
}

bool IsDeducted(const Report& view, const Diagnostic& warning) {
  for (const DeductionReport& one : view.deductions) {
    for (const Diagnostic& place : one.found.told) {
      if (place.file == warning.file && place.line == warning.line &&
          place.message == warning.message) {
        return true;
      }
    }
  }
  return false;
}

// What points were deducted for, before what the compiler warns of beside it.
std::vector<std::string> Warnings(const Report& view) {
  std::vector<std::string> lines;
  for (const DeductionReport& one : view.deductions) {
    const std::string title = absl::StrCat(
        NameOf(one.deduction), ": ", InWords(one), ": ", PointsInWords(one));
    for (const Diagnostic& place : one.found.told) {
      std::string message = place.message;
      if (!one.deduction.message.empty()) {
        absl::StrAppend(&message, "\n", one.deduction.message);
      }
      lines.push_back(Annotation("warning", title, message,
                                 CodePlace{place.file, place.line}));
    }
    if (one.found.told.empty()) {
      lines.push_back(Annotation("warning", title, InWords(one)));
    }
  }
  for (const Diagnostic& warning : view.build.diagnostics) {
    if (warning.severity != Severity::kWarning || IsDeducted(view, warning)) {
      continue;
    }
    lines.push_back(Annotation("warning", warning, std::nullopt));
  }
  return lines;
}

bool Failed(const CaseReport& one) {
  return one.verdict.word != VerdictWord::kAccepted && !one.skipped();
}

std::string Annotation(absl::string_view level, const Report& view,
                       const CaseReport& one) {
  return Annotation(level,
                    absl::StrCat(one.test_case.name, ": ", VerdictInWords(one)),
                    CaseInText(view, one), one.verdict.place);
}

std::vector<std::string> FailedCases(const Report& view) {
  std::vector<std::string> lines;
  for (const CaseReport& one : view.cases) {
    if (Failed(one)) lines.push_back(Annotation("error", view, one));
  }
  return lines;
}

std::vector<std::string> SkippedCases(const Report& view) {
  std::vector<std::string> lines;
  for (const CaseReport& one : view.cases) {
    if (one.skipped()) lines.push_back(Annotation("notice", view, one));
  }
  return lines;
}

// Text in a line of Markdown, with nothing in it that Markdown acts on.
std::string Inline(absl::string_view bytes) {
  std::string text;
  for (const char c : ForTerminal(bytes)) {
    if (c == '\n' || c == '\t') {
      text += ' ';
    } else if (c == '@') {
      // GitHub makes links of addresses and names, also of such that are
      // written as references; a comment parts the text for it.
      text += "&#64;<!-- -->";
    } else if (absl::ascii_ispunct(static_cast<unsigned char>(c))) {
      absl::StrAppend(&text, "&#", static_cast<int>(c), ";");
    } else {
      text += c;
    }
  }
  return text;
}

// A text that unfolds below its heading. An HTML block that begins with
// <details> ends at the first empty line; one whose first line begins with
// <pre> goes on to </pre>, whatever stands between (CommonMark 0.30, HTML
// blocks, kinds 6 and 1). So each has a block of its own.
std::string Folded(absl::string_view heading, absl::string_view text) {
  return absl::StrCat("\n<details>\n<summary>",
                      absl::StrReplaceAll(Markup(heading), {{"\n", " "}}),
                      "</summary>\n\n<pre>\n", Markup(text),
                      "</pre>\n\n</details>\n");
}

std::string CasesInMarkdown(const Report& view) {
  std::string table = "\n| | case | verdict | time | points |\n|-|-|-|-:|-:|\n";
  for (const CaseReport& one : view.cases) {
    const bool hidden = one.test_case.visibility == Visibility::kHidden;
    const std::string needs =
        one.skipped() ? absl::StrCat(", needs ", one.skipped_for) : "";
    absl::StrAppend(&table, "| ",
                    one.skipped() ? "–"
                    : Failed(one) ? "✗"
                                  : "✓",
                    " | ", Inline(one.test_case.name),
                    hidden ? " (hidden)" : "", " | ",
                    Inline(VerdictInWords(one)), Inline(needs), " | ",
                    TimeInWords(one), " | ", PointsOutOf(one), " |\n");
  }
  return table;
}

std::string GroupsInMarkdown(const Report& view) {
  if (view.groups.empty()) return "";
  std::string table = "\n| | group | what counts | points |\n|-|-|-|-:|\n";
  for (const GroupReport& group : view.groups) {
    absl::StrAppend(&table, "| ", group.passed() ? "✓" : "✗", " | ",
                    Inline(group.group.name), " | ", Inline(InWords(group)),
                    " | ", PointsOutOf(group), " |\n");
  }
  return table;
}

std::string TableOfDeductions(const Report& view) {
  if (view.deductions.empty()) return "";
  std::string table = "\n| deduction | found | points |\n|-|-|-:|\n";
  for (const DeductionReport& one : view.deductions) {
    absl::StrAppend(&table, "| ", Inline(NameOf(one.deduction)), " | ",
                    Inline(InWords(one)), " | ", Inline(PointsInWords(one)),
                    " |\n");
  }
  return table + Folded("What points were deducted for",
                        DeductionsInText(view.deductions));
}

}  // namespace

std::string GitHubReport(const Report& full) {
  const Report view = LearnerView(full);
  const bool accepted = view.verdict.word == VerdictWord::kAccepted;
  std::vector<std::string> errors =
      view.build.ok ? FailedCases(view) : Errors(view.build, view.explained);
  // A build may fail without a word of a compiler's: nothing was handed in.
  if (errors.empty() && view.cases.empty() && !accepted) {
    errors = {Annotation("error", "build", view.verdict.message)};
  }
  std::string said =
      absl::StrCat(view.title, ": ", PointsInWords(view.score, view.max_score));
  if (errors.size() >= kMostOfAKind) {
    absl::StrAppend(&said, "; ", errors.size() - (kMostOfAKind - 1),
                    " more errors are not shown here");
    errors.resize(kMostOfAKind - 1);
  }
  if (!view.grader.empty()) absl::StrAppend(&said, ". ", GraderInWords(view));
  std::vector<std::string> warnings = Warnings(view);
  if (warnings.size() > kMostOfAKind) warnings.resize(kMostOfAKind);

  std::string text = Annotation(accepted ? "notice" : "error",
                                VerdictInWords(view.verdict), said);
  for (const std::string& line : errors) text += line;
  for (const std::string& line : warnings) text += line;
  std::vector<std::string> skipped = SkippedCases(view);
  if (skipped.size() > kMostOfAKind) skipped.resize(kMostOfAKind);
  for (const std::string& line : skipped) text += line;
  return text;
}

std::string GitHubSummary(const Report& full) {
  const Report view = LearnerView(full);
  std::string text = absl::StrCat(
      "## ", view.verdict.word == VerdictWord::kAccepted ? "✓ " : "✗ ",
      Inline(view.title), ": ", Inline(VerdictInWords(view.verdict)), "\n\n",
      PointsInWords(view.score, view.max_score), "\n");
  if (!view.grader.empty()) {
    absl::StrAppend(&text, "\n", GraderInWords(view), "\n");
  }
  if (view.cases.empty()) {
    return text + Folded("What the compiler says", BuildInText(view));
  }
  text += CasesInMarkdown(view);
  text += GroupsInMarkdown(view);
  text += TableOfDeductions(view);
  std::size_t left_out = 0;
  for (const CaseReport& one : view.cases) {
    if (!Failed(one)) continue;
    const std::string folded =
        Folded(one.test_case.name, CaseInText(view, one));
    if (text.size() + folded.size() < kLongestSummary) {
      text += folded;
    } else {
      ++left_out;
    }
  }
  if (left_out > 0) {
    absl::StrAppend(&text, "\n", Counted(left_out, "case"),
                    " had no room here.\n");
  }
  return text;
}

}  // namespace grader
