// A TerminalProgram: a command on a terminal of its own (pty(7)), for tests of
// programs that have all of it.
#ifndef GRADER_TESTING_TERMINAL_PROGRAM_H_
#define GRADER_TESTING_TERMINAL_PROGRAM_H_

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace grader {

class TerminalProgram {
 public:
  // Runs `command`, words of the shell, which becomes it.
  TerminalProgram(const std::string& command, unsigned short rows,
                  unsigned short columns) {
    winsize size = {rows, columns, 0, 0};
    program_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (program_ == 0) {
      // nohup(1) and the background of a shell without job control leave
      // signals ignored; on a terminal a program begins with none.
      for (const int one : {SIGINT, SIGQUIT, SIGHUP}) signal(one, SIG_DFL);
      execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
      _exit(127);
    }
    fcntl(terminal_, F_SETFL, O_NONBLOCK);
  }
  ~TerminalProgram() {
    Close();
    if (!ended_) {
      kill(program_, SIGKILL);
      waitpid(program_, nullptr, 0);
    }
  }
  TerminalProgram(const TerminalProgram&) = delete;
  TerminalProgram& operator=(const TerminalProgram&) = delete;

  pid_t id() const { return program_; }
  // All that it wrote.
  const std::string& written() const { return written_; }

  // Types `keys`, and reads what is written meanwhile.
  void Type(const std::string& keys) {
    std::size_t typed = 0;
    while (typed < keys.size()) {
      pollfd waits = {terminal_, POLLIN | POLLOUT, 0};
      poll(&waits, 1, -1);
      if ((waits.revents & POLLIN) != 0) ReadSome();
      if ((waits.revents & POLLOUT) != 0) {
        const ssize_t count =
            write(terminal_, keys.data() + typed, keys.size() - typed);
        if (count > 0) typed += static_cast<std::size_t>(count);
      }
      if ((waits.revents & (POLLHUP | POLLERR)) != 0) return;
    }
  }

  // Reads until `text` is written after all that was waited for so far; false,
  // and a failed test, if the program ends without.
  bool WaitFor(const std::string& text) {
    for (;;) {
      const std::size_t at = written_.find(text, seen_);
      if (at != std::string::npos) {
        seen_ = at + text.size();
        return true;
      }
      if (!ReadMore()) break;
    }
    ADD_FAILURE() << "\"" << text << "\" was not written after "
                  << written_.substr(seen_);
    return false;
  }

  void Resize(unsigned short rows, unsigned short columns) {
    winsize size = {rows, columns, 0, 0};
    ioctl(terminal_, TIOCSWINSZ, &size);
  }

  // Whether keys come at once and are not shown.
  bool IsRaw() const {
    termios settings = {};
    tcgetattr(terminal_, &settings);
    return (settings.c_lflag & (ICANON | ECHO)) == 0;
  }

  // Waits until it is stopped, as by Ctrl-Z.
  bool WaitUntilStopped() {
    int status = 0;
    return waitpid(program_, &status, WUNTRACED) == program_ &&
           WIFSTOPPED(status);
  }

  // Reads to the end; the exit status, or minus the signal that ended it.
  int Wait() {
    while (terminal_ >= 0 && ReadMore()) {
    }
    if (terminal_ >= 0 && !IsAtEnd()) kill(program_, SIGKILL);
    int status = 0;
    waitpid(program_, &status, 0);
    ended_ = true;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }

  // Takes the terminal away.
  void Close() {
    if (terminal_ >= 0) close(terminal_);
    terminal_ = -1;
  }

 private:
  // A program that writes nothing for two minutes waits for what will not come.
  bool ReadMore() {
    pollfd waits = {terminal_, POLLIN, 0};
    return poll(&waits, 1, 120'000) != 0 && ReadSome();
  }
  bool IsAtEnd() {
    pollfd waits = {terminal_, POLLIN, 0};
    return poll(&waits, 1, 0) == 1 && (waits.revents & POLLHUP) != 0;
  }
  // False at the end, which for a terminal is EIO.
  bool ReadSome() {
    char buffer[4096];
    const ssize_t count = read(terminal_, buffer, sizeof buffer);
    if (count > 0) written_.append(buffer, static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
  }

  pid_t program_ = -1;
  int terminal_ = -1;
  bool ended_ = false;
  std::string written_;
  std::size_t seen_ = 0;
};

}  // namespace grader

#endif  // GRADER_TESTING_TERMINAL_PROGRAM_H_
