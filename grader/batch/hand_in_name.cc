#include "grader/batch/hand_in_name.h"

#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "re2/re2.h"

namespace grader {
namespace {

bool ReadMoodle(const std::string& name, HandInName& read) {
  static const RE2& pattern =
      *new RE2("(?s)(.+)_(\\d{1,18})_assignsubmission_([a-z]+)(?:_(.*))?");
  std::string kind;
  if (!RE2::FullMatch(name, pattern, &read.who.name, &read.who.number, &kind,
                      &read.file)) {
    return false;
  }
  // Where learners are graded without their names.
  if (read.who.name == "Participant") {
    read.who.name = absl::StrCat("Participant ", read.who.number);
  }
  return true;
}

bool ReadCanvas(const std::string& name, HandInName& read) {
  static const RE2& pattern =
      *new RE2("(?s)([^_]+|anon_[^_]+)_(LATE_)?(\\d{1,18})_(\\d{1,18})_(.+)");
  std::string late;
  std::string upload;
  if (!RE2::FullMatch(name, pattern, &read.who.name, &late, &read.who.number,
                      &upload, &read.file)) {
    return false;
  }
  read.late = !late.empty();
  return absl::SimpleAtoi(upload, &read.order);
}

}  // namespace

HandInName ReadHandInName(absl::string_view name, bool folder) {
  const std::string text(name);
  HandInName read;
  if (ReadMoodle(text, read)) return read;
  if (!folder && ReadCanvas(text, read)) return read;
  read = HandInName();
  read.who.name = text;
  if (folder) return read;
  read.file = text;
  static const RE2& ending =
      *new RE2("(?s)(.+?)((?i:\\.tar)?\\.[A-Za-z0-9+]{1,6})");
  std::string stem;
  if (RE2::FullMatch(text, ending, &stem, nullptr)) read.who.name = stem;
  return read;
}

NumberedName WithoutNumber(absl::string_view file) {
  static const RE2& pattern =
      *new RE2("(?s)(.*\\S)(?: ?\\((\\d{1,4})\\)|-(\\d{1,4}))(\\.[^. ]*)?");
  NumberedName read;
  std::string stem;
  std::string in_brackets;
  std::string behind_dash;
  std::string ending;
  if (!RE2::FullMatch(std::string(file), pattern, &stem, &in_brackets,
                      &behind_dash, &ending) ||
      !absl::SimpleAtoi(in_brackets + behind_dash, &read.number)) {
    return {std::string(file), 0};
  }
  read.file = stem + ending;
  return read;
}

}  // namespace grader
