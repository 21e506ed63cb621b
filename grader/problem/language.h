// The language table: how a submission is recognised, built and run. It is
// data (languages.yaml, compiled in); a course adds rows of its own.
#ifndef GRADER_PROBLEM_LANGUAGE_H_
#define GRADER_PROBLEM_LANGUAGE_H_

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/limits.h"

namespace grader {

// Where compilers and interpreters are looked for, and PATH of what is run: the
// system's own folders, which the sandbox shows, whatever the user's PATH is.
inline constexpr char kSystemPath[] = "/usr/local/bin:/usr/bin:/bin";

// How the messages of a compiler are read.
enum class DiagnosticFormat { kNone, kGcc, kJavac, kRustc, kGo };

// Words of a command line; what is in braces is filled in (languages.yaml
// says what there is).
using CommandTemplate = std::vector<std::string>;

// One way to build and run a language with the tools of one vendor.
struct Toolchain {
  std::string name;                   // "clang 19"
  std::vector<std::string> programs;  // all of them are needed
  std::vector<std::string> linkers;   // the first that is there gives {linker}
  // Files that stand for what the programs bring along: when one of them
  // changes, what was built before is built again.
  std::vector<std::filesystem::path> identity;

  // Either each source becomes an object and the objects one program …
  CommandTemplate compile;
  CommandTemplate link;
  std::string show_link;  // with this word, it only shows the linker's command
  CommandTemplate precompile;   // a header: {source}, and stdin
  CommandTemplate with_driver;  // {options} for what uses the library
  // {options} for what all of them share, in addition.
  CommandTemplate with_support;
  // Options for a submission whose schedules are explored, in addition; empty:
  // they cannot be.
  CommandTemplate with_schedules;
  // {options} that make a program tell wrong uses of memory, and how such
  // objects are linked.
  CommandTemplate sanitize;
  CommandTemplate sanitize_link;
  // … or these run one after another in the submission's folder.
  std::vector<CommandTemplate> build;
  // Makes the folder that a driver's adapter lies in ready to be run.
  std::vector<CommandTemplate> prepare;

  CommandTemplate run;
  CommandTemplate run_with_driver;  // where it differs from `run`
  CommandTemplate drive;  // runs a driver that is not linked; may be empty

  // The absolute paths of `programs`, and the linker's short name: filled in
  // by the search. Empty if one of the programs is missing.
  std::map<std::string, std::string> found;
  std::string linker;

  bool installed() const { return !found.empty(); }
  // Objects are linked; else a folder of files is run.
  bool links() const { return !compile.empty(); }
  bool operator==(const Toolchain&) const = default;
};

struct Language {
  std::string name;                     // "cpp"
  std::vector<std::string> extensions;  // ".cpp", …: files to build
  std::vector<std::string> headers;     // ".h", …: files to keep beside them
  // RE2, found in sources that only others use; "": there is no telling.
  std::string library_pattern;
  DiagnosticFormat diagnostics = DiagnosticFormat::kNone;
  std::map<std::string, std::string> environment;  // of builds and runs
  std::vector<std::filesystem::path> readable;  // beside the system's folders
  Limits build_limits = BuildLimits();
  // What the language's own runtime takes; a case's limits grow by it.
  int runtime_processes = 0;
  std::int64_t runtime_memory_bytes = 0;
  std::vector<Toolchain> toolchains;  // in order of preference
  // The first one that is installed; else the first.
  Toolchain toolchain;

  bool installed() const { return toolchain.installed(); }
  bool operator==(const Language&) const = default;
};

using LanguageTable = std::vector<Language>;

// The table that comes with the grader, its tools looked up once.
std::shared_ptr<const LanguageTable> BuiltInLanguages();

// The same with the rows of the YAML file `path` instead of those of the same
// name, and its other rows behind them. Fails like LoadProblem.
absl::StatusOr<std::shared_ptr<const LanguageTable>> LoadLanguages(
    const std::filesystem::path& path);

// The row of that name, or nullptr.
const Language* FindLanguage(const LanguageTable& languages,
                             const std::string& name);

// Whether `file` is a source to build in `language`, by its extension, which
// has to be the same to the letter.
bool IsSource(const std::filesystem::path& file, const Language& language);

// The row whose source `file` is, or nullptr. Of two with that extension it is
// the earlier one, here and wherever nobody names the language.
const Language* LanguageOfSource(const LanguageTable& languages,
                                 const std::filesystem::path& file);

// The names of all rows, in their order.
std::vector<std::string> LanguageNames(const LanguageTable& languages);

// Ok, or kUnavailable with what must be installed to use `language`.
absl::Status CheckInstalled(const Language& language);

// The absolute path of the first of `programs` that can be run from one of the
// absolute folders in `search_path` (like PATH), or "".
std::string FindProgram(const std::vector<std::string>& programs,
                        absl::string_view search_path);

// Takes the first toolchain whose programs are all in `search_path`.
void ChooseToolchain(Language& language, absl::string_view search_path);

}  // namespace grader

#endif  // GRADER_PROBLEM_LANGUAGE_H_
