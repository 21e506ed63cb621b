// A quiz of three questions, one of each kind, each with 100 seconds and two
// attempts: for tests of what asks it.
#ifndef GRADER_TESTING_QUIZ_UNIT_H_
#define GRADER_TESTING_QUIZ_UNIT_H_

#include <string>

namespace grader {

// The files of its folder. Right are "7", "<b>two</b>", and "one" with "three".
inline constexpr char kQuizYaml[] = R"yaml(id: numbers
title: Numbers
minutes: 5
summary: What is printed.
badge: Counts to three
programs:
  - {name: sum, file: sum.py}
questions:
  - id: sum
    kind: fill in
    category: behaviour
    level: easy
    seconds: 100s
    hint: Add them.
    question: What does it print?
    program: sum
    answer: |
      7
    explanation: Three and four are seven.
  - id: even
    category: behaviour
    level: easy
    seconds: 100s
    hint: Halve each.
    question: Which of them is even?
    program: sum
    choices:
      - text: one
        feedback: One is odd.
        claim: {line: "1"}
      - text: <b>two</b>
        right: true
        claim: {line: "7"}
      - text: three
        feedback: Three is odd.
        claim: {line: "3"}
    explanation: Two is twice one.
  - id: odd
    kind: choose several
    category: behaviour
    level: easy
    seconds: 100s
    hint: Halve each.
    question: Which of them are odd?
    program: sum
    choices:
      - text: one
        right: true
        claim: {line: "7"}
      - text: two
        feedback: Two is even.
        claim: {line: "2"}
      - text: three
        right: true
        claim: {line: "7"}
    explanation: Odd is what is not even.
)yaml";

inline constexpr char kQuizProgram[] = "print(3 + 4)\n";

}  // namespace grader

#endif  // GRADER_TESTING_QUIZ_UNIT_H_
