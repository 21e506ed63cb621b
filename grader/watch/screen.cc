#include "grader/watch/screen.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "grader/problem/whole_file.h"

namespace grader {
namespace {

// The alternate screen, no cursor, and lines that are too long are cut
// (xterm's control sequences).
constexpr char kTake[] = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr char kGiveBack[] = "\x1b[?7h\x1b[?25h\x1b[?1049l";
constexpr int kCrashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

termios terminal_before;
volatile sig_atomic_t taken = 0;

// Calls only what a signal handler may (signal-safety(7)).
void GiveBack() {
  if (taken == 0) return;
  taken = 0;
  // With the terminal gone there is nothing to give back.
  [[maybe_unused]] const ssize_t written =
      write(STDOUT_FILENO, kGiveBack, sizeof(kGiveBack) - 1);
  tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal_before);
}

void OnCrash(int signal) {
  GiveBack();
  // The handler was for one time; this ends the program.
  raise(signal);
}

void Take() {
  if (tcgetattr(STDIN_FILENO, &terminal_before) != 0) return;
  termios raw = terminal_before;
  // Keys come at once and are not shown; Ctrl-C and Ctrl-Z stay signals.
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  taken = 1;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
  WriteAll(STDOUT_FILENO, kTake);
}

winsize Size() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 ||
      size.ws_col == 0) {
    size.ws_row = 24;
    size.ws_col = 80;
  }
  return size;
}

}  // namespace

Screen::Screen() {
  for (const int crash : kCrashes) {
    struct sigaction action = {};
    action.sa_handler = OnCrash;
    action.sa_flags = SA_RESETHAND | SA_NODEFER;
    sigaction(crash, &action, nullptr);
  }
  Take();
}

Screen::~Screen() {
  GiveBack();
  for (const int crash : kCrashes) signal(crash, SIG_DFL);
}

void Screen::Suspend() {
  GiveBack();
  raise(SIGSTOP);
  Take();
}

int Screen::rows() const { return Size().ws_row; }

int Screen::columns() const { return Size().ws_col; }

bool Screen::Show(const std::vector<std::string>& lines) {
  std::string text = "\x1b[H";
  const int shown = std::min<int>(static_cast<int>(lines.size()), rows());
  for (int i = 0; i < shown; ++i) {
    // First what was there is erased: behind a line that fills its row the
    // cursor stays on the last character, which would go, too.
    const bool is_last = i + 1 == shown;
    absl::StrAppend(&text, is_last ? "\x1b[J" : "\x1b[K", lines[i], "\x1b[0m",
                    is_last ? "" : "\r\n");
  }
  return WriteAll(STDOUT_FILENO, text);
}

}  // namespace grader
