// The WatchView: what is on the screen while a unit is watched, as lines. Pure.
#ifndef GRADER_WATCH_WATCH_VIEW_H_
#define GRADER_WATCH_WATCH_VIEW_H_

#include <string>
#include <vector>

#include "grader/report/page.h"

namespace grader {

struct WatchView {
  std::string title;  // of the unit
  Piece status;       // of its last check
  std::vector<Piece> progress;
  std::string file;    // the learner's, absolute
  std::string note;    // one thing more to say; may be empty
  std::string body;    // a page, laid out for the style below
  int scroll = 0;      // lines of the body that are above the screen
  std::string bottom;  // the keys there are, or a question
};

// Exactly `rows` lines, or fewer where that is enough, each as a terminal takes
// it. The file is a link where there are colours, since only such terminals
// know links (OSC 8).
std::vector<std::string> WatchLines(const WatchView& view,
                                    const TextStyle& style, int rows);

// The most that `view` can be scrolled on so many rows.
int MostScroll(const WatchView& view, const TextStyle& style, int rows);

}  // namespace grader

#endif  // GRADER_WATCH_WATCH_VIEW_H_
