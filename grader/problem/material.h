// A Material: a lesson or a quiz as its author wrote it, with the programs
// whose runs prove what it states. Made by LoadMaterial; read by what verifies
// it, shows it and asks it.
#ifndef GRADER_PROBLEM_MATERIAL_H_
#define GRADER_PROBLEM_MATERIAL_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/expectation.h"
#include "grader/problem/lesson_text.h"
#include "grader/problem/limits.h"
#include "grader/problem/problem.h"

namespace grader {

// A program of the author's, in the unit's folder.
struct LessonProgram {
  std::string name;
  std::string file;
  std::string content;
  std::vector<std::string> args;
  std::string input;
  Limits limits;
  int exit_code = 0;
  bool deadlock = false;  // it must end by one
  Place place;            // in the YAML file, like all below
};

// A moment of a program's run at which its tasks and variables are looked at:
// the first one behind the step before.
struct ExecutionStep {
  std::string name;
  int line = 0;  // which is about to run; 0: the event loop waits
  Place place;
};

// What is recorded of an asyncio program's run.
struct Execution {
  std::string program;
  // What each task is called, and the coroutine function that it runs:
  // "fetch", "fetch #2".
  std::vector<std::pair<std::string, std::string>> tasks;
  std::vector<std::string> variables;
  std::vector<ExecutionStep> steps;
  // Columns of the variable table: the number of a step, 0 the start, one more
  // than there are steps the end.
  std::vector<int> moments;
  Place place;
};

// A cell of an execution table.
struct CellClaim {
  std::string column;
  std::string is;
  int step = 0;
  bool since = false;  // from that step on, and not before

  bool operator==(const CellClaim&) const = default;
};

// What a choice says of a program's run; all that is given must hold.
struct Claim {
  std::string program;
  std::optional<std::string> out;     // the whole stdout
  std::optional<std::string> prints;  // a part of it
  std::optional<std::string> line;    // a line of it
  std::optional<std::string> exception;
  std::optional<int> exit_code;
  std::optional<bool> deadlock;
  Bound<absl::Duration> waited;
  std::optional<CellClaim> cell;
  Place place;
};

// Lines of a program: all of them, or `first` to `last`.
struct ProgramLines {
  std::string program;
  int first = 0;
  int last = 0;

  bool operator==(const ProgramLines&) const = default;
};

struct Choice {
  std::string text;  // Markdown; empty: `code`
  ProgramLines code;
  bool right = false;
  std::string feedback;
  Claim claim;
  Place place;
};

enum class QuestionKind { kChooseOne, kChooseSeveral, kFillIn };

struct Question {
  std::string id;
  QuestionKind kind = QuestionKind::kChooseOne;
  std::string category;
  Difficulty level = Difficulty::kEasy;
  absl::Duration time = absl::Minutes(2);
  int attempts = 2;
  std::string hint;
  LessonText text;
  std::string program;
  std::vector<Choice> choices;
  std::string answer;  // of kFillIn
  std::string explanation;
  Place place;
};

struct Material {
  enum class Kind { kLesson, kQuiz };

  Kind kind = Kind::kLesson;
  std::string id;
  std::string title;
  int minutes = 0;
  std::string summary;
  std::string badge;  // what all right answers of a quiz earn; may be empty
  std::vector<LessonProgram> programs;
  std::vector<Execution> executions;
  std::vector<Question> questions;
  LessonText text;                  // of a lesson
  std::filesystem::path directory;  // absolute
  // For what is found out later and has its place in a file: both as they are
  // shown, and what the first holds.
  std::string file;
  std::string text_file;
  std::string source;
  Place minutes_place;
  std::shared_ptr<const LanguageTable> languages = BuiltInLanguages();

  // Null if there is none of that name.
  const LessonProgram* FindProgram(absl::string_view name) const;
  const Execution* FindExecution(absl::string_view program) const;
};

// "behaviour", … ; "choose one", …
absl::string_view QuestionKindName(QuestionKind kind);

// The lines of `content` that are asked for, each with its end.
std::string LinesOf(absl::string_view content, int first, int last);

}  // namespace grader

#endif  // GRADER_PROBLEM_MATERIAL_H_
