// What lessons and quizzes may say, and forty ways to get them wrong: each with
// the line and the column of the mistake, and the cure.
#include "grader/problem/material_reader.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kProgram[] =
    "import asyncio\n"
    "async def wait():\n"
    "    await asyncio.sleep(1)\n"
    "    await asyncio.sleep(2)\n"
    "asyncio.run(wait())\n";

constexpr char kLesson[] = R"yaml(id: demo
title: Demo
minutes: 5
summary: What it is about.
programs:
  - name: first
    file: first.py
  - {name: second, file: second.cpp, args: [x], exit_code: 3}
executions:
  - program: first
    tasks: {Task 1: wait}
    variables: [results]
    steps:
      - {name: It begins, line: sleep(1)}
      - {name: It waits, waits: true}
    moments: [start, 2, end]
questions:
  - id: state
    category: behaviour
    level: easy
    hint: Look at step 2.
    question: What does the task do in step 2?
    program: first
    choices:
      - text: It sleeps.
        right: true
        claim: {cell: {column: Task 1, step: 2, is: sleeping}}
      - code: first:2-3
        feedback: No.
        claim: {elapsed: {min: 1s, max: 2s}}
    explanation: So it is.
)yaml";

constexpr char kText[] = R"md(# Demo

```program first:2-3
```

```output first
```

1. In a list:
   ```time first
   1.0 s
   ```

````reveal What now?
```execution first
```
````

```variables first
```

```python
print("not ours")
```
)md";

class MaterialReaderTest : public ::testing::Test {
 protected:
  absl::StatusOr<Material> Load(const std::string& lesson,
                                const std::string& text) const {
    folder_.Write("demo/lesson.yaml", lesson);
    folder_.Write("demo/text.md", text);
    folder_.Write("demo/first.py", kProgram);
    folder_.Write("demo/second.cpp", "int main() { return 3; }\n");
    return LoadMaterial(folder_.path() / "demo");
  }

  const TemporaryFolder folder_;
};

TEST_F(MaterialReaderTest, ReadsWhatALessonIs) {
  const auto lesson = Load(kLesson, kText);
  ASSERT_TRUE(lesson.ok()) << lesson.status();
  EXPECT_EQ(lesson->kind, Material::Kind::kLesson);
  EXPECT_EQ(lesson->minutes, 5);
  ASSERT_EQ(lesson->programs.size(), 2U);
  EXPECT_EQ(lesson->programs[0].content, kProgram);
  EXPECT_EQ(lesson->programs[1].exit_code, 3);
  ASSERT_EQ(lesson->executions.size(), 1U);
  EXPECT_EQ(lesson->executions[0].steps[0].line, 3);
  EXPECT_EQ(lesson->executions[0].steps[1].line, 0);
  EXPECT_THAT(lesson->executions[0].moments, ElementsAre(0, 2, 3));
  ASSERT_EQ(lesson->questions.size(), 1U);
  const Question& question = lesson->questions[0];
  EXPECT_EQ(question.choices[0].claim.program, "first");
  EXPECT_EQ(question.choices[1].code, (ProgramLines{"first", 2, 3}));
  EXPECT_EQ(question.choices[1].claim.waited.max, absl::Seconds(2));
  EXPECT_EQ(question.attempts, 2);
  EXPECT_EQ(question.time, absl::Minutes(2));
}

TEST_F(MaterialReaderTest, DividesTheText) {
  const auto lesson = Load(kLesson, kText);
  ASSERT_TRUE(lesson.ok()) << lesson.status();
  std::vector<LessonBlock::Kind> kinds;
  std::string time;
  ForEachBlock(lesson->text, [&](const LessonBlock& block) {
    kinds.push_back(block.kind);
    if (block.kind != LessonBlock::Kind::kTime) return;
    time = block.body;
    EXPECT_EQ(block.indent, 3U);
  });
  using Kind = LessonBlock::Kind;
  EXPECT_THAT(kinds,
              ElementsAre(Kind::kMarkdown, Kind::kProgram, Kind::kMarkdown,
                          Kind::kOutput, Kind::kMarkdown, Kind::kTime,
                          Kind::kMarkdown, Kind::kReveal, Kind::kExecution,
                          Kind::kMarkdown, Kind::kVariables, Kind::kMarkdown));
  EXPECT_EQ(time, "1.0 s\n");
}

struct Mistake {
  const char* what;  // in the lesson, or else in its text
  const char* by;
  const char* said;
};

// Where `what` stands only once, it is put right by what `said` says.
const Mistake kMistakes[] = {
    {"id: demo", "id: Demo", "lesson.yaml:1:5: error: id: expected lower-case"},
    {"id: demo", "id: other",
     "lesson.yaml:1:5: error: id: expected the name of the folder, \"demo\""},
    {"title: Demo\n", "", "missing key \"title\""},
    {"title: Demo", "titel: Demo",
     "lesson.yaml:2:1: error: unknown key \"titel\" in the lesson; did you "
     "mean \"title\"?"},
    {"minutes: 5", "minutes: five",
     "lesson.yaml:3:10: error: minutes: expected a whole number from 1 to 600"},
    {"minutes: 5", "minutes: 0",
     "lesson.yaml:3:10: error: minutes: expected a whole number from 1 to 600"},
    {"summary: What it is about.\n", "", "missing key \"summary\""},
    {"    file: first.py\n", "", "missing key \"file\" in a program"},
    {"file: first.py", "file: frist.py",
     "lesson.yaml:7:11: error: file \"frist.py\""},
    {"file: first.py", "file: ../first.py",
     "lesson.yaml:7:11: error: file \"../first.py\""},
    {"file: second.cpp", "file: text.md",
     "no language has files that end like this"},
    {"name: second", "name: first",
     "lesson.yaml:8:12: error: name: another program is called \"first\""},
    {"exit_code: 3", "exit_code: 300",
     "exit_code: expected a whole number from 0 to 255"},
    {"exit_code: 3", "exit_code: 3, deadlock: true",
     "\"deadlock\" and \"exit_code\" exclude each other"},
    {"args: [x]", "arguments: [x]", "unknown key \"arguments\" in a program"},
    {"  - program: first\n", "  - program: frist\n",
     "lesson.yaml:10:14: error: no program is named \"frist\"; did you mean "
     "\"first\"?"},
    {"  - program: first\n", "  - program: second\n",
     "only of programs in Python"},
    {"tasks: {Task 1: wait}", "tasks: {Task 1: wiat}",
     "first.py has no `async def wiat`"},
    {"tasks: {Task 1: wait}", "tasks: {Task 1: wait 2}",
     "expected the name of a coroutine function, or NAME #2"},
    {"tasks: {Task 1: wait}", "tasks: {A | B: wait}",
     "one line of text without a |"},
    {"variables: [results]", "variables: [re-sults]",
     "expected the name of a variable"},
    {"line: sleep(1)", "line: sleep(3)",
     "lesson.yaml:14:33: error: line: no line of first.py has \"sleep(3)\""},
    {"line: sleep(1)", "line: sleep",
     "lines 3, 4 of first.py have \"sleep\"; give more"},
    {"line: sleep(1)", "lines: sleep(1)",
     "unknown key \"lines\" in a step; did you mean \"line\"?"},
    {"waits: true", "waits: false", "waits: only true says when the step is"},
    {"waits: true", "waits: true, line: sleep(2)",
     "\"line\" and \"waits\" exclude each other"},
    {", waits: true", "", "a step needs one of line, waits"},
    {"moments: [start, 2, end]", "moments: [start, 3, end]",
     "lesson.yaml:16:22: error: moments: there are 2 steps; found 3"},
    {"moments: [start, 2, end]", "moments: [end, start]",
     "moments: in the order in which they happen"},
    {"moments: [start, 2, end]", "moments: [begin]",
     "expected start, end or the number of a step"},
    {"category: behaviour", "category: behavior",
     "did you mean \"behaviour\"?"},
    {"level: easy", "level: simple", "expected easy, medium or hard"},
    {"    hint: Look at step 2.\n", "", "missing key \"hint\" in a question"},
    {"    program: first\n    choices", "    kind: fill in\n    choices",
     "what is filled in is not chosen"},
    {"    program: first\n    choices", "    kind: chose one\n    choices",
     "did you mean \"choose one\"?"},
    {"    program: first\n    choices", "    answer: x\n    choices",
     "\"choices\" and \"answer\" exclude each other"},
    {"    program: first\n    choices", "    choices",
     "a claim is about a program; name it here or in the question"},
    {"        right: true\n", "        feedback: No.\n",
     "choices: none is marked with right: true"},
    {"        feedback: No.\n", "        right: true\n",
     "choices: 2 are marked with right: true; one is to be chosen"},
    {"        feedback: No.\n", "", "a wrong choice needs \"feedback\""},
    {"code: first:2-3", "code: first:2-30",
     "first:2-30: the program has 5 lines"},
    {"code: first:2-3", "code: third", "no program is named \"third\""},
    {"column: Task 1", "column: Task 2",
     "no column \"Task 2\"; did you mean \"Task 1\"?"},
    {"step: 2, is", "step: 3, is", "cell: the table has 2 steps"},
    {", is: sleeping", "", "missing key \"is\" in a cell"},
    {"{min: 1s, max: 2s}", "{min: 2s, max: 1s}",
     "elapsed: min is more than max"},
    {"{min: 1s, max: 2s}", "{min: 1}", "min: expected a duration"},
    {"claim: {elapsed: {min: 1s, max: 2s}}", "claim: {program: first}",
     "the claim says nothing of its program"},
    {"question: What does the task do in step 2?",
     "question: \"```output first\\n```\\n\"",
     "a block that holds what a run gave would be the answer"},
    // In the text.
    {"# Demo\n", "# Demonstration\n",
     "text.md:1:1: error: expected the title in the first line: # Demo"},
    {"```output first", "```output frist",
     "text.md:6:4: error: no program is named \"frist\"; did you mean "
     "\"first\"?"},
    {"```output first", "```outptu first",
     "text.md:6:4: error: unknown block \"outptu\"; did you mean \"output\"?"},
    {"```output first", "```output",
     "output: name the program: ```output my-program"},
    {"````reveal What now?", "````reveal", "reveal: say what it shows"},
    {"program first:2-3", "program first:4-9",
     "text.md:3:4: error: first.py has 5 lines"},
    {"program first:2-3", "program first:4-2",
     "the first is at least 1, and the last is not before it"},
    {"```program first:2-3\n", "```program first:2-3\nasync def\n",
     "program: leave the block empty"},
    {"```execution first", "```execution second",
     "the program \"second\" has no steps"},
    {"```variables first", "```variables second", "has no \"moments\""},
    {"print(\"not ours\")\n```\n", "print(\"not ours\")\n",
     "text.md:22:1: error: this block of code is never closed"},
};

TEST_F(MaterialReaderTest, EveryMistakeIsToldWithItsPlaceAndCure) {
  EXPECT_GE(std::size(kMistakes), 40U);
  for (const Mistake& mistake : kMistakes) {
    const std::string lesson =
        absl::StrReplaceAll(kLesson, {{mistake.what, mistake.by}});
    const std::string text =
        absl::StrReplaceAll(kText, {{mistake.what, mistake.by}});
    const bool in_text = lesson == kLesson;
    ASSERT_FALSE(in_text && text == kText) << mistake.what;
    const auto loaded = Load(lesson, in_text ? text : kText);
    ASSERT_FALSE(loaded.ok()) << mistake.what << " → " << mistake.by;
    const std::string message(loaded.status().message());
    EXPECT_THAT(message, HasSubstr(mistake.said));
    EXPECT_THAT(message, ::testing::ContainsRegex(":[0-9]+:[0-9]+: error: "));
    EXPECT_TRUE(absl::IsInvalidArgument(loaded.status()));
  }
}

TEST_F(MaterialReaderTest, QuizNeedsQuestions) {
  folder_.Write("quiz/quiz.yaml",
                "id: quiz\ntitle: Q\nminutes: 1\nsummary: S.\n"
                "programs: [{name: a, file: a.py}]\n");
  folder_.Write("quiz/a.py", "print(1)\n");
  EXPECT_THAT(
      std::string(LoadMaterial(folder_.path() / "quiz").status().message()),
      HasSubstr("missing key \"questions\" in the quiz"));
}

TEST_F(MaterialReaderTest, WhatIsNotThereIsNotFound) {
  EXPECT_TRUE(absl::IsNotFound(LoadMaterial(folder_.path() / "none").status()));
}

}  // namespace
}  // namespace grader
