// The comment lines at the head of a test program that say what must become of
// it, `// KEY: VALUE` or `# KEY: VALUE` each.
#ifndef GRADER_TESTING_PROGRAM_NOTES_H_
#define GRADER_TESTING_PROGRAM_NOTES_H_

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

using ProgramNotes = std::multimap<std::string, std::string>;

// The notes of the first lines of `source`, up to the first that is no comment.
ProgramNotes ReadProgramNotes(absl::string_view source);

// The words of all notes of that name.
std::vector<std::string> NotedWords(const ProgramNotes& notes,
                                    const std::string& key);

// The sources below `folder` that end in one of `extensions`, sorted; the name
// of a test for one of them.
std::vector<std::filesystem::path> ProgramsBelow(
    const std::filesystem::path& folder,
    const std::set<std::string>& extensions = {".cpp"});
std::string TestNameOf(const std::filesystem::path& program,
                       const std::filesystem::path& folder);

}  // namespace grader

#endif  // GRADER_TESTING_PROGRAM_NOTES_H_
