// grader list: the units of the course.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/course/learner_workspace.h"
#include "grader/course/progress.h"
#include "grader/problem/course_units.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/problem_folders.h"

namespace grader {
namespace {

struct ListArguments {
  std::string folder;
  std::string format = "text";
  std::string problems;
};

absl::string_view DifficultyName(Difficulty difficulty) {
  switch (difficulty) {
    case Difficulty::kEasy:
      return "easy";
    case Difficulty::kMedium:
      return "medium";
    case Difficulty::kHard:
      return "hard";
  }
  return "";
}

// What became of the units in the workspace that one stands in.
std::map<std::string, UnitState> StatesHere() {
  std::error_code error;
  const auto workspace = FindWorkspace(std::filesystem::current_path(error));
  if (!workspace.ok()) return {};
  const auto attempts = ReadAttempts(ProgressFile(*workspace));
  return attempts.ok() ? UnitStates(*attempts)
                       : std::map<std::string, UnitState>();
}

std::string TextLine(const Problem& problem) {
  return absl::StrFormat("%3s  %-22s %-7s %-8s %s",
                         problem.number ? absl::StrCat(*problem.number) : "-",
                         problem.id, DifficultyName(problem.difficulty),
                         absl::StrJoin(LanguagesOf(problem), ","),
                         problem.title);
}

std::string TextLine(const Material& material) {
  const bool is_quiz = material.kind == Material::Kind::kQuiz;
  return absl::StrFormat(
      "%3s  %-22s %-7s %-8s %s", "-", material.id, is_quiz ? "quiz" : "lesson",
      absl::StrCat(material.minutes, " min"), material.title);
}

std::string TextList(const std::vector<CourseUnit>& units,
                     const std::map<std::string, UnitState>& states) {
  std::string text;
  for (const CourseUnit& unit : units) {
    std::visit([&](const auto& one) { text += TextLine(one); }, unit.unit);
    absl::StrAppend(&text, StateOf(states, unit.id()).done() ? "  (done)" : "",
                    "\n");
  }
  return text;
}

void AddFields(const Problem& problem, nlohmann::ordered_json& item) {
  item["id"] = problem.id;
  if (problem.number) item["number"] = *problem.number;
  item["title"] = problem.title;
  item["difficulty"] = std::string(DifficultyName(problem.difficulty));
  item["tags"] = problem.tags;
  item["languages"] = LanguagesOf(problem);
  // Of a suite they are not known before it has been run.
  if (problem.suite == nullptr) item["cases"] = problem.cases.size();
}

void AddFields(const Material& material, nlohmann::ordered_json& item) {
  item["id"] = material.id;
  item["title"] = material.title;
  item["minutes"] = material.minutes;
  item["summary"] = material.summary;
  item["questions"] = material.questions.size();
}

std::string JsonList(const std::vector<CourseUnit>& units,
                     const std::map<std::string, UnitState>& states) {
  auto list = nlohmann::ordered_json::array();
  for (const CourseUnit& unit : units) {
    nlohmann::ordered_json item;
    std::visit([&item](const auto& one) { AddFields(one, item); }, unit.unit);
    item["kind"] = std::string(unit.kind());
    if (states.contains(unit.id())) {
      item["done"] = StateOf(states, unit.id()).done();
    }
    list.push_back(item);
  }
  return list.dump(2) + "\n";
}

// The problems of a folder, such as one of packages; of those that cannot be
// read, why.
ExitCode ListFolder(const ListArguments& arguments) {
  std::vector<CourseUnit> units;
  ExitCode code = kAllWell;
  const auto folders = ProblemFoldersIn(arguments.folder);
  if (!folders.ok()) return Fail(folders.status());
  for (const std::filesystem::path& folder : *folders) {
    auto problem = LoadProblem(folder);
    if (problem.ok()) {
      units.push_back({*std::move(problem)});
    } else {
      code = Fail(problem.status());
    }
  }
  std::cout << (arguments.format == "json" ? JsonList(units, {})
                                           : TextList(units, {}));
  return code;
}

ExitCode List(const ListArguments& arguments) {
  if (!arguments.folder.empty()) return ListFolder(arguments);
  const auto folder = ProblemsFolder(arguments.problems);
  if (!folder.ok()) return Fail(folder.status());
  const auto units = LoadCourse(*folder);
  if (!units.ok()) return Fail(units.status());
  const auto states = StatesHere();
  std::cout << (arguments.format == "json" ? JsonList(*units, states)
                                           : TextList(*units, states));
  return kAllWell;
}

}  // namespace

void AddListCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<ListArguments>();
  CLI::App* list = app.add_subcommand(
      "list",
      "The units of the course: problems with number, id, difficulty, "
      "languages, title; lessons and quizzes with their minutes");
  list->add_option(
      "FOLDER", arguments->folder,
      "the problems of this folder instead, such as ICPC packages or the clone "
      "of a track of Exercism's");
  list->add_option("--format", arguments->format, "how to list them")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  AddCourseOptions(*list, arguments->problems);
  list->callback([arguments, &exit_code] { exit_code = List(*arguments); });
}

}  // namespace grader
