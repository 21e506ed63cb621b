#include "grader/serve/forms.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/course/secrets.h"

namespace grader {
namespace {

constexpr std::size_t kMostParts = 300;
constexpr std::size_t kLongestBoundary = 70;  // RFC 2046, 5.1.1

std::string Unescaped(absl::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string byte =
        text[i] == '%' ? FromHex(text.substr(i + 1, 2)) : "";
    if (byte.size() == 1) {
      result += byte;
      i += 2;
    } else {
      result += text[i] == '+' ? ' ' : text[i];
    }
  }
  return result;
}

absl::Status Bad(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("the form ", what));
}

// The parameter `name` of a header such as `form-data; name="a"; filename="b"`,
// escaped as browsers do it (WHATWG HTML, "multipart/form-data encoding
// algorithm").
bool Parameter(absl::string_view header, absl::string_view name,
               std::string& value) {
  const std::string start = absl::StrCat("; ", name, "=\"");
  const std::size_t at = header.find(start);
  if (at == absl::string_view::npos) return false;
  header.remove_prefix(at + start.size());
  const std::size_t end = header.find('"');
  if (end == absl::string_view::npos) return false;
  value = absl::StrReplaceAll(header.substr(0, end),
                              {{"%22", "\""}, {"%0D", "\r"}, {"%0A", "\n"}});
  return true;
}

// The header of one part, and its content.
absl::StatusOr<FormPart> ReadPart(absl::string_view text) {
  const std::size_t end = text.find("\r\n\r\n");
  if (end == absl::string_view::npos) return Bad("has a part without content");
  FormPart part;
  bool named = false;
  for (const absl::string_view line :
       absl::StrSplit(text.substr(0, end), "\r\n")) {
    constexpr absl::string_view kName = "content-disposition:";
    if (!absl::StartsWithIgnoreCase(line, kName)) continue;
    const absl::string_view value =
        absl::StripAsciiWhitespace(line.substr(kName.size()));
    named = absl::StartsWith(value, "form-data;") &&
            Parameter(value, "name", part.name);
    part.is_file = Parameter(value, "filename", part.file);
  }
  if (!named) return Bad("has a part without a name");
  part.content = std::string(text.substr(end + 4));
  return part;
}

}  // namespace

std::map<std::string, std::string> ReadFields(absl::string_view text) {
  std::map<std::string, std::string> fields;
  for (const absl::string_view field : absl::StrSplit(text, '&')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(field, absl::MaxSplits('=', 1));
    fields.emplace(Unescaped(parts.first), Unescaped(parts.second));
  }
  return fields;
}

absl::StatusOr<std::vector<FormPart>> ReadParts(absl::string_view type,
                                                absl::string_view body) {
  constexpr absl::string_view kType = "multipart/form-data;";
  const std::size_t at = type.find("boundary=");
  if (!absl::StartsWithIgnoreCase(type, kType) ||
      at == absl::string_view::npos) {
    return Bad("is not of the kind that the page sends");
  }
  absl::string_view boundary = type.substr(at + 9);
  boundary = boundary.substr(0, boundary.find(';'));
  if (absl::ConsumePrefix(&boundary, "\""))
    absl::ConsumeSuffix(&boundary, "\"");
  if (boundary.empty() || boundary.size() > kLongestBoundary) {
    return Bad("has no boundary between its parts");
  }
  const std::string first = absl::StrCat("--", boundary);
  const std::string next = absl::StrCat("\r\n", first);
  if (!absl::ConsumePrefix(&body, first)) return Bad("does not begin");
  std::vector<FormPart> parts;
  while (!absl::StartsWith(body, "--")) {
    if (!absl::ConsumePrefix(&body, "\r\n")) return Bad("is cut short");
    const std::size_t end = body.find(next);
    if (end == absl::string_view::npos) return Bad("is cut short");
    if (parts.size() == kMostParts) return Bad("has too many parts");
    auto part = ReadPart(body.substr(0, end));
    if (!part.ok()) return part.status();
    parts.push_back(*std::move(part));
    body.remove_prefix(end + next.size());
  }
  return parts;
}

std::string CookieValue(absl::string_view header, absl::string_view name) {
  std::string found;
  for (absl::string_view cookie : absl::StrSplit(header, ';')) {
    cookie = absl::StripAsciiWhitespace(cookie);
    if (!absl::ConsumePrefix(&cookie, absl::StrCat(name, "="))) continue;
    if (!found.empty() && found != cookie) return "";
    found = std::string(cookie);
  }
  return found;
}

}  // namespace grader
