#include "grader/batch/deadline.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/batch/moment.h"
#include "grader/problem/readable.h"
#include "grader/problem/units.h"
#include "re2/re2.h"

namespace grader {
namespace {

constexpr char kClauses[] =
    "10% per day, 2 points per hour, at most 50%, grace 15m, until 7d";

absl::Status Wrong(absl::string_view clause, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("--late: ", Quoted(clause),
                                                 ": ", what,
                                                 "; expected, separated by "
                                                 "commas, any of: ",
                                                 kClauses));
}

// "10%", "10% of score", "2 points".
bool ReadAmount(const std::string& text, LateAmount& amount) {
  static const RE2& percent =
      *new RE2("(\\d{1,3}(?:\\.\\d{1,4})?) ?%( of score)?");
  static const RE2& points = *new RE2("(\\d+(?:\\.\\d+)?) points?");
  std::string number;
  std::string of_score;
  if (RE2::FullMatch(text, percent, &number, &of_score)) {
    double value = 0;
    if (!absl::SimpleAtod(number, &value) || value > 100) return false;
    amount.share = value / 100;
    amount.of =
        of_score.empty() ? LateAmount::Of::kMaximum : LateAmount::Of::kScore;
    return true;
  }
  if (!RE2::FullMatch(text, points, &number)) return false;
  const auto read = ParsePoints(number);
  if (read) amount.points = *read;
  return read.has_value();
}

absl::Duration PeriodOf(absl::string_view word) {
  if (word == "hour") return absl::Hours(1);
  if (word == "day") return absl::Hours(24);
  if (word == "week") return absl::Hours(24 * 7);
  return absl::InfiniteDuration();
}

// Reads clause after clause of a rule.
class RuleReader {
 public:
  explicit RuleReader(Deadline& deadline)
      : deadline_(deadline), rule_(deadline.rule) {}

  absl::Status Read(const std::string& clause) {
    static const RE2& most = *new RE2("at most (.*)");
    static const RE2& grace = *new RE2("grace (.*)");
    static const RE2& until = *new RE2("until (.*)");
    std::string rest;
    if (RE2::FullMatch(clause, most, &rest)) {
      rule_.most.emplace();
      if (ReadAmount(rest, *rule_.most)) return absl::OkStatus();
      return Wrong(clause, absl::StrCat(Quoted(rest), " is no amount"));
    }
    if (RE2::FullMatch(clause, grace, &rest)) {
      const auto span = ReadSpan(rest);
      if (!span.ok()) return Wrong(clause, span.status().message());
      rule_.grace = *span;
      return absl::OkStatus();
    }
    if (RE2::FullMatch(clause, until, &rest)) return ReadLast(clause, rest);
    return ReadDeduction(clause);
  }

 private:
  absl::Status ReadLast(const std::string& clause, const std::string& rest) {
    if (const auto span = ReadSpan(rest); span.ok()) {
      rule_.last = *span;
      return absl::OkStatus();
    }
    const auto moment = ReadMoment(rest, &deadline_.zone);
    if (!moment.ok()) return Wrong(clause, moment.status().message());
    if (moment->time < deadline_.due) {
      return Wrong(clause, "that is before the deadline");
    }
    rule_.last = moment->time - deadline_.due;
    return absl::OkStatus();
  }

  absl::Status ReadDeduction(const std::string& clause) {
    static const RE2& pattern = *new RE2("(.*?)(?: per (hour|day|week))?");
    std::string amount;
    std::string period;
    if (!RE2::FullMatch(clause, pattern, &amount, &period) ||
        !ReadAmount(amount, rule_.deduction)) {
      return Wrong(clause, "it is no rule");
    }
    if (!rule_.words.empty()) {
      return Wrong(clause, absl::StrCat("there is one deduction already, ",
                                        Quoted(rule_.words)));
    }
    rule_.period = PeriodOf(period);
    rule_.words = clause;
    return absl::OkStatus();
  }

  Deadline& deadline_;
  LateRule& rule_;
};

Points AmountOf(const LateAmount& amount, std::int64_t times, Points score,
                Points max_score) {
  if (amount.of == LateAmount::Of::kNothing) {
    const std::int64_t once = amount.points.millionths();
    if (once == 0) return 0;
    // More than the score cannot be deducted.
    times = std::min(times, score.millionths() / once + 1);
    return Points::Millionths(once * times);
  }
  const double share = std::min(1.0, amount.share * static_cast<double>(times));
  return PointsFor(amount.of == LateAmount::Of::kScore ? score : max_score,
                   share);
}

std::int64_t PeriodsBegun(absl::Duration late, absl::Duration period) {
  if (period == absl::InfiniteDuration()) return 1;
  return absl::Ceil(late, period) / period;
}

}  // namespace

absl::StatusOr<Deadline> ReadDeadline(absl::string_view due,
                                      absl::string_view rule) {
  const auto moment = ReadMoment(due, nullptr);
  if (!moment.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--deadline: ", moment.status().message()));
  }
  Deadline deadline{moment->time, moment->zone, {}};
  if (absl::StripAsciiWhitespace(rule).empty()) return deadline;
  RuleReader reader(deadline);
  for (const absl::string_view clause : absl::StrSplit(rule, ',')) {
    absl::Status read =
        reader.Read(std::string(absl::StripAsciiWhitespace(clause)));
    if (!read.ok()) return read;
  }
  if (deadline.rule.last < deadline.rule.grace) {
    return absl::InvalidArgumentError(
        "--late: the grace is longer than anything counts (\"until\")");
  }
  return deadline;
}

absl::StatusOr<Extension> ReadExtension(absl::string_view text,
                                        const absl::TimeZone& zone) {
  if (const auto span = ReadSpan(text); span.ok()) return Extension{*span, {}};
  const auto moment = ReadMoment(text, &zone);
  if (moment.ok()) return Extension{absl::ZeroDuration(), moment->time};
  return absl::InvalidArgumentError(
      absl::StrCat(Quoted(text),
                   " is no extension; expected a span, as in 2d or 12h, or a "
                   "time, as in 2026-03-01 23:59"));
}

Lateness LatenessOf(const HandInTime& when, const Deadline& deadline,
                    const Extension& extension, Points score,
                    Points max_score) {
  Lateness lateness;
  if (!when.time) {
    if (when.mark == HandInTime::Mark::kInTime) return lateness;
    lateness.words = when.mark == HandInTime::Mark::kLate
                         ? "how late is not known: nothing is deducted, please "
                           "check"
                         : "when it was handed in is not known: nothing is "
                           "deducted";
    return lateness;
  }
  const absl::Time due = extension.until.value_or(deadline.due + extension.by);
  const absl::Duration late = *when.time - due;
  const LateRule& rule = deadline.rule;
  if (late <= std::max(rule.grace, absl::ZeroDuration())) return lateness;
  lateness.words =
      absl::StrCat("handed in ", FormatMoment(*when.time, deadline.zone), ", ",
                   FormatSpan(late), " late");
  if (due != deadline.due) {
    absl::StrAppend(&lateness.words, " with an extension until ",
                    FormatMoment(due, deadline.zone));
  }
  if (late > rule.last) {
    lateness.deducted = score;
    absl::StrAppend(&lateness.words, ": nothing counts after ",
                    FormatMoment(due + rule.last, deadline.zone));
    return lateness;
  }
  const std::int64_t begun = PeriodsBegun(late, rule.period);
  Points deducted = AmountOf(rule.deduction, begun, score, max_score);
  bool at_most = false;
  if (rule.most) {
    const Points most = AmountOf(*rule.most, 1, score, max_score);
    at_most = most < deducted;
    deducted = std::min(deducted, most);
  }
  lateness.deducted = std::min(deducted, score);
  if (rule.words.empty()) return lateness;
  absl::StrAppend(&lateness.words, ": ",
                  PointsInWords(lateness.deducted, max_score), " deducted (",
                  rule.words);
  if (begun > 1) absl::StrAppend(&lateness.words, ", ", begun, " begun");
  if (at_most) absl::StrAppend(&lateness.words, ", as much as can be");
  absl::StrAppend(&lateness.words, ")");
  return lateness;
}

}  // namespace grader
