#include "grader/problem/package/folder_entries.h"

#include <system_error>

#include "absl/algorithm/container.h"

namespace grader {

namespace fs = std::filesystem;

std::vector<fs::path> FolderEntries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string()[0] != '.') {
      entries.push_back(entry->path());
    }
  }
  absl::c_sort(entries);
  return entries;
}

bool HoldsInputs(const fs::path& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(
           folder, fs::directory_options::follow_directory_symlink, error),
       end;
       !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".in") return true;
  }
  return false;
}

}  // namespace grader
