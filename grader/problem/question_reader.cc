#include "grader/problem/question_reader.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

constexpr std::size_t kFewestChoices = 2;
constexpr std::size_t kMostChoices = 8;

// What is wrong with `count` lines of which `lines` wants some; empty: nothing.
std::string LinesComplaint(const ProgramLines& lines, int count) {
  if (lines.first == 0) return "";
  if (lines.first < 1 || lines.last < lines.first) {
    return "the first line is at least 1, and the last is not before it";
  }
  if (lines.last <= count) return "";
  return absl::StrCat("the program has ", count, " lines");
}

class QuestionReader {
 public:
  QuestionReader(const Material& material, ProblemSource& source)
      : material_(material), source_(source) {}

  Question Read(const YamlNode& node) {
    Question question;
    question.place = node.place;
    question.id = TextOf(node, "id");
    question.category = TextOf(node, "category");
    const std::string level = TextOf(node, "level");
    question.level = level == "hard"     ? Difficulty::kHard
                     : level == "medium" ? Difficulty::kMedium
                                         : Difficulty::kEasy;
    if (const YamlNode* time = node.Find("seconds")) {
      question.time = DurationValue(*time);
    }
    if (const YamlNode* attempts = node.Find("attempts")) {
      question.attempts = static_cast<int>(WholeValue(*attempts));
    }
    question.hint = TextOf(node, "hint");
    question.explanation = TextOf(node, "explanation");
    if (const YamlNode* text = node.Find("question")) {
      question.text = ReadInnerText(text->text, text->place, source_.errors);
      CheckText(question.text, *text);
    }
    if (const YamlNode* program = node.Find("program")) {
      if (CheckProgramName(*program, program->text, material_, source_)) {
        question.program = program->text;
      }
    }
    ReadAnswers(node, question);
    return question;
  }

 private:
  void Add(const YamlNode& node, const std::string& message) {
    source_.errors.Add(node.place, message);
  }

  // A question shows programs; what they print would be the answer.
  void CheckText(const LessonText& text, const YamlNode& node) {
    ForEachBlock(text, [&](const LessonBlock& block) {
      if (block.recorded()) {
        Add(node,
            "question: a block that holds what a run gave would be the "
            "answer; only `program` and `drawing` are shown here");
      } else if (block.kind == LessonBlock::Kind::kProgram &&
                 CheckProgramName(node, block.name, material_, source_)) {
        CheckLines({block.name, block.first, block.last}, node);
      }
    });
  }

  void CheckLines(const ProgramLines& lines, const YamlNode& node) {
    const LessonProgram* const program = material_.FindProgram(lines.program);
    if (program == nullptr) return;
    const std::string complaint = LinesComplaint(
        lines, static_cast<int>(absl::c_count(program->content, '\n')));
    if (!complaint.empty()) {
      Add(node, absl::StrCat(lines.program, ":", lines.first, "-", lines.last,
                             ": ", complaint));
    }
  }

  void ReadAnswers(const YamlNode& node, Question& question) {
    const YamlNode* const choices = node.Find("choices");
    const YamlNode* const answer = node.Find("answer");
    const std::string kind = TextOf(node, "kind");
    question.kind = kind == "choose several" ? QuestionKind::kChooseSeveral
                    : kind == "fill in"      ? QuestionKind::kFillIn
                                             : QuestionKind::kChooseOne;
    if (question.kind == QuestionKind::kFillIn) {
      if (choices != nullptr) {
        Add(*choices,
            "choices: what is filled in is not chosen; give the "
            "\"answer\", or another kind");
      }
      if (node.Find("program") == nullptr) {
        Add(node,
            "a question to fill in needs the \"program\" that prints "
            "the answer");
      }
      if (answer != nullptr) question.answer = answer->text;
      return;
    }
    if (answer != nullptr) {
      Add(*answer,
          "answer: only of the kind \"fill in\"; of others choices "
          "are marked with right: true");
    }
    if (choices == nullptr) return;
    for (const YamlNode& one : choices->items) {
      question.choices.push_back(ReadChoice(one, question));
    }
    CheckChoices(*choices, question);
  }

  void CheckChoices(const YamlNode& list, const Question& question) {
    if (list.items.size() < kFewestChoices ||
        list.items.size() > kMostChoices) {
      Add(list, absl::StrCat("choices: expected ", kFewestChoices, " to ",
                             kMostChoices, ", found ", list.items.size()));
    }
    const auto right = absl::c_count_if(
        question.choices, [](const Choice& choice) { return choice.right; });
    if (right == 0) {
      Add(list, "choices: none is marked with right: true");
    } else if (question.kind == QuestionKind::kChooseOne && right > 1) {
      Add(list, absl::StrCat("choices: ", right,
                             " are marked with right: true; one is to be "
                             "chosen (kind: choose several takes more)"));
    } else if (right == static_cast<int>(question.choices.size())) {
      Add(list, "choices: all are right; there is nothing to choose");
    }
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
      const Choice& choice = question.choices[i];
      const std::string shown =
          absl::StrCat(choice.text, "\n", choice.code.program, ":",
                       choice.code.first, "-", choice.code.last);
      if (++seen[shown] == 2) {
        Add(list.items[i], "this choice is there twice");
      }
    }
  }

  Choice ReadChoice(const YamlNode& node, const Question& question) {
    Choice choice;
    choice.place = node.place;
    choice.text = TextOf(node, "text");
    choice.right = IsTrue(node, "right");
    choice.feedback = TextOf(node, "feedback");
    if (const YamlNode* code = node.Find("code")) {
      const std::size_t colon = code->text.find(':');
      choice.code.program = code->text.substr(0, colon);
      if (colon != std::string::npos) {
        const std::vector<std::string> lines =
            absl::StrSplit(code->text.substr(colon + 1), '-');
        choice.code.first = std::atoi(lines.front().c_str());
        choice.code.last = std::atoi(lines.back().c_str());
        if (choice.code.first == 0) choice.code.first = -1;
      }
      if (CheckProgramName(*code, choice.code.program, material_, source_)) {
        CheckLines(choice.code, *code);
      }
    }
    if (!choice.right && choice.feedback.empty()) {
      Add(node,
          "a wrong choice needs \"feedback\": what whoever took it has "
          "not seen yet");
    }
    if (const YamlNode* claim = node.Find("claim")) {
      choice.claim = ReadClaim(*claim);
      if (choice.claim.program.empty()) {
        choice.claim.program = !choice.code.program.empty()
                                   ? choice.code.program
                                   : question.program;
        if (choice.claim.program.empty()) {
          Add(*claim,
              "a claim is about a program; name it here or in the "
              "question");
        }
      }
      if (choice.claim.cell) CheckCell(*claim, choice.claim);
    }
    return choice;
  }

  Claim ReadClaim(const YamlNode& node) {
    Claim claim;
    claim.place = node.place;
    const auto read = [&](absl::string_view key,
                          std::optional<std::string>& into) {
      if (const YamlNode* one = node.Find(key)) into = one->text;
    };
    if (const YamlNode* program = node.Find("program")) {
      CheckProgramName(*program, program->text, material_, source_);
      claim.program = program->text;
      if (node.entries.size() == 1) {
        Add(node, "the claim says nothing of its program");
      }
    }
    read("stdout", claim.out);
    read("prints", claim.prints);
    read("line", claim.line);
    read("exception", claim.exception);
    if (const YamlNode* code = node.Find("exit_code")) {
      claim.exit_code = static_cast<int>(WholeValue(*code));
    }
    if (node.Find("deadlock") != nullptr) {
      claim.deadlock = IsTrue(node, "deadlock");
    }
    if (const YamlNode* elapsed = node.Find("elapsed")) {
      if (const YamlNode* min = elapsed->Find("min")) {
        claim.waited.min = DurationValue(*min);
      }
      if (const YamlNode* max = elapsed->Find("max")) {
        claim.waited.max = DurationValue(*max);
      }
      if (claim.waited.min && claim.waited.max &&
          *claim.waited.max < *claim.waited.min) {
        Add(*elapsed, "elapsed: min is more than max");
      }
    }
    if (const YamlNode* cell = node.Find("cell")) {
      const YamlNode* const since = cell->Find("since");
      const YamlNode* const step =
          since != nullptr ? since : cell->Find("step");
      claim.cell = {TextOf(*cell, "column"), TextOf(*cell, "is"),
                    step == nullptr ? 1 : static_cast<int>(WholeValue(*step)),
                    since != nullptr};
    }
    return claim;
  }

  void CheckCell(const YamlNode& node, const Claim& claim) {
    const YamlNode& cell = *node.Find("cell");
    const Execution* const execution = material_.FindExecution(claim.program);
    if (execution == nullptr) {
      Add(cell, absl::StrCat("cell: the program ", Quoted(claim.program),
                             " has no execution table (see \"executions\")"));
      return;
    }
    std::vector<std::string> columns = execution->variables;
    for (const auto& [name, coroutine] : execution->tasks) {
      columns.push_back(name);
    }
    if (!absl::c_linear_search(columns, claim.cell->column)) {
      const std::string meant = DidYouMean(claim.cell->column, columns);
      Add(*cell.Find("column"),
          absl::StrCat("cell: no column ", Quoted(claim.cell->column),
                       meant.empty()
                           ? "; there are " + absl::StrJoin(columns, ", ")
                           : meant));
    }
    if (claim.cell->step > static_cast<int>(execution->steps.size())) {
      Add(cell, absl::StrCat("cell: the table has ", execution->steps.size(),
                             " steps"));
    }
  }

  const Material& material_;
  ProblemSource& source_;
};

}  // namespace

bool CheckProgramName(const YamlNode& node, absl::string_view name,
                      const Material& material, ProblemSource& source) {
  if (material.FindProgram(name) != nullptr) return true;
  std::vector<std::string> known;
  for (const LessonProgram& one : material.programs) known.push_back(one.name);
  const std::string meant = DidYouMean(name, known);
  source.errors.Add(
      node.place,
      absl::StrCat(
          "no program is named ", Quoted(name),
          meant.empty() ? "; there are " + absl::StrJoin(known, ", ") : meant));
  return false;
}

std::vector<Question> ReadQuestions(const YamlNode& list,
                                    const Material& material,
                                    ProblemSource& source) {
  std::vector<Question> questions;
  QuestionReader reader(material, source);
  for (const YamlNode& node : list.items) {
    Question question = reader.Read(node);
    for (const Question& other : questions) {
      if (other.id != question.id || question.id.empty()) continue;
      source.errors.Add(
          node.Find("id")->place,
          absl::StrCat("id: another question is called ", Quoted(question.id)));
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

}  // namespace grader
