// What a form of a page sends, read. All of it may be anybody's. Pure.
#ifndef GRADER_SERVE_FORMS_H_
#define GRADER_SERVE_FORMS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

// The fields of "a=1&b=2" (application/x-www-form-urlencoded, WHATWG URL
// standard, 5.1); of several of a name the first. What is no escape stays.
std::map<std::string, std::string> ReadFields(absl::string_view text);

// One part of a multipart/form-data body.
struct FormPart {
  std::string name;
  std::string file;  // what the file is called; empty: none was chosen
  bool is_file = false;
  std::string content;
};

// The parts of `body`, whose Content-Type is `type` (RFC 7578).
// kInvalidArgument if it is no such body, is cut short, or has more than 300
// parts.
absl::StatusOr<std::vector<FormPart>> ReadParts(absl::string_view type,
                                                absl::string_view body);

// That of the cookie `name` in the header Cookie `header`; empty: none, or
// several that differ.
std::string CookieValue(absl::string_view header, absl::string_view name);

}  // namespace grader

#endif  // GRADER_SERVE_FORMS_H_
