#include "grader/testing/program_notes.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace grader {

namespace fs = std::filesystem;

ProgramNotes ReadProgramNotes(absl::string_view source) {
  ProgramNotes notes;
  for (absl::string_view line : absl::StrSplit(source, '\n')) {
    if (!absl::ConsumePrefix(&line, "//") && !absl::ConsumePrefix(&line, "#")) {
      break;
    }
    const std::vector<absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(": ", 1));
    if (parts.size() == 2) {
      notes.emplace(absl::StripAsciiWhitespace(parts[0]),
                    absl::StripAsciiWhitespace(parts[1]));
    }
  }
  return notes;
}

std::vector<std::string> NotedWords(const ProgramNotes& notes,
                                    const std::string& key) {
  std::vector<std::string> words;
  const auto [begin, end] = notes.equal_range(key);
  for (auto note = begin; note != end; ++note) {
    for (const absl::string_view word :
         absl::StrSplit(note->second, ' ', absl::SkipEmpty())) {
      words.emplace_back(word);
    }
  }
  return words;
}

std::vector<fs::path> ProgramsBelow(const fs::path& folder,
                                    const std::set<std::string>& extensions) {
  std::vector<fs::path> programs;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (extensions.count(entry.path().extension().string()) > 0) {
      programs.push_back(entry.path());
    }
  }
  std::sort(programs.begin(), programs.end());
  return programs;
}

std::string TestNameOf(const fs::path& program, const fs::path& folder) {
  std::string name =
      program.lexically_relative(folder).replace_extension().string();
  for (char& c : name) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
}

}  // namespace grader
