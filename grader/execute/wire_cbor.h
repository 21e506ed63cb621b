// The pieces that wire.cc builds its messages from: byte strings, times and
// checked access. Everything here throws Malformed or a json::exception;
// Parse turns either into a Status.
#ifndef GRADER_EXECUTE_WIRE_CBOR_H_
#define GRADER_EXECUTE_WIRE_CBOR_H_

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace grader::wire {

struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Programs print any bytes, so texts travel as byte strings, not as UTF-8.
nlohmann::json Bytes(const std::string& text);
std::string Text(const nlohmann::json& value);

nlohmann::json List(const std::vector<std::string>& texts);
std::vector<std::string> Texts(const nlohmann::json& value);

nlohmann::json Map(const std::map<std::string, std::string>& texts);
std::map<std::string, std::string> TextMap(const nlohmann::json& value);

// Whole nanoseconds; an infinite duration becomes the largest number.
std::int64_t Nanoseconds(absl::Duration duration);
absl::Duration FromNanoseconds(const nlohmann::json& value);

std::int64_t Integer(const nlohmann::json& value);
int SmallInteger(const nlohmann::json& value);

const nlohmann::json& Field(const nlohmann::json& object, const char* key);
const nlohmann::json& At(const nlohmann::json& array, int index);
// The value itself if it is an array.
const nlohmann::json& Items(const nlohmann::json& value);

std::string Serialize(const nlohmann::json& value);

// Throws Malformed if containers nest deeper than any message of ours: the
// parser is recursive and must not be given such input.
void CheckNesting(absl::string_view cbor);

// Reads `bytes` and hands the value to `decode`; whatever that throws becomes
// an InvalidArgument.
template <typename T, typename Decode>
absl::StatusOr<T> Parse(absl::string_view bytes, Decode decode) {
  try {
    CheckNesting(bytes);
    return decode(nlohmann::json::from_cbor(bytes.begin(), bytes.end()));
  } catch (const std::exception& error) {
    return absl::InvalidArgumentError(
        absl::StrCat("malformed message: ", error.what()));
  }
}

}  // namespace grader::wire

#endif  // GRADER_EXECUTE_WIRE_CBOR_H_
