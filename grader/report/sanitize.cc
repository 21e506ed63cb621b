#include "grader/report/sanitize.h"

#include "absl/strings/str_format.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

bool IsControl(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0);
}

// Characters that change how others are shown, or take no place at all. The
// joiners U+200C and U+200D stay: emoji and some scripts are made with them.
bool IsInvisible(char32_t value) {
  return value == 0x00AD || value == 0x061C || value == 0x180E ||
         value == 0x200B || value == 0x200E || value == 0x200F ||
         (value >= 0x2028 && value <= 0x202E) ||
         (value >= 0x2060 && value <= 0x206F) || value == 0x3164 ||
         value == 0xFEFF || (value >= 0xFFF9 && value <= 0xFFFB) ||
         (value >= 0xE0000 && value <= 0xE007F);
}

std::string Number(char32_t value) {
  return absl::StrFormat("<U+%04X>", static_cast<unsigned>(value));
}

// U+2400 and on: pictures of the control characters.
char32_t PictureOf(char32_t control) {
  return control == 0x7F ? 0x2421 : 0x2400 + control;
}

struct Cousin {
  char32_t value;
  absl::string_view ascii;
};

// Typographic signs, and those that the writers of this folder draw with.
constexpr Cousin kCousins[] = {
    {0x00A0, " "},   {0x00B5, "u"},  {0x00B7, "."},     {0x00D7, "x"},
    {0x03BC, "u"},   {0x2013, "-"},  {0x2014, "-"},     {0x2018, "'"},
    {0x2019, "'"},   {0x201C, "\""}, {0x201D, "\""},    {0x2022, "*"},
    {0x2026, "..."}, {0x2190, "<-"}, {0x2192, "->"},    {0x2212, "-"},
    {0x2264, "<="},  {0x2265, ">="}, {0x2421, "\\x7f"}, {0x2500, "-"},
    {0x2502, "|"},   {0x250A, ":"},  {0x2588, "#"},     {0x2591, "-"},
    {0x2592, "="},   {0x25B6, ">"},  {0x25C6, "*"},     {0x2713, "+"},
    {0x2717, "x"},   {0xFFFD, "?"},
};

std::string Plain(char32_t value) {
  for (const Cousin& cousin : kCousins) {
    if (cousin.value == value) return std::string(cousin.ascii);
  }
  if (value >= 0x2400 && value <= 0x2420) {
    return absl::StrFormat("\\x%02x", static_cast<unsigned>(value - 0x2400));
  }
  return Number(value);
}

}  // namespace

std::string ForTerminal(absl::string_view bytes) {
  std::string safe;
  safe.reserve(bytes.size());
  while (!bytes.empty()) {
    const CodePoint front = DecodeFront(bytes);
    if (front.value == '\n' || front.value == '\t') {
      safe += bytes.front();
    } else if (front.value < 0x20 || front.value == 0x7F) {
      safe += Encode(PictureOf(front.value));
    } else if (IsControl(front.value) || IsInvisible(front.value)) {
      safe += Number(front.value);
    } else {
      safe += Encode(front.value);
    }
    bytes.remove_prefix(front.size);
  }
  return safe;
}

std::string ForAsciiTerminal(absl::string_view bytes) {
  std::string safe;
  const std::string visible = ForTerminal(bytes);
  for (absl::string_view rest = visible; !rest.empty();) {
    const CodePoint front = DecodeFront(rest);
    if (front.value < 0x80) {
      safe += rest.front();
    } else {
      safe += Plain(front.value);
    }
    rest.remove_prefix(front.size);
  }
  return safe;
}

}  // namespace grader
