#include "grader/report/unicode.h"

namespace grader {

int DisplayWidth(absl::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const CodePoint front = DecodeFront(text);
    columns += DisplayWidth(front.value);
    text.remove_prefix(front.size);
  }
  return columns;
}

std::size_t PrefixThatFits(absl::string_view text, int columns) {
  std::size_t taken = 0;
  while (taken < text.size()) {
    const CodePoint front = DecodeFront(text.substr(taken));
    columns -= DisplayWidth(front.value);
    if (columns < 0) break;
    taken += front.size;
  }
  return taken;
}

}  // namespace grader
