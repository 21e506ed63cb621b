#include "grader/report/text_case.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/judge/figures.h"
#include "grader/judge/stack_frames.h"
#include "grader/problem/interactor.h"
#include "grader/report/bound_bars.h"
#include "grader/report/case_story.h"
#include "grader/report/conversation.h"
#include "grader/report/input_part.h"
#include "grader/report/measured.h"
#include "grader/report/plain_text.h"
#include "grader/report/text_build.h"
#include "grader/report/text_difference.h"
#include "grader/report/text_schedule.h"
#include "grader/report/timeline.h"
#include "grader/report/unicode.h"
#include "grader/report/words.h"

namespace grader {
namespace {

constexpr int kIndent = 2;
constexpr int kDetail = 4;
constexpr int kChecksOpened = 3;
constexpr int kPrintedHead = 4;
constexpr int kPrintedTail = 7;
constexpr int kTestHead = 8;
constexpr int kTestTail = 4;
constexpr int kSaidHead = 8;
constexpr int kSaidTail = 12;
constexpr int kInputLines = 10;
constexpr int kFileLines = 5;
constexpr std::size_t kFilesShown = 3;
constexpr std::size_t kLongestArguments = 400;

// `expected` and `actual` on a line each, with bars where time was measured.
void WriteFigures(const CheckResult& check, const CaseReport& one, Page& page) {
  const std::string expected = page.Shown(check.expected);
  const std::string actual = page.Shown(check.actual);
  const int widest = std::max(DisplayWidth(expected), DisplayWidth(actual));
  BoundBars bars;
  if (const auto measured = MeasuredBy(check, one)) {
    bars = DrawBound(measured->end - measured->begin, measured->bound,
                     page.width() - kDetail - 10 - widest - 3);
  }
  const auto padded = [&](const std::string& text) {
    return text + std::string(widest - DisplayWidth(text) + 3, ' ');
  };
  page.Line(kDetail, {{"expected  ", Ink::kGood},
                      {padded(expected)},
                      {bars.allowed, Ink::kGood}});
  page.Line(
      kDetail,
      {{"actual    ", Ink::kBad}, {padded(actual)}, {bars.value, Ink::kBad}});
}

// Where in the suite the test failed, by what it says there, and why.
void WriteTest(const CheckResult& check, Page& page) {
  const std::pair<std::string, std::string> message =
      absl::StrSplit(check.message, absl::MaxSplits('\n', 1));
  page.Paragraph(kIndent, message.first, Ink::kStrong, {"✗ ", Ink::kBad});
  if (!check.expected.empty()) page.Quote(kDetail, check.expected, 1);
  if (message.second.empty()) return;
  page.Gap();
  page.QuoteEnds(kDetail, message.second, kTestHead, kTestTail);
}

void WriteCheck(const CheckResult& check, const CaseReport& one, Page& page) {
  if (check.kind == CheckKind::kTest || check.kind == CheckKind::kTestError) {
    return WriteTest(check, page);
  }
  std::string heading = check.message.empty() ? check.name : check.message;
  if (IsText(check.kind) && !check.message.empty()) {
    heading = absl::StrCat(check.name, ": ", check.message);
  }
  page.Paragraph(kIndent, heading, Ink::kStrong, {"✗ ", Ink::kBad});
  if (check.expected.empty() && check.actual.empty()) return;
  if (IsText(check.kind)) {
    WriteDifference(kDetail, check.expected, check.actual, page);
  } else {
    WriteFigures(check, one, page);
  }
}

void WriteFailedChecks(const CaseReport& one, Page& page) {
  int failed = 0;
  for (const CheckResult& check : one.checks) {
    if (check.passed || ++failed > kChecksOpened) continue;
    page.Gap();
    WriteCheck(check, one, page);
  }
  if (const int more = failed - kChecksOpened; more > 0) {
    page.Gap();
    page.Line(kIndent, {{absl::StrCat("… and ", more, " more"), Ink::kFaint}});
  }
}

void WriteWhatHappened(const CaseReport& one, Page& page) {
  page.Gap();
  if (one.verdict.word == VerdictWord::kJudgeError) {
    page.Paragraph(kIndent,
                   "This is not your fault: the grader could not judge this "
                   "case. Tell whoever runs it what it says here.",
                   Ink::kStrong);
  }
  if (!one.verdict.message.empty() && !SaidByCheck(one)) {
    page.Paragraph(kIndent, one.verdict.message);
  }
  const bool crashed =
      std::holds_alternative<Signaled>(one.observation.termination);
  const std::string in_progress = InProgress(one.observation.trace);
  if (crashed && !in_progress.empty()) {
    page.Paragraph(kIndent, absl::StrCat("It was inside ", in_progress, "."));
  }
}

void WriteCrashCause(const CaseReport& one, Page& page) {
  if (!one.crash_cause) return;
  const CrashCause& cause = *one.crash_cause;
  page.Gap();
  page.Paragraph(kIndent, absl::StrCat(cause.kind, ": ", cause.means),
                 Ink::kPlain, {"why it crashed  ", Ink::kStrong});
  int widest = 0;
  for (const CrashStep& step : cause.steps) {
    widest = std::max(widest, DisplayWidth(page.Shown(step.what)));
  }
  for (const CrashStep& step : cause.steps) {
    const std::string what = page.Shown(step.what);
    page.Line(kDetail,
              {{what + std::string(widest - DisplayWidth(what) + 2, ' '),
                Ink::kFaint},
               {page.Shown(InWords(step))}});
  }
}

// Whether the timeline can explain the failure.
bool IsAboutTime(const CaseReport& one) {
  if (one.verdict.word == VerdictWord::kTimeLimitExceeded) return true;
  if (!ChecksCount(one)) return false;
  if (!one.observation.blocking_sleeps.empty()) return true;
  return std::any_of(
      one.checks.begin(), one.checks.end(), [](const CheckResult& check) {
        return !check.passed && (check.kind == CheckKind::kTiming ||
                                 check.kind == CheckKind::kConcurrency ||
                                 check.kind == CheckKind::kTrace);
      });
}

void WriteTimeline(const CaseReport& one, Page& page) {
  if (one.observation.trace.spans.empty() || !IsAboutTime(one)) return;
  const TimelineView view = ViewOf(one);
  page.Gap();
  page.Line(kIndent,
            {{"timeline", Ink::kStrong},
             {view.inside.empty()
                  ? ""
                  : absl::StrCat(" of ", view.inside, ", which began after ",
                                 FormatElapsed(view.begin)),
              Ink::kFaint}});
  DrawTimeline(one.observation, view, kIndent, page);
}

void WritePrinted(const CapturedText& text, absl::string_view heading,
                  Page& page) {
  if (text.head.empty()) return;
  page.Gap();
  page.Line(kIndent, {{std::string(heading), Ink::kStrong}});
  page.QuoteEnds(kIndent, WithOwnFrames(WithOmission(text)), kPrintedHead,
                 kPrintedTail);
}

void WriteConversation(const CaseReport& one, Page& page) {
  const std::optional<Interaction>& seen = one.observation.interaction;
  const std::string text = seen ? Conversation(*seen) : std::string();
  if (text.empty()) return;
  page.Gap();
  page.Line(kIndent, {{kConversationHeading, Ink::kStrong}});
  page.QuoteEnds(kIndent, text, kSaidHead, kSaidTail);
}

// All that the case gave the program, as far as it fits.
void WriteInput(const CaseReport& one, Page& page) {
  const TestCase& test_case = one.test_case;
  const std::string arguments = ArgumentsInWords(test_case);
  if (!arguments.empty()) {
    page.Gap();
    page.Paragraph(kIndent, Shortened(arguments, kLongestArguments),
                   Ink::kPlain, {"arguments  ", Ink::kStrong});
  }
  if (!test_case.input.empty() && InteractorOf(test_case) == nullptr) {
    page.Gap();
    page.Line(kIndent, {{"input (stdin)", Ink::kStrong}});
    const InputPart part = InputToShow(one, kInputLines);
    if (part.before > 0) {
      page.Line(kIndent,
                {{"│ ", Ink::kFaint},
                 {absl::StrCat("… ", Counted(part.before, "line"), " before"),
                  Ink::kFaint}});
    }
    page.Quote(kIndent, part.text, kInputLines);
  }
  const std::size_t shown = std::min(test_case.files.size(), kFilesShown);
  for (std::size_t i = 0; i < shown; ++i) {
    page.Gap();
    page.Line(kIndent, {{"file ", Ink::kStrong}, {test_case.files[i].name}});
    page.Quote(kIndent, test_case.files[i].content, kFileLines);
  }
  if (const std::size_t more = test_case.files.size() - shown; more > 0) {
    page.Line(kIndent, {{absl::StrCat("… ", Counted(more, "file"), " more"),
                         Ink::kFaint}});
  }
}

void WriteJudgeMessage(const CaseReport& one, Page& page) {
  if (one.observation.judge_message.empty()) return;
  page.Gap();
  page.Line(kIndent, {{"the checker says to its author", Ink::kStrong}});
  page.QuoteEnds(kIndent, one.observation.judge_message, kPrintedHead,
                 kPrintedTail);
}

void WriteWhy(const TestCase& test_case, Page& page) {
  if (test_case.why.empty()) return;
  page.Gap();
  page.Paragraph(kIndent, test_case.why, Ink::kPlain,
                 {"about this case  ", Ink::kStrong});
}

void WriteHints(const Report& report, Page& page) {
  const std::size_t shown =
      std::min<std::size_t>(report.hints.size(), report.hints_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    page.Gap();
    page.Paragraph(
        kIndent, report.hints[i], Ink::kPlain,
        {absl::StrCat("Hint ", i + 1, " of ", report.hints.size(), ": "),
         Ink::kCaution});
  }
}

}  // namespace

const CaseReport* CaseToOpen(const Report& report) {
  const CaseReport* opened = nullptr;
  const auto rank = [](const CaseReport& one) {
    if (one.verdict.word == VerdictWord::kJudgeError) return 3;
    if (one.verdict.word == VerdictWord::kAccepted) return 0;
    // The case that it needs says more.
    if (one.skipped()) return 0;
    if (one.test_case.bonus) return 1;
    return one.test_case.visibility == Visibility::kVisible ? 2 : 1;
  };
  for (const CaseReport& one : report.cases) {
    if (rank(one) > (opened == nullptr ? 0 : rank(*opened))) opened = &one;
  }
  return opened;
}

void WriteCase(const Report& report, const CaseReport& one, Page& page) {
  const TestCase& test_case = one.test_case;
  const bool closed =
      test_case.visibility == Visibility::kHidden && !report.reveal;
  const Ink ink = one.skipped() ? Ink::kFaint : Ink::kBad;
  page.Line(0,
            {{one.skipped() ? "- " : "✗ ", ink},
             {test_case.name, Ink::kStrong},
             {absl::StrCat("  ", VerdictInWords(one)), ink},
             {test_case.visibility == Visibility::kHidden ? " (hidden)" : "",
              Ink::kFaint}},
            {PointsInWords(one)});
  WriteWhatHappened(one, page);
  // The case that it needs has the hints, and all that was seen.
  if (one.skipped()) return WriteWhy(test_case, page);
  const bool judged = one.verdict.word != VerdictWord::kJudgeError;
  if (judged && !closed) {
    if (ChecksCount(one)) WriteFailedChecks(one, page);
    WriteCrashCause(one, page);
    WriteSchedule(kIndent, report, one, page);
    WriteExplained(kIndent, one.explained, page);
    WriteInput(one, page);
    WriteTimeline(one, page);
    WriteConversation(one, page);
    if (!ChecksCount(one) && !one.observation.interaction) {
      WritePrinted(one.observation.out, "printed until then (stdout)", page);
    }
    WritePrinted(one.observation.err, "printed by your program (stderr)", page);
  }
  WriteJudgeMessage(one, page);
  if (judged) WriteWarnings(kIndent, report.build, page);
  WriteWhy(test_case, page);
  if (judged) WriteHints(report, page);
}

}  // namespace grader
