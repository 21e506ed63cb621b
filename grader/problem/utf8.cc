#include "grader/problem/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "absl/algorithm/container.h"

namespace grader {
namespace {

const utf8proc_uint8_t* Bytes(absl::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

bool IsTrailByte(char c) { return (c & 0xC0) == 0x80; }

}  // namespace

CodePoint DecodeFront(absl::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};
  utf8proc_int32_t value = 0;
  const utf8proc_ssize_t size = utf8proc_iterate(
      Bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &value);
  if (size <= 0) return {0xFFFD, 1, false};
  return {static_cast<char32_t>(value), static_cast<std::size_t>(size), true};
}

std::string Encode(char32_t value) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const utf8proc_ssize_t size =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(value), bytes.data());
  return {bytes.begin(), bytes.begin() + size};
}

std::size_t CountCodePoints(absl::string_view text) {
  return static_cast<std::size_t>(
      absl::c_count_if(text, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::size_t FindInvalidUtf8(absl::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint front = DecodeFront(text.substr(at));
    if (!front.valid) return at;
    at += front.size;
  }
  return absl::string_view::npos;
}

std::size_t CutBefore(absl::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  std::size_t cut = at;
  while (cut > 0 && at - cut < 3 && cut < text.size() &&
         IsTrailByte(text[cut])) {
    --cut;
  }
  return cut;
}

std::string Folded(absl::string_view text) {
  utf8proc_uint8_t* folded = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      Bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &folded,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE |
                                     UTF8PROC_COMPAT | UTF8PROC_STRIPMARK |
                                     UTF8PROC_CASEFOLD | UTF8PROC_IGNORE));
  if (size < 0) return std::string(text);
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owned(folded,
                                                                 std::free);
  return std::string(reinterpret_cast<const char*>(folded),
                     static_cast<std::size_t>(size));
}

int DisplayWidth(char32_t value) {
  // To utf8proc a control character has none; whoever prints shows it.
  if (value < 0x300) return 1;
  const auto code_point = static_cast<utf8proc_int32_t>(value);
  // Among these are the marks that change the colour of an emoji, which have
  // the width of one when they stand alone.
  if (utf8proc_get_property(code_point)->boundclass ==
      UTF8PROC_BOUNDCLASS_EXTEND) {
    return 0;
  }
  return utf8proc_charwidth(code_point);
}

}  // namespace grader
