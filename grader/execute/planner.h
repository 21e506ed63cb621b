// Planner: collects the parts of a Plan in one language.
#ifndef GRADER_EXECUTE_PLANNER_H_
#define GRADER_EXECUTE_PLANNER_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/plan.h"
#include "grader/problem/suite.h"

namespace grader {

// Whether the name of `file` ends in one of `extensions`.
bool EndsIn(const std::filesystem::path& file,
            const std::vector<std::string>& extensions);

// Adds those of the suite's `files` that the tests know by a name alone, and
// gives those that lie in folders beside them.
void AddBeside(const Suite& suite, std::vector<std::filesystem::path>& files);
std::vector<GeneratedFile> InFolders(const Suite& suite);

// The files that lie directly in `folder` and end in one of `extensions`, by
// name; none if there is no such folder.
std::vector<std::filesystem::path> FilesIn(
    const std::filesystem::path& folder,
    const std::vector<std::string>& extensions);

// Every method adds a part, unless there is one of its name, and gives its
// index.
class Planner {
 public:
  Planner(const Language& language, std::filesystem::path support, Part::Of of,
          std::vector<Part>& parts);

  const std::filesystem::path& support() const { return support_; }

  const std::vector<std::filesystem::path>& FilesOf(std::size_t part) const {
    return parts_[part].files;
  }

  // The headers and the prelude that a submission sees, if there is one.
  std::size_t Headers(const Scaffold& scaffold);

  // Copies of the files of a suite, which are compiled with each submission.
  std::size_t CompiledSuite(const Suite& suite);

  // An object per source in `folder`, which is what runs the tests of a
  // framework.
  std::vector<std::size_t> FrameworkObjects(const std::filesystem::path& folder,
                                            const SuiteFramework& framework);

  // One that is compiled with other options than the submission, as for a
  // sanitized one, may not bring code. `of`: what it is a header of, if that is
  // no part of the toolchain.
  std::optional<std::size_t> Prelude(const std::filesystem::path& header,
                                     bool may_have_code,
                                     const std::filesystem::path& of = {});

  // An object per source in `folder`, which is a part of the support.
  std::vector<std::size_t> Objects(const std::filesystem::path& folder);

  // The object of the adapter, which may be generated, as headers that it
  // includes may be.
  std::size_t Adapter(const Scaffold& scaffold);

  // Those of the scaffold, precompiled on top of `prelude`, each with the
  // headers that it includes, if that may have code.
  std::vector<std::size_t> Instances(const Scaffold& scaffold,
                                     std::size_t headers,
                                     std::optional<std::size_t> prelude);

  // The object of the author's main program. Of what it hands to a learner's
  // functions, the accesses count as the learner's own do.
  std::size_t Main(const Scaffold& scaffold);

  // The object of `source`, which includes headers of `folders` and of `texts`.
  std::size_t Object(const std::filesystem::path& source,
                     std::vector<std::filesystem::path> folders,
                     bool of_support = false,
                     std::vector<GeneratedFile> texts = {},
                     bool explored = false);

  // A copy of `file`, which the linker reads.
  std::size_t Options(const std::filesystem::path& file);

  std::size_t Program(std::vector<std::size_t> objects);

  // The linker's own command, as `link` shows it.
  std::size_t Linking(CommandTemplate link);

  // The libraries that `part_of_support` is and needs, and `own` files of the
  // problem, some of them generated.
  std::size_t Folder(const char* part_of_support,
                     std::vector<std::filesystem::path> own,
                     std::vector<GeneratedFile> texts);

 private:
  ContentHash Hash(absl::string_view recipe) const;

  // A prelude is precompiled, and a part of its own.
  std::vector<std::filesystem::path> HeadersIn(
      const std::filesystem::path& folder) const;

  static std::vector<GeneratedFile> GeneratedIn(
      const Scaffold& scaffold, const std::vector<std::string>& extensions);

  static void AddTexts(ContentHash& hash,
                       const std::vector<GeneratedFile>& texts);

  static void AddFiles(ContentHash& hash,
                       const std::vector<std::filesystem::path>& files);

  // What is there already, for another language or source, is not made twice.
  std::size_t Add(Part part);
  // A part that is nothing but its files and texts, named by them.
  std::size_t AddByContent(Part part, absl::string_view recipe);

  const Language& language_;
  const std::filesystem::path support_;
  const Part::Of of_;
  const std::string toolchain_;
  std::vector<Part>& parts_;
};

}  // namespace grader

#endif  // GRADER_EXECUTE_PLANNER_H_
