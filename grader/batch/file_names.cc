#include "grader/batch/file_names.h"

#include <iconv.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/content_hash.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

constexpr std::size_t kLongestFolderName = 128;
constexpr std::size_t kLongestPart = 200;
constexpr std::size_t kLongestExtension = 20;

// 64 bits of it: two names that nobody sought do not have the same.
std::string ShortHash(absl::string_view name) {
  return ContentHash("name 1").Add(name).Digest().substr(0, 16);
}

std::string FromCodePage437(absl::string_view bytes) {
  const iconv_t converter = iconv_open("UTF-8", "CP437");
  std::string text;
  if (converter != reinterpret_cast<iconv_t>(-1)) {
    const absl::Cleanup close = [&] { iconv_close(converter); };
    std::string input(bytes);
    text.resize(4 * input.size());
    char* from = input.data();
    char* to = text.data();
    std::size_t unread = input.size();
    std::size_t room = text.size();
    if (iconv(converter, &from, &unread, &to, &room) !=
        static_cast<std::size_t>(-1)) {
      text.resize(text.size() - room);
      return text;
    }
    text.clear();
  }
  // The C library's tables may be missing.
  for (const char c : bytes) {
    if (absl::ascii_isascii(static_cast<unsigned char>(c))) {
      text += c;
    } else {
      absl::StrAppend(
          &text, "%",
          absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    }
  }
  return text;
}

}  // namespace

std::string DecodeName(absl::string_view bytes) {
  return FindInvalidUtf8(bytes) == absl::string_view::npos
             ? std::string(bytes)
             : FromCodePage437(bytes);
}

std::string FolderNameFor(absl::string_view name) {
  std::string safe;
  bool has_capitals = false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    has_capitals = has_capitals || absl::ascii_isupper(byte);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '_') {
      safe += c;
    } else {
      absl::StrAppend(&safe, "%", absl::Hex(byte, absl::kZeroPad2));
    }
  }
  // A '.' is in no name that stays as it is, so that nobody can be called what
  // somebody else's name becomes.
  const std::string suffix = absl::StrCat(".", ShortHash(name));
  if (!name.empty() && !has_capitals && safe.size() <= kLongestFolderName) {
    return safe;
  }
  safe.resize(std::min(safe.size(), kLongestFolderName - suffix.size()));
  return absl::StrCat(name.empty() ? "nameless" : safe, suffix);
}

std::string SafePart(const std::string& part) {
  std::string safe = part;
  for (char& c : safe) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = '_';
  }
  if (safe.size() <= kLongestPart) return safe;
  std::string extension = std::filesystem::path(safe).extension().string();
  if (extension.size() > kLongestExtension) extension.clear();
  const std::string ending = absl::StrCat("~", ShortHash(part), extension);
  return absl::StrCat(
      safe.substr(0, CutBefore(safe, kLongestPart - ending.size())), ending);
}

}  // namespace grader
