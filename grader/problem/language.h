// The language table: how to recognise, build and run a submission.
#ifndef GRADER_PROBLEM_LANGUAGE_H_
#define GRADER_PROBLEM_LANGUAGE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

// Where compilers and interpreters are looked for, and PATH of what is run: the
// system's own folders, which the sandbox shows, whatever the user's PATH is.
inline constexpr char kSystemPath[] = "/usr/local/bin:/usr/bin:/bin";

struct Language {
  std::string name;                      // "cpp"
  std::vector<std::string> extensions;   // ".cpp", …: files to build
  std::vector<std::string> headers;      // ".h", …: files to keep beside them
  std::vector<std::string> compiler;     // argv up to the file names; empty:
                                         // not compiled
  std::vector<std::string> link;         // flags after the objects
  std::vector<std::string> interpreter;  // argv before the main file
  // The compiler or interpreter was found on kSystemPath: argv starts with its
  // absolute path, otherwise with its bare name.
  bool installed = false;

  bool operator==(const Language&) const = default;
};

// Every language the grader knows, its tools looked up once.
const std::vector<Language>& Languages();

// The one of that name, or nullptr.
const Language* FindLanguage(const std::string& name);

// The absolute path of the first of `programs` that can be run from one of the
// absolute folders in `search_path` (like PATH), or "".
std::string FindProgram(const std::vector<std::string>& programs,
                        absl::string_view search_path);

}  // namespace grader

#endif  // GRADER_PROBLEM_LANGUAGE_H_
