#include "grader/problem/scaffold.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/files.h"
#include "grader/problem/installation.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_framework.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// The folder of the runtime that schedules threads, which is one for all
// languages that are compiled as for a thread sanitizer; or an empty path.
fs::path SchedulesFolder(const Problem& problem, const Language& language) {
  const bool explores =
      std::any_of(problem.cases.begin(), problem.cases.end(),
                  [](const TestCase& one) { return one.explore.has_value(); });
  if (!explores || language.toolchain.with_schedules.empty()) return {};
  return SupportFolder(problem.directory.parent_path(), "cpp/schedules");
}

absl::Status Unsolvable(const Problem& problem, const Language& language) {
  return absl::InvalidArgumentError(absl::StrCat(
      "the problem \"", problem.id, "\" cannot be solved in ", language.name,
      ", only in ", absl::StrJoin(LanguagesOf(problem), ", ")));
}

// What is written in `folder`; compilers' messages name it so.
std::string WrittenInstances(const fs::path& folder) {
  const auto text = ReadFile(folder / kInstances);
  return text ? absl::StrCat("#line 1 \"",
                             (folder.filename() / kInstances).string(), "\"\n",
                             *text)
              : "";
}

// Of no other language templates are compiled where they are used.
bool HasTemplates(const Language& language) { return language.name == "cpp"; }

// Of what the problem gives, and on top of that of the library, which not every
// submission includes.
std::vector<std::string> InstancesFor(const Problem& problem,
                                      const Language& language,
                                      const Scaffold& scaffold) {
  if (!HasTemplates(language)) return {};
  const bool generated = IsGenerated(problem, language.name);
  std::string given;
  if (generated) given = GeneratedInstances(problem, language.name);
  absl::StrAppend(&given, WrittenInstances(scaffold.problem));
  std::string library = WrittenInstances(scaffold.support);
  if (generated && !library.empty()) {
    absl::StrAppend(&library,
                    GeneratedLibraryInstances(problem, language.name));
  }
  std::vector<std::string> instances = {std::move(given), std::move(library)};
  std::erase(instances, "");
  return instances;
}

absl::StatusOr<Scaffold> ScaffoldWithoutDriver(const Problem& problem,
                                               const Language& language) {
  Scaffold scaffold;
  scaffold.schedules = SchedulesFolder(problem, language);
  const std::vector<std::string> called = LanguagesWithMain(problem);
  if (called.empty()) return scaffold;
  if (!absl::c_linear_search(called, language.name)) {
    return Unsolvable(problem, language);
  }
  // Where nothing is linked it is one of the submission's files.
  if (!language.toolchain.links()) return scaffold;
  scaffold.main = PartIn(problem, "main", language);
  scaffold.problem = problem.directory;
  return scaffold;
}

// The driver of all suites is one program; it and the adapter lie beside what
// they are made of.
absl::StatusOr<Scaffold> ScaffoldOfSuite(const Problem& problem,
                                         const Language& language) {
  if (language.name != problem.suite->language) {
    return Unsolvable(problem, language);
  }
  Scaffold scaffold;
  scaffold.suite = problem.suite;
  scaffold.problem = problem.directory;
  if (problem.suite->with) {
    scaffold.generated.push_back(
        {problem.suite->submission, problem.suite->with->content});
  }
  // A program says itself, by its exit status, whether its tests pass.
  if (FindSuiteFramework(problem.suite->framework) == nullptr) return scaffold;
  const fs::path problems = problem.directory.parent_path();
  const Language* python = FindLanguage(*problem.languages, "python");
  if (python == nullptr) {
    return absl::InvalidArgumentError(
        "suites need the language python, which is not in the table");
  }
  scaffold.driver_language = *python;
  scaffold.driver_support = SupportFolder(problems, "python");
  scaffold.driver = scaffold.driver_support / "suite" / "driver.py";
  scaffold.support = SupportFolder(problems, language.name);
  return scaffold;
}

}  // namespace

fs::path SupportFolder(const fs::path& problems, absl::string_view language) {
  const fs::path name = fs::path("support") / std::string(language);
  fs::path own = problems / name;
  std::error_code error;
  if (fs::is_directory(own, error)) return own;
  return OwnInstallation().course / "problems" / name;
}

std::vector<std::string> LibraryInstances(const fs::path& support,
                                          const Language& language) {
  std::vector<std::string> instances;
  if (HasTemplates(language)) instances.push_back(WrittenInstances(support));
  std::erase(instances, "");
  return instances;
}

absl::StatusOr<Scaffold> FindScaffold(const Problem& problem,
                                      const Language& language) {
  if (problem.suite != nullptr) return ScaffoldOfSuite(problem, language);
  Scaffold scaffold;
  for (const Language& other : *problem.languages) {
    if (!scaffold.driver.empty()) break;
    scaffold.driver = PartIn(problem, "driver", other);
    scaffold.driver_language = other;
  }
  if (scaffold.driver.empty()) return ScaffoldWithoutDriver(problem, language);
  scaffold.adapter = PartIn(problem, "adapter", language);
  const bool generated = IsGenerated(problem, language.name);
  if (scaffold.adapter.empty() && !generated)
    return Unsolvable(problem, language);
  if (generated) {
    if (scaffold.adapter.empty()) {
      scaffold.generated.push_back(GeneratedAdapter(problem, language.name));
    }
    GeneratedFile given = GivenFile(problem, language.name);
    std::error_code error;
    if (!fs::exists(problem.directory / given.name, error)) {
      scaffold.generated.push_back(std::move(given));
    }
  }
  scaffold.problem = problem.directory;
  const fs::path problems = problem.directory.parent_path();
  scaffold.driver_support =
      SupportFolder(problems, scaffold.driver_language.name);
  scaffold.support = SupportFolder(problems, language.name);
  scaffold.schedules = SchedulesFolder(problem, language);
  scaffold.instances = InstancesFor(problem, language, scaffold);
  return scaffold;
}

}  // namespace grader
