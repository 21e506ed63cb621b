// The plan of what the submissions of one problem in one language share: which
// parts there are, and of each the hash of everything it is made of. Made by
// reading, before anything is built; carried out by Prepare.
#ifndef GRADER_EXECUTE_PLAN_H_
#define GRADER_EXECUTE_PLAN_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/generated_files.h"
#include "grader/problem/submission.h"
#include "grader/problem/suite_framework.h"

namespace grader {

struct Part {
  // Whose language it is built with.
  enum class Of { kSubmission, kDriver, kSchedules };
  enum class Kind {
    kHeaders,  // copies of what a submission may include
    kPrelude,  // a precompiled header, perhaps on top of another
    kObject,   // of one source
    kProgram,  // of objects
    kFolder,   // files to run as they are, prepared
    kLinking,  // the linker's own command, with which programs are made
  };

  Kind kind = Kind::kObject;
  std::string name;                          // in the cache
  std::filesystem::path source;              // of kPrelude and kObject
  std::vector<std::filesystem::path> files;  // of kHeaders and kFolder
  // Generated files, beside the others; the headers beside a kObject, and the
  // source, if `source` is a name alone.
  std::vector<GeneratedFile> texts;
  std::vector<std::filesystem::path> include;  // folders, of kObject
  // Of kObject and kPrelude: an earlier part, which it is on top of.
  std::optional<std::size_t> prelude;
  std::optional<std::size_t> headers;  // of kPrelude: an earlier part
  CommandTemplate link;                // of kLinking: which it is asked of
  std::vector<std::size_t> objects;    // of kProgram: earlier parts
  Of of = Of::kSubmission;
  bool of_support = false;  // kObject: the same for all problems
  bool explored = false;    // kObject: tells the scheduler what it does
  // kPrelude: the code of its functions is in an object beside it, and not in
  // those of what includes it.
  bool has_code = false;

  // The file of kObject.
  std::string object() const { return source.stem().string() + ".o"; }
};

// Indexes name parts.
struct Plan {
  std::vector<Part> parts;  // each after those it needs
  std::size_t driver = 0;   // kProgram, or kFolder, if there is one
  // A language that links: what a submission is compiled and linked with …
  std::optional<std::size_t> headers;
  std::optional<std::size_t> prelude;
  // … or with one of these on top of it, each on top of the one before: the
  // last that a source may use …
  std::vector<std::size_t> instances;
  std::vector<std::size_t> objects;
  // … by this, if the toolchain tells …
  std::optional<std::size_t> linking;
  // … and, if its schedules are explored, with the options for the linker in
  // here; the objects of the runtime are the last of `objects`.
  std::optional<std::size_t> schedules;
  // … and, of a suite that is compiled with each submission, its sources, which
  // lie in `headers` and alone are compiled with `prelude`, and the framework.
  std::vector<std::string> suite;
  const SuiteFramework* framework = nullptr;
  // … or one that does not: what it is run with.
  std::optional<std::size_t> folder;

  // All of them.
  std::vector<std::size_t> preludes() const;
};

// The file that a precompiled header is made of, and what it becomes: compilers
// look for that name beside the other.
inline constexpr char kPreludeHeader[] = "prelude.h";
inline constexpr char kPreludeCompiled[] = "prelude.h.gch";

// The object of Part::has_code, and the word of Clang's by which a row of the
// language table has it made: no other compiler can do that.
inline constexpr char kPreludeCode[] = "prelude.o";
inline constexpr char kWithCode[] = "-fpch-codegen";

// The word of a linker's by which it leaves out what a program does not call,
// of such an object; said where there is one, and nowhere else.
inline constexpr char kWithoutUnused[] = "-Wl,--gc-sections";

// The file of kLinking: its words, each with a zero behind it.
inline constexpr char kLinkerWords[] = "linker.words";

// The name of the file that linking makes.
inline constexpr char kProgram[] = "program";

// The name of the file of options for the linker in Plan::schedules.
inline constexpr char kWrapOptions[] = "wrap.options";

// What the runtime that schedules threads is built with for submissions in
// `language`: that is C++; for others, the grader's own row of it.
const Language& LanguageOfSchedules(const Language& language);

// The plan for `scaffold` and submissions in `language`. Fails when a file of
// the problem set cannot be read, and when the driver's language, or that
// of the runtime for schedules, has no compiler here. A sanitized submission
// has all of its code compiled with it, to be watched.
absl::StatusOr<Plan> MakePlan(const Scaffold& scaffold,
                              const Language& language, bool sanitized = false);

}  // namespace grader

#endif  // GRADER_EXECUTE_PLAN_H_
