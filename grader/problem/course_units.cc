#include "grader/problem/course_units.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/files.h"
#include "grader/problem/material_reader.h"
#include "grader/problem/material_schema.h"
#include "grader/problem/readable.h"
#include "grader/problem/schema.h"
#include "grader/problem/suggest.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kCourseFile[] = "course.yaml";
constexpr std::int64_t kMaxUnitBytes = kMiB;

std::vector<std::string> Ids(const std::vector<CourseUnit>& units) {
  std::vector<std::string> ids;
  for (const CourseUnit& unit : units) ids.push_back(unit.id());
  return ids;
}

// Puts `units` into the order that course.yaml says; those that it does not
// name stay behind the others.
absl::Status Order(const fs::path& file, std::vector<CourseUnit>& units) {
  auto text = ReadRegularFile(file, kMaxUnitBytes);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(file.string(), ": error: ", text.status().message()));
  }
  AuthorErrors errors(file.string(), *std::move(text));
  std::optional<YamlNode> root = ReadYaml(errors);
  const YamlNode* list = nullptr;
  if (root && CheckRecord(*root, kCourseRecord, errors)) {
    list = root->Find("units");
  }
  if (list == nullptr) return errors.ToStatus();
  const std::vector<std::string> known = Ids(units);
  std::vector<std::string> order;
  for (const YamlNode& item : list->items) {
    if (absl::c_linear_search(known, item.text)) {
      order.push_back(item.text);
      continue;
    }
    errors.Add(item.place,
               absl::StrCat("units: there is no unit ", Quoted(item.text),
                            DidYouMean(item.text, known)));
  }
  const auto place = [&order](const CourseUnit& unit) {
    return std::find(order.begin(), order.end(), unit.id());
  };
  absl::c_stable_sort(units, [&](const CourseUnit& a, const CourseUnit& b) {
    return place(a) < place(b);
  });
  return errors.ToStatus();
}

}  // namespace

const std::string& CourseUnit::id() const {
  return std::visit(
      [](const auto& one) -> const std::string& { return one.id; }, unit);
}

const std::string& CourseUnit::title() const {
  return std::visit(
      [](const auto& one) -> const std::string& { return one.title; }, unit);
}

absl::string_view CourseUnit::kind() const {
  if (problem() != nullptr) return "problem";
  return material()->kind == Material::Kind::kLesson ? "lesson" : "quiz";
}

bool HoldsMaterial(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / kLessonFile, error) ||
         fs::exists(folder / kQuizFile, error);
}

std::vector<fs::path> MaterialFolders(const fs::path& problems_dir) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(problems_dir, error), end;
       !error && entry != end; entry.increment(error)) {
    if (HoldsMaterial(entry->path())) folders.push_back(entry->path());
  }
  absl::c_sort(folders);
  return folders;
}

absl::StatusOr<std::vector<CourseUnit>> LoadCourse(
    const fs::path& problems_dir) {
  std::vector<CourseUnit> units;
  std::vector<std::string> errors;
  auto problems = LoadCatalogue(problems_dir);
  if (!problems.ok()) {
    if (!absl::IsInvalidArgument(problems.status())) return problems.status();
    errors.emplace_back(problems.status().message());
  } else {
    for (Problem& problem : *problems) units.push_back({std::move(problem)});
  }
  for (const fs::path& folder : MaterialFolders(problems_dir)) {
    auto material = LoadMaterial(folder);
    if (material.ok()) {
      units.push_back({*std::move(material)});
    } else {
      errors.emplace_back(material.status().message());
    }
  }
  std::error_code error;
  if (const fs::path file = problems_dir / kCourseFile;
      errors.empty() && fs::exists(file, error)) {
    const absl::Status ordered = Order(file, units);
    if (!ordered.ok()) errors.emplace_back(ordered.message());
  }
  if (!errors.empty()) {
    return absl::InvalidArgumentError(absl::StrJoin(errors, "\n"));
  }
  return units;
}

absl::StatusOr<fs::path> FindUnit(const fs::path& problems_dir,
                                  const std::string& name) {
  const bool is_path = name.find('/') != std::string::npos;
  if (!name.empty() && !is_path && name != "." && name != ".." &&
      HoldsMaterial(problems_dir / name)) {
    return problems_dir / name;
  }
  if (HoldsMaterial(name)) return fs::path(name);
  auto problem = FindProblem(problems_dir, name);
  if (!absl::IsNotFound(problem.status())) return problem;
  std::vector<std::string> ids;
  for (const fs::path& folder : MaterialFolders(problems_dir)) {
    ids.push_back(folder.filename().string());
  }
  const std::string meant = DidYouMean(name, ids);
  if (meant.empty()) return problem;
  return absl::NotFoundError(absl::StrCat("no unit \"", name, "\"", meant,
                                          "\n`grader list` shows them all"));
}

}  // namespace grader
