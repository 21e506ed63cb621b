#include "grader/testing/sample_cases.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

std::string Responses(int n) {
  std::string lines;
  for (int id = 0; id < n; ++id) {
    absl::StrAppend(&lines, "{\"request_id\": ", id, ", \"status\": \"ok\"}\n");
  }
  return lines;
}

}  // namespace

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
  report.explained = {"unknown-name",
                      "Nothing is called handle_requests at this place.",
                      "Compare the spelling with the declaration."};
  return report;
}

}  // namespace grader
