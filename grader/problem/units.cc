#include "grader/problem/units.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/problem/limits.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

struct Unit {
  absl::string_view name;
  double size;
};

constexpr Unit kDurationUnits[] = {
    {"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}};
constexpr Unit kByteUnits[] = {
    {"B", 1},      {"kB", 1e3},   {"MB", 1e6},           {"GB", 1e9},
    {"KiB", kKiB}, {"MiB", kMiB}, {"GiB", 1024.0 * kMiB}};

// Units as people write them.
constexpr std::pair<absl::string_view, absl::string_view> kWrittenOut[] = {
    {"second", "s"}, {"seconds", "s"},       {"sec", "s"},
    {"secs", "s"},   {"minute", "m"},        {"minutes", "m"},
    {"min", "m"},    {"hour", "h"},          {"hours", "h"},
    {"msec", "ms"},  {"milliseconds", "ms"}, {"K", "KiB"},
    {"M", "MiB"},    {"megabytes", "MiB"},   {"G", "GiB"},
    {"bytes", "B"}};

struct Quantity {
  absl::string_view digits;
  double number = 0;
  Unit unit;
};

absl::Status Refuse(absl::string_view what, absl::string_view text,
                    absl::string_view advice) {
  return absl::InvalidArgumentError(
      absl::StrCat("expected ", what, ", found \"", text, "\"",
                   advice.empty() ? "" : "; ", advice));
}

std::size_t NumberLength(absl::string_view text) {
  const auto digits = [&text](std::size_t from) {
    while (from < text.size() && absl::ascii_isdigit(text[from])) ++from;
    return from;
  };
  const std::size_t whole = digits(0);
  if (whole == 0 || whole == text.size() || text[whole] != '.') return whole;
  const std::size_t fraction = digits(whole + 1);
  return fraction == whole + 1 ? 0 : fraction;
}

// "ms, s or m"
template <std::size_t n>
std::string UnitNames(const Unit (&units)[n]) {
  std::string names;
  for (std::size_t i = 0; i < n; ++i) {
    absl::StrAppend(&names, i == 0 ? "" : (i + 1 == n ? " or " : ", "),
                    units[i].name);
  }
  return names;
}

template <std::size_t n>
absl::StatusOr<Quantity> ParseQuantity(absl::string_view text,
                                       absl::string_view what,
                                       const Unit (&units)[n]) {
  if (!text.empty() && text[0] == '-') {
    return Refuse(what, text, "it cannot be negative");
  }
  const std::size_t length = NumberLength(text);
  if (length == 0) return Refuse(what, text, "");
  static const RE2 kComma("([0-9]+),([0-9]+[A-Za-z]+)");
  std::string whole;
  std::string rest;
  if (RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kComma, &whole,
                     &rest)) {
    return Refuse(what, text, absl::StrCat("write \"", whole, ".", rest, "\""));
  }
  Quantity quantity;
  quantity.digits = text.substr(0, length);
  if (!absl::SimpleAtod(quantity.digits, &quantity.number)) {
    return Refuse(what, text, "the number is too large");
  }
  const absl::string_view written = text.substr(length);
  const absl::string_view name = absl::StripAsciiWhitespace(written);
  if (name.empty()) {
    return Refuse(what, text,
                  absl::StrCat("the unit is missing: ", UnitNames(units)));
  }
  for (const Unit& unit : units) {
    if (unit.name != name) continue;
    if (written != name) {
      return Refuse(what, text,
                    absl::StrCat("write \"", quantity.digits, name, "\""));
    }
    quantity.unit = unit;
    return quantity;
  }
  std::vector<std::string> names;
  for (const Unit& unit : units) names.emplace_back(unit.name);
  std::optional<std::string> closest = Closest(name, names);
  for (const auto& [word, unit] : kWrittenOut) {
    const bool known = absl::c_linear_search(names, unit);
    if (known && absl::EqualsIgnoreCase(word, name))
      closest = std::string(unit);
  }
  return Refuse(what, text,
                closest ? absl::StrCat("did you mean \"", quantity.digits,
                                       *closest, "\"?")
                        : absl::StrCat("the unit must be ", UnitNames(units)));
}

}  // namespace

absl::StatusOr<absl::Duration> ParseDuration(absl::string_view text) {
  constexpr absl::string_view kWhat = "a duration like 150ms, 1.5s or 2m";
  const absl::StatusOr<Quantity> quantity =
      ParseQuantity(text, kWhat, kDurationUnits);
  if (!quantity.ok()) return quantity.status();
  // Abseil reads decimals exactly, where a product of doubles would not be.
  absl::Duration duration;
  if (!absl::ParseDuration(text, &duration) ||
      duration == absl::InfiniteDuration()) {
    return Refuse(kWhat, text, "it is too long");
  }
  return duration;
}

absl::StatusOr<std::int64_t> ParseBytes(absl::string_view text) {
  constexpr absl::string_view kWhat = "a size like 64KiB, 256MiB or 100B";
  const absl::StatusOr<Quantity> quantity =
      ParseQuantity(text, kWhat, kByteUnits);
  if (!quantity.ok()) return quantity.status();
  const double bytes = quantity->number * quantity->unit.size;
  // Up to here every whole number is a double.
  if (bytes > 9007199254740992.0) return Refuse(kWhat, text, "it is too large");
  const double whole = std::round(bytes);
  if (std::abs(bytes - whole) > 1e-6 * std::max(1.0, bytes)) {
    return Refuse(kWhat, text, "it is not a whole number of bytes");
  }
  return static_cast<std::int64_t>(whole);
}

std::string Trimmed(double value, int digits) {
  std::string text = absl::StrFormat("%.*f", digits, value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string FormatElapsed(absl::Duration duration) {
  if (duration == absl::InfiniteDuration()) return "unlimited";
  const double milliseconds = absl::ToDoubleMilliseconds(duration);
  // What rounds to 1000 ms is a second.
  if (std::abs(milliseconds) < 999.95) {
    return absl::StrCat(Trimmed(milliseconds, 1), " ms");
  }
  return absl::StrCat(Trimmed(milliseconds / 1000, 2), " s");
}

std::string FormatBytes(std::int64_t bytes) {
  if (bytes < kKiB) return absl::StrCat(bytes, " B");
  constexpr absl::string_view kNames[] = {"KiB", "MiB", "GiB"};
  std::int64_t unit = kKiB;
  std::size_t name = 0;
  while (name < 2 && bytes >= unit * kKiB) {
    unit *= kKiB;
    ++name;
  }
  if (bytes % unit == 0) return absl::StrCat(bytes / unit, " ", kNames[name]);
  const double number = static_cast<double>(bytes) / static_cast<double>(unit);
  return absl::StrFormat("%.1f %s", number, kNames[name]);
}

std::string Counted(std::uint64_t count, absl::string_view noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

}  // namespace grader
