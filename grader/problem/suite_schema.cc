#include "grader/problem/suite_schema.h"

#include <array>
#include <cstddef>
#include <iterator>

#include "grader/problem/schema_values.h"
#include "grader/problem/suite_framework.h"

namespace grader {
namespace {

using Name = absl::string_view;

constexpr auto kFrameworkNames = [] {
  std::array<Name, std::size(kSuiteFrameworks)> names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i] = kSuiteFrameworks[i].name;
  }
  return names;
}();
constexpr Value kFramework{.scalar = Scalar::kChoice,
                           .choices = kFrameworkNames};
constexpr Name kProcesses[] = {"apart", "shared"};
constexpr Value kProcess{.scalar = Scalar::kChoice, .choices = kProcesses};
constexpr Value kSuiteFiles{.unique = true, .items = &kFileName};
constexpr Value kSubmissionName{.scalar = Scalar::kText,
                                .meaning = "a file name"};
constexpr Value kWorth{.scalar = Scalar::kPoints};

constexpr Key kTestPointsKeys[] = {
    {.name = "tests",
     .value = &kLine,
     .required = true,
     .description = "The tests that are meant: a name, in which * is any text "
                    "and ? any character.",
     .example = "\"*test_leap_*\""},
    {.name = "points",
     .value = &kWorth,
     .required = true,
     .description = "What each of them is worth.",
     .example = "2"},
};
constexpr Record kTestPointsRecord{.name = "the points of tests",
                                   .title = "Points of tests",
                                   .keys = kTestPointsKeys};
constexpr Value kTestPoints{.record = &kTestPointsRecord};
constexpr Value kTestPointsList{.items = &kTestPoints};
constexpr Value kPatterns{.unique = true, .items = &kLine};

constexpr Key kSuiteKeys[] = {
    {.name = "framework",
     .value = &kFramework,
     .required = true,
     .description = "What the tests are written with.",
     .example = "unittest"},
    {.name = "file",
     .value = &kFileName,
     .required = true,
     .description = "The file with the tests, in the problem's folder.",
     .example = "leap_test.py"},
    {.name = "files",
     .value = &kSuiteFiles,
     .description = "What the tests need, each under its path from their "
                    "folder: modules, headers, data, which tests find in the "
                    "working directory, too; in C++, Go, Java and Rust also "
                    "more files with tests.",
     .example = "[leap_data.py, data/years.txt]"},
    {.name = "submission",
     .value = &kSubmissionName,
     .description = "The file name by which the suite knows the submission; of "
                    "leap_test.py and test_leap.py it is leap.py if not given, "
                    "of leap_test.cpp leap.h.",
     .example = "leap.py"},
    {.name = "process",
     .value = &kProcess,
     .description =
         "apart: the tests run in a process of the grader's and call the "
         "submission in another one, as far as the reference passes them so; "
         "shared: all run in the submission's. apart if not given, where the "
         "framework can (unittest, pytest).",
     .example = "shared"},
    {.name = "hidden",
     .value = &kPatterns,
     .description = "Tests of which learners see their names and verdicts "
                    "alone, by patterns as those of `points`. The suite is not "
                    "given to learners then.",
     .example = "[\"Edge*\"]"},
    {.name = "points",
     .value = &kTestPointsList,
     .description = "What tests are worth, by the first pattern that matches; "
                    "1 if none does.",
     .example = "[{tests: \"*century*\", points: 2}]"},
};
constexpr Record kSuiteRecord{
    .name = "suite", .title = "Suite", .keys = kSuiteKeys};

}  // namespace

const Value kSuiteValue{.record = &kSuiteRecord};

}  // namespace grader
