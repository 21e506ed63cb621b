#include "grader/report/unicode.h"

#include <algorithm>

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

std::string PaddedTo(absl::string_view text, int columns) {
  std::string padded(text);
  padded.append(std::max(columns - DisplayWidth(text), 0), ' ');
  return padded;
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
