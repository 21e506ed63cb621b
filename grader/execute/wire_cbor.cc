#include "grader/execute/wire_cbor.h"

#include <limits>
#include <utility>

namespace grader::wire {

using nlohmann::json;

json Bytes(const std::string& text) {
  return json::binary(json::binary_t::container_type(text.begin(), text.end()));
}

std::string Text(const json& value) {
  if (!value.is_binary()) throw Malformed("not a byte string");
  const auto& bytes = value.get_binary();
  return std::string(bytes.begin(), bytes.end());
}

json List(const std::vector<std::string>& texts) {
  json list = json::array();
  for (const std::string& text : texts) list.push_back(Bytes(text));
  return list;
}

std::vector<std::string> Texts(const json& value) {
  std::vector<std::string> texts;
  for (const json& item : Items(value)) texts.push_back(Text(item));
  return texts;
}

json Map(const std::map<std::string, std::string>& texts) {
  json list = json::array();
  for (const auto& [name, text] : texts) {
    list.push_back({Bytes(name), Bytes(text)});
  }
  return list;
}

std::map<std::string, std::string> TextMap(const json& value) {
  std::map<std::string, std::string> texts;
  for (const json& item : Items(value)) {
    texts[Text(At(item, 0))] = Text(At(item, 1));
  }
  return texts;
}

std::int64_t Nanoseconds(absl::Duration duration) {
  return absl::ToInt64Nanoseconds(duration);
}

absl::Duration FromNanoseconds(const json& value) {
  return absl::Nanoseconds(Integer(value));
}

std::int64_t Integer(const json& value) {
  if (!value.is_number_integer()) throw Malformed("not an integer");
  return value.get<std::int64_t>();
}

int SmallInteger(const json& value) {
  const std::int64_t integer = Integer(value);
  if (integer < std::numeric_limits<int>::min() ||
      integer > std::numeric_limits<int>::max()) {
    throw Malformed("an integer out of range");
  }
  return static_cast<int>(integer);
}

const json& Field(const json& object, const char* key) {
  return object.at(key);
}

const json& At(const json& array, int index) {
  return array.at(static_cast<std::size_t>(index));
}

const json& Items(const json& value) {
  if (!value.is_array()) throw Malformed("not an array");
  return value;
}

std::string Serialize(const json& value) {
  std::string bytes;
  json::to_cbor(value, bytes);
  return bytes;
}

namespace {

constexpr std::size_t kDeepest = 16;

// The head of one data item (RFC 8949, section 3), without its argument's
// meaning.
struct Head {
  int major = 0;
  std::uint64_t argument = 0;
};

Head TakeHead(absl::string_view& bytes) {
  const auto first = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  Head head = {first >> 5, first & 31U};
  if (head.argument < 24) return head;
  if (head.argument > 27) throw Malformed("an item of indefinite length");
  const std::size_t width = std::size_t{1} << (head.argument - 24);
  if (bytes.size() < width) throw Malformed("cut off");
  head.argument = 0;
  for (std::size_t i = 0; i < width; ++i) {
    head.argument = head.argument << 8 | static_cast<unsigned char>(bytes[i]);
  }
  bytes.remove_prefix(width);
  return head;
}

}  // namespace

void CheckNesting(absl::string_view cbor) {
  std::vector<std::uint64_t> open;  // items still to come, per container
  while (!cbor.empty()) {
    while (!open.empty() && open.back() == 0) open.pop_back();
    if (!open.empty()) --open.back();
    const Head head = TakeHead(cbor);
    const bool is_string = head.major == 2 || head.major == 3;
    const bool is_map = head.major == 5;
    if (is_string || head.major == 4 || is_map) {
      // Every item takes a byte at least, so no count may exceed what is left.
      if (head.argument > cbor.size()) throw Malformed("cut off");
      if (is_string) {
        cbor.remove_prefix(head.argument);
      } else {
        open.push_back(is_map ? 2 * head.argument : head.argument);
      }
    }
    if (head.major == 6) throw Malformed("a tagged item");
    if (open.size() > kDeepest) throw Malformed("nested too deeply");
  }
}

}  // namespace grader::wire
