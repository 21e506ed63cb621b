// A Screen: the terminal while a program has all of it. Whatever ends the
// program, the terminal is as it was before.
#ifndef GRADER_WATCH_SCREEN_H_
#define GRADER_WATCH_SCREEN_H_

#include <string>
#include <vector>

namespace grader {

class Screen {
 public:
  // Takes the terminal that stdin and stdout are. There is one at a time.
  Screen();
  // Gives it back.
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // Gives the terminal back, stops this process as Ctrl-Z does, and takes the
  // terminal again when it goes on.
  void Suspend();

  int rows() const;
  int columns() const;

  // Shows these lines from the top, the rest empty. False when there is no
  // terminal any more.
  bool Show(const std::vector<std::string>& lines);
};

}  // namespace grader

#endif  // GRADER_WATCH_SCREEN_H_
