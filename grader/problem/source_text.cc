#include "grader/problem/source_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace grader {
namespace {

// Of a text in a Latin script, UTF-16 has a zero in every other byte.
bool LooksLikeUtf16(absl::string_view bytes) {
  std::array<std::size_t, 2> zeros = {};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\0') ++zeros[i % 2];
  }
  const auto [few, many] = std::minmax(zeros[0], zeros[1]);
  return bytes.size() >= 8 && few == 0 && many > bytes.size() * 2 / 5;
}

// The encoding that `bytes` are in if it is not UTF-8; else "".
absl::string_view WideEncoding(absl::string_view bytes) {
  // The first of these begins like the second.
  if (absl::StartsWith(bytes, absl::string_view("\xFF\xFE\0\0", 4)) ||
      absl::StartsWith(bytes, absl::string_view("\0\0\xFE\xFF", 4))) {
    return "UTF-32";
  }
  if (absl::StartsWith(bytes, "\xFF\xFE") ||
      absl::StartsWith(bytes, "\xFE\xFF") || LooksLikeUtf16(bytes)) {
    return "UTF-16";
  }
  return "";
}

// Programs, pictures and archives; a text may hold a stray character.
bool LooksBinary(absl::string_view bytes) {
  const auto odd = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x07 || (byte > 0x0D && byte < 0x20 && byte != 0x1B);
  });
  return odd > 1 && static_cast<std::size_t>(odd) > bytes.size() / 20;
}

}  // namespace

SourceText ReadSourceText(absl::string_view bytes) {
  SourceText source;
  if (const absl::string_view encoding = WideEncoding(bytes);
      !encoding.empty()) {
    source.fault = absl::StrCat("it is saved as ", encoding,
                                "; save it as UTF-8 (editors offer that under "
                                "\"Save as\" or \"Encoding\")");
    return source;
  }
  absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF");
  if (const std::size_t zero = bytes.find('\0');
      zero != absl::string_view::npos) {
    const absl::string_view before = bytes.substr(0, zero);
    const std::size_t line_start = before.rfind('\n') + 1;
    source.line =
        1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    source.column = 1 + static_cast<int>(zero - line_start);
    source.fault =
        LooksBinary(bytes)
            ? "it is a binary file, not source text"
            : "here stands a NUL byte, which no source text may hold; delete "
              "it";
    return source;
  }
  source.text = absl::StrReplaceAll(bytes, {{"\r\n", "\n"}});
  return source;
}

}  // namespace grader
