#include "grader/problem/material_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/files.h"
#include "grader/problem/material_schema.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/question_reader.h"
#include "grader/problem/readable.h"
#include "grader/problem/schema.h"
#include "grader/problem/suggest.h"
#include "grader/problem/yaml_reader.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxFileBytes = kMiB;

absl::StatusOr<std::string> ReadText(const fs::path& file) {
  auto text = ReadRegularFile(file, kMaxFileBytes);
  if (text.ok()) return text;
  return absl::Status(
      text.status().code(),
      absl::StrCat(file.string(), ": error: ", text.status().message()));
}

void CheckId(const YamlNode& id, ProblemSource& source) {
  const std::string folder = source.folder.filename().string();
  if (id.text == folder) return;
  source.errors.Add(id.place,
                    absl::StrCat("id: expected the name of the folder, ",
                                 Quoted(folder), ", found ", Quoted(id.text)));
}

void CheckExtension(const YamlNode& file, const Material& material,
                    ProblemSource& source) {
  if (LanguageOfSource(*material.languages, file.text) != nullptr) return;
  source.errors.Add(file.place,
                    absl::StrCat("file ", Quoted(file.text),
                                 ": no language has files that end like this"));
}

LessonProgram ReadProgram(const YamlNode& node, const Material& material,
                          ProblemSource& source) {
  LessonProgram program;
  program.place = node.place;
  program.name = TextOf(node, "name");
  if (!program.name.empty() && material.FindProgram(program.name) != nullptr) {
    source.errors.Add(
        node.Find("name")->place,
        absl::StrCat("name: another program is called ", Quoted(program.name)));
  }
  if (const YamlNode* file = node.Find("file")) {
    program.file = file->text;
    program.content = FileContent(*file, source);
    CheckExtension(*file, material, source);
  }
  if (const YamlNode* args = node.Find("args")) {
    program.args = TextValues(*args);
  }
  program.input = TextOf(node, "stdin");
  ReadLimits(node.Find("limits"), program.limits);
  if (const YamlNode* code = node.Find("exit_code")) {
    program.exit_code = static_cast<int>(WholeValue(*code));
  }
  program.deadlock = TextOf(node, "deadlock") == "true";
  return program;
}

// The number of the only line of `content` that has `text`, or 0 after an
// error.
int FindLine(const YamlNode& text, const LessonProgram& program,
             ProblemSource& source) {
  int found = 0;
  int number = 0;
  std::vector<int> all;
  for (const absl::string_view line : absl::StrSplit(program.content, '\n')) {
    ++number;
    if (!absl::StrContains(line, text.text)) continue;
    found = number;
    all.push_back(number);
  }
  if (all.size() == 1) return found;
  source.errors.Add(
      text.place,
      all.empty()
          ? absl::StrCat("line: no line of ", program.file, " has ",
                         Quoted(text.text))
          : absl::StrCat("line: lines ", absl::StrJoin(all, ", "), " of ",
                         program.file, " have ", Quoted(text.text),
                         "; give more of the one that is meant"));
  return 0;
}

ExecutionStep ReadStep(const YamlNode& node, const LessonProgram* program,
                       ProblemSource& source) {
  ExecutionStep step;
  step.place = node.place;
  step.name = TextOf(node, "name");
  const YamlNode* const line = node.Find("line");
  if (line != nullptr && program != nullptr) {
    step.line = FindLine(*line, *program, source);
  }
  if (const YamlNode* waits = node.Find("waits"); waits != nullptr) {
    if (waits->text == "false") {
      source.errors.Add(waits->place, "waits: only true says when the step is");
    }
  }
  return step;
}

void ReadMoments(const YamlNode& list, Execution& execution,
                 ProblemSource& source) {
  const int steps = static_cast<int>(execution.steps.size());
  for (const YamlNode& node : list.items) {
    int moment = 0;
    if (node.text == "end") {
      moment = steps + 1;
    } else if (node.text != "start" &&
               (!absl::SimpleAtoi(node.text, &moment) || moment > steps)) {
      source.errors.Add(node.place, absl::StrCat("moments: there are ", steps,
                                                 " steps; found ", node.text));
      continue;
    }
    if (!execution.moments.empty() && execution.moments.back() >= moment) {
      source.errors.Add(node.place,
                        "moments: in the order in which they happen");
    }
    execution.moments.push_back(moment);
  }
}

Execution ReadExecution(const YamlNode& node, const Material& material,
                        ProblemSource& source) {
  Execution execution;
  execution.place = node.place;
  const LessonProgram* program = nullptr;
  if (const YamlNode* name = node.Find("program")) {
    execution.program = name->text;
    CheckProgramName(*name, name->text, material, source);
    program = material.FindProgram(name->text);
    if (program != nullptr && !absl::EndsWith(program->file, ".py")) {
      source.errors.Add(name->place,
                        "program: only of programs in Python the steps are "
                        "recorded");
    }
    if (material.FindExecution(name->text) != nullptr) {
      source.errors.Add(name->place,
                        absl::StrCat("program: ", Quoted(name->text),
                                     " has an execution already"));
    }
  }
  if (const YamlNode* tasks = node.Find("tasks")) {
    for (const YamlEntry& entry : tasks->entries) {
      const std::string function =
          entry.value.text.substr(0, entry.value.text.find(' '));
      if (program != nullptr &&
          !absl::StrContains(program->content,
                             absl::StrCat("async def ", function, "("))) {
        source.errors.Add(entry.value.place,
                          absl::StrCat("tasks: ", program->file,
                                       " has no `async def ", function, "`"));
      }
      execution.tasks.emplace_back(entry.key.text, entry.value.text);
    }
  }
  if (const YamlNode* variables = node.Find("variables")) {
    execution.variables = TextValues(*variables);
  }
  if (const YamlNode* steps = node.Find("steps")) {
    for (const YamlNode& step : steps->items) {
      execution.steps.push_back(ReadStep(step, program, source));
    }
  }
  if (const YamlNode* moments = node.Find("moments")) {
    ReadMoments(*moments, execution, source);
  }
  return execution;
}

void ReadMaterial(const YamlNode& root, Material& material,
                  ProblemSource& source) {
  if (const YamlNode* id = root.Find("id")) {
    material.id = id->text;
    CheckId(*id, source);
  }
  material.title = TextOf(root, "title");
  material.summary = TextOf(root, "summary");
  material.badge = TextOf(root, "badge");
  if (const YamlNode* minutes = root.Find("minutes")) {
    material.minutes = static_cast<int>(WholeValue(*minutes));
    material.minutes_place = minutes->place;
  }
  if (const YamlNode* programs = root.Find("programs")) {
    for (const YamlNode& node : programs->items) {
      material.programs.push_back(ReadProgram(node, material, source));
    }
  }
  if (const YamlNode* executions = root.Find("executions")) {
    for (const YamlNode& node : executions->items) {
      material.executions.push_back(ReadExecution(node, material, source));
    }
  }
  if (const YamlNode* questions = root.Find("questions")) {
    material.questions = ReadQuestions(*questions, material, source);
  }
}

// What the blocks of the text name has to be there.
class TextCheck {
 public:
  TextCheck(const Material& material, AuthorErrors& errors)
      : material_(material), errors_(errors) {}

  void Check(const LessonBlock& block) {
    using Kind = LessonBlock::Kind;
    if (block.kind == Kind::kMarkdown || block.kind == Kind::kReveal ||
        block.kind == Kind::kDrawing || block.name.empty()) {
      return;
    }
    const LessonProgram* const program = material_.FindProgram(block.name);
    if (program == nullptr) {
      std::vector<std::string> known;
      for (const LessonProgram& one : material_.programs) {
        known.push_back(one.name);
      }
      errors_.Add(block.place,
                  absl::StrCat("no program is named ", Quoted(block.name),
                               DidYouMean(block.name, known)));
      return;
    }
    const auto lines = absl::c_count(program->content, '\n');
    if (block.kind == Kind::kProgram && block.last > lines) {
      errors_.Add(block.place,
                  absl::StrCat(program->file, " has ", lines, " lines"));
    }
    const Execution* const execution = material_.FindExecution(block.name);
    if (block.kind == Kind::kExecution && execution == nullptr) {
      errors_.Add(block.place,
                  absl::StrCat("the program ", Quoted(block.name),
                               " has no steps; say in \"executions\" what is "
                               "recorded"));
    }
    if (block.kind == Kind::kVariables &&
        (execution == nullptr || execution->moments.empty())) {
      errors_.Add(block.place,
                  absl::StrCat("the execution of ", Quoted(block.name),
                               " has no \"moments\", the columns of this "
                               "table"));
    }
  }

 private:
  const Material& material_;
  AuthorErrors& errors_;
};

// A text without its title would be a page without a heading.
void CheckHeading(const Material& material, AuthorErrors& errors) {
  const std::string wanted = absl::StrCat("# ", material.title, "\n");
  if (absl::StartsWith(errors.text(), wanted)) return;
  errors.Add({0, 1}, absl::StrCat("expected the title in the first line: # ",
                                  material.title));
}

absl::Status ReadTextOf(Material& material) {
  auto text = ReadText(material.text_file);
  if (!text.ok()) return text.status();
  AuthorErrors errors(material.text_file, *std::move(text));
  CheckHeading(material, errors);
  material.text = ReadLessonText(errors);
  TextCheck check(material, errors);
  ForEachBlock(material.text,
               [&](const LessonBlock& block) { check.Check(block); });
  return errors.ToStatus();
}

}  // namespace

absl::StatusOr<Material> LoadMaterial(const fs::path& folder) {
  Material material;
  std::error_code error;
  const bool is_quiz = !fs::exists(folder / kLessonFile, error) &&
                       fs::exists(folder / kQuizFile, error);
  material.kind = is_quiz ? Material::Kind::kQuiz : Material::Kind::kLesson;
  material.file = (folder / (is_quiz ? kQuizFile : kLessonFile)).string();
  material.text_file = (folder / kLessonTextFile).string();
  auto text = ReadText(material.file);
  if (!text.ok()) return text.status();
  material.source = *text;
  AuthorErrors errors(material.file, *std::move(text));
  material.directory = fs::canonical(folder, error);
  if (const fs::path table =
          material.directory.parent_path() / "languages.yaml";
      fs::exists(table, error)) {
    auto languages = LoadLanguages(table);
    if (!languages.ok()) return languages.status();
    material.languages = *std::move(languages);
  }
  ProblemSource source{material.directory, errors};
  std::optional<YamlNode> root = ReadYaml(errors);
  if (root &&
      CheckRecord(*root, is_quiz ? kQuizRecord : kLessonRecord, errors)) {
    ReadMaterial(*root, material, source);
  }
  std::vector<std::string> messages;
  absl::Status status = errors.ToStatus();
  if (!status.ok()) messages.emplace_back(status.message());
  if (!is_quiz) {
    status = ReadTextOf(material);
    if (!status.ok()) messages.emplace_back(status.message());
  }
  if (!messages.empty()) {
    return absl::InvalidArgumentError(absl::StrJoin(messages, "\n"));
  }
  return material;
}

}  // namespace grader
