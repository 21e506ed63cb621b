// JSON that comes over the network: one object of a known schema, or an error.
#ifndef GRADER_QUEUE_WIRE_JSON_H_
#define GRADER_QUEUE_WIRE_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/report/json_values.h"

namespace grader {

// On one line; bytes that are not UTF-8 become U+FFFD.
inline std::string DumpOnWire(const Json& object) {
  return object.dump(-1, ' ', true, Json::error_handler_t::replace);
}

// What `read` makes of `text`, an object whose "schema" is `schema`;
// kInvalidArgument if it is none, or lacks what `read` takes.
template <typename T, typename Read>
absl::StatusOr<T> FromWire(absl::string_view text, absl::string_view schema,
                           Read read) {
  try {
    const Json object = Json::parse(text);
    if (object.at("schema") == std::string(schema)) return read(object);
  } catch (const Json::exception&) {
    // What it says of a stranger's bytes helps nobody.
  }
  return absl::InvalidArgumentError(absl::StrCat("it is no ", schema));
}

}  // namespace grader

#endif  // GRADER_QUEUE_WIRE_JSON_H_
