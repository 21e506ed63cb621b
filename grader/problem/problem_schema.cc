#include "grader/problem/problem_schema.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "grader/problem/build_options.h"
#include "grader/problem/construct_rule.h"
#include "grader/problem/deduction.h"
#include "grader/problem/explanation.h"
#include "grader/problem/interface_schema.h"
#include "grader/problem/limits.h"
#include "grader/problem/sanitizer_list.h"
#include "grader/problem/schema_values.h"
#include "grader/problem/suite_schema.h"
#include "grader/problem/tests_schema.h"

namespace grader {
namespace {

using Name = absl::string_view;

// ---- Values ----------------------------------------------------------------

constexpr Value kSpanName{.scalar = Scalar::kWritten,
                          .meaning = "the name of a span"};
constexpr Value kVariableName{.scalar = Scalar::kWritten,
                              .pattern = "[A-Za-z_][A-Za-z0-9_]*",
                              .meaning = "the name of an environment variable"};
constexpr Value kTargetName{.scalar = Scalar::kWritten,
                            .meaning = "a file name"};
constexpr Value kCount{.scalar = Scalar::kWhole};
constexpr Value kPoints{.scalar = Scalar::kPoints};
constexpr Value kTimes{.scalar = Scalar::kWhole, .min = 2, .max = 1000};
constexpr Value kPasses{.scalar = Scalar::kWhole, .min = 1, .max = 1000};
constexpr Value kSchedules{.scalar = Scalar::kWhole, .min = 1, .max = 100000};
constexpr Value kFirstSeed{
    .scalar = Scalar::kWhole, .min = 1, .max = 1000000000};
constexpr Value kSeed{.scalar = Scalar::kWhole, .max = 1000000000};
constexpr Value kTolerance{.scalar = Scalar::kNumber};
constexpr Value kTimeLimit{.scalar = Scalar::kDuration, .min = 1};
constexpr Value kSizeLimit{.scalar = Scalar::kBytes, .min = 1};

constexpr Name kVisibilities[] = {"visible", "hidden"};
constexpr Value kVisibility{.scalar = Scalar::kChoice,
                            .choices = kVisibilities};
constexpr Name kSources[] = {"reference"};
constexpr Value kSource{.scalar = Scalar::kChoice, .choices = kSources};

constexpr Value kLanguage{.scalar = Scalar::kText,
                          .pattern = "[a-z][a-z0-9_-]*",
                          .meaning = "the name of a language"};
constexpr Value kLanguages{.unique = true, .items = &kLanguage};

constexpr Value kTags{.unique = true, .items = &kLine};
constexpr Value kWhen{.unique = true, .items = &kLine};
constexpr Key kHintKeys[] = {
    {.name = "text",
     .value = &kText,
     .required = true,
     .description = "The hint itself.",
     .example = "Look at where each request waits."},
    {.name = "when",
     .value = &kWhen,
     .required = true,
     .description =
         "What it is for: names of cases, or what failed: stdout, stderr, "
         "file, exit_code, concurrency, timing, trace, partial, deadlock, "
         "exception, exited_early, signal, time_limit, memory_limit, "
         "sanitizer.",
     .example = "[timing, ten requests]"},
};
constexpr Record kHintRecord{
    .name = "a hint", .title = "Hint", .keys = kHintKeys};
constexpr Value kHint{.scalar = Scalar::kText, .record = &kHintRecord};
constexpr Value kHints{.items = &kHint};
constexpr Value kIds{.items = &kWritten};
constexpr Value kCaseNames{.unique = true, .items = &kLine};
constexpr Value kCaptures{.unique = true, .items = &kLine};
constexpr Value kEnvironment{.names = &kVariableName, .values = &kWritten};

// ---- Limits ----------------------------------------------------------------

constexpr const Value* ValueOf(const TimeLimit&) { return &kTimeLimit; }
constexpr const Value* ValueOf(const SizeLimit&) { return &kSizeLimit; }
// That no file is made may be what is wanted.
constexpr Value kFileCount{.scalar = Scalar::kWhole, .max = 1000000};
constexpr const Value* ValueOf(const CountLimit& limit) {
  return limit.field == &Limits::files ? &kFileCount : &kSomeCount;
}

constexpr std::array<Key, kLimitCount> MakeLimitKeys() {
  std::array<Key, kLimitCount> keys;
  std::size_t next = 0;
  ForEachLimit([&](const auto& limit) {
    keys[next++] = {.name = limit.key,
                    .value = ValueOf(limit),
                    .description = limit.description,
                    .example = limit.initial};
  });
  return keys;
}
constexpr std::array<Key, kLimitCount> kLimitKeys = MakeLimitKeys();
constexpr Record kLimitsRecord{
    .name = "limits", .title = "Limits", .keys = kLimitKeys};
constexpr Value kLimits{.record = &kLimitsRecord};

// ---- Texts -----------------------------------------------------------------

constexpr Key kContentKeys[] = {
    {.name = "file",
     .value = &kFileName,
     .required = true,
     .description = "A file in the problem's folder that holds the text.",
     .example = "data.txt"},
};
constexpr Record kContentRecord{.name = "the content of a file",
                                .title = "Content of a file",
                                .keys = kContentKeys};
// Text, or the file that holds it.
constexpr Value kContent{.scalar = Scalar::kText,
                         .may_be_empty = true,
                         .exact = true,
                         .record = &kContentRecord};
constexpr Value kFiles{.names = &kTargetName, .values = &kContent};

// Rows of expectations.def as keys of a map.
#define GRADER_KEY(key, allowed, meaning, sample) \
  {.name = key, .value = &allowed, .description = meaning, .example = sample},

constexpr Name kCheckerForm = "checker";
constexpr Key kTextKeys[] = {
#define TEXT_FORM(key, type, compare, value, description, example) \
  GRADER_KEY(key, value, description, example)
#define TEXT_OPTION(key, form, allowed, meaning, sample) \
  {.name = key,                                          \
   .value = &allowed,                                    \
   .only_with = form,                                    \
   .description = meaning,                               \
   .example = sample},
#include "grader/problem/expectations.def"
};
// Where `file` stands for `exact: {file: …}`, and no checker is asked.
constexpr bool IsOfChecker(const Key& key) {
  return key.name == kCheckerForm || key.only_with == kCheckerForm;
}
constexpr std::size_t kFileTextKeyCount =
    1 + std::size(kTextKeys) -
    static_cast<std::size_t>(
        std::count_if(std::begin(kTextKeys), std::end(kTextKeys), IsOfChecker));
constexpr std::array<Key, kFileTextKeyCount> MakeFileTextKeys() {
  std::array<Key, kFileTextKeyCount> keys;
  keys[0] = kContentKeys[0];
  keys[0].required = false;
  std::remove_copy_if(std::begin(kTextKeys), std::end(kTextKeys),
                      keys.begin() + 1, IsOfChecker);
  return keys;
}
constexpr std::array<Key, kFileTextKeyCount> kFileTextKeys = MakeFileTextKeys();
constexpr Name kTextForms[] = {
#define TEXT_FORM(key, type, compare, value, description, example) key,
#include "grader/problem/expectations.def"
};
constexpr absl::Span<const Name> kTextAlternatives[] = {kTextForms};
constexpr Record kTextRecord{.name = "an expected text",
                             .title = "Expected text",
                             .keys = kTextKeys,
                             .alternatives = kTextAlternatives,
                             .one_of = kTextForms};
constexpr Value kExpectedText{.scalar = Scalar::kText,
                              .may_be_empty = true,
                              .exact = true,
                              .record = &kTextRecord};

constexpr std::size_t kTextFormCount = std::size(kTextForms);
constexpr std::array<Name, kTextFormCount> MakeFileTextForms() {
  std::array<Name, kTextFormCount> forms;
  std::copy(std::begin(kTextForms), std::end(kTextForms), forms.begin());
  std::replace(forms.begin(), forms.end(), kCheckerForm, kContentKeys[0].name);
  return forms;
}
constexpr std::array<Name, kTextFormCount> kFileTextForms = MakeFileTextForms();
constexpr absl::Span<const Name> kFileTextAlternatives[] = {kFileTextForms};
constexpr Record kFileTextRecord{.name = "an expected file",
                                 .title = "Expected file",
                                 .keys = kFileTextKeys,
                                 .alternatives = kFileTextAlternatives,
                                 .one_of = kFileTextForms};
constexpr Value kFileText{.scalar = Scalar::kText,
                          .may_be_empty = true,
                          .exact = true,
                          .record = &kFileTextRecord};
constexpr Value kExpectedFiles{.names = &kTargetName, .values = &kFileText};

// ---- Bounds and spans ------------------------------------------------------

constexpr Key kCountBoundKeys[] = {
    {.name = "min",
     .value = &kCount,
     .description = "The least that is right.",
     .example = "1"},
    {.name = "max",
     .value = &kCount,
     .description = "The most that is right.",
     .example = "10"},
};
constexpr Record kCountBoundRecord{
    .name = "a bound", .title = "Bound of a number", .keys = kCountBoundKeys};
// A number that must be met exactly, or its bounds.
constexpr Value kCountBound{.scalar = Scalar::kWhole,
                            .record = &kCountBoundRecord};
constexpr Key kTimeBoundKeys[] = {
    {.name = "min",
     .value = &kDuration,
     .description = "The least time that is right.",
     .example = "100ms"},
    {.name = "max",
     .value = &kDuration,
     .description = "The most time that is right.",
     .example = "150ms"},
};
constexpr Record kTimeBoundRecord{
    .name = "a bound", .title = "Bound of a time", .keys = kTimeBoundKeys};
constexpr Value kTimeBound{.record = &kTimeBoundRecord};

constexpr Key kSpanKeys[] = {
#define SPAN_EXPECTATION(type, member, check, value, description, example) \
  GRADER_KEY(#member, value, description, example)
#include "grader/problem/expectations.def"
};
constexpr Record kSpanRecord{
    .name = "a span", .title = "Span", .keys = kSpanKeys};
constexpr Value kSpan{.record = &kSpanRecord};
constexpr Value kSpans{.names = &kSpanName, .values = &kSpan};

// ---- Cases -----------------------------------------------------------------

constexpr Key kExpectKeys[] = {
#define EXPECTATION(key, type, member, check, value, description, example) \
  GRADER_KEY(key, value, description, example)
#define EXPECTED_FILE(key, member, description, example) \
  GRADER_KEY(key, kFileName, description, example)
#include "grader/problem/expectations.def"
};
#undef GRADER_KEY
constexpr Name kStdout[] = {"stdout", "stdout_file"};
constexpr absl::Span<const Name> kExpectAlternatives[] = {kStdout};
constexpr Record kExpectRecord{.name = "expect",
                               .title = "Expectation",
                               .keys = kExpectKeys,
                               .alternatives = kExpectAlternatives};
constexpr Value kExpect{.record = &kExpectRecord};

constexpr Key kGeneratorKeys[] = {
    {.name = "program",
     .value = &kFileName,
     .required = true,
     .description = "A program in the problem's folder that prints the input.",
     .example = "numbers.py"},
    {.name = "args",
     .value = &kArgs,
     .description = "Its arguments; in a repeated case $seed is the seed.",
     .example = "[100, $seed]"},
};
constexpr Record kGeneratorRecord{
    .name = "generator", .title = "Generator", .keys = kGeneratorKeys};
constexpr Value kGenerator{.record = &kGeneratorRecord};

constexpr Key kRepeatKeys[] = {
    {.name = "times",
     .value = &kTimes,
     .required = true,
     .description =
         "How many cases it makes, named NAME #1, NAME #2 and so on.",
     .example = "5"},
    {.name = "seed",
     .value = &kSeed,
     .required = true,
     .description =
         "$seed in the first of them; one more in each that follows.",
     .example = "17"},
};
constexpr Record kRepeatRecord{
    .name = "repeat", .title = "Repeat", .keys = kRepeatKeys};
constexpr Value kRepeat{.record = &kRepeatRecord};

constexpr Key kExploreKeys[] = {
    {.name = "schedules",
     .value = &kSchedules,
     .required = true,
     .description = "How many schedules are tried before the case passes.",
     .example = "200"},
    {.name = "seed",
     .value = &kFirstSeed,
     .description = "The seed of the first; 1 if not given.",
     .example = "17"},
};
constexpr Record kExploreRecord{
    .name = "explore", .title = "Exploration", .keys = kExploreKeys};
constexpr Value kExplore{.record = &kExploreRecord};

constexpr Key kCaseKeys[] = {
    {.name = "name",
     .value = &kLine,
     .required = true,
     .description = "The case's name, unique in its problem.",
     .example = "ten requests"},
    {.name = "visibility",
     .value = &kVisibility,
     .description = "Of a hidden case learners see its name and `why`.",
     .example = "hidden"},
    {.name = "args",
     .value = &kArgs,
     .description = "Arguments of the program, each as it is written here.",
     .example = "[10, fast]"},
    {.name = "env",
     .value = &kEnvironment,
     .description = "Environment variables.",
     .example = "{MODE: fast}"},
    {.name = "stdin",
     .value = &kExactText,
     .description = "What the program reads from stdin.",
     .example = "3 4"},
    {.name = "stdin_file",
     .value = &kFileName,
     .description = "The file with what the program reads from stdin.",
     .example = "input.txt"},
    {.name = "generator",
     .value = &kGenerator,
     .description = "A program whose output the program reads from stdin.",
     .example = "{program: numbers.py, args: [100]}"},
    {.name = "repeat",
     .value = &kRepeat,
     .description =
         "Makes several cases of this one, each worth its points; in `args`, "
         "`env` and the generator's `args`, $seed is the number of each.",
     .example = "{times: 5, seed: 17}"},
    {.name = "explore",
     .value = &kExplore,
     .description =
         "Tries schedules of the program's threads (C and C++): which one goes "
         "on at "
         "each step is drawn from a seed. The first in which an expectation "
         "fails, two threads race, or all of them wait decides; if there is "
         "none, a run without a schedule. Other languages have that one alone. "
         "What a driver sends is there once no thread can go on, 7 ms later.",
     .example = "{schedules: 200}"},
    {.name = "needs",
     .value = &kCaseNames,
     .description =
         "Cases before this one that it builds on; when one of them fails, "
         "this one is skipped.",
     .example = "[one request]"},
    {.name = "files",
     .value = &kFiles,
     .description = "Files that lie in the working directory at the start.",
     .example = "{data.csv: {file: small.csv}}"},
    {.name = "points",
     .value = &kPoints,
     .description = "What the case is worth; 1 if not given.",
     .example = "2.5"},
    {.name = "bonus",
     .value = &kBoolean,
     .description =
         "Whether its points are beyond those that there are; a bonus case "
         "that fails leaves a submission accepted. false if not given.",
     .example = "true"},
    {.name = "limits",
     .value = &kLimits,
     .description = "Limits that differ from those of the problem.",
     .example = "{elapsed: 2s}"},
    {.name = "expect",
     .value = &kExpect,
     .required = true,
     .description = "What must come out.",
     .example = "{stdout: done}"},
    {.name = "why",
     .value = &kText,
     .description = "For learners: what this case is there to find.",
     .example = "An empty list is no special case."},
};
constexpr Name kStdin[] = {"stdin", "stdin_file", "generator"};
constexpr absl::Span<const Name> kCaseAlternatives[] = {kStdin};
constexpr Record kCaseRecord{.name = "a case",
                             .title = "Case",
                             .keys = kCaseKeys,
                             .alternatives = kCaseAlternatives};
constexpr Value kCase{.record = &kCaseRecord};
constexpr Value kCases{.items = &kCase};

// ---- Groups ----------------------------------------------------------------

constexpr Name kCountings[] = {"all", "worst"};
constexpr Value kCounting{.scalar = Scalar::kChoice, .choices = kCountings};
constexpr Key kGroupKeys[] = {
    {.name = "name",
     .value = &kLine,
     .required = true,
     .description = "The group's name, unique in its problem.",
     .example = "small inputs"},
    {.name = "cases",
     .value = &kCaseNames,
     .required = true,
     .description = "Its cases. They have no points of their own, and are in "
                    "no other group.",
     .example = "[one request]"},
    {.name = "points",
     .value = &kPoints,
     .required = true,
     .description = "What all of them together are worth.",
     .example = "30"},
    {.name = "counts",
     .value = &kCounting,
     .description = "With all, the points are given if every case is accepted, "
                    "else none; with worst, the share of them that the worst "
                    "case gets from its checker. all if not given.",
     .example = "worst"},
    {.name = "bonus",
     .value = &kBoolean,
     .description =
         "Whether its points are beyond those that there are; false if not "
         "given.",
     .example = "true"},
};
constexpr Record kGroupRecord{
    .name = "a group", .title = "Group", .keys = kGroupKeys};
constexpr Value kGroup{.record = &kGroupRecord};
constexpr Value kGroups{.items = &kGroup};

constexpr Key kProblemKeys[] = {
    {.name = "id",
     .value = &kId,
     .required = true,
     .description = "The problem's name in commands; also its folder's name.",
     .example = "concurrent-requests"},
    {.name = "number",
     .value = &kSomeCount,
     .description = "Its place in the course; unique.",
     .example = "2"},
    {.name = "title",
     .value = &kLine,
     .required = true,
     .description = "Its name for people.",
     .example = "Concurrent request processing"},
    {.name = "difficulty",
     .value = &kDifficulty,
     .required = true,
     .description = "How hard it is.",
     .example = "easy"},
    {.name = "tags",
     .value = &kTags,
     .description = "What it is about.",
     .example = "[gather, throughput]"},
    {.name = "languages",
     .value = &kLanguages,
     .description = "The languages it is offered in; not given: those it has "
                    "an adapter or an interface for, or else a reference "
                    "solution.",
     .example = "[cpp, python]"},
    {.name = "limits",
     .value = &kLimits,
     .description = "What each case may use.",
     .example = "{elapsed: 20s, cpu: 5s}"},
    {.name = "build",
     .value = &kBuildValue,
     .description = "How submissions are compiled.",
     .example = "{optimize: 2, standard: c++17}"},
    {.name = "sanitize",
     .value = &kSanitizersValue,
     .description =
         "Sanitizers that programs in C and C++ are built with: what they find "
         "(wrong uses of memory; undefined behaviour) fails the case, at the "
         "learner's line. Memory for them is not counted. Data races are found "
         "by `explore` in cases.",
     .example = "[address, undefined]"},
    {.name = "hints",
     .value = &kHints,
     .description =
         "Help in steps, from a nudge to nearly the code. Hints whose `when` "
         "fits what failed come first.",
     .example = "[Look at where each request waits.]"},
    {.name = "explanations",
     .value = &kExplanationsValue,
     .description =
         "What messages of compilers and runtimes mean here; said before what "
         "the grader itself knows of them.",
     .example = "[{name: gate-is-closed, pattern: ClosedError, means: The gate "
                "is closed., try: Await open() first.}]"},
    {.name = "interface",
     .value = &kInterfaceValue,
     .description =
         "The functions and classes of a problem with a driver. The grader "
         "makes adapters, headers and modules of it, in C++ and Python; a "
         "file of the same name in the problem's folder takes the place of "
         "one.",
     .example = "{functions: {answer: {result: int}}}"},
    {.name = "forbid",
     .value = &kConstructRulesValue,
     .description =
         "What a program must not be written with. One that is ends as a "
         "compile error at the line where it stands.",
     .example = "[loop, {call: sorted, why: Sort by hand here.}]"},
    {.name = "require",
     .value = &kConstructRulesValue,
     .description = "What a program must be written with.",
     .example = "[recursion]"},
    {.name = "deductions",
     .value = &kDeductionsValue,
     .description =
         "Points that are taken off for how a program is written: for each "
         "place in the learner's files that the compiler warns of, or that a "
         "linter finds. The verdict stays, and no score falls below 0.",
     .example = "[{warning: unused-variable, points: 0.5, at_most: 2}]"},
    {.name = "cases",
     .value = &kCases,
     .description = "The test cases, in the order in which they run.",
     .example = "[{name: one request, expect: {stdout: done}}]"},
    {.name = "suite",
     .value = &kSuiteValue,
     .description = "Tests in a framework of their own, each of which is a "
                    "case; instead of `cases`.",
     .example = "{framework: unittest, file: leap_test.py}"},
    {.name = "tests",
     .value = &kHandedInTestsValue,
     .description = "What is handed in is tests; each case is a program that "
                    "they are run with, and pass or do not. Instead of "
                    "`cases`.",
     .example = "{framework: unittest, of: leap.py, right: [{name: by rules, "
                "file: right/rules.py}, {name: by table, file: "
                "right/table.py}], wrong: [{name: centuries, file: "
                "wrong/centuries.py}]}"},
    {.name = "groups",
     .value = &kGroups,
     .only_with = "cases",
     .description = "Cases whose points are given together: for all of them, "
                    "or by the worst.",
     .example = "[{name: small inputs, cases: [one request], points: 30}]"},
};

constexpr Name kWhatIsRun[] = {"cases", "suite", "tests"};
constexpr absl::Span<const Name> kProblemAlternatives[] = {kWhatIsRun};

}  // namespace

const Record kProblemRecord{.name = "the problem",
                            .title = "Problem",
                            .keys = kProblemKeys,
                            .alternatives = kProblemAlternatives,
                            .one_of = kWhatIsRun};

const Value kLimitsValue = kLimits;
const Value kTimeBoundValue = kTimeBound;

}  // namespace grader
