#include "grader/execute/plan.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/link.h"
#include "grader/execute/planner.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

std::vector<std::size_t> Joined(std::vector<std::size_t> first,
                                const std::vector<std::size_t>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// What both programs of a problem are linked with.
std::vector<std::size_t> CommonObjects(Planner& planner) {
  return Joined(planner.Objects(planner.support()),
                planner.Objects(planner.support() / "rpc"));
}

// What driver and adapter of a suite, which are the grader's own, have beside
// them: the modules for it, and its files, but for one that is compiled.
std::vector<fs::path> SuiteFiles(const Scaffold& scaffold,
                                 const Language& language) {
  std::vector<fs::path> files =
      FilesIn(scaffold.driver_support / "suite", language.extensions);
  if (scaffold.suite->language != language.name) return files;
  if (!scaffold.suite->with) files.push_back(scaffold.suite->file);
  AddBeside(*scaffold.suite, files);
  return files;
}

std::size_t Driver(const Scaffold& scaffold, Planner& planner) {
  if (scaffold.suite != nullptr) {
    const bool has_tests =
        scaffold.suite->language == scaffold.driver_language.name;
    return planner.Folder(
        "driver", SuiteFiles(scaffold, scaffold.driver_language),
        has_tests ? InFolders(*scaffold.suite) : std::vector<GeneratedFile>());
  }
  if (!scaffold.driver_language.toolchain.links()) {
    return planner.Folder("driver", {scaffold.driver}, {});
  }
  const fs::path support = planner.support() / "driver";
  std::vector<std::size_t> objects =
      Joined(CommonObjects(planner), planner.Objects(support));
  objects.push_back(
      planner.Object(scaffold.driver, {scaffold.problem, support}));
  return planner.Program(std::move(objects));
}

// The problem's own files in `language`, but for a driver.
std::vector<fs::path> AdapterFiles(const Scaffold& scaffold,
                                   const Language& language) {
  std::vector<fs::path> files = FilesIn(scaffold.problem, language.extensions);
  files.erase(std::remove_if(
                  files.begin(), files.end(),
                  [](const fs::path& file) { return file.stem() == "driver"; }),
              files.end());
  return files;
}

// A suite whose tests include what they test: they are compiled with each
// submission, what runs them once.
absl::Status AddCompiledSuite(const Scaffold& scaffold,
                              const Language& language, bool plain,
                              Planner& planner, Plan& plan) {
  const Suite& suite = *scaffold.suite;
  plan.framework = FindSuiteFramework(suite.framework);
  const fs::path header = std::string(plan.framework->header);
  std::error_code error;
  if (!fs::exists(header, error)) {
    return absl::UnavailableError(absl::StrCat(
        suite.framework, " is not on this machine (", header.string(),
        "); Debian has it as ", plan.framework->package));
  }
  const fs::path folder = planner.support() / "suite" / suite.framework;
  plan.headers = planner.CompiledSuite(suite);
  plan.prelude = planner.Prelude(folder / kPreludeHeader, plain, header);
  // Before all others: what reads the driver's order has to be the first thing
  // that runs.
  plan.objects = planner.FrameworkObjects(folder, *plan.framework);
  std::vector<fs::path> files = suite.files;
  files.insert(files.begin(), suite.file);
  for (const fs::path& file : files) {
    if (IsSource(file, language)) {
      plan.suite.push_back(NameInSuite(suite, file));
    }
  }
  return absl::OkStatus();
}

// What runs the tests of a framework that is a program, beside the submission:
// in Python as the driver is, with what the framework needs in `language`.
std::size_t ProgramOfSuite(const Scaffold& scaffold, const Language& language,
                           Planner& planner) {
  std::vector<fs::path> files = SuiteFiles(scaffold, scaffold.driver_language);
  for (fs::path& file :
       FilesIn(scaffold.support / "suite", language.extensions)) {
    files.push_back(std::move(file));
  }
  files.push_back(scaffold.suite->file);
  AddBeside(*scaffold.suite, files);
  return planner.Folder("adapter", std::move(files),
                        InFolders(*scaffold.suite));
}

// What lets a problem's own files call a learner's, and the other way round.
absl::Status AddDriver(const Scaffold& scaffold, const Language& language,
                       bool plain, Plan& plan) {
  const Language& driver_language = scaffold.driver_language;
  if (absl::Status installed = CheckInstalled(driver_language);
      !installed.ok()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the driver of the problem cannot be built: ", installed.message()));
  }
  if (!driver_language.toolchain.links() &&
      driver_language.toolchain.drive.empty()) {
    return absl::UnimplementedError(
        absl::StrCat("a driver cannot be written in ", driver_language.name,
                     ": ", scaffold.driver.string()));
  }
  Planner drivers(driver_language, scaffold.driver_support, Part::Of::kDriver,
                  plan.parts);
  plan.driver = Driver(scaffold, drivers);

  if (scaffold.suite != nullptr && IsProgram(scaffold.suite->framework)) {
    plan.folder = ProgramOfSuite(scaffold, language, drivers);
    return absl::OkStatus();
  }
  Planner planner(language, scaffold.support, Part::Of::kSubmission,
                  plan.parts);
  if (!language.toolchain.links()) {
    // Of tests that are handed in, what they are run with is generated.
    std::vector<GeneratedFile> texts = scaffold.generated;
    if (scaffold.suite != nullptr) {
      absl::c_move(InFolders(*scaffold.suite), std::back_inserter(texts));
    }
    plan.folder = planner.Folder("adapter",
                                 scaffold.suite != nullptr
                                     ? SuiteFiles(scaffold, language)
                                     : AdapterFiles(scaffold, language),
                                 std::move(texts));
    return absl::OkStatus();
  }
  if (scaffold.suite != nullptr) {
    return AddCompiledSuite(scaffold, language, plain, planner, plan);
  }
  const fs::path adapter_support = planner.support() / "adapter";
  plan.headers = planner.Headers(scaffold);
  plan.prelude = planner.Prelude(planner.support() / kPreludeHeader, plain);
  // The optimized ones first: of what several contain, linkers take the first.
  plan.objects =
      Joined(CommonObjects(planner), planner.Objects(adapter_support));
  plan.objects.push_back(planner.Adapter(scaffold));
  plan.instances = planner.Instances(scaffold, *plan.headers, plan.prelude);
  return absl::OkStatus();
}

// What a whole program may include, and is linked with.
void AddLibrary(const Scaffold& scaffold, const Language& language, bool plain,
                Plan& plan) {
  if (!language.toolchain.links()) return;
  Planner planner(language, scaffold.support, Part::Of::kSubmission,
                  plan.parts);
  plan.headers = planner.Headers(scaffold);
  plan.prelude = planner.Prelude(planner.support() / kPreludeHeader, plain);
  plan.objects = planner.Objects(planner.support());
  plan.instances = planner.Instances(scaffold, *plan.headers, plan.prelude);
}

// What tests that are a whole program include.
void AddTested(const Scaffold& scaffold, const Language& language, Plan& plan) {
  Planner planner(language, scaffold.problem, Part::Of::kSubmission,
                  plan.parts);
  plan.headers = planner.Headers(scaffold);
}

// What calls a learner's functions where there is no driver.
void AddMain(const Scaffold& scaffold, const Language& language, Plan& plan) {
  Planner planner(language, scaffold.problem, Part::Of::kSubmission,
                  plan.parts);
  plan.headers = planner.Headers(scaffold);
  plan.objects.push_back(planner.Main(scaffold));
}

absl::Status AddSchedules(const Scaffold& scaffold, const Language& language,
                          Plan& plan) {
  const Language& written_in = LanguageOfSchedules(language);
  if (absl::Status installed = CheckInstalled(written_in); !installed.ok()) {
    return absl::FailedPreconditionError(
        absl::StrCat("what tries schedules of threads cannot be built: ",
                     installed.message()));
  }
  Planner planner(written_in, scaffold.schedules, Part::Of::kSchedules,
                  plan.parts);
  plan.schedules = planner.Options(scaffold.schedules / kWrapOptions);
  plan.objects =
      Joined(std::move(plan.objects), planner.Objects(scaffold.schedules));
  return absl::OkStatus();
}

}  // namespace

const Language& LanguageOfSchedules(const Language& language) {
  constexpr char kWrittenIn[] = "cpp";
  static const std::shared_ptr<const LanguageTable> table = BuiltInLanguages();
  return language.name == kWrittenIn ? language
                                     : *FindLanguage(*table, kWrittenIn);
}

std::vector<std::size_t> Plan::preludes() const {
  std::vector<std::size_t> all = instances;
  if (prelude) all.insert(all.begin(), *prelude);
  return all;
}

absl::StatusOr<Plan> MakePlan(const Scaffold& scaffold,
                              const Language& language, bool sanitized) {
  Plan plan;
  // Without options for this submission alone.
  const bool plain = !sanitized && scaffold.schedules.empty();
  if (!scaffold.empty()) {
    const absl::Status added = AddDriver(scaffold, language, plain, plan);
    if (!added.ok()) return added;
  } else if (!scaffold.support.empty()) {
    AddLibrary(scaffold, language, plain, plan);
  }
  if (scaffold.empty() && scaffold.suite != nullptr) {
    AddTested(scaffold, language, plan);
  }
  if (!scaffold.main.empty()) AddMain(scaffold, language, plan);
  if (!scaffold.schedules.empty()) {
    const absl::Status added = AddSchedules(scaffold, language, plan);
    if (!added.ok()) return added;
  }
  const Toolchain& toolchain = language.toolchain;
  if (plain && !toolchain.show_link.empty()) {
    Planner planner(language, "", Part::Of::kSubmission, plan.parts);
    plan.linking = planner.Linking(PlainLink(toolchain, plan));
  }
  return plan;
}

}  // namespace grader
