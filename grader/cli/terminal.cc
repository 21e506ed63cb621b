#include "grader/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"

namespace grader {
namespace {

constexpr int kDefaultWidth = 80;
constexpr int kNarrowest = 40;
constexpr int kWidest = 120;  // longer lines are hard to read

absl::string_view Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

int Width(int fd) {
  int columns = 0;
  winsize size = {};
  if (!absl::SimpleAtoi(Variable("COLUMNS"), &columns) || columns <= 0) {
    columns = isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
                  ? size.ws_col
                  : kDefaultWidth;
  }
  return std::clamp(columns, kNarrowest, kWidest);
}

// The first of these that is set decides; see locale(7).
bool Utf8Locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = absl::AsciiStrToLower(Variable(name));
    if (value.empty()) continue;
    return absl::StrContains(value, "utf-8") ||
           absl::StrContains(value, "utf8");
  }
  return false;
}

}  // namespace

TextStyle StyleFor(int fd) {
  TextStyle style;
  style.width = Width(fd);
  style.color =
      isatty(fd) && Variable("NO_COLOR").empty() && Variable("TERM") != "dumb";
  style.unicode = Utf8Locale();
  return style;
}

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

void Progress::Show(const std::string& what) {
  if (terminal_) std::fprintf(stderr, "\r\033[K%s …", what.c_str());
}

}  // namespace grader
