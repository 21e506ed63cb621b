// Keys as a terminal sends them, one after the other. Pure.
#ifndef GRADER_WATCH_KEYS_H_
#define GRADER_WATCH_KEYS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

// Those that are not a character.
enum TerminalKey : int {
  kKeyUp = 0x110000,
  kKeyDown,
  kKeyPageUp,
  kKeyPageDown,
  kKeyEscape,
  kKeyEnter,
  kKeyBackspace,
};

class KeyReader {
 public:
  // The keys that end in `bytes`: code points, or a TerminalKey. Sequences that
  // mean none of these keys are left out, whatever is in them.
  std::vector<int> Read(absl::string_view bytes);

 private:
  std::string rest_;  // the beginning of a sequence that goes on
};

}  // namespace grader

#endif  // GRADER_WATCH_KEYS_H_
