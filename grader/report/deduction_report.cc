#include "grader/report/deduction_report.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/units.h"
#include "grader/report/text_build.h"

namespace grader {
namespace {

std::string Amount(Points points) {
  return absl::StrCat(ExactPoints(points), points == 1 ? " point" : " points");
}

Points Due(const Deduction& deduction, int count) {
  const std::int64_t most =
      deduction.at_most.value_or(kMostPoints).millionths();
  const std::int64_t each = deduction.points.millionths();
  // Millions of findings of a million points are more than there are numbers.
  if (each > 0 && count > most / each) return Points::Millionths(most);
  return Points::Millionths(each * count);
}

}  // namespace

std::vector<DeductionReport> MakeDeductionReports(
    const std::vector<Deduction>& deductions,
    const std::vector<StyleFindings>& style, Points score) {
  std::vector<DeductionReport> reports;
  Points left = score;
  const std::size_t count = std::min(deductions.size(), style.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (style[i].empty()) continue;
    DeductionReport& report = reports.emplace_back();
    report.deduction = deductions[i];
    report.found = style[i];
    report.due = Due(deductions[i], style[i].count);
    report.points = std::clamp(report.due, Points(), std::max(left, Points()));
    left -= report.points;
  }
  return reports;
}

Points Deducted(const std::vector<DeductionReport>& deductions) {
  Points sum;
  for (const DeductionReport& one : deductions) sum += one.points;
  return sum;
}

std::string PointsInWords(const DeductionReport& one) {
  return absl::StrCat(
      Amount(one.points), " deducted",
      one.points < one.due
          ? absl::StrCat(" of ", ExactPoints(one.due), ", there were no more")
          : "");
}

std::string InWords(const DeductionReport& one) {
  const Deduction& deduction = one.deduction;
  if (!one.found.trouble.empty()) {
    return absl::StrCat(
        "nothing was looked for, as the linter could not read the program: ",
        one.found.trouble);
  }
  return absl::StrCat(
      one.found.incomplete ? "at least " : "",
      Counted(static_cast<std::uint64_t>(one.found.count), "finding"), ", ",
      Amount(deduction.points), " each",
      deduction.at_most ? absl::StrCat(", at most ", Amount(*deduction.at_most))
                        : "");
}

std::string UntoldInWords(const DeductionReport& one) {
  const std::size_t more =
      static_cast<std::size_t>(one.found.count) - one.found.told.size();
  return more == 0 ? "" : absl::StrCat("… and ", more, " more");
}

std::string DeductedInWords(const std::vector<DeductionReport>& deductions) {
  std::vector<std::string> parts;
  for (const DeductionReport& one : deductions) {
    parts.push_back(absl::StrCat(NameOf(one.deduction), " (",
                                 one.found.trouble.empty()
                                     ? absl::StrCat(one.found.count)
                                     : one.found.trouble,
                                 ")"));
  }
  if (parts.empty()) return "";
  return absl::StrCat(Amount(Deducted(deductions)), " deducted for ",
                      absl::StrJoin(parts, ", "));
}

std::string DeductionsInText(const std::vector<DeductionReport>& deductions) {
  std::string text;
  for (const DeductionReport& one : deductions) {
    absl::StrAppend(&text, NameOf(one.deduction), ": ", InWords(one), ": ",
                    PointsInWords(one), "\n");
    if (!one.deduction.message.empty()) {
      absl::StrAppend(&text, "  ", one.deduction.message, "\n");
    }
    for (const Diagnostic& place : one.found.told) {
      absl::StrAppend(&text, "  ", PlaceInWords(place), ": ", place.message,
                      "\n");
    }
    if (const std::string more = UntoldInWords(one); !more.empty()) {
      absl::StrAppend(&text, "  ", more, "\n");
    }
  }
  return text;
}

}  // namespace grader
