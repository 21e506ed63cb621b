#include "grader/judge/look_alikes.h"

#include <cstddef>

#include "absl/strings/str_format.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

struct LookAlike {
  absl::string_view character;  // in UTF-8
  absl::string_view name;       // of the Unicode standard
  absl::string_view like;
};

// What editors, word processors and copied web pages put into texts, and the
// letters of other alphabets that are drawn as Latin ones are (Unicode
// Technical Standard 39 has many more, which nobody types by accident).
constexpr LookAlike kLookAlikes[] = {
    {"\u00A0", "NO-BREAK SPACE", "a space"},
    {"\u2002", "EN SPACE", "a space"},
    {"\u2003", "EM SPACE", "a space"},
    {"\u2007", "FIGURE SPACE", "a space"},
    {"\u2009", "THIN SPACE", "a space"},
    {"\u200A", "HAIR SPACE", "a space"},
    {"\u202F", "NARROW NO-BREAK SPACE", "a space"},
    {"\u3000", "IDEOGRAPHIC SPACE", "a space"},
    {"\u00AD", "SOFT HYPHEN", "nothing"},
    {"\u200B", "ZERO WIDTH SPACE", "nothing"},
    {"\u200C", "ZERO WIDTH NON-JOINER", "nothing"},
    {"\u200D", "ZERO WIDTH JOINER", "nothing"},
    {"\u200E", "LEFT-TO-RIGHT MARK", "nothing"},
    {"\u200F", "RIGHT-TO-LEFT MARK", "nothing"},
    {"\u2060", "WORD JOINER", "nothing"},
    {"\uFEFF", "ZERO WIDTH NO-BREAK SPACE, a byte order mark", "nothing"},
    {"\u2010", "HYPHEN", "-"},
    {"\u2011", "NON-BREAKING HYPHEN", "-"},
    {"\u2012", "FIGURE DASH", "-"},
    {"\u2013", "EN DASH", "-"},
    {"\u2014", "EM DASH", "-"},
    {"\u2212", "MINUS SIGN", "-"},
    {"\uFF0D", "FULLWIDTH HYPHEN-MINUS", "-"},
    {"\u2018", "LEFT SINGLE QUOTATION MARK", "'"},
    {"\u2019", "RIGHT SINGLE QUOTATION MARK", "'"},
    {"\u2032", "PRIME", "'"},
    {"\u00B4", "ACUTE ACCENT", "'"},
    {"\u201C", "LEFT DOUBLE QUOTATION MARK", "\""},
    {"\u201D", "RIGHT DOUBLE QUOTATION MARK", "\""},
    {"\u2033", "DOUBLE PRIME", "\""},
    {"\u2026", "HORIZONTAL ELLIPSIS", "..."},
    {"\u2044", "FRACTION SLASH", "/"},
    {"\u2215", "DIVISION SLASH", "/"},
    {"\u2217", "ASTERISK OPERATOR", "*"},
    {"\u2236", "RATIO", ":"},
    {"\uFF1A", "FULLWIDTH COLON", ":"},
    {"\uFF0C", "FULLWIDTH COMMA", ","},
    {"\u037E", "GREEK QUESTION MARK", ";"},
    {"\u00D7", "MULTIPLICATION SIGN", "x"},
    {"\u0430", "CYRILLIC SMALL LETTER A", "the Latin a"},
    {"\u0435", "CYRILLIC SMALL LETTER IE", "the Latin e"},
    {"\u043E", "CYRILLIC SMALL LETTER O", "the Latin o"},
    {"\u0440", "CYRILLIC SMALL LETTER ER", "the Latin p"},
    {"\u0441", "CYRILLIC SMALL LETTER ES", "the Latin c"},
    {"\u0443", "CYRILLIC SMALL LETTER U", "the Latin y"},
    {"\u0445", "CYRILLIC SMALL LETTER HA", "the Latin x"},
    {"\u0456", "CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I", "the Latin i"},
    {"\u0455", "CYRILLIC SMALL LETTER DZE", "the Latin s"},
    {"\u0458", "CYRILLIC SMALL LETTER JE", "the Latin j"},
    {"\u0410", "CYRILLIC CAPITAL LETTER A", "the Latin A"},
    {"\u0412", "CYRILLIC CAPITAL LETTER VE", "the Latin B"},
    {"\u0415", "CYRILLIC CAPITAL LETTER IE", "the Latin E"},
    {"\u041A", "CYRILLIC CAPITAL LETTER KA", "the Latin K"},
    {"\u041C", "CYRILLIC CAPITAL LETTER EM", "the Latin M"},
    {"\u041D", "CYRILLIC CAPITAL LETTER EN", "the Latin H"},
    {"\u041E", "CYRILLIC CAPITAL LETTER O", "the Latin O"},
    {"\u0420", "CYRILLIC CAPITAL LETTER ER", "the Latin P"},
    {"\u0421", "CYRILLIC CAPITAL LETTER ES", "the Latin C"},
    {"\u0422", "CYRILLIC CAPITAL LETTER TE", "the Latin T"},
    {"\u0425", "CYRILLIC CAPITAL LETTER HA", "the Latin X"},
    {"\u0391", "GREEK CAPITAL LETTER ALPHA", "the Latin A"},
    {"\u0392", "GREEK CAPITAL LETTER BETA", "the Latin B"},
    {"\u0395", "GREEK CAPITAL LETTER EPSILON", "the Latin E"},
    {"\u0397", "GREEK CAPITAL LETTER ETA", "the Latin H"},
    {"\u0399", "GREEK CAPITAL LETTER IOTA", "the Latin I"},
    {"\u039A", "GREEK CAPITAL LETTER KAPPA", "the Latin K"},
    {"\u039C", "GREEK CAPITAL LETTER MU", "the Latin M"},
    {"\u039D", "GREEK CAPITAL LETTER NU", "the Latin N"},
    {"\u039F", "GREEK CAPITAL LETTER OMICRON", "the Latin O"},
    {"\u03A1", "GREEK CAPITAL LETTER RHO", "the Latin P"},
    {"\u03A4", "GREEK CAPITAL LETTER TAU", "the Latin T"},
    {"\u03A7", "GREEK CAPITAL LETTER CHI", "the Latin X"},
    {"\u03BF", "GREEK SMALL LETTER OMICRON", "the Latin o"},
    {"\u0300", "COMBINING GRAVE ACCENT", "a part of the letter before"},
    {"\u0301", "COMBINING ACUTE ACCENT", "a part of the letter before"},
    {"\u0302", "COMBINING CIRCUMFLEX ACCENT", "a part of the letter before"},
    {"\u0303", "COMBINING TILDE", "a part of the letter before"},
    {"\u0304", "COMBINING MACRON", "a part of the letter before"},
    {"\u0306", "COMBINING BREVE", "a part of the letter before"},
    {"\u0307", "COMBINING DOT ABOVE", "a part of the letter before"},
    {"\u0308", "COMBINING DIAERESIS", "a part of the letter before"},
    {"\u030A", "COMBINING RING ABOVE", "a part of the letter before"},
    {"\u030B", "COMBINING DOUBLE ACUTE ACCENT", "a part of the letter before"},
    {"\u030C", "COMBINING CARON", "a part of the letter before"},
    {"\u0327", "COMBINING CEDILLA", "a part of the letter before"},
    {"\u0328", "COMBINING OGONEK", "a part of the letter before"},
};

// The first look-alike in `text` that `other` does not hold, or nullptr.
const LookAlike* First(absl::string_view text, absl::string_view other) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) < 0xC0) continue;
    for (const LookAlike& one : kLookAlikes) {
      if (text.substr(i, one.character.size()) == one.character &&
          other.find(one.character) == absl::string_view::npos) {
        return &one;
      }
    }
  }
  return nullptr;
}

std::string Remark(const LookAlike& one, absl::string_view where) {
  return absl::StrFormat(
      "; there is U+%04X (%s, looks like %s) in %s",
      static_cast<unsigned>(DecodeFront(one.character).value), one.name,
      one.like, where);
}

}  // namespace

std::string LookAlikeNote(absl::string_view expected,
                          absl::string_view actual) {
  // Where both have one, say what was printed: that is what can be changed.
  const LookAlike* const printed = First(actual, expected);
  if (printed != nullptr) return Remark(*printed, "what was printed");
  const LookAlike* const wanted = First(expected, actual);
  return wanted == nullptr ? "" : Remark(*wanted, "what is expected");
}

}  // namespace grader
