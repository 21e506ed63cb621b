// The grader's own files, found from where its program lies: what it starts,
// and the course that comes with it.
#ifndef GRADER_PROBLEM_INSTALLATION_H_
#define GRADER_PROBLEM_INSTALLATION_H_

#include <filesystem>

namespace grader {

struct Installation {
  std::filesystem::path programs;  // has grader-sandbox, and grammars/
  std::filesystem::path course;    // has problems/, starters/, solutions/
};

// The files that belong to the program at `program`: lib/grader and
// share/grader beside the folder bin it is installed in; else its own folder, a
// build folder, and the one above, the sources.
Installation InstallationOf(const std::filesystem::path& program);

// Those of the running program.
const Installation& OwnInstallation();

}  // namespace grader

#endif  // GRADER_PROBLEM_INSTALLATION_H_
