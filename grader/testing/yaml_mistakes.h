// The lists of mistakes in fixtures/yaml/mistakes, for tests: each entry is one
// change of the course beside it, the place that is to be told, and words of
// the cure.
//
//   file: PATH          which file of the course the entries below change
//   run: COMMAND        what is run then; if not given, the problem is loaded
//   ## NAME
//   - LINE              these lines …
//   + LINE              … become these; ‸ marks the place
//   ! WORDS
#ifndef GRADER_TESTING_YAML_MISTAKES_H_
#define GRADER_TESTING_YAML_MISTAKES_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "grader/problem/files.h"
#include "grader/problem/utf8.h"
#include "re2/re2.h"

namespace grader {

inline constexpr absl::string_view kPlaceMark = "‸";

// The folder of the lists.
inline std::filesystem::path MistakesFolder() {
  return GRADER_SOURCE_DIR "/fixtures/yaml/mistakes";
}

struct YamlMistake {
  std::string name;
  std::string file;
  std::string command;
  std::string was;
  std::string becomes;
  std::string cure;
};

inline std::vector<YamlMistake> ReadMistakes(
    const std::filesystem::path& list) {
  std::vector<YamlMistake> mistakes;
  std::string file;
  std::string command;
  for (absl::string_view line :
       absl::StrSplit(ReadFile(list).value_or(""), '\n')) {
    if (absl::ConsumePrefix(&line, "file: ")) {
      file = std::string(line);
      command.clear();
    } else if (absl::ConsumePrefix(&line, "run: ")) {
      command = std::string(line);
    } else if (absl::ConsumePrefix(&line, "## ")) {
      mistakes.push_back({std::string(line), file, command, "", "", ""});
    } else if (absl::ConsumePrefix(&line, "- ")) {
      absl::StrAppend(&mistakes.back().was, line, "\n");
    } else if (absl::ConsumePrefix(&line, "+ ")) {
      absl::StrAppend(&mistakes.back().becomes, line, "\n");
    } else if (absl::ConsumePrefix(&line, "! ")) {
      mistakes.back().cure = std::string(line);
    } else {
      EXPECT_EQ(line, "") << list;
    }
  }
  return mistakes;
}

// "LINE:COLUMN" of the mark, in characters.
inline std::string PlaceOfMark(absl::string_view text) {
  const absl::string_view before = text.substr(0, text.find(kPlaceMark));
  const absl::string_view line = before.substr(before.rfind('\n') + 1);
  return absl::StrCat(std::count(before.begin(), before.end(), '\n') + 1, ":",
                      CountCodePoints(line) + 1);
}

// The words of `output`, however it was broken into lines.
inline std::string InOneLine(std::string output) {
  RE2::GlobalReplace(&output, "\\s+", " ");
  return output;
}

// The errors in `output` whose place is `place`, without the lines quoted.
inline std::string ErrorsAt(const std::string& output,
                            const std::string& place) {
  std::string errors;
  for (std::size_t at = output.find(place); at != std::string::npos;
       at = output.find(place, at + 1)) {
    const std::string rest = output.substr(at);
    absl::StrAppend(&errors, rest.substr(0, rest.find(" | ")), "\n");
  }
  return errors;
}

// Makes the mistake in `course`, has `told` say what an author is told, undoes
// it, and gives what was told at the place where it stands.
template <typename Told>
std::string ToldOf(const YamlMistake& mistake,
                   const std::filesystem::path& course, Told told) {
  const std::filesystem::path file = course / mistake.file;
  const std::string right = ReadFile(file).value_or("");
  const std::size_t at = right.find(mistake.was);
  if (mistake.was.empty() || at == std::string::npos ||
      right.find(mistake.was, at + 1) != std::string::npos) {
    return "these lines are not there, or several times";
  }
  std::string marked = right;
  marked.replace(at, mistake.was.size(), mistake.becomes);
  if (!absl::StrContains(marked, kPlaceMark)) return "there is no mark";
  std::ofstream(file) << absl::StrReplaceAll(marked, {{kPlaceMark, ""}});
  const std::string output = InOneLine(told());
  std::ofstream(file) << right;
  const std::string errors =
      ErrorsAt(output, absl::StrCat(file.filename().string(), ":",
                                    PlaceOfMark(marked), ": error: "));
  return errors.empty() ? absl::StrCat("nothing there, but: ", output) : errors;
}

}  // namespace grader

#endif  // GRADER_TESTING_YAML_MISTAKES_H_
