#include "grader/batch/moment.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "grader/problem/readable.h"
#include "grader/problem/units.h"
#include "re2/re2.h"

namespace grader {
namespace {

constexpr char kExpected[] = "expected a time such as 2026-03-01 23:59";
constexpr absl::Duration kDay = absl::Hours(24);

// What was written of a time, figure by figure.
struct Written {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string zone;  // empty: not told
};

// The number of the month that `name` begins like, or 0.
int MonthOf(absl::string_view name) {
  constexpr absl::string_view kMonths[] = {"jan", "feb", "mar", "apr",
                                           "may", "jun", "jul", "aug",
                                           "sep", "oct", "nov", "dec"};
  const auto it =
      std::find(std::begin(kMonths), std::end(kMonths),
                absl::AsciiStrToLower(absl::ClippedSubstr(name, 0, 3)));
  if (it == std::end(kMonths)) return 0;
  return static_cast<int>(it - std::begin(kMonths)) + 1;
}

bool ReadIso(const std::string& text, Written& read) {
  static const RE2& pattern = *new RE2(
      "(\\d{4})-(\\d{2})-(\\d{2})[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)"
      "?)? ?(Z|[+-]\\d{2}:?\\d{2}|[A-Za-z][A-Za-z0-9_/+-]*)?");
  std::string second;
  if (!RE2::FullMatch(text, pattern, &read.year, &read.month, &read.day,
                      &read.hour, &read.minute, &second, &read.zone)) {
    return false;
  }
  return second.empty() || absl::SimpleAtoi(second, &read.second);
}

bool ReadMoodle(const std::string& text, Written& read) {
  static const RE2& day_first = *new RE2(
      "(?:[A-Za-z]+, )?(\\d{1,2}) ([A-Za-z]+) (\\d{4}), (\\d{1,2}):(\\d{2}) ?"
      "([AaPp][Mm])?");
  static const RE2& month_first = *new RE2(
      "(?:[A-Za-z]+, )?([A-Za-z]+) (\\d{1,2}), (\\d{4}), (\\d{1,2}):(\\d{2}) ?"
      "([AaPp][Mm])?");
  std::string month;
  std::string half;
  if (!RE2::FullMatch(text, day_first, &read.day, &month, &read.year,
                      &read.hour, &read.minute, &half) &&
      !RE2::FullMatch(text, month_first, &month, &read.day, &read.year,
                      &read.hour, &read.minute, &half)) {
    return false;
  }
  read.month = MonthOf(month);
  if (half.empty()) return true;
  if (read.hour < 1 || read.hour > 12) return false;
  const bool afternoon = absl::EqualsIgnoreCase(half, "pm");
  read.hour = read.hour % 12 + (afternoon ? 12 : 0);
  return true;
}

absl::StatusOr<absl::TimeZone> ReadZone(const std::string& name) {
  static const RE2& offset = *new RE2("([+-])(\\d{2}):?(\\d{2})");
  std::string sign;
  int hours = 0;
  int minutes = 0;
  if (RE2::FullMatch(name, offset, &sign, &hours, &minutes)) {
    if (hours > 14 || minutes > 59) {
      return absl::InvalidArgumentError(
          absl::StrCat("no zone is ", name, " from UTC"));
    }
    const int seconds = (hours * 60 + minutes) * 60;
    return absl::FixedTimeZone(sign == "-" ? -seconds : seconds);
  }
  absl::TimeZone zone;
  if (name == "Z" || name == "UTC" || absl::LoadTimeZone(name, &zone)) {
    return zone;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("no time zone is called ", Quoted(name),
                   "; write an offset, as in +01:00, or a name, as in "
                   "Europe/Berlin (of the package tzdata)"));
}

}  // namespace

absl::StatusOr<Moment> ReadMoment(absl::string_view text,
                                  const absl::TimeZone* zone) {
  const std::string stripped(absl::StripAsciiWhitespace(text));
  Written read;
  if (!ReadIso(stripped, read) && !ReadMoodle(stripped, read)) {
    return absl::InvalidArgumentError(
        absl::StrCat(Quoted(stripped), " is no time; ", kExpected,
                     zone == nullptr ? " +01:00" : ""));
  }
  const absl::CivilSecond civil(read.year, read.month, read.day, read.hour,
                                read.minute, read.second);
  // Figures that there are not, such as the 30th of February, were carried.
  if (civil.month() != read.month || civil.day() != read.day ||
      civil.hour() != read.hour || civil.minute() != read.minute ||
      civil.second() != read.second) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no ", Quoted(stripped), "; ", kExpected));
  }
  Moment moment;
  if (!read.zone.empty()) {
    const auto told = ReadZone(read.zone);
    if (!told.ok()) return told.status();
    moment.zone = *told;
  } else if (zone != nullptr) {
    moment.zone = *zone;
  } else {
    return absl::InvalidArgumentError(
        absl::StrCat(Quoted(stripped),
                     " does not say in which time zone; write it behind, as in "
                     "+01:00, Z or Europe/Berlin"));
  }
  moment.time = moment.zone.At(civil).pre;
  return moment;
}

absl::StatusOr<absl::Duration> ReadSpan(absl::string_view text) {
  for (const auto& [unit, span] :
       {std::pair<absl::string_view, absl::Duration>{"d", kDay},
        {"w", 7 * kDay}}) {
    if (!absl::EndsWith(text, unit)) continue;
    const auto hours = ParseDuration(
        absl::StrCat(text.substr(0, text.size() - unit.size()), "h"));
    if (hours.ok()) return *hours * (span / absl::Hours(1));
  }
  const auto span = ParseDuration(text);
  if (span.ok()) return *span;
  return absl::InvalidArgumentError(
      absl::StrCat(Quoted(text),
                   " is no span of time; expected a number and a unit, as in "
                   "2d, 12h or 30m"));
}

std::string FormatMoment(absl::Time time, const absl::TimeZone& zone) {
  const bool seconds = absl::ToUnixSeconds(time) % 60 != 0;
  return absl::FormatTime(
      seconds ? "%Y-%m-%d %H:%M:%S %Ez" : "%Y-%m-%d %H:%M %Ez", time, zone);
}

std::string TzVariable(const absl::TimeZone& zone) {
  const std::string name = zone.name();
  if (!absl::StartsWith(name, "Fixed/")) return name;
  // POSIX counts westwards.
  const int west = -zone.At(absl::UnixEpoch()).offset;
  const int minutes = std::abs(west) / 60;
  return absl::StrFormat("<fixed>%c%02d:%02d", west < 0 ? '-' : '+',
                         minutes / 60, minutes % 60);
}

std::string FormatSpan(absl::Duration span) {
  const std::int64_t seconds = absl::ToInt64Seconds(span);
  const std::int64_t days = seconds / 86400;
  const std::int64_t hours = seconds / 3600 % 24;
  const std::int64_t minutes = seconds / 60 % 60;
  std::string text;
  if (days > 0) {
    text = Counted(static_cast<std::uint64_t>(days), "day");
    if (hours > 0) absl::StrAppend(&text, " ", hours, " h");
  } else if (hours > 0) {
    text = absl::StrCat(hours, " h");
    if (minutes > 0) absl::StrAppend(&text, " ", minutes, " min");
  } else if (minutes > 0) {
    text = absl::StrCat(minutes, " min");
  } else {
    text = absl::StrCat(std::max<std::int64_t>(1, seconds), " s");
  }
  return text;
}

}  // namespace grader
