// grader list: the problems there are.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/languages_of.h"

namespace grader {
namespace {

struct ListArguments {
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

std::string TextList(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    absl::StrAppendFormat(&text, "%3s  %-22s %-7s %-8s %s\n",
                          problem.number ? absl::StrCat(*problem.number) : "-",
                          problem.id, DifficultyName(problem.difficulty),
                          absl::StrJoin(LanguagesOf(problem), ","),
                          problem.title);
  }
  return text;
}

std::string JsonList(const std::vector<Problem>& problems) {
  auto list = nlohmann::ordered_json::array();
  for (const Problem& problem : problems) {
    nlohmann::ordered_json item;
    item["id"] = problem.id;
    if (problem.number) item["number"] = *problem.number;
    item["title"] = problem.title;
    item["difficulty"] = std::string(DifficultyName(problem.difficulty));
    item["tags"] = problem.tags;
    item["languages"] = LanguagesOf(problem);
    item["cases"] = problem.cases.size();
    list.push_back(item);
  }
  return list.dump(2) + "\n";
}

ExitCode List(const ListArguments& arguments) {
  const auto folder = ProblemsFolder(arguments.problems);
  if (!folder.ok()) return Fail(folder.status());
  const auto problems = LoadCatalogue(*folder);
  if (!problems.ok()) return Fail(problems.status());
  std::cout << (arguments.format == "json" ? JsonList(*problems)
                                           : TextList(*problems));
  return kAllWell;
}

}  // namespace

void AddListCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<ListArguments>();
  CLI::App* list = app.add_subcommand(
      "list", "The problems: number, id, difficulty, languages, title");
  list->add_option("--format", arguments->format, "how to list them")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  AddCourseOptions(*list, arguments->problems);
  list->callback([arguments, &exit_code] { exit_code = List(*arguments); });
}

}  // namespace grader
