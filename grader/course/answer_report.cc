#include "grader/course/answer_report.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/course/quiz_session.h"
#include "grader/judge/compare_exact.h"
#include "grader/problem/version.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

constexpr char kAnswers[] = "answers";

Report EmptyReport(const Material& material) {
  Report report;
  report.grader = std::string(kVersion);
  report.problem = material.id;
  report.title = material.title;
  report.language = kAnswers;
  report.max_score = static_cast<int>(material.questions.size());
  return report;
}

// The choices that "1,3" names, from 0 on.
std::vector<std::size_t> ChosenOf(const std::string& numbers) {
  std::vector<std::size_t> chosen;
  for (const absl::string_view word :
       absl::StrSplit(numbers, ',', absl::SkipEmpty())) {
    std::size_t number = 0;
    if (absl::SimpleAtoi(word, &number)) chosen.push_back(number - 1);
  }
  return chosen;
}

// "b: It waits." of each choice that `numbers` names.
std::string ChoicesInWords(const Question& question,
                           const std::string& numbers) {
  std::vector<std::string> words;
  for (const std::size_t i : ChosenOf(numbers)) {
    const Choice& choice = question.choices[i];
    words.push_back(absl::StrCat(
        std::string(1, static_cast<char>('a' + i)), ": ",
        choice.text.empty()
            ? choice.code.program
            : std::string(absl::StripAsciiWhitespace(choice.text))));
  }
  return absl::StrJoin(words, "\n");
}

// What whoever chose these is told.
std::string Feedback(const Question& question, const std::string& numbers) {
  std::vector<std::string> words;
  for (const std::size_t i : ChosenOf(numbers)) {
    const Choice& choice = question.choices[i];
    if (!choice.right) {
      words.emplace_back(absl::StripAsciiWhitespace(choice.feedback));
    }
  }
  return words.empty() ? "Something is missing." : absl::StrJoin(words, " ");
}

std::string RightNumbers(const Question& question) {
  std::vector<int> right;
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    if (question.choices[i].right) right.push_back(static_cast<int>(i) + 1);
  }
  return absl::StrJoin(right, ",");
}

CheckResult CheckAnswer(const Question& question, const std::string* answer,
                        bool reveal) {
  const bool fill_in = question.kind == QuestionKind::kFillIn;
  CheckResult check;
  check.kind = CheckKind::kStdout;
  check.name = "answer";
  check.passed = answer != nullptr && IsRight(question, *answer);
  if (reveal) {
    check.expected = fill_in ? question.answer
                             : ChoicesInWords(question, RightNumbers(question));
  }
  if (answer == nullptr) {
    check.message = "It is not answered.";
    return check;
  }
  check.actual = fill_in ? *answer : ChoicesInWords(question, *answer);
  if (check.passed) return check;
  check.message = fill_in ? "The program prints something else."
                          : Feedback(question, *answer);
  return check;
}

}  // namespace

Report AnswerReport(const Material& material, const Answers& answers,
                    bool reveal) {
  Report report = EmptyReport(material);
  report.reveal = reveal;
  report.build.ok = true;
  report.verdict = {VerdictWord::kAccepted, "", ""};
  for (const Question& question : material.questions) {
    const auto found = answers.find(question.id);
    CaseReport one;
    one.test_case.name = question.id;
    one.test_case.why =
        absl::StrCat("A question about ", question.category, ".");
    one.checks = {CheckAnswer(
        question, found == answers.end() ? nullptr : &found->second, reveal)};
    const CheckResult& check = one.checks.front();
    one.verdict = check.passed ? Verdict{VerdictWord::kAccepted, "", ""}
                               : Verdict{VerdictWord::kWrongAnswer, kAnswers,
                                         check.message};
    if (!check.passed && report.verdict.word == VerdictWord::kAccepted) {
      report.verdict = one.verdict;
    }
    report.score += one.points();
    report.cases.push_back(std::move(one));
  }
  return report;
}

Report RefusedAnswers(const Material& material, const absl::Status& status) {
  Report report = EmptyReport(material);
  report.build.ok = false;
  report.build.reason = kAnswers;
  report.build.message =
      "Nothing here can be graded: this is no file of answers to the quiz.";
  report.build.log = std::string(status.message());
  report.verdict = {VerdictWord::kCompileError, report.build.reason,
                    report.build.message};
  return report;
}

std::string AnswersYaml(const Material& material, const Answers& answers) {
  std::string yaml = "answers:\n";
  for (const Question& question : material.questions) {
    const auto found = answers.find(question.id);
    if (found == answers.end()) continue;
    absl::StrAppend(&yaml, "  ", question.id, ": ");
    if (question.kind == QuestionKind::kFillIn) {
      // A text in JSON is one in YAML (YAML 1.2, 1.3).
      absl::StrAppend(&yaml, nlohmann::json(found->second).dump(), "\n");
      continue;
    }
    std::vector<std::string> letters;
    for (const absl::string_view word : absl::StrSplit(found->second, ',')) {
      int number = 0;
      if (!absl::SimpleAtoi(word, &number)) continue;
      letters.emplace_back(1, static_cast<char>('a' + number - 1));
    }
    absl::StrAppend(&yaml, "[", absl::StrJoin(letters, ", "), "]\n");
  }
  return yaml;
}

}  // namespace grader
