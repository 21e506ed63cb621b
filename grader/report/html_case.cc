#include "grader/report/html_case.h"

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/judge/figures.h"
#include "grader/judge/stack_frames.h"
#include "grader/problem/interactor.h"
#include "grader/report/case_story.h"
#include "grader/report/conversation.h"
#include "grader/report/first_difference.h"
#include "grader/report/html_page.h"
#include "grader/report/html_schedule.h"
#include "grader/report/html_timeline.h"
#include "grader/report/input_part.h"
#include "grader/report/markup.h"
#include "grader/report/plain_text.h"
#include "grader/report/sanitize.h"
#include "grader/report/words.h"

namespace grader {
namespace {

constexpr std::size_t kLongestText = 20'000;  // characters of one text
constexpr std::size_t kChecksOnPage = 20;
constexpr std::size_t kLinesAround = 200;  // of an input that is too long

std::string Paragraph(absl::string_view text) {
  return absl::StrCat("<p>", Markup(Shortened(text, kLongestText)), "</p>\n");
}

std::vector<std::string> ShownLines(absl::string_view text) {
  return absl::StrSplit(
      ForTerminal(
          Shortened(absl::StripTrailingAsciiWhitespace(text), kLongestText)),
      '\n');
}

// One side of a difference; the rest of the first line that differs is marked.
std::string Side(absl::string_view heading,
                 const std::vector<std::string>& side,
                 const FirstDifference& first) {
  std::string text;
  for (std::size_t i = 0; i < side.size(); ++i) {
    const std::string& line = side[i];
    if (i < first.lines) {
      absl::StrAppend(&text, Markup(line), "\n");
    } else if (i == first.lines) {
      absl::StrAppend(&text, "<span class=\"differs\">",
                      Markup(line.substr(0, first.bytes)), "<mark>",
                      Markup(line.substr(first.bytes)), "</mark></span>\n");
    } else {
      absl::StrAppend(&text, Markup(line), "\n");
    }
  }
  if (side.size() <= first.lines) text += "(nothing more)\n";
  return absl::StrCat("<div>\n<h4>", heading,
                      "</h4>\n<pre tabindex=\"0\" role=\"group\" "
                      "aria-label=\"",
                      heading, "\">\n", text, "</pre>\n</div>\n");
}

std::string Difference(const CheckResult& check) {
  const std::vector<std::string> expected = ShownLines(check.expected);
  const std::vector<std::string> actual = ShownLines(check.actual);
  const FirstDifference first = FindFirstDifference(expected, actual);
  return absl::StrCat("<div class=\"sides\">\n",
                      Side("expected", expected, first),
                      Side("actual", actual, first), "</div>\n");
}

std::string Row(absl::string_view name, absl::string_view value) {
  return absl::StrCat("<tr><th scope=\"row\">", Markup(name), "</th><td>",
                      Markup(Shortened(value, kLongestText)), "</td></tr>\n");
}

std::string FailedCheck(const CheckResult& check) {
  std::string heading = check.message.empty() ? check.name : check.message;
  if (IsText(check.kind) && !check.message.empty()) {
    heading = absl::StrCat(check.name, ": ", check.message);
  }
  std::string text =
      absl::StrCat("<h3><span class=\"bad\" aria-hidden=\"true\">✗ </span>",
                   Markup(Shortened(heading, kLongestText)), "</h3>\n");
  if (check.expected.empty() && check.actual.empty()) return text;
  if (IsText(check.kind)) return text + Difference(check);
  return absl::StrCat(text, "<table class=\"facts\"><tbody>\n",
                      Row("expected", check.expected),
                      Row("actual", check.actual), "</tbody></table>\n");
}

std::string Checks(const CaseReport& one) {
  std::string text;
  std::vector<std::string> passed;
  std::size_t failed = 0;
  for (const CheckResult& check : one.checks) {
    if (check.passed) {
      passed.push_back(absl::StrCat("<code>", Markup(check.name), "</code>"));
    } else if (++failed <= kChecksOnPage) {
      text += FailedCheck(check);
    }
  }
  if (failed > kChecksOnPage) {
    absl::StrAppend(&text, "<p>… and ", failed - kChecksOnPage,
                    " more checks that failed.</p>\n");
  }
  if (!passed.empty()) {
    absl::StrAppend(&text,
                    "<p class=\"faint\">Passed: ", absl::StrJoin(passed, ", "),
                    "</p>\n");
  }
  return text;
}

std::string WhatHappened(const CaseReport& one) {
  std::string text;
  if (one.verdict.word == VerdictWord::kJudgeError) {
    text += Paragraph(
        "This is not your fault: the grader could not judge this case. Tell "
        "whoever runs it what it says here.");
  }
  if (!one.verdict.message.empty() && !SaidByCheck(one)) {
    text += Paragraph(one.verdict.message);
  }
  const std::string in_progress = InProgress(one.observation.trace);
  if (std::holds_alternative<Signaled>(one.observation.termination) &&
      !in_progress.empty()) {
    text += Paragraph(absl::StrCat("It was inside ", in_progress, "."));
  }
  return text;
}

std::string Said(const CaseReport& one) {
  const std::optional<Interaction>& seen = one.observation.interaction;
  const std::string text = seen ? Conversation(*seen) : std::string();
  if (text.empty()) return "";
  return absl::StrCat(
      "<h3>", Markup(kConversationHeading), "</h3>\n",
      HtmlPre(kConversationHeading, Shortened(text, kLongestText)));
}

std::string Printed(absl::string_view heading, const CapturedText& captured) {
  if (captured.head.empty()) return "";
  return HtmlFolded(
      heading, HtmlPre(heading, Shortened(WithOwnFrames(WithOmission(captured)),
                                          kLongestText)));
}

// All that the case gave the program.
std::string Input(const CaseReport& one) {
  const TestCase& test_case = one.test_case;
  std::string content;
  const std::string arguments = ArgumentsInWords(test_case);
  if (!arguments.empty()) {
    absl::StrAppend(&content, "<table class=\"facts\"><tbody>\n",
                    Row("arguments", arguments), "</tbody></table>\n");
  }
  const auto add = [&](const std::string& heading, const std::string& text) {
    absl::StrAppend(&content, "<h3>", Markup(heading), "</h3>\n",
                    HtmlPre(heading, Shortened(text, kLongestText)));
  };
  if (InteractorOf(test_case) != nullptr) {
    // Its input is none of the program's.
  } else if (test_case.input.size() > kLongestText) {
    const InputPart part = InputToShow(one, kLinesAround);
    add(part.before == 0 ? "stdin"
                         : absl::StrCat("stdin from line ", part.before + 1),
        std::string(part.text));
  } else if (!test_case.input.empty()) {
    add("stdin", test_case.input);
  }
  for (const InputFile& file : test_case.files) {
    add(absl::StrCat("file ", file.name), file.content);
  }
  return content.empty() ? "" : HtmlFolded("Input of the case", content);
}

std::string Used(const CaseReport& one) {
  const Observation& run = one.observation;
  std::string rows = Row("time", TimeInWords(one));
  if (!one.rounded_up) {
    absl::StrAppend(&rows, Row("CPU time", FormatElapsed(run.cpu_time)),
                    Row("real time", FormatElapsed(run.wall_time)));
  }
  absl::StrAppend(
      &rows, Row("memory", absl::StrCat(one.rounded_up ? "≤ " : "",
                                        run.peak_memory_bytes / 1024, " KiB")));
  if (one.source == RunSource::kKept) {
    absl::StrAppend(&rows, Row("run",
                               "kept from earlier; --no-cache runs it "
                               "again"));
  }
  return HtmlFolded("What it used",
                    absl::StrCat("<table class=\"facts\"><tbody>\n", rows,
                                 "</tbody></table>\n"));
}

// What ran when; beside it what does in a run of the reference, if that is
// there to be compared with.
std::string Timelines(const CaseReport& one, const std::string& id) {
  const TimelineViews views = ViewsOf(one);
  if (!views.right) {
    return HtmlTimeline(one.observation, views.run, "Timeline", id);
  }
  return absl::StrCat(
      "<div class=\"sides\">\n",
      HtmlTimeline(one.observation, views.run, "Your run", id),
      HtmlTimeline(*one.right_run, *views.right, "A right run", id + "-right"),
      "</div>\n");
}

std::string WhyItCrashed(const CaseReport& one) {
  if (!one.crash_cause) return "";
  std::string text = absl::StrCat("<p><strong>Why it crashed:</strong> ",
                                  Markup(one.crash_cause->kind), ": ",
                                  Markup(one.crash_cause->means), "</p>\n");
  if (one.crash_cause->steps.empty()) return text;
  text += "<ul>\n";
  for (const CrashStep& step : one.crash_cause->steps) {
    absl::StrAppend(&text, "<li>", Markup(step.what), " <code>",
                    Markup(InWords(step)), "</code></li>\n");
  }
  return text + "</ul>\n";
}

}  // namespace

std::string HtmlExplained(const std::optional<Explained>& explained) {
  if (!explained) return "";
  return absl::StrCat("<p><strong>What it means:</strong> ",
                      Markup(MeaningInWords(*explained)),
                      "</p>\n<p><strong>What to try:</strong> ",
                      Markup(explained->attempt), "</p>\n");
}

std::string HtmlCase(const Report& view, std::size_t index) {
  const CaseReport& one = view.cases[index];
  const bool accepted = one.verdict.word == VerdictWord::kAccepted;
  const bool hidden = one.test_case.visibility == Visibility::kHidden;
  std::string text = absl::StrCat(
      "<article id=\"case-", index + 1, "\">\n<details",
      accepted || one.skipped() ? "" : " open", ">\n<summary><h2>",
      Markup(one.test_case.name), "</h2> ", HtmlVerdict("span", one),
      hidden ? " (hidden)" : "", " <span class=\"points\">", PointsInWords(one),
      "</span></summary>\n");
  if (!accepted) text += WhatHappened(one);
  if (!hidden || view.reveal) {
    if (accepted || ChecksCount(one)) text += Checks(one);
    text += WhyItCrashed(one);
    text += HtmlSchedule(view, one);
    text += HtmlExplained(one.explained);
    text += Input(one);
    text += Timelines(one, absl::StrCat(index + 1));
    if (!one.observation.judge_message.empty()) {
      text += HtmlPre("what the checker says to its author",
                      Shortened(one.observation.judge_message, kLongestText));
    }
    text += Said(one);
    text += Printed("Printed on stdout", one.observation.out);
    text += Printed("Printed on stderr", one.observation.err);
  }
  if (!one.skipped()) text += Used(one);
  if (!one.test_case.why.empty()) {
    absl::StrAppend(&text, "<p><b>About this case:</b> ",
                    Markup(Shortened(one.test_case.why, kLongestText)),
                    "</p>\n");
  }
  return absl::StrCat(text, "</details>\n</article>\n");
}

}  // namespace grader
