#include "grader/problem/load_problem.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/expectation_reader.h"
#include "grader/problem/files.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/problem_schema.h"
#include "grader/problem/schema.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxYamlBytes = kMiB;

// Overrides what `node` names; the rest of `limits` stays.
void ReadLimits(const YamlNode* node, Limits& limits) {
  if (node == nullptr) return;
  const auto duration = [node](absl::string_view key, absl::Duration& limit) {
    if (const YamlNode* value = node->Find(key)) limit = DurationValue(*value);
  };
  const auto bytes = [node](absl::string_view key, std::int64_t& limit) {
    if (const YamlNode* value = node->Find(key)) limit = BytesValue(*value);
  };
  const auto count = [node](absl::string_view key, int& limit) {
    if (const YamlNode* value = node->Find(key)) {
      limit = static_cast<int>(WholeValue(*value));
    }
  };
  duration("elapsed", limits.elapsed);
  duration("cpu", limits.cpu);
  duration("wall", limits.wall);
  bytes("memory", limits.memory_bytes);
  bytes("output", limits.output_bytes);
  bytes("file_size", limits.file_bytes);
  bytes("disk", limits.disk_bytes);
  count("processes", limits.processes);
  count("files", limits.files);
  count("open_files", limits.open_files);
}

TestCase ReadCase(const YamlNode& node, const Limits& limits,
                  ProblemSource& source) {
  TestCase test_case;
  test_case.limits = limits;
  if (const YamlNode* name = node.Find("name")) test_case.name = name->text;
  if (const YamlNode* visibility = node.Find("visibility")) {
    test_case.visibility = visibility->text == "hidden" ? Visibility::kHidden
                                                        : Visibility::kVisible;
  }
  if (const YamlNode* args = node.Find("args")) {
    test_case.args = TextValues(*args);
  }
  if (const YamlNode* env = node.Find("env")) {
    for (const YamlEntry& entry : env->entries) {
      test_case.environment[entry.key.text] = entry.value.text;
    }
  }
  if (const YamlNode* text = node.Find("stdin")) test_case.input = text->text;
  if (const YamlNode* file = node.Find("stdin_file")) {
    test_case.input = FileContent(*file, source);
  }
  if (const YamlNode* files = node.Find("files")) {
    for (const YamlEntry& entry : files->entries) {
      if (!CheckTargetName(entry.key, source)) continue;
      test_case.files.push_back({entry.key.text, Content(entry.value, source)});
    }
  }
  if (const YamlNode* points = node.Find("points")) {
    test_case.points = static_cast<int>(WholeValue(*points));
  }
  ReadLimits(node.Find("limits"), test_case.limits);
  if (const YamlNode* expect = node.Find("expect")) {
    test_case.expect = ReadExpectation(*expect, source);
  }
  if (const YamlNode* why = node.Find("why")) test_case.why = why->text;
  return test_case;
}

void ReadCases(const YamlNode& list, Problem& problem, ProblemSource& source) {
  std::map<std::string, int> lines;  // of each name's first case
  int points = 0;
  for (const YamlNode& node : list.items) {
    problem.cases.push_back(ReadCase(node, problem.limits, source));
    points += problem.cases.back().points;
    const YamlNode* name = node.Find("name");
    if (name == nullptr) continue;
    const auto [first, added] =
        lines.emplace(name->text, source.errors.Line(name->place));
    if (!added) {
      source.errors.Add(name->place, absl::StrCat("another case is named ",
                                                  InQuotes(name->text),
                                                  ", in line ", first->second));
    }
  }
  if (points == 0) {
    source.errors.Add(list.place,
                      "no case gives any points; at least one point is needed");
  }
}

Difficulty ReadDifficulty(const YamlNode& node) {
  if (node.text == "hard") return Difficulty::kHard;
  return node.text == "medium" ? Difficulty::kMedium : Difficulty::kEasy;
}

Problem ReadProblem(const YamlNode& root, ProblemSource& source) {
  Problem problem;
  problem.directory = source.folder;
  if (const YamlNode* id = root.Find("id")) {
    problem.id = id->text;
    const std::string folder = source.folder.filename().string();
    if (problem.id != folder) {
      source.errors.Add(
          id->place,
          absl::StrCat("id: expected the name of the folder, ",
                       InQuotes(folder), ", found ", InQuotes(problem.id)));
    }
  }
  if (const YamlNode* number = root.Find("number")) {
    problem.number = static_cast<int>(WholeValue(*number));
  }
  if (const YamlNode* title = root.Find("title")) problem.title = title->text;
  if (const YamlNode* difficulty = root.Find("difficulty")) {
    problem.difficulty = ReadDifficulty(*difficulty);
  }
  if (const YamlNode* tags = root.Find("tags")) {
    problem.tags = TextValues(*tags);
  }
  if (const YamlNode* hints = root.Find("hints")) {
    problem.hints = TextValues(*hints);
  }
  ReadLimits(root.Find("limits"), problem.limits);
  if (const YamlNode* cases = root.Find("cases")) {
    ReadCases(*cases, problem, source);
  }
  return problem;
}

}  // namespace

absl::StatusOr<Problem> LoadProblem(const fs::path& path) {
  std::error_code error;
  const fs::path file =
      fs::is_directory(path, error) ? path / "problem.yaml" : path;
  absl::StatusOr<std::string> text = ReadRegularFile(file, kMaxYamlBytes);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(file.string(), ": error: ", text.status().message()));
  }
  AuthorErrors errors(file.string(), *std::move(text));
  ProblemSource source{fs::canonical(file, error).parent_path(), errors};
  Problem problem;
  std::optional<YamlNode> root = ReadYaml(errors);
  if (root && CheckRecord(*root, kProblemRecord, errors)) {
    problem = ReadProblem(*root, source);
  }
  const absl::Status status = errors.ToStatus();
  if (!status.ok()) return status;
  return problem;
}

}  // namespace grader
