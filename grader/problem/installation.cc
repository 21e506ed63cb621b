#include "grader/problem/installation.h"

#include <system_error>

namespace grader {
namespace {

namespace fs = std::filesystem;

}  // namespace

Installation InstallationOf(const fs::path& program) {
  const fs::path folder = program.parent_path();
  const fs::path above = folder.parent_path();
  const fs::path installed = above / "lib" / "grader";
  std::error_code error;
  if (folder.filename() == "bin" && fs::is_directory(installed, error)) {
    return {installed, above / "share" / "grader"};
  }
  return {folder, above};
}

const Installation& OwnInstallation() {
  static const auto& own = *new Installation([] {
    std::error_code error;
    return InstallationOf(fs::read_symlink("/proc/self/exe", error));
  }());
  return own;
}

}  // namespace grader
