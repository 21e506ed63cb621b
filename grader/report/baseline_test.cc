// Compares what the writers make of the sample reports with the approved files
// in fixtures/reports. UPDATE_BASELINES=1 in the environment rewrites those:
// read the difference before you commit it.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "grader/report/json_report.h"
#include "grader/report/text_report.h"
#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

void ExpectApproved(const std::string& file, const std::string& text) {
  const auto path =
      std::filesystem::path(GRADER_SOURCE_DIR) / "fixtures" / "reports" / file;
  if (std::getenv("UPDATE_BASELINES") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ostringstream approved;
  approved << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(text, approved.str())
      << path << " differs; if it should, run with UPDATE_BASELINES=1";
}

TEST(BaselineTest, TextIsAsApproved) {
  for (const SampleReport& sample : SampleReports()) {
    ExpectApproved(sample.name + ".txt", TextReport(sample.report, {}));
  }
}

TEST(BaselineTest, JsonIsAsApproved) {
  for (const SampleReport& sample : SampleReports()) {
    // Megabytes that nobody reads; JsonReportTest looks into it.
    if (sample.name == "hostile") continue;
    ExpectApproved(sample.name + ".json", JsonReport(sample.report));
  }
}

}  // namespace
}  // namespace grader
