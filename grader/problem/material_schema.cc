#include "grader/problem/material_schema.h"

#include <vector>

#include "grader/problem/other_judges.h"
#include "grader/problem/problem_schema.h"
#include "grader/problem/schema_docs.h"
#include "grader/problem/schema_values.h"

namespace grader {
namespace {

using Name = absl::string_view;

// ---- Values ----------------------------------------------------------------

constexpr Value kFile{.scalar = Scalar::kText,
                      .meaning = "a file name in the unit's folder"};
constexpr Value kMinutes{.scalar = Scalar::kWhole, .min = 1, .max = 600};
constexpr Value kStepNumber{.scalar = Scalar::kWhole, .min = 1, .max = 1000};
constexpr Value kAttempts{.scalar = Scalar::kWhole, .min = 1, .max = 10};
constexpr Value kQuestionTime{.scalar = Scalar::kDuration, .min = 1};
constexpr Value kLines{.scalar = Scalar::kText,
                       .pattern = "[a-z0-9]+(-[a-z0-9]+)*(:[0-9]+(-[0-9]+)?)?",
                       .meaning = "the name of a program, or NAME:3-8"};
constexpr Value kMoment{.scalar = Scalar::kWritten,
                        .pattern = "start|end|[1-9][0-9]{0,3}",
                        .meaning = "start, end or the number of a step"};
constexpr Value kMoments{.unique = true, .items = &kMoment};
constexpr Value kVariable{.scalar = Scalar::kWritten,
                          .pattern = "[A-Za-z_][A-Za-z0-9_]*",
                          .meaning = "the name of a variable"};
constexpr Value kVariables{.unique = true, .items = &kVariable};
constexpr Value kTaskName{.scalar = Scalar::kWritten,
                          .pattern = R"([^|\n]*[^|\s][^|\n]*)",
                          .meaning = "one line of text without a |"};
constexpr Value kCoroutine{
    .scalar = Scalar::kWritten,
    .pattern = "[A-Za-z_][A-Za-z0-9_]*( #[1-9][0-9]*)?",
    .meaning = "the name of a coroutine function, or NAME #2"};
constexpr Value kTasks{.names = &kTaskName, .values = &kCoroutine};
constexpr Value kCellText{.scalar = Scalar::kWritten, .may_be_empty = true};

constexpr Name kKinds[] = {"choose one", "choose several", "fill in"};
constexpr Value kKind{.scalar = Scalar::kChoice, .choices = kKinds};
constexpr Name kCategories[] = {"behaviour", "syntax", "debug", "output",
                                "concept"};
constexpr Value kCategory{.scalar = Scalar::kChoice, .choices = kCategories};

// ---- Programs --------------------------------------------------------------

constexpr Key kProgramKeys[] = {
    {.name = "name",
     .value = &kId,
     .required = true,
     .description = "What it is called in the text; unique in the unit.",
     .example = "two-tasks"},
    {.name = "file",
     .value = &kFile,
     .required = true,
     .description = "The file it is; how its name ends tells the language.",
     .example = "two_tasks.py"},
    {.name = "args",
     .value = &kArgs,
     .description = "Its arguments.",
     .example = "[10, fast]"},
    {.name = "stdin",
     .value = &kExactText,
     .description = "What it reads from stdin.",
     .example = "3 4"},
    {.name = "limits",
     .value = &kLimitsValue,
     .description = "What its run may use.",
     .example = "{elapsed: 60s}"},
    {.name = "exit_code",
     .value = &kExitCode,
     .description = "The exit code that it must end with; 0 if not given.",
     .example = "1"},
    {.name = "deadlock",
     .value = &kBoolean,
     .description = "Whether it must end by a deadlock: all of it waits, and "
                    "nothing could wake it.",
     .example = "true"},
};
constexpr Name kEnds[] = {"exit_code", "deadlock"};
constexpr absl::Span<const Name> kProgramAlternatives[] = {kEnds};
constexpr Record kProgramRecord{.name = "a program",
                                .title = "Program",
                                .keys = kProgramKeys,
                                .alternatives = kProgramAlternatives};
constexpr Value kProgram{.record = &kProgramRecord};
constexpr Value kPrograms{.items = &kProgram};

// ---- Executions ------------------------------------------------------------

constexpr Key kStepKeys[] = {
    {.name = "name",
     .value = &kTaskName,
     .required = true,
     .description = "What is done, as the table says it.",
     .example = "The request arrives"},
    {.name = "line",
     .value = &kLine,
     .description = "Text that one line of the program has: the step is when "
                    "that line is about to run.",
     .example = "await asyncio.gather"},
    {.name = "waits",
     .value = &kBoolean,
     .description = "The step is when the event loop has nothing to run, and "
                    "waits.",
     .example = "true"},
};
constexpr Name kWhen[] = {"line", "waits"};
constexpr absl::Span<const Name> kStepAlternatives[] = {kWhen};
constexpr Record kStepRecord{.name = "a step",
                             .title = "Step",
                             .keys = kStepKeys,
                             .alternatives = kStepAlternatives,
                             .one_of = kWhen};
constexpr Value kStep{.record = &kStepRecord};
constexpr Value kSteps{.items = &kStep};

constexpr Key kExecutionKeys[] = {
    {.name = "program",
     .value = &kId,
     .required = true,
     .description = "The program, in Python, whose run it is.",
     .example = "three-tasks"},
    {.name = "tasks",
     .value = &kTasks,
     .description = "What each task is called, and the coroutine function it "
                    "runs; NAME #2 is the second task that runs it.",
     .example = "{Task 1: fetch, Task 2: 'fetch #2'}"},
    {.name = "variables",
     .value = &kVariables,
     .description = "Local variables of the program's functions.",
     .example = "[results]"},
    {.name = "steps",
     .value = &kSteps,
     .required = true,
     .description = "The rows of the table; each is looked for behind the one "
                    "before.",
     .example = "[{name: All wait, waits: true}]"},
    {.name = "moments",
     .value = &kMoments,
     .description = "The columns of the table of variables.",
     .example = "[start, 2, end]"},
};
constexpr Record kExecutionRecord{
    .name = "an execution", .title = "Execution", .keys = kExecutionKeys};
constexpr Value kExecution{.record = &kExecutionRecord};
constexpr Value kExecutions{.items = &kExecution};

// ---- Questions -------------------------------------------------------------

constexpr Key kCellKeys[] = {
    {.name = "column",
     .value = &kTaskName,
     .required = true,
     .description = "The name of a task or a variable.",
     .example = "Task 2"},
    {.name = "is",
     .value = &kCellText,
     .required = true,
     .description = "What stands there.",
     .example = "sleeping"},
    {.name = "step",
     .value = &kStepNumber,
     .description = "The row.",
     .example = "4"},
    {.name = "since",
     .value = &kStepNumber,
     .description = "The first row in which it stands there; it does in all "
                    "that follow.",
     .example = "6"},
};
constexpr Name kRows[] = {"step", "since"};
constexpr absl::Span<const Name> kCellAlternatives[] = {kRows};
constexpr Record kCellRecord{.name = "a cell",
                             .title = "Cell",
                             .keys = kCellKeys,
                             .alternatives = kCellAlternatives,
                             .one_of = kRows};
constexpr Value kCell{.record = &kCellRecord};

constexpr Key kClaimKeys[] = {
    {.name = "program",
     .value = &kId,
     .description = "The program; not given: the one that the choice shows, or "
                    "else the question's.",
     .example = "two-tasks"},
    {.name = "stdout",
     .value = &kExactText,
     .description = "All that it prints.",
     .example = "done"},
    {.name = "prints",
     .value = &kText,
     .description = "A part of what it prints.",
     .example = "done"},
    {.name = "line",
     .value = &kLine,
     .description = "A line of what it prints.",
     .example = "done"},
    {.name = "exception",
     .value = &kLine,
     .description = "A part of the last line of its stderr.",
     .example = "RuntimeError"},
    {.name = "exit_code",
     .value = &kExitCode,
     .description = "The exit code that it ends with.",
     .example = "1"},
    {.name = "deadlock",
     .value = &kBoolean,
     .description = "Whether it ends by a deadlock.",
     .example = "true"},
    {.name = "elapsed",
     .value = &kTimeBoundValue,
     .description = "How long it takes, without what it computes.",
     .example = "{max: 1500ms}"},
    {.name = "cell",
     .value = &kCell,
     .description = "What a cell of its execution table holds.",
     .example = "{column: Task 2, step: 4, is: sleeping}"},
};
constexpr Record kClaimRecord{
    .name = "a claim", .title = "Claim", .keys = kClaimKeys};
constexpr Value kClaim{.record = &kClaimRecord};

constexpr Key kChoiceKeys[] = {
    {.name = "text",
     .value = &kText,
     .description = "The choice, in Markdown.",
     .example = "It answers 500 at once."},
    {.name = "code",
     .value = &kLines,
     .description = "A program whose code is the choice.",
     .example = "with-gather:3-8"},
    {.name = "right",
     .value = &kBoolean,
     .description = "Whether it is right; false if not given.",
     .example = "true"},
    {.name = "feedback",
     .value = &kText,
     .description = "What whoever chose it wrongly is told.",
     .example = "Nothing waits here."},
    {.name = "claim",
     .value = &kClaim,
     .required = true,
     .description = "What it says of a program's run: true of right choices, "
                    "and of no other.",
     .example = "{stdout: done}"},
};
constexpr Name kShown[] = {"text", "code"};
constexpr absl::Span<const Name> kChoiceAlternatives[] = {kShown};
constexpr Record kChoiceRecord{.name = "a choice",
                               .title = "Choice",
                               .keys = kChoiceKeys,
                               .alternatives = kChoiceAlternatives,
                               .one_of = kShown};
constexpr Value kChoice{.record = &kChoiceRecord};
constexpr Value kChoices{.items = &kChoice};

constexpr Key kQuestionKeys[] = {
    {.name = "id",
     .value = &kId,
     .required = true,
     .description = "Its name in files of answers; unique in the unit.",
     .example = "unawaited-gather"},
    {.name = "kind",
     .value = &kKind,
     .description = "How it is answered; choose one if not given.",
     .example = "choose several"},
    {.name = "category",
     .value = &kCategory,
     .required = true,
     .description = "What it asks about.",
     .example = "output"},
    {.name = "level",
     .value = &kDifficulty,
     .required = true,
     .description = "How hard it is.",
     .example = "medium"},
    {.name = "seconds",
     .value = &kQuestionTime,
     .description = "How long one may think; 2m if not given.",
     .example = "90s"},
    {.name = "attempts",
     .value = &kAttempts,
     .description = "How often one may answer; 2 if not given.",
     .example = "1"},
    {.name = "hint",
     .value = &kText,
     .required = true,
     .description = "Help that does not hold the answer.",
     .example = "Which of them waits?"},
    {.name = "question",
     .value = &kText,
     .required = true,
     .description = "What is asked, in Markdown; blocks `program NAME` show "
                    "programs.",
     .example = "What does it print?"},
    {.name = "program",
     .value = &kId,
     .description = "The program that claims are about, and of `fill in` the "
                    "one that prints the answer.",
     .example = "two-tasks"},
    {.name = "choices",
     .value = &kChoices,
     .description = "What is to be chosen from: 2 to 8 choices.",
     .example = "[{text: It waits., right: true, claim: {stdout: done}}]"},
    {.name = "answer",
     .value = &kText,
     .description = "Of `fill in`: what the program prints.",
     .example = "done"},
    {.name = "explanation",
     .value = &kText,
     .required = true,
     .description = "Why it is so, in Markdown.",
     .example = "Both wait at once."},
};
constexpr Name kAnswers[] = {"choices", "answer"};
constexpr absl::Span<const Name> kQuestionAlternatives[] = {kAnswers};
constexpr Record kQuestionRecord{.name = "a question",
                                 .title = "Question",
                                 .keys = kQuestionKeys,
                                 .alternatives = kQuestionAlternatives,
                                 .one_of = kAnswers};
constexpr Value kQuestion{.record = &kQuestionRecord};
constexpr Value kQuestions{.items = &kQuestion};

// ---- Units -----------------------------------------------------------------

constexpr Key kUnitId{
    .name = "id",
    .value = &kId,
    .required = true,
    .description = "Its name in commands; also its folder's name.",
    .example = "waiting-together"};
constexpr Key kUnitTitle{.name = "title",
                         .value = &kLine,
                         .required = true,
                         .description = "Its name for people.",
                         .example = "Waiting together"};
constexpr Key kUnitMinutes{.name = "minutes",
                           .value = &kMinutes,
                           .required = true,
                           .description = "How long it takes.",
                           .example = "5"};
constexpr Key kUnitSummary{.name = "summary",
                           .value = &kText,
                           .required = true,
                           .description = "What it is about, in a sentence.",
                           .example = "Two waits cost as much as the longer."};
constexpr Key kUnitPrograms{.name = "programs",
                            .value = &kPrograms,
                            .required = true,
                            .description =
                                "The programs that are shown, or that prove "
                                "what is stated.",
                            .example = "[{name: two-tasks, file: two.py}]"};
constexpr Key kUnitExecutions{
    .name = "executions",
    .value = &kExecutions,
    .description = "What is recorded of programs, step by step.",
    .example =
        "[{program: two, steps: [{name: All "
        "wait, waits: true}]}]"};

constexpr Key kLessonKeys[] = {
    kUnitId,
    kUnitTitle,
    kUnitMinutes,
    kUnitSummary,
    kUnitPrograms,
    kUnitExecutions,
    {.name = "questions",
     .value = &kQuestions,
     .description = "Questions at its end; nobody takes the time.",
     .example =
         "[{id: a, category: output, level: easy, hint: Look., "
         "question: What is printed, program: two, answer: done, explanation: "
         "So.}]"},
};

constexpr Key kQuizKeys[] = {
    kUnitId,
    kUnitTitle,
    kUnitMinutes,
    kUnitSummary,
    {.name = "badge",
     .value = &kLine,
     .description = "The badge that all right answers earn.",
     .example = "Concurrent by design"},
    kUnitPrograms,
    kUnitExecutions,
    {.name = "questions",
     .value = &kQuestions,
     .required = true,
     .description = "What is asked, in this order.",
     .example =
         "[{id: a, category: output, level: easy, hint: Look., "
         "question: What is printed, program: two, answer: done, explanation: "
         "So.}]"},
};

constexpr Value kUnitIds{.unique = true, .items = &kId};
constexpr Key kCourseKeys[] = {
    {.name = "title",
     .value = &kLine,
     .required = true,
     .description = "Its name for people.",
     .example = "An asynchronous API service"},
    {.name = "units",
     .value = &kUnitIds,
     .required = true,
     .description = "Its lessons, quizzes and problems, in their order; "
                    "all that there are.",
     .example = "[waiting-together, concurrent-requests]"},
};

}  // namespace

const Record kLessonRecord{
    .name = "the lesson", .title = "Lesson", .keys = kLessonKeys};
const Record kQuizRecord{
    .name = "the quiz", .title = "Quiz", .keys = kQuizKeys};
const Record kCourseRecord{
    .name = "the course", .title = "Course", .keys = kCourseKeys};

absl::Span<const FileKind> FileKinds() {
  static constexpr FileKind kAll[] = {{"problem", &kProblemRecord},
                                      {"lesson", &kLessonRecord},
                                      {"quiz", &kQuizRecord},
                                      {"course", &kCourseRecord}};
  return kAll;
}

std::string ReferenceOfAll() {
  std::vector<const Record*> records;
  for (const FileKind& kind : FileKinds()) records.push_back(kind.record);
  return ReferencePage(records) + std::string(kOtherJudges);
}

}  // namespace grader
