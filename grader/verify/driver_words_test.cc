#include "grader/verify/driver_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DriverWordsTest : public ::testing::Test {
 protected:
  // A problem with that case.
  Problem ProblemWith(const std::string& one_case) {
    folder_.Write("problem.yaml",
                  absl::StrCat("id: a\ncases:\n  - ", one_case, "\n"));
    Problem problem;
    problem.directory = folder_.path();
    return problem;
  }

  // Of a reference, with spans of these names.
  static Report Traced(const std::vector<std::string>& names) {
    Report report;
    report.cases.resize(1);
    for (const std::string& name : names) {
      report.cases[0].observation.trace.spans.push_back({name, "", {}, {}});
    }
    return report;
  }

  TemporaryFolder folder_;
};

TEST_F(DriverWordsTest, SpanThatNobodyTracesIsToldWithItsPlace) {
  const Problem problem =
      ProblemWith("expect: {spans: {hadle: {count: 0}, handle: {count: 1}}}");
  EXPECT_THAT(
      UntracedSpans(problem, {Traced({"handle", "other"})}),
      ElementsAre(HasSubstr("problem.yaml:3:22: error: spans: no run of a "
                            "reference has a span \"hadle\"; did you mean "
                            "\"handle\"?")));
  EXPECT_THAT(UntracedSpans(ProblemWith("expect: {spans: {xyz: {count: 0}}}"),
                            {Traced({"handle", "other"}), Traced({"third"})}),
              ElementsAre(HasSubstr("\"xyz\"; there are handle, other, "
                                    "third")));
  EXPECT_THAT(UntracedSpans(problem, {}), IsEmpty()) << "nothing was run";
}

TEST_F(DriverWordsTest, SpanThatOnlyWrongWorkHasIsKnownByTheDriver) {
  const Problem problem = ProblemWith("expect: {spans: {serial: {count: 0}}}");
  folder_.Write("driver.py", "trace.span('serially')\n");
  EXPECT_THAT(UntracedSpans(problem, {Traced({})}),
              ElementsAre(HasSubstr("\"serial\", or any other")));
  folder_.Write("driver.py", "trace.span('serial')\n");
  EXPECT_THAT(UntracedSpans(problem, {Traced({})}), IsEmpty());
}

TEST_F(DriverWordsTest, StdinThatNobodyReadsIsToldWithItsPlace) {
  const Problem problem = ProblemWith("{name: one, stdin: \"3\"}");
  Submission reference;
  reference.sources = {{"solution.py", "def a(n):\n    return inputs(n)\n"}};
  EXPECT_THAT(UnreadStdin(problem, {reference}),
              ElementsAre(HasSubstr("problem.yaml:3:17: error: stdin: the "
                                    "driver does not get it")));
  Submission reads;
  reads.sources = {{"solution.py", "import sys\nfor _ in sys.stdin: pass\n"}};
  EXPECT_THAT(UnreadStdin(problem, {reference, reads}), IsEmpty());
}

}  // namespace
}  // namespace grader
