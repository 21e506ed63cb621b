// What lies in a folder of a package.
#ifndef GRADER_PROBLEM_PACKAGE_FOLDER_ENTRIES_H_
#define GRADER_PROBLEM_PACKAGE_FOLDER_ENTRIES_H_

#include <filesystem>
#include <vector>

namespace grader {

// By their names; those that begin with a dot are not the author's. Nothing if
// `folder` cannot be read.
std::vector<std::filesystem::path> FolderEntries(
    const std::filesystem::path& folder);

// Whether an input of a case lies somewhere below `folder`.
bool HoldsInputs(const std::filesystem::path& folder);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_FOLDER_ENTRIES_H_
