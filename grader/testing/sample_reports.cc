#include "grader/testing/sample_reports.h"

#include <csignal>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

constexpr absl::Duration kRequest = absl::Milliseconds(100);

std::string Responses(int n) {
  std::string lines;
  for (int id = 0; id < n; ++id) {
    absl::StrAppend(&lines, "{\"request_id\": ", id, ", \"status\": \"ok\"}\n");
  }
  return lines;
}

Span MakeSpan(const std::string& name, const std::string& id,
              absl::Duration begin, std::optional<absl::Duration> end) {
  Span span;
  span.name = name;
  span.id = id;
  span.begin = begin;
  span.end = end;
  return span;
}

TestCase RequestsCase(const std::string& name, int n) {
  TestCase test_case;
  test_case.name = name;
  test_case.args = {absl::StrCat(n)};
  test_case.points = 2;
  test_case.limits.elapsed = absl::Seconds(20);
  test_case.expect.out =
      ExactText{absl::StrCat(Responses(n), "results equal: true\n")};
  SpanExpectation requests;
  requests.name = "handle_request";
  requests.count = {2 * n, 2 * n};
  requests.max_in_flight.min = n;
  SpanExpectation concurrent;
  concurrent.name = "concurrent";
  concurrent.elapsed = {kRequest, kRequest * 3 / 2};
  test_case.expect.spans = {requests, concurrent};
  test_case.why =
      n == 10 ? "Ten requests that each wait 100 ms should finish together, "
                "after about 100 ms."
              : "Fifty requests should not take longer than ten. Nothing "
                "limits how many may wait at a time.";
  return test_case;
}

// A run that handled `n` requests serially and then again, `together` at a
// time.
Observation RequestsRun(int n, int together) {
  Observation run;
  run.termination = Exited{0};
  run.clock = ClockKind::kVirtual;
  run.cpu_time = absl::Milliseconds(4);
  run.wall_time = absl::Milliseconds(31);
  run.peak_memory_bytes = 5 * kMiB;
  run.out.head = absl::StrCat(Responses(n), "results equal: true\n");
  std::vector<Span>& spans = run.trace.spans;
  spans.push_back(MakeSpan("serial", "-", absl::ZeroDuration(), kRequest * n));
  for (int id = 0; id < n; ++id) {
    spans.push_back(MakeSpan("handle_request", absl::StrCat(id), kRequest * id,
                             kRequest * (id + 1)));
  }
  const absl::Duration begin = kRequest * n;
  const int rounds = (n + together - 1) / together;
  const absl::Duration end = begin + kRequest * rounds;
  spans.push_back(MakeSpan("concurrent", "-", begin, end));
  for (int id = 0; id < n; ++id) {
    const int round = id / together;
    spans.push_back(MakeSpan("handle_request", absl::StrCat(id),
                             begin + kRequest * round,
                             begin + kRequest * (round + 1)));
  }
  run.trace.done = true;
  run.elapsed = end + absl::Milliseconds(2);
  return run;
}

CaseReport Judged(TestCase test_case, Observation observation) {
  CaseReport one;
  one.source = RunSource::kFresh;
  one.checks = RunChecks(test_case, observation);
  const bool driven = !observation.trace.spans.empty();
  one.verdict = Judge(observation, one.checks, test_case.limits, driven);
  one.test_case = std::move(test_case);
  one.observation = std::move(observation);
  return one;
}

CaseReport Hidden(CaseReport one) {
  one.test_case.visibility = Visibility::kHidden;
  return one;
}

Report RequestsReport(std::vector<CaseReport> cases) {
  Report report;
  report.problem = "concurrent-requests";
  report.title = "Concurrent request processing";
  report.language = "cpp";
  report.clock = ClockKind::kVirtual;
  report.isolation = {"namespaces", "seccomp", "cgroup"};
  report.build.ok = true;
  report.build.wall_time = absl::Milliseconds(2140);
  report.hints = {
      "Look at where each request waits. While one waits for its answer, what "
      "keeps the next one from starting?",
      "Start every request before you wait for the first answer.",
      "Await them all with one gather."};
  report.verdict.word = VerdictWord::kAccepted;
  for (const CaseReport& one : cases) {
    report.score += one.points();
    report.max_score += one.test_case.points;
    if (report.verdict.word == VerdictWord::kAccepted) {
      report.verdict = one.verdict;
    }
  }
  report.cases = std::move(cases);
  return report;
}

CaseReport TenRequests(Observation run) {
  return Judged(RequestsCase("ten requests", 10), std::move(run));
}

CaseReport FiftyRequests(int together) {
  return Hidden(
      Judged(RequestsCase("fifty requests", 50), RequestsRun(50, together)));
}

Report Accepted() {
  return RequestsReport({TenRequests(RequestsRun(10, 10)), FiftyRequests(50)});
}

Report Serial() {
  return RequestsReport({TenRequests(RequestsRun(10, 1)), FiftyRequests(1)});
}

Report FiveAtATime() {
  return RequestsReport({TenRequests(RequestsRun(10, 5)), FiftyRequests(5)});
}

// Two cases build on one that fails; of one the learner may know little.
Report Skipped() {
  Report report = Serial();
  const Verdict failed = report.cases[0].verdict;
  report.cases.pop_back();
  for (const int n : {20, 50}) {
    CaseReport skipped;
    skipped.test_case =
        RequestsCase(n == 20 ? "twenty requests" : "fifty requests", n);
    skipped.test_case.needs = {"ten requests"};
    skipped.skipped_for = "ten requests";
    skipped.verdict = {failed.word, "skipped",
                       "not run: it builds on \"ten requests\", which failed"};
    report.cases.push_back(n == 20 ? skipped : Hidden(skipped));
  }
  report.max_score = 6;
  return report;
}

Report Blocking() {
  Observation run = RequestsRun(10, 1);
  for (const Span& span : run.trace.spans) {
    if (span.name == "handle_request" && span.begin >= absl::Seconds(1)) {
      run.blocking_sleeps.push_back({span.begin, *span.end});
    }
  }
  CaseReport ten = TenRequests(run);
  ten.right_run = RequestsRun(10, 10);
  return RequestsReport({ten, FiftyRequests(1)});
}

Report WrongStdout() {
  Observation run = RequestsRun(10, 10);
  std::string& out = run.out.head;
  out.replace(out.find("\"request_id\": 7"), 15, "\"request_id\": 8");
  out.replace(out.find("true"), 4, "false");
  run.err.head = "starting request 0\nstarting request 1\n";
  return RequestsReport({TenRequests(run), FiftyRequests(50)});
}

// Everything that a hidden case can hold says SECRET, in its own way.
CaseReport SecretCase() {
  TestCase test_case = RequestsCase("later requests finish first", 5);
  test_case.args = {"SECRET-ARG"};
  test_case.environment = {{"SECRET_NAME", "SECRET-VALUE"}};
  test_case.input = "SECRET-INPUT";
  test_case.files = {{"SECRET-FILE", "SECRET-CONTENT"}};
  test_case.expect.out = ExactText{"SECRET-EXPECTED\n"};
  test_case.expect.files = {{"SECRET-WRITTEN", "SECRET-WANTED"}};
  test_case.expect.spans[0].name = "SECRET-SPAN";
  test_case.why =
      "Responses belong in the order of the requests, even when the last "
      "request is the first to finish.";
  Observation run = RequestsRun(5, 5);
  run.out = {"SECRET-OUT", "SECRET-TAIL", 7};
  run.err = {"SECRET-ERR", "SECRET-ERR-TAIL", 7};
  run.files = {{"SECRET-WRITTEN", "SECRET-FOUND"}};
  run.trace.spans.push_back(
      MakeSpan("SECRET-SPAN", "SECRET-ID", absl::ZeroDuration(), std::nullopt));
  run.trace.notes = {{"SECRET-NOTE", "SECRET-TEXT", absl::ZeroDuration()}};
  run.checker_message = "SECRET-CHECKER";
  run.blocking_sleeps = {{absl::ZeroDuration(), absl::Seconds(1)}};
  CaseReport one = Hidden(Judged(std::move(test_case), std::move(run)));
  one.right_run = one.observation;
  one.verdict.message += " SECRET-MESSAGE";
  for (CheckResult& check : one.checks) check.message += " SECRET-CHECK";
  return one;
}

Report HiddenFailure() {
  return RequestsReport(
      {TenRequests(RequestsRun(10, 10)), SecretCase(), FiftyRequests(50)});
}

Diagnostic MakeDiagnostic(Severity severity, const std::string& file, int line,
                          int column, const std::string& message,
                          std::vector<std::string> excerpt) {
  Diagnostic diagnostic;
  diagnostic.file = file;
  diagnostic.line = line;
  diagnostic.column = column;
  diagnostic.severity = severity;
  diagnostic.message = message;
  diagnostic.excerpt = std::move(excerpt);
  return diagnostic;
}

Report CompileError() {
  Report report = RequestsReport({});
  report.max_score = 9;
  report.verdict.word = VerdictWord::kCompileError;
  report.verdict.reason = "compile_error";
  report.verdict.message = "Your program does not compile.";
  report.build.ok = false;
  report.build.diagnostics = {
      MakeDiagnostic(
          Severity::kError, "solution.cpp", 11, 37,
          "‘handle_requests’ was not declared in this scope; did you mean "
          "‘handle_request’?",
          {"   11 |     responses.push_back(co_await handle_requests(id));",
           "      |                                  ^~~~~~~~~~~~~~~",
           "      |                                  handle_request"}),
      MakeDiagnostic(Severity::kError, "solution.cpp", 13, 3,
                     "expected ‘;’ before ‘co_return’",
                     {"   13 |   co_return responses;", "      |   ^~~~~~~~~"}),
      MakeDiagnostic(Severity::kError, "concurrent_requests.h", 13, 30,
                     "something that is not the learner's", {"   13 | header"}),
      MakeDiagnostic(Severity::kWarning, "solution.cpp", 7, 7,
                     "unused variable ‘n’", {"    7 |   int n;"}),
  };
  return report;
}

// The run ends in its second half, with everything in it still going on.
Observation CutShort(Termination termination) {
  Observation run = RequestsRun(10, 10);
  run.termination = termination;
  run.trace.done = false;
  run.out.head.clear();
  for (Span& span : run.trace.spans) {
    if (span.begin >= absl::Seconds(1)) span.end.reset();
  }
  run.elapsed = absl::Milliseconds(1003);
  return run;
}

Report Segfault() {
  Observation run = CutShort(Signaled{SIGSEGV});
  run.err.head = "starting 10 requests\n";
  return RequestsReport({TenRequests(run), FiftyRequests(50)});
}

Report ElapsedLimit() {
  Observation run = CutShort(Killed{Limit::kElapsed});
  run.elapsed = absl::Seconds(20);
  for (int i = 0; i < 400; ++i) {
    absl::StrAppend(&run.err.head, "still waiting for 10 requests\n");
  }
  return RequestsReport({TenRequests(run), FiftyRequests(50)});
}

Report Deadlock() {
  TestCase test_case;
  test_case.name = "a query that throws";
  test_case.points = 3;
  test_case.why = "A query that throws gives its connection back.";
  test_case.expect.out = ExactText{"8 results\n"};
  Observation run;
  run.termination = Deadlocked{};
  run.clock = ClockKind::kVirtual;
  run.cpu_time = absl::Milliseconds(5);
  run.wall_time = absl::Milliseconds(22);
  run.peak_memory_bytes = 5 * kMiB;
  run.elapsed = absl::Milliseconds(104);
  const absl::Duration query = absl::Milliseconds(50);
  for (int id = 0; id < 8; ++id) {
    run.trace.spans.push_back(MakeSpan(
        "acquire", absl::StrCat(id), absl::ZeroDuration(),
        id < 5 ? std::make_optional(id < 3 ? absl::ZeroDuration() : query)
               : std::nullopt));
  }
  for (int id = 0; id < 5; ++id) {
    const absl::Duration begin = id < 3 ? absl::ZeroDuration() : query;
    run.trace.spans.push_back(
        MakeSpan("query", absl::StrCat(id), begin, begin + query));
  }
  Report report = RequestsReport({Judged(test_case, run)});
  report.problem = "connection-pool";
  report.title = "Connection pool";
  return report;
}

Report JudgeError() {
  TestCase test_case = RequestsCase("ten requests", 10);
  test_case.expect.out = Checker{"/problem/check", {}, ""};
  Observation run = RequestsRun(10, 10);
  run.checker_end = Exited{1};
  run.checker_message = "check: no such file: answers.txt";
  return RequestsReport({Judged(test_case, run), FiftyRequests(50)});
}

// A checker that gives 29 of 100 points, for a program whose compiler had
// something to say.
Report PartlyRight() {
  TestCase test_case;
  test_case.name = "ninety thousand seconds";
  test_case.points = 100;
  test_case.args = {"--unit", "s", "two words"};
  test_case.environment = {{"MODE", "fast"}};
  test_case.input = "90001\n";
  test_case.files = {{"units.csv", "s,1\nmin,60\n"}};
  test_case.expect.out = Checker{"/problem/check", {}, ""};
  test_case.why = "A long time is told in days, hours, minutes and seconds.";
  Observation run;
  run.termination = Exited{0};
  run.clock = ClockKind::kVirtual;
  run.elapsed = absl::Milliseconds(12);
  run.out.head = "1 day\n";
  run.checker_end = Exited{kCheckerAccepts};
  run.checker_share = 0.29;
  run.checker_message = "the days are right";
  CaseReport one = Judged(std::move(test_case), std::move(run));
  one.source = RunSource::kKept;
  Report report = RequestsReport({std::move(one)});
  report.problem = "convert";
  report.title = "Convert";
  report.build.diagnostics = {MakeDiagnostic(
      Severity::kWarning, "convert.c", 7, 9,
      "using the result of an assignment as a condition without parentheses",
      {"    7 |   if (r = 0) puts(\"no days\");", "      |       ~~^~~"})};
  return report;
}

Report OutOfMemory() {
  return RequestsReport(
      {TenRequests(CutShort(Killed{Limit::kMemory})), FiftyRequests(50)});
}

Report TooMuchOutput() {
  return RequestsReport(
      {TenRequests(CutShort(Killed{Limit::kOutput})), FiftyRequests(50)});
}

// What would end the field it stands in, in one format or another.
std::string Breakout() {
  return absl::StrCat(
      "]]></failure>--></pre></script><script>alert(1)</script>\"'&<",
      std::string("\0\x1b[31m\x07\r\xff\xc0\x7f", 11), "\u0085\u202E",
      "\xEF\xBF\xBE\n::error::forged\n##[error]forged%0A::error::forged\n",
      "`````` | [x](javascript:alert(1)) <img src=x onerror=alert(1)> {{x}}");
}

// `Breakout` in every field that holds text.
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
  report.verdict.message += attack;
  return report;
}

// Bytes made to disturb a terminal, a parser or a reader, in great numbers.
Report Hostile() {
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

}  // namespace

std::vector<SampleReport> SampleReports() {
  return {
      {"accepted", Accepted()},
      {"serial", Serial()},
      {"skipped", Skipped()},
      {"five_at_a_time", FiveAtATime()},
      {"blocking", Blocking()},
      {"wrong_stdout", WrongStdout()},
      {"hidden_failure", HiddenFailure()},
      {"compile_error", CompileError()},
      {"segfault", Segfault()},
      {"elapsed_limit", ElapsedLimit()},
      {"deadlock", Deadlock()},
      {"judge_error", JudgeError()},
      {"partly_right", PartlyRight()},
      {"out_of_memory", OutOfMemory()},
      {"too_much_output", TooMuchOutput()},
      {"hostile_fields", HostileFields()},
      {"hostile_build", HostileBuild()},
      {"hostile", Hostile()},
  };
}

Report SampleReportNamed(const std::string& name) {
  for (SampleReport& sample : SampleReports()) {
    if (sample.name == name) return sample.report;
  }
  std::abort();
}

std::vector<std::string> SampleSecrets() { return {"SECRET"}; }

}  // namespace grader
