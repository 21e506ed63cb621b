#include "grader/sandbox/isolation/zygote_order.h"

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

namespace grader::sandbox {
namespace {

static_assert(std::is_trivially_copyable_v<Limits>);

template <typename T>
void PackValue(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void PackText(std::string& bytes, const std::string& text) {
  PackValue(bytes, static_cast<std::uint64_t>(text.size()));
  bytes += text;
}

void PackTexts(std::string& bytes, const std::vector<std::string>& texts) {
  PackValue(bytes, static_cast<std::uint64_t>(texts.size()));
  for (const std::string& text : texts) PackText(bytes, text);
}

void PackFilter(std::string& bytes, const FilterProgram& filter) {
  PackValue(bytes, static_cast<std::uint64_t>(filter.size()));
  for (const sock_filter& instruction : filter) PackValue(bytes, instruction);
}

// Takes values off the front; `good` stays false from the first one missing.
struct Unpacker {
  absl::string_view left;
  bool good = true;

  template <typename T>
  T Value() {
    T value = {};
    good = good && left.size() >= sizeof value;
    if (!good) return value;
    std::memcpy(&value, left.data(), sizeof value);
    left.remove_prefix(sizeof value);
    return value;
  }
  std::string Text() {
    const auto size = Value<std::uint64_t>();
    good = good && size <= left.size();
    if (!good) return "";
    std::string text(left.substr(0, size));
    left.remove_prefix(size);
    return text;
  }
  std::vector<std::string> Texts() {
    std::vector<std::string> texts;
    for (auto count = Value<std::uint64_t>(); good && count > 0; --count) {
      texts.push_back(Text());
    }
    return texts;
  }
  FilterProgram Filter() {
    FilterProgram filter;
    for (auto count = Value<std::uint64_t>(); good && count > 0; --count) {
      filter.push_back(Value<sock_filter>());
    }
    return filter;
  }
};

}  // namespace

std::string PackFilters(const SessionFilters& filters) {
  std::string bytes;
  PackFilter(bytes, filters.all);
  PackFilter(bytes, filters.runs);
  PackFilter(bytes, filters.clock);
  return bytes;
}

std::optional<SessionFilters> UnpackFilters(absl::string_view bytes) {
  Unpacker unpacker = {bytes};
  SessionFilters filters;
  filters.all = unpacker.Filter();
  filters.runs = unpacker.Filter();
  filters.clock = unpacker.Filter();
  if (!unpacker.good || !unpacker.left.empty()) return std::nullopt;
  return filters;
}

std::string PackOrder(const RunOrder& order) {
  std::string bytes;
  PackValue(bytes, order.limits);
  PackValue(bytes, order.clock);
  PackTexts(bytes, order.argv);
  PackTexts(bytes, order.driver);
  PackTexts(bytes, order.driver_environment);
  PackTexts(bytes, order.environment);
  PackText(bytes, order.directory);
  PackTexts(bytes, order.readable);
  PackValue(bytes, order.last);
  PackValue(bytes, static_cast<std::uint64_t>(order.files.size()));
  for (const InputFile& file : order.files) {
    PackText(bytes, file.name);
    PackText(bytes, file.content);
  }
  return bytes;
}

std::optional<RunOrder> UnpackOrder(absl::string_view bytes) {
  Unpacker unpacker = {bytes};
  RunOrder order;
  order.limits = unpacker.Value<Limits>();
  order.clock = unpacker.Value<ClockKind>();
  order.argv = unpacker.Texts();
  order.driver = unpacker.Texts();
  order.driver_environment = unpacker.Texts();
  order.environment = unpacker.Texts();
  order.directory = unpacker.Text();
  order.readable = unpacker.Texts();
  order.last = unpacker.Value<bool>();
  for (auto count = unpacker.Value<std::uint64_t>(); unpacker.good && count > 0;
       --count) {
    std::string name = unpacker.Text();
    order.files.push_back({std::move(name), unpacker.Text()});
  }
  if (!unpacker.good || !unpacker.left.empty()) return std::nullopt;
  return order;
}

}  // namespace grader::sandbox
