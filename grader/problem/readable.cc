#include "grader/problem/readable.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/problem/units.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

constexpr std::size_t kQuotedBytes = 80;

bool IsPrintable(const CodePoint& front) {
  return front.valid && front.value >= 0x20 &&
         !(front.value >= 0x7F && front.value < 0xA0);
}

}  // namespace

std::string Readable(absl::string_view bytes, Spaces spaces) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    std::size_t length = 1;
    if (spaces == Spaces::kVisible && bytes[0] == ' ') {
      text += "·";
    } else if (bytes[0] == '\t') {
      text += spaces == Spaces::kVisible ? "→" : "\t";
    } else if (bytes[0] == '\r') {
      text += "\\r";
    } else if (bytes[0] == '\n') {
      text += "\\n";
    } else if (const CodePoint front = DecodeFront(bytes); IsPrintable(front)) {
      length = front.size;
      text.append(bytes.data(), length);
    } else {
      absl::StrAppendFormat(&text, "\\x%02x",
                            static_cast<unsigned char>(bytes[0]));
    }
    bytes.remove_prefix(length);
  }
  return text;
}

std::string Quoted(absl::string_view bytes) {
  const std::size_t end = bytes.size() <= kQuotedBytes
                              ? bytes.size()
                              : CutBefore(bytes, kQuotedBytes);
  std::string text = absl::StrCat("\"", Readable(bytes.substr(0, end)), "\"");
  if (end < bytes.size()) {
    absl::StrAppend(&text, " … (+", Counted(bytes.size() - end, "byte"), ")");
  }
  return text;
}

}  // namespace grader
