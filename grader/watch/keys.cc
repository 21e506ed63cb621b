#include "grader/watch/keys.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

constexpr std::size_t kLongestSequence = 32;

// A sequence of ECMA-48: ESC [, then parameters, then a byte from @ to ~. Its
// length in `text`, which begins with it; 0 if it is not all there.
std::size_t SequenceLength(absl::string_view text) {
  for (std::size_t i = 2; i < text.size(); ++i) {
    if (text[i] >= '@' && text[i] <= '~') return i + 1;
    if (i > kLongestSequence) return i;
  }
  return 0;
}

int KeyOf(absl::string_view sequence) {
  if (sequence == "\x1b[A" || sequence == "\x1bOA") return kKeyUp;
  if (sequence == "\x1b[B" || sequence == "\x1bOB") return kKeyDown;
  if (sequence == "\x1b[5~") return kKeyPageUp;
  if (sequence == "\x1b[6~") return kKeyPageDown;
  return 0;
}

int Plain(int value) {
  if (value == '\r' || value == '\n') return kKeyEnter;
  if (value == 0x7f || value == '\b') return kKeyBackspace;
  return value < ' ' ? 0 : value;
}

}  // namespace

std::vector<int> KeyReader::Read(absl::string_view bytes) {
  absl::StrAppend(&rest_, bytes);
  absl::string_view text = rest_;
  std::vector<int> keys;
  const auto add = [&](int key, std::size_t size) {
    if (key != 0) keys.push_back(key);
    text.remove_prefix(size);
  };
  while (!text.empty()) {
    if (text[0] != '\x1b') {
      const CodePoint front = DecodeFront(text);
      add(Plain(static_cast<int>(front.value)), front.size);
    } else if (text.size() == 1 || (text[1] != '[' && text[1] != 'O')) {
      // Terminals send a sequence at once, so this is the key of that name.
      add(kKeyEscape, 1);
    } else if (text[1] == 'O') {
      if (text.size() < 3) break;
      add(KeyOf(text.substr(0, 3)), 3);
    } else {
      const std::size_t size = SequenceLength(text);
      if (size == 0) break;
      add(KeyOf(text.substr(0, size)), size);
    }
  }
  rest_ = std::string(text);
  return keys;
}

}  // namespace grader
