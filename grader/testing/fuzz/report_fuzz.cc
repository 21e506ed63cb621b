// Reports full of any bytes, in every format: one of the sample reports, with
// its texts exchanged for pieces of the input.
#include <fuzzer/FuzzedDataProvider.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "grader/problem/utf8.h"
#include "grader/report/formats.h"
#include "grader/testing/fuzz/require.h"
#include "grader/testing/sample_reports.h"

namespace {

using grader::Report;

class Texts {
 public:
  Texts(const unsigned char* data, std::size_t size) : input_(data, size) {}

  std::size_t Choose(std::size_t count) {
    return input_.ConsumeIntegralInRange<std::size_t>(0, count - 1);
  }
  absl::Duration Time() {
    return absl::Microseconds(input_.ConsumeIntegral<std::uint32_t>());
  }
  // Exchanges some of the texts it is called with.
  void Exchange(std::string& text) {
    if (input_.ConsumeBool()) text = input_.ConsumeRandomLengthString(300);
  }

 private:
  FuzzedDataProvider input_;
};

void Exchange(grader::Observation& run, Texts& texts) {
  texts.Exchange(run.out.head);
  texts.Exchange(run.out.tail);
  texts.Exchange(run.err.head);
  for (grader::Span& span : run.trace.spans) {
    if (texts.Choose(4) > 0) break;
    texts.Exchange(span.name);
    texts.Exchange(span.id);
    span.end = span.begin + texts.Time();
  }
  for (grader::Note& note : run.trace.notes) {
    texts.Exchange(note.name);
    texts.Exchange(note.text);
  }
  if (run.trace.error) texts.Exchange(*run.trace.error);
  if (texts.Choose(2) == 1) run.elapsed = texts.Time();
}

void Exchange(grader::CaseReport& one, Texts& texts) {
  texts.Exchange(one.test_case.name);
  texts.Exchange(one.test_case.why);
  texts.Exchange(one.verdict.reason);
  texts.Exchange(one.verdict.message);
  for (grader::CheckResult& check : one.checks) {
    texts.Exchange(check.name);
    texts.Exchange(check.expected);
    texts.Exchange(check.actual);
    texts.Exchange(check.message);
  }
  Exchange(one.observation, texts);
}

// The sample reports but for those that are long: what counts is how often one
// is written.
std::vector<Report> ShortSamples() {
  const grader::Format& json = *grader::FindFormat("json");
  std::vector<Report> reports;
  for (const grader::SampleReport& sample : grader::SampleReports()) {
    if (json.write(sample.report).size() < 10000) {
      reports.push_back(sample.report);
    }
  }
  grader::Require(!reports.empty(), "there is a sample that is short");
  return reports;
}

Report MakeReport(Texts& texts) {
  static const auto* const kSamples = new std::vector<Report>(ShortSamples());
  Report report = (*kSamples)[texts.Choose(kSamples->size())];
  report.reveal = texts.Choose(2) == 1;
  texts.Exchange(report.problem);
  texts.Exchange(report.title);
  texts.Exchange(report.language);
  texts.Exchange(report.verdict.message);
  texts.Exchange(report.build.log);
  for (grader::Diagnostic& one : report.build.diagnostics) {
    texts.Exchange(one.file);
    texts.Exchange(one.message);
    for (std::string& line : one.excerpt) texts.Exchange(line);
  }
  for (grader::CaseReport& one : report.cases) Exchange(one, texts);
  for (std::string& hint : report.hints) texts.Exchange(hint);
  return report;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  Texts texts(data, size);
  const std::vector<grader::Format>& formats = grader::Formats();
  const grader::Format& format = formats[texts.Choose(formats.size())];
  const std::string written = format.write(MakeReport(texts));
  grader::Require(grader::FindInvalidUtf8(written) == absl::string_view::npos,
                  "a report is UTF-8");
  grader::Require(written.find_first_of(std::string("\0\a\b\x1b\r\x7f", 6)) ==
                          std::string::npos &&
                      !absl::StrContains(written, "\u0085"),
                  "a report has no controls");
  grader::Require(absl::EndsWith(written, "\n"), "a report ends in a newline");
  if (absl::EndsWith(format.suffix, ".json")) {
    grader::Require(nlohmann::json::accept(written), "it is JSON");
  }
  return 0;
}
