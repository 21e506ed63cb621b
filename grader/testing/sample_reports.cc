#include "grader/testing/sample_reports.h"

#include <csignal>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/testing/hostile_reports.h"
#include "grader/testing/sample_cases.h"

namespace grader {
namespace {

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
  ten.explained = {"blocking-sleep",
                   "The thread that runs all coroutines slept.",
                   "Wait with co_await async::sleep_for(…).",
                   {"solution.cpp", 9}};
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
  test_case.expect.files = {{"SECRET-WRITTEN", ExactText{"SECRET-WANTED"}}};
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
  one.crash_cause = {"SECRET-KIND",
                     "SECRET-MEANS",
                     {{"SECRET-STEP", {"SECRET-FILE", 7}, "SECRET-FUNCTION"}}};
  one.explained = {
      "SECRET-ROW", "SECRET-MEANING", "SECRET-TRY", {"SECRET-PLACE", 7}};
  one.verdict.message += " SECRET-MESSAGE";
  for (CheckResult& check : one.checks) check.message += " SECRET-CHECK";
  return one;
}

Report HiddenFailure() {
  return RequestsReport(
      {TenRequests(RequestsRun(10, 10)), SecretCase(), FiftyRequests(50)});
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

}  // namespace

const std::vector<SampleReport>& SampleReports() {
  static const std::vector<SampleReport> kSamples = {
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
      {"hostile", HostileBytes()},
  };
  return kSamples;
}

Report SampleReportNamed(const std::string& name) {
  for (const SampleReport& sample : SampleReports()) {
    if (sample.name == name) return sample.report;
  }
  std::abort();
}

std::vector<std::string> SampleSecrets() { return {"SECRET"}; }

}  // namespace grader
