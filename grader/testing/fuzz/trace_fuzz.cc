// Any bytes as what a driver writes, and checks of what came of it. Packets end
// in a NUL byte; the first byte of each is how much later it came.
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "grader/execute/trace.h"
#include "grader/judge/check.h"
#include "grader/judge/verdict.h"
#include "grader/testing/fuzz/require.h"

namespace {

grader::TestCase CaseWithSpans() {
  grader::SpanExpectation a;
  a.name = "a";
  a.count = {1, 3};
  a.elapsed = {absl::Milliseconds(10), absl::Milliseconds(50)};
  a.total.max = absl::Milliseconds(100);
  a.max_in_flight = {1, 2};
  a.begin_order = {"1", "2", "3"};
  a.end_order = {"3", "2", "1"};
  grader::SpanExpectation b;
  b.name = "b";
  b.after = "a";
  grader::TestCase test_case;
  test_case.name = "spans";
  test_case.expect.elapsed.max = absl::Milliseconds(200);
  test_case.expect.spans = {a, b};
  return test_case;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  static const auto* const kCase = new grader::TestCase(CaseWithSpans());
  std::vector<grader::TracePacket> packets;
  absl::Duration now;
  for (absl::string_view packet :
       absl::StrSplit(grader::Bytes(data, size), '\0')) {
    if (!packet.empty()) {
      now += absl::Milliseconds(static_cast<unsigned char>(packet[0]));
      packet.remove_prefix(1);
    }
    packets.push_back({now, std::string(packet)});
  }
  grader::Observation run;
  run.termination = grader::Exited{0};
  run.clock = grader::ClockKind::kVirtual;
  run.elapsed = now;
  run.trace = grader::ParseTrace(packets);
  absl::Duration begin;
  for (const grader::Span& span : run.trace.spans) {
    grader::Require(begin <= span.begin, "spans are in order of begin");
    grader::Require(!span.end || span.begin <= *span.end,
                    "a span begins before it ends");
    begin = span.begin;
  }
  const auto checks = grader::RunChecks(*kCase, run);
  const auto verdict = grader::Judge(run, checks, kCase->limits, true);
  grader::Require(verdict.word != grader::VerdictWord::kAccepted ||
                      (run.trace.done && !run.trace.violation),
                  "nothing is accepted that did not reach its end");
  return 0;
}
