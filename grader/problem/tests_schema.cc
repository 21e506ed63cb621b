#include "grader/problem/tests_schema.h"

#include "grader/problem/schema_values.h"

namespace grader {
namespace {

using Name = absl::string_view;

constexpr Name kFrameworks[] = {"unittest", "pytest", "program"};
constexpr Value kFramework{.scalar = Scalar::kChoice, .choices = kFrameworks};
constexpr Value kKnownAs{
    .scalar = Scalar::kText,
    .pattern = R"([A-Za-z_][A-Za-z0-9_]*\.(py|h|hpp))",
    .meaning = "a name that is imported or included, as leap.py or leap.h"};
constexpr Name kVisibilities[] = {"visible", "hidden"};
constexpr Value kVisibility{.scalar = Scalar::kChoice,
                            .choices = kVisibilities};
constexpr Value kPoints{.scalar = Scalar::kPoints};

constexpr Key kName{.name = "name",
                    .value = &kLine,
                    .required = true,
                    .description =
                        "The name of the case, unique in its "
                        "problem.",
                    .example = "centuries"};
constexpr Key kFile{.name = "file",
                    .value = &kFileName,
                    .required = true,
                    .description =
                        "The implementation, in a folder of its "
                        "own below the problem's.",
                    .example = "wrong/centuries.py"};
constexpr Key kVisible{.name = "visibility",
                       .value = &kVisibility,
                       .description =
                           "Whether learners see what the tests "
                           "print and why they fail. visible if "
                           "not given.",
                       .example = "hidden"};

constexpr Key kRightKeys[] = {kName, kFile, kVisible};
constexpr Record kRightRecord{.name = "a right implementation",
                              .title = "Right implementation",
                              .keys = kRightKeys};
constexpr Value kRight{.record = &kRightRecord};
constexpr Value kRightList{.items = &kRight};

constexpr Key kWrongKeys[] = {
    kName,
    kFile,
    kVisible,
    {.name = "points",
     .value = &kPoints,
     .description = "What it is worth to have a test that fails with it; 1 if "
                    "not given.",
     .example = "2"},
    {.name = "why",
     .value = &kText,
     .description = "For learners whose tests pass with it: what is wrong. It "
                    "is shown of hidden ones, too.",
     .example = "It takes every century for a leap year."},
};
constexpr Record kWrongRecord{.name = "a wrong implementation",
                              .title = "Wrong implementation",
                              .keys = kWrongKeys};
constexpr Value kWrong{.record = &kWrongRecord};
constexpr Value kWrongList{.items = &kWrong};

constexpr Value kMost{.scalar = Scalar::kWhole, .min = 1, .max = 100};
constexpr Key kMutantsKeys[] = {
    {.name = "most",
     .value = &kMost,
     .required = true,
     .description = "How many at most. They are spread over the whole text.",
     .example = "10"},
    {.name = "points",
     .value = &kPoints,
     .description = "What each of them is worth; 1 if not given.",
     .example = "0.5"},
    {.name = "visibility",
     .value = &kVisibility,
     .description = "visible: learners whose tests pass with one are told the "
                    "line and what was changed in it. hidden if not given.",
     .example = "visible"},
};
constexpr Record kMutantsRecord{
    .name = "mutants", .title = "Mutants", .keys = kMutantsKeys};
constexpr Value kMutants{.record = &kMutantsRecord};

constexpr Key kTestsKeys[] = {
    {.name = "framework",
     .value = &kFramework,
     .required = true,
     .description = "What the tests are written with: unittest or pytest in "
                    "Python; program in C++, where a program of the learner's "
                    "fails by its exit status, as assert makes it.",
     .example = "unittest"},
    {.name = "of",
     .value = &kKnownAs,
     .required = true,
     .description = "The file name by which the tests import or include what "
                    "they test. All implementations have it; no module of "
                    "Python's and no header of C's does.",
     .example = "leap.py"},
    {.name = "right",
     .value = &kRightList,
     .required = true,
     .description = "Right implementations, at least two: each as different "
                    "from the others as can be. Tests that fail with one of "
                    "them get no points at all. Each is tried twice. The first "
                    "is visible, since compilers quote it to learners.",
     .example = "[{name: by rules, file: right/rules.py}, {name: by table, "
                "file: right/table.py}]"},
    {.name = "wrong",
     .value = &kWrongList,
     .required = true,
     .description = "Wrong ones, each wrong in one way. Each is a case, whose "
                    "points are for a test that fails with it.",
     .example = "[{name: centuries, file: wrong/centuries.py, why: It takes "
                "every century for a leap year.}]"},
    {.name = "mutants",
     .value = &kMutants,
     .description = "Wrong implementations that the grader makes: small "
                    "changes of the first right one, as `grader mutate` makes "
                    "them. Those that the reference passes with are left "
                    "out, as are those with which it does not come to an end.",
     .example = "{most: 10, points: 0.5}"},
};
constexpr Record kTestsRecord{
    .name = "tests", .title = "Handed-in tests", .keys = kTestsKeys};

}  // namespace

const Value kHandedInTestsValue{.record = &kTestsRecord};

}  // namespace grader
