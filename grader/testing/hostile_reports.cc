#include "grader/testing/hostile_reports.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/testing/sample_cases.h"

namespace grader {
namespace {

// What would end the field it stands in, in one format or another.
std::string Breakout() {
  return absl::StrCat(
      "]]></failure>--></pre></script><script>alert(1)</script>\"'&<",
      std::string("\0\x1b[31m\x07\r\xff\xc0\x7f", 11), "\u0085\u202E",
      "\xEF\xBF\xBE\n::error::forged\n##[error]forged%0A::error::forged\n",
      "`````` | [x](javascript:alert(1)) <img src=x onerror=alert(1)> {{x}}");
}

}  // namespace

Report HostileFields() {
  const std::string attack = Breakout();
  TestCase test_case = RequestsCase(attack, 10);
  test_case.why += attack;
  test_case.expect.out = ExactText{attack};
  Observation run = RequestsRun(10, 1);
  run.out = {attack, attack, 5};
  run.err = {attack, attack, 5};
  for (Span& span : run.trace.spans) {
    span.name += attack;
    span.id += attack;
  }
  run.trace.notes = {{attack, attack, kRequest}};
  run.blocking_sleeps = {{kRequest, 2 * kRequest}};
  CaseReport one = Judged(std::move(test_case), std::move(run));
  one.right_run = one.observation;
  one.crash_cause = {attack, attack, {{attack, {attack, 7}, attack}}};
  one.explained = {attack, attack, attack, {attack, 7}};
  one.verdict.reason += attack;
  one.verdict.message += attack;
  for (CheckResult& check : one.checks) {
    check.name += attack;
    check.expected += attack;
    check.actual += attack;
    check.message += attack;
  }
  CaseReport hidden = Hidden(one);
  hidden.test_case.points = 1;
  Report report = RequestsReport({one, hidden});
  report.problem += attack;
  report.title += attack;
  report.language += attack;
  report.isolation.push_back(attack);
  report.hints = {attack, attack};
  report.build.diagnostics = {MakeDiagnostic(Severity::kWarning, attack, 1, 1,
                                             attack, {attack, attack})};
  report.build.log = attack;
  return report;
}

Report HostileBuild() {
  const std::string attack = Breakout();
  Report report = CompileError();
  for (Diagnostic& diagnostic : report.build.diagnostics) {
    diagnostic.file += attack;
    diagnostic.message += attack;
    for (std::string& line : diagnostic.excerpt) line += attack;
  }
  report.build.log = attack;
  report.explained = {attack, attack, attack};
  report.verdict.message += attack;
  return report;
}

Report HostileBytes() {
  const std::string nul(1, '\0');
  const std::string attack = absl::StrCat(
      "\x1b[2J\x1b]0;owned\x07", nul, "\xff\xfe\xc0\xaf\xed\xa0\x80",
      "\r✓ accepted ", "\u202Egnp.exe\u202C \u200B\u0301\u0301 漢字漢字 🎉 \x9b",
      "1m\x7f\x08");
  TestCase test_case = RequestsCase("ten requests", 10);
  Observation run = RequestsRun(10, 1);
  run.out.head = attack + std::string(1 << 20, 'A');
  run.out.tail = attack;
  run.out.omitted = 12345;
  run.err.head = attack + "\n" + std::string(1 << 20, '\x1b') + "\n" + attack;
  for (Span& span : run.trace.spans) {
    span.name += attack;
    span.id += attack + "\n";
  }
  CaseReport one = Judged(std::move(test_case), std::move(run));
  one.verdict.message += " " + attack + std::string(1 << 20, 'B');
  Report report = RequestsReport({one, FiftyRequests(50)});
  report.build.diagnostics = {MakeDiagnostic(Severity::kWarning, attack, 1, 1,
                                             attack, {attack, attack})};
  report.build.log = attack;
  return report;
}

}  // namespace grader
