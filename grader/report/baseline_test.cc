// Compares what the writers make of the sample reports with the approved files
// in fixtures/reports.
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/report/formats.h"
#include "grader/testing/approved.h"
#include "grader/testing/format_names.h"
#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

// Every sample in the two formats that show all there is; a few in the others.
bool IsApproved(const std::string& sample, absl::string_view format) {
  if (format == "text") return true;
  if (sample == "hostile") return false;  // megabytes that nobody reads
  if (format == "json") return true;
  return sample == "accepted" || sample == "blocking" || sample == "deadlock" ||
         sample == "wrong_stdout" || sample == "hidden_failure" ||
         sample == "compile_error" || sample == "skipped" ||
         sample == "judge_error" || sample == "partly_right" ||
         sample == "hostile_fields";
}

class BaselineTest : public testing::TestWithParam<Format> {};

TEST_P(BaselineTest, IsAsApproved) {
  for (const SampleReport& sample : SampleReports()) {
    if (!IsApproved(sample.name, GetParam().name)) continue;
    ExpectApproved(absl::StrCat(sample.name, GetParam().suffix),
                   GetParam().write(sample.report));
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, BaselineTest, testing::ValuesIn(Formats()),
                         NameOfFormat);

}  // namespace
}  // namespace grader
