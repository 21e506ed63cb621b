#include "grader/judge/python_traceback.h"

#include <re2/re2.h>

#include <cstddef>
#include <set>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/judge/stack_frames.h"

namespace grader {
namespace {

constexpr int kMostLines = 10;  // of a message; more is something else

// One exception: its frames, then what it says.
struct Block {
  bool of_group = false;  // stands inside a group's bars
  bool is_group = false;
  std::string file;  // of the learner's innermost frame
  int line = 0;
  std::string said;
};

bool MatchLine(absl::string_view line, const RE2& expression) {
  return RE2::PartialMatch(re2::StringPiece(line.data(), line.size()),
                           expression);
}

// What ends a message: other words of Python's.
bool IsOther(absl::string_view line) {
  static const RE2 kOther(
      R"re(^(?:Traceback |During handling of|The above exception|[^\s:]+:\d+: \w*Warning: |Exception ignored|Task exception|Task was destroyed|\+-))re");
  return line.empty() || MatchLine(line, kOther);
}

class Reader {
 public:
  std::vector<Block> Read(absl::string_view text) {
    folders_ = FoldersOfTheGrader(text);
    static const RE2 kBars(R"re(^ *[|+](?: |(-)|$))re");
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      // "    | ValueError: x" and "    +---------------- 1 ----------------"
      bool in_group = false;
      std::size_t bar = line.find_first_not_of(' ');
      if (bar != absl::string_view::npos && bar >= 2 &&
          MatchLine(line, kBars)) {
        in_group = true;
        line.remove_prefix(
            line[bar + 1 < line.size() ? bar + 1 : bar] == ' ' ? bar + 2 : bar);
        if (absl::StartsWith(line, "Exception Group Traceback")) {
          in_group = false;
          groups_begin_ = true;
        }
      }
      Line(line, in_group);
    }
    return std::move(blocks_);
  }

 private:
  void Line(absl::string_view line, bool in_group) {
    static const RE2 kFrame(R"re(^ +File "(.*)", line (\d+))re");
    std::string file;
    int number = 0;
    if (RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), kFrame,
                          &file, &number)) {
      if (!in_frames_) {
        blocks_.emplace_back();
        blocks_.back().of_group = in_group;
        blocks_.back().is_group = groups_begin_;
        groups_begin_ = false;
      }
      in_frames_ = true;
      in_message_ = 0;
      if (!IsForeignFile(file) && !IsInFolder(file, folders_)) {
        blocks_.back().file = file;
        blocks_.back().line = number;
      }
    } else if (in_frames_ && !line.empty() && line[0] != ' ') {
      in_frames_ = false;
      in_message_ = IsOther(line) ? 0 : kMostLines;
      if (in_message_ > 0) blocks_.back().said = std::string(line);
    } else if (in_message_ > 0) {
      std::string& said = blocks_.back().said;
      if (IsOther(line)) {
        in_message_ = 0;
      } else if (--in_message_ > 0) {
        absl::StrAppend(&said, "\n", line);
      } else {
        said.erase(said.find('\n'));
      }
    }
  }

  std::set<std::string> folders_;  // see FoldersOfTheGrader
  std::vector<Block> blocks_;
  bool groups_begin_ = false;
  bool in_frames_ = false;
  int in_message_ = 0;  // lines that may still belong to it
};

}  // namespace

std::optional<PythonTraceback> FindPythonTraceback(absl::string_view text) {
  std::vector<Block> blocks = Reader().Read(text);
  while (!blocks.empty() && blocks.back().said.empty()) blocks.pop_back();
  if (blocks.empty()) return std::nullopt;
  std::size_t last = blocks.size() - 1;
  PythonTraceback found;
  // Of a group, what its first part says.
  std::size_t first = last;
  while (first > 0 && blocks[first].of_group && !blocks[first].is_group) {
    --first;
  }
  if (first < last && blocks[first].is_group) {
    found.said = absl::StrCat(blocks[first].said, ": ");
    last = first + 1;
  }
  absl::StrAppend(&found.said, blocks[last].said);
  // An exception of which no frame is the learner's came out of what the one
  // before it says.
  for (std::size_t i = last + 1; i-- > 0 && found.file.empty();) {
    found.file = blocks[i].file;
    found.line = blocks[i].line;
  }
  return found;
}

}  // namespace grader
