// What `grader watch` shows of one check, and how it comes from the process
// that did it.
#ifndef GRADER_CLI_WATCH_CHECK_H_
#define GRADER_CLI_WATCH_CHECK_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/cli/unit_here.h"
#include "grader/report/page.h"

namespace grader {

struct WatchedCheck {
  bool accepted = false;
  std::string verdict;  // in words
  std::string note;     // what else went wrong, such as a full disk
  std::string report, difference, timeline;  // pages
};

// Checks `unit`, adds the attempt to the progress if it is to be one, and lays
// out what there is to see. As text, for ReadWatchedCheck.
std::string CheckUnit(const UnitOfWorkspace& unit, const TextStyle& style,
                      bool is_attempt);

// What CheckUnit gave; says so if it gave nothing.
WatchedCheck ReadWatchedCheck(absl::string_view text);

}  // namespace grader

#endif  // GRADER_CLI_WATCH_CHECK_H_
