// Values of the grader as JSON, shared by the writers of JSON.
#ifndef GRADER_REPORT_JSON_VALUES_H_
#define GRADER_REPORT_JSON_VALUES_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/execute/observation.h"
#include "grader/problem/points.h"
#include "grader/report/deduction_report.h"
#include "grader/report/group_report.h"

namespace grader {

using Json = nlohmann::ordered_json;

// A whole number where it is whole, else with up to six decimals; and back.
void to_json(Json& json, const Points& points);
void from_json(const Json& json, Points& points);

// A number of milliseconds: whole where it is whole, else with up to three
// decimals.
Json Milliseconds(absl::Duration duration);

Json Text(absl::string_view text);

// "real", "virtual".
absl::string_view ClockName(ClockKind clock);

// Sets `name`, and "NAME_truncated" if part of the text was thrown away.
void SetCaptured(Json& object, const std::string& name,
                 const CapturedText& captured);

// Sets "groups", if there are any: [{name, points, max_points, counts, bonus,
// cases, failed}].
void SetGroups(Json& object, const std::vector<GroupReport>& groups);

// Sets "deducted" and "deductions", if there are any: [{name, points, due,
// points_each, at_most, message, findings, incomplete, trouble, places}].
void SetDeductions(Json& object,
                   const std::vector<DeductionReport>& deductions);

// [{name, id, begin_ms, end_ms}]; a span that never ended has null.
Json SpansArray(const std::vector<Span>& spans);

// [{begin_ms, end_ms}]
Json BlockedArray(const std::vector<BlockingSleep>& sleeps);

// As text: indented, with a final newline, and valid UTF-8 without control
// characters whatever the strings hold (what is not UTF-8 becomes U+FFFD).
std::string Dump(const Json& value);

}  // namespace grader

#endif  // GRADER_REPORT_JSON_VALUES_H_
