#include "grader/problem/track/exercise.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/problem/readable.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_framework.h"
#include "grader/problem/suite_reader.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr char kConfig[] = ".meta/config.json";
constexpr std::int64_t kMaxConfigBytes = kMiB;

// What .meta/config.json says of an exercise's files, by their names.
struct ExerciseConfig {
  std::vector<std::string> solution;
  std::vector<std::string> tests;
  std::vector<std::string> example;
  std::vector<std::string> editor;  // which learners are given beside them
  bool refactoring = false;         // of a stub that may be right already
};

std::vector<std::string> Names(const json& files, const char* key) {
  return files.value(key, std::vector<std::string>());
}

absl::Status Fault(const fs::path& file, absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat(file.string(), ": error: ", message));
}

absl::StatusOr<ExerciseConfig> ReadConfig(const fs::path& folder) {
  const fs::path file = folder / kConfig;
  const auto text = ReadRegularFile(file, kMaxConfigBytes);
  if (!text.ok()) return Fault(file, text.status().message());
  ExerciseConfig config;
  try {
    const json root = json::parse(*text);
    const json& files = root.at("files");
    // No key says so; those that there are all begin with the word.
    config.refactoring =
        absl::StartsWith(root.value("blurb", std::string()), "Refactor");
    config.solution = Names(files, "solution");
    config.tests = Names(files, "test");
    config.example = Names(files, "example");
    if (config.example.empty()) config.example = Names(files, "exemplar");
    config.editor = Names(files, "editor");
  } catch (const json::exception& bad) {
    return Fault(file, bad.what());
  }
  const std::pair<const char*, const std::vector<std::string>*> wanted[] = {
      {"solution", &config.solution},
      {"test", &config.tests},
      {"example", &config.example}};
  for (const auto& [key, names] : wanted) {
    if (names->empty()) {
      return Fault(file, absl::StrCat("files.", key,
                                      ": expected at least one "
                                      "file"));
    }
    for (const std::string& name : *names) {
      std::error_code error;
      if (CheckRelativeName(name).ok() &&
          fs::is_regular_file(folder / name, error)) {
        continue;
      }
      return Fault(file, absl::StrCat("files.", key, ": there is no file ",
                                      Quoted(name)));
    }
  }
  return config;
}

std::string FrameworkOf(const fs::path& tests) {
  if (tests.extension() == ".cpp") return "catch2";
  if (tests.extension() == ".bats") return "bats";
  if (tests.extension() == ".js") return "jest";
  if (tests.extension() == ".go") return "gotest";
  if (tests.extension() == ".java") return "junit";
  if (tests.extension() == ".rs") return "libtest";
  if (tests.extension() != ".py") return "";
  return absl::StrContains(ReadFile(tests).value_or(""), "import pytest")
             ? "pytest"
             : "unittest";
}

// Whether a file of that name is in the list, in whichever folder.
bool HasOneCalled(const std::vector<std::string>& files, const fs::path& name) {
  return absl::c_any_of(files, [&name](const std::string& file) {
    return fs::path(file).filename() == name;
  });
}

// Of C++ the header by which the tests know it, or the source that they include
// in its place.
std::string SubmissionOf(const ExerciseConfig& config, const fs::path& tests) {
  const auto header = absl::c_find_if(config.solution, [](const auto& name) {
    return fs::path(name).extension() == ".h";
  });
  if (header != config.solution.end()) return *header;
  // Others may list what a learner's package is described by, too.
  const auto source = absl::c_find_if(config.solution, [&](const auto& name) {
    return fs::path(name).extension() == tests.extension();
  });
  const std::string& first =
      source != config.solution.end() ? *source : config.solution.front();
  // What Cargo has a folder for, rustc is told by name.
  if (tests.extension() == ".rs") return fs::path(first).filename().string();
  if (tests.extension() == ".java") {
    const fs::path tested =
        SubmissionNameFor(tests.filename().string(), "java");
    // The folders of a build tool are no part of it.
    return HasOneCalled(config.solution, tested)
               ? tested.string()
               : fs::path(first).filename().string();
  }
  if (tests.extension() != ".cpp" ||
      absl::StrContains(ReadFile(tests).value_or(""),
                        absl::StrCat("#include \"", first, "\""))) {
    return first;
  }
  return fs::path(first).replace_extension(".h").string();
}

// What lies in the folder of `tests`, but them and what is handed in.
std::vector<fs::path> FilesBeside(const fs::path& tests,
                                  const ExerciseConfig& config) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(tests.parent_path(), error), end;
       !error && entry != end; entry.increment(error)) {
    const fs::path name = entry->path().filename();
    if (!HasOneCalled(config.solution, name) &&
        !HasOneCalled(config.tests, name)) {
      files.push_back(entry->path());
    }
  }
  absl::c_sort(files);
  return files;
}

// What a learner's part of a crate is compiled with: what lies beside it, and
// what Cargo is told of the crate.
void AddFilesOfCrate(const ExerciseConfig& config, Suite& suite,
                     std::vector<fs::path>& beside) {
  const fs::path directory = suite.file.parent_path().parent_path();
  std::error_code error;
  for (const char* manifest : {"Cargo.toml", ".meta/Cargo-example.toml"}) {
    if (fs::exists(directory / manifest, error)) {
      suite.files.push_back(directory / manifest);
    }
  }
  for (fs::path& file : FilesBeside(directory / "src/lib.rs", config)) {
    beside.push_back(std::move(file));
  }
}

// As the track it lies in has it: its title, and 1 to 10 for how hard it is.
void ReadFromTrack(const fs::path& directory, Problem& problem) {
  const fs::path track = directory.parent_path().parent_path().parent_path();
  const json config =
      json::parse(ReadFile(track / "config.json").value_or(""), nullptr, false);
  if (!config.is_object() || !config.contains("exercises")) return;
  for (const auto& [kind, list] : config["exercises"].items()) {
    for (const json& one : list) {
      if (!one.is_object() || one.value("slug", "") != problem.id) continue;
      problem.title = one.value("name", problem.title);
      const int difficulty = one.value("difficulty", 1);
      problem.difficulty = difficulty > 6   ? Difficulty::kHard
                           : difficulty > 3 ? Difficulty::kMedium
                                            : Difficulty::kEasy;
    }
  }
}

}  // namespace

bool IsExercise(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / kConfig, error);
}

std::vector<fs::path> ExercisesOfTrack(const fs::path& folder) {
  std::vector<fs::path> exercises;
  std::error_code error;
  if (!fs::exists(folder / "config.json", error)) return exercises;
  for (const char* kind : {"concept", "practice"}) {
    for (fs::directory_iterator entry(folder / "exercises" / kind, error), end;
         !error && entry != end; entry.increment(error)) {
      if (IsExercise(entry->path())) exercises.push_back(entry->path());
    }
  }
  absl::c_sort(exercises, [](const fs::path& a, const fs::path& b) {
    return a.filename() < b.filename();
  });
  return exercises;
}

absl::StatusOr<Problem> LoadExercise(const fs::path& folder) {
  const auto config = ReadConfig(folder);
  if (!config.ok()) return config.status();
  std::error_code error;
  Problem problem;
  problem.directory = fs::canonical(folder, error);
  problem.id = problem.directory.filename().string();
  problem.title = problem.id;
  ReadFromTrack(problem.directory, problem);
  problem.limits.cpu = absl::Seconds(10);
  problem.limits.memory_bytes = kMiB * 1024;
  problem.limits.output_bytes = kMiB;
  problem.limits.processes = 4096;  // some have a thread for each of a thousand
  auto suite = std::make_shared<Suite>();
  suite->file = problem.directory / config->tests.front();
  suite->framework = FrameworkOf(suite->file);
  const SuiteFramework* row = FindSuiteFramework(suite->framework);
  if (row == nullptr) {
    return Fault(folder / kConfig,
                 absl::StrCat("files.test: ", Quoted(config->tests.front()),
                              ": not supported; expected tests in C++ "
                              "(Catch2), Python (unittest, pytest), Bash "
                              "(Bats), JavaScript (Jest), Go, Java (JUnit) "
                              "or Rust"));
  }
  suite->language = std::string(row->language);
  suite->shared = !row->runs_apart;
  suite->submission = SubmissionOf(*config, suite->file);
  for (std::size_t i = 1; i < config->tests.size(); ++i) {
    suite->files.push_back(problem.directory / config->tests[i]);
  }
  for (const std::string& name : config->editor) {
    const fs::path file = problem.directory / name;
    // What a learner's source is compiled with, too, as well as the tests.
    if (file.extension() == ".h") {
      problem.included[suite->language].push_back(
          {name, ReadFile(file).value_or("")});
    } else {
      suite->files.push_back(file);
    }
  }
  // What tests load, no list has.
  const std::string loaded = suite->framework == "bats"      ? ".bash"
                             : suite->framework == "junit"   ? ".java"
                             : suite->framework == "libtest" ? ".rs"
                             : suite->language == "python"   ? ".py"
                                                             : "";
  std::vector<fs::path> beside = FilesBeside(suite->file, *config);
  if (suite->framework == "libtest") AddFilesOfCrate(*config, *suite, beside);
  for (const fs::path& file : beside) {
    if (file.extension() == loaded &&
        !absl::c_linear_search(suite->files, file) && !loaded.empty()) {
      suite->files.push_back(file);
    }
  }
  problem.offered_in = {suite->language};
  problem.suite = std::move(suite);
  return problem;
}

bool IsGivenByExercise(const fs::path& directory, const std::string& name) {
  std::error_code error;
  if (!IsExercise(directory)) return false;
  const fs::path file = name;
  // In Java the folders are a build tool's, and copies lie beside examples,
  // too.
  const bool anywhere = file.extension() == ".java";
  if (!anywhere && !fs::exists(directory / file, error)) return false;
  const auto config = ReadConfig(directory);
  if (!config.ok()) return false;
  if (anywhere) {
    return HasOneCalled(config->tests, file.filename()) ||
           HasOneCalled(config->editor, file.filename());
  }
  return !absl::c_linear_search(config->solution, name);
}

std::optional<AuthorFiles> FindExerciseFiles(const fs::path& directory) {
  if (!IsExercise(directory)) return std::nullopt;
  AuthorFiles files;
  files.of_contest = true;
  files.statement = directory / ".docs/instructions.md";
  files.starter = directory;
  const auto config = ReadConfig(directory);
  if (!config.ok()) return files;
  files.starter_may_be_right = config->refactoring;
  const fs::path first = directory / config->example.front();
  // Beside an example in Java lie parts of the stub that it leaves as they are.
  // What Cargo is told of one in Rust is none of its sources.
  const bool is_one_file =
      first.extension() != ".java" &&
      absl::c_count_if(config->example, [](const fs::path& name) {
        return name.extension() != ".toml";
      }) == 1;
  files.references = {is_one_file ? first : first.parent_path()};
  return files;
}

}  // namespace grader
