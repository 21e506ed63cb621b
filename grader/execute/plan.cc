#include "grader/execute/plan.h"

#include <algorithm>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool EndsIn(const fs::path& file, const std::vector<std::string>& extensions) {
  return std::find(extensions.begin(), extensions.end(),
                   file.extension().string()) != extensions.end();
}

// The files that lie directly in `folder` and end in one of `extensions`, by
// name; none if there is no such folder.
std::vector<fs::path> FilesIn(const fs::path& folder,
                              const std::vector<std::string>& extensions) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    if (entry->is_regular_file(gone) && EndsIn(entry->path(), extensions)) {
      files.push_back(entry->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Collects the parts of one language.
class Planner {
 public:
  Planner(const Language& language, fs::path support, Part::Of of,
          std::vector<Part>& parts)
      : language_(language),
        support_(std::move(support)),
        of_(of),
        toolchain_(ToolchainHash(language)),
        parts_(parts) {}

  const fs::path& support() const { return support_; }

  ContentHash Hash(absl::string_view recipe) const {
    ContentHash hash(recipe);
    hash.Add(toolchain_);
    return hash;
  }

  // The headers and the prelude that a submission sees, if there is one.
  std::size_t Headers(const Scaffold& scaffold) {
    Part part;
    part.kind = Part::Kind::kHeaders;
    part.texts = GeneratedIn(scaffold, language_.headers);
    part.files = HeadersIn(scaffold.problem);
    if (support_ != scaffold.problem) {
      for (fs::path& file : HeadersIn(support_)) {
        part.files.push_back(std::move(file));
      }
    }
    ContentHash hash = Hash("headers 1");
    AddFiles(hash, part.files);
    AddTexts(hash, part.texts);
    part.name = hash.Digest();
    return Add(std::move(part));
  }

  // One that is compiled with other options than the submission, as for a
  // sanitized one, may not bring code.
  std::optional<std::size_t> Prelude(const fs::path& header,
                                     bool may_have_code) {
    std::error_code error;
    if (language_.toolchain.precompile.empty() || !fs::exists(header, error)) {
      return std::nullopt;
    }
    Part part;
    part.kind = Part::Kind::kPrelude;
    part.source = header;
    part.has_code =
        may_have_code &&
        absl::c_linear_search(language_.toolchain.precompile, kWithCode);
    ContentHash hash = Hash("prelude 2");
    hash.Add(static_cast<std::int64_t>(part.has_code));
    part.name = hash.AddFile(header).Digest();
    return Add(std::move(part));
  }

  // An object per source in `folder`, which is a part of the support.
  std::vector<std::size_t> Objects(const fs::path& folder) {
    std::vector<std::size_t> objects;
    for (const fs::path& source : FilesIn(folder, language_.extensions)) {
      objects.push_back(Object(source, {folder}, true));
    }
    return objects;
  }

  // The object of the adapter, which may be generated, as headers that it
  // includes may be.
  std::size_t Adapter(const Scaffold& scaffold) {
    std::vector<GeneratedFile> texts = GeneratedIn(scaffold, language_.headers);
    fs::path source = scaffold.adapter;
    if (source.empty()) {
      const std::vector<GeneratedFile> sources =
          GeneratedIn(scaffold, language_.extensions);
      source = sources.front().name;
      texts.insert(texts.end(), sources.begin(), sources.end());
    }
    return Object(source, {scaffold.problem, support_ / "adapter"}, false,
                  std::move(texts));
  }

  // The object of the author's main program. Of what it hands to a learner's
  // functions, the accesses count as the learner's own do.
  std::size_t Main(const Scaffold& scaffold) {
    return Object(scaffold.main, {scaffold.problem}, false, {},
                  !scaffold.schedules.empty());
  }

  // The object of `source`, which includes headers of `folders` and of `texts`.
  std::size_t Object(const fs::path& source, std::vector<fs::path> folders,
                     bool of_support = false,
                     std::vector<GeneratedFile> texts = {},
                     bool explored = false) {
    Part part;
    part.kind = Part::Kind::kObject;
    part.texts = std::move(texts);
    part.of_support = of_support;
    part.explored = explored;
    part.source = source;
    part.include = std::move(folders);
    for (const fs::path& folder : {support_ / "rpc", support_}) {
      if (std::find(part.include.begin(), part.include.end(), folder) ==
          part.include.end()) {
        part.include.push_back(folder);
      }
    }
    ContentHash hash = Hash("object 2");
    hash.Add(source.filename().native());
    // A generated one is among the texts.
    if (source.is_absolute()) hash.AddFile(source);
    hash.Add(static_cast<std::int64_t>(of_support));
    hash.Add(static_cast<std::int64_t>(explored));
    AddTexts(hash, part.texts);
    for (const fs::path& folder : part.include) {
      AddFiles(hash, HeadersIn(folder));
    }
    // The library itself includes little of it, and would wait for it.
    if (part.include.front() != support_) {
      part.prelude = Prelude(support_ / "rpc" / kPreludeHeader,
                             /*may_have_code=*/false);
    }
    if (part.prelude) hash.Add(parts_[*part.prelude].name);
    part.name = hash.Digest();
    return Add(std::move(part));
  }

  // A copy of `file`, which the linker reads.
  std::size_t Options(const fs::path& file) {
    Part part;
    part.kind = Part::Kind::kHeaders;
    part.files = {file};
    ContentHash hash = Hash("options 1");
    AddFiles(hash, part.files);
    part.name = hash.Digest();
    return Add(std::move(part));
  }

  std::size_t Program(std::vector<std::size_t> objects) {
    Part part;
    part.kind = Part::Kind::kProgram;
    ContentHash hash = Hash("program 1");
    for (const std::size_t object : objects) hash.Add(parts_[object].name);
    part.objects = std::move(objects);
    part.name = hash.Digest();
    return Add(std::move(part));
  }

  // The libraries that `part_of_support` is and needs, and `own` files of the
  // problem, some of them generated.
  std::size_t Folder(const char* part_of_support, std::vector<fs::path> own,
                     std::vector<GeneratedFile> texts) {
    Part part;
    part.kind = Part::Kind::kFolder;
    part.files = std::move(own);
    part.texts = std::move(texts);
    for (const fs::path& folder : {support_, support_ / part_of_support}) {
      for (fs::path& file : FilesIn(folder, language_.extensions)) {
        part.files.push_back(std::move(file));
      }
    }
    ContentHash hash = Hash("folder 1");
    AddFiles(hash, part.files);
    AddTexts(hash, part.texts);
    part.name = hash.Digest();
    return Add(std::move(part));
  }

 private:
  // A prelude is precompiled, and a part of its own.
  std::vector<fs::path> HeadersIn(const fs::path& folder) const {
    std::vector<fs::path> headers = FilesIn(folder, language_.headers);
    headers.erase(
        std::remove(headers.begin(), headers.end(), folder / kPreludeHeader),
        headers.end());
    return headers;
  }

  static std::vector<GeneratedFile> GeneratedIn(
      const Scaffold& scaffold, const std::vector<std::string>& extensions) {
    std::vector<GeneratedFile> files;
    for (const GeneratedFile& file : scaffold.generated) {
      if (EndsIn(file.name, extensions)) files.push_back(file);
    }
    return files;
  }

  static void AddTexts(ContentHash& hash,
                       const std::vector<GeneratedFile>& texts) {
    hash.Add(static_cast<std::int64_t>(texts.size()));
    for (const GeneratedFile& text : texts) {
      hash.Add(text.name).Add(text.content);
    }
  }

  static void AddFiles(ContentHash& hash, const std::vector<fs::path>& files) {
    hash.Add(static_cast<std::int64_t>(files.size()));
    for (const fs::path& file : files) {
      hash.Add(file.filename().native()).AddFile(file);
    }
  }

  // What is there already, for another language or source, is not made twice.
  std::size_t Add(Part part) {
    part.of = of_;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].name == part.name) return i;
    }
    parts_.push_back(std::move(part));
    return parts_.size() - 1;
  }

  const Language& language_;
  const fs::path support_;
  const Part::Of of_;
  const std::string toolchain_;
  std::vector<Part>& parts_;
};

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
// them: the modules for it, and its files.
std::vector<fs::path> SuiteFiles(const Scaffold& scaffold,
                                 const Language& language) {
  std::vector<fs::path> files =
      FilesIn(scaffold.support / "suite", language.extensions);
  if (!scaffold.suite->with) files.push_back(scaffold.suite->file);
  files.insert(files.end(), scaffold.suite->files.begin(),
               scaffold.suite->files.end());
  return files;
}

std::size_t Driver(const Scaffold& scaffold, Planner& planner) {
  if (scaffold.suite != nullptr) {
    return planner.Folder("driver",
                          SuiteFiles(scaffold, scaffold.driver_language), {});
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

  Planner planner(language, scaffold.support, Part::Of::kSubmission,
                  plan.parts);
  if (!language.toolchain.links()) {
    plan.folder = planner.Folder("adapter",
                                 scaffold.suite != nullptr
                                     ? SuiteFiles(scaffold, language)
                                     : AdapterFiles(scaffold, language),
                                 scaffold.generated);
    return absl::OkStatus();
  }
  const fs::path adapter_support = planner.support() / "adapter";
  plan.headers = planner.Headers(scaffold);
  plan.prelude = planner.Prelude(planner.support() / kPreludeHeader, plain);
  // The optimized ones first: of what several contain, linkers take the first.
  plan.objects =
      Joined(CommonObjects(planner), planner.Objects(adapter_support));
  plan.objects.push_back(planner.Adapter(scaffold));
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
  return plan;
}

}  // namespace grader
