// The result of one hand-in: a line of results.jsonl, which is also what a
// batch that was interrupted goes on from.
#ifndef GRADER_BATCH_RESULT_H_
#define GRADER_BATCH_RESULT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grader/batch/hand_ins.h"
#include "grader/report/report.h"

namespace grader {

// How a case ended, as a learner may know it.
struct CaseOutcome {
  std::string name;
  std::string verdict;  // empty: it was not run, as one that it needs failed
  std::string reason;

  bool operator==(const CaseOutcome&) const = default;
};

struct Result {
  std::string learner;
  std::string problem;   // id
  std::string language;  // empty if it could not be told
  std::string hash;      // of all that the grade depends on; see HashOf
  std::string verdict;
  std::string reason;
  std::string message;
  Points score;
  Points max_score;
  std::string deducted;            // for how it is written, in words
  std::string report;              // file, relative to the folder of the batch
  std::vector<CaseOutcome> cases;  // none: it was not built

  bool operator==(const Result&) const = default;
};

// What `report` says of `hand_in`; of hidden cases no more than a learner sees.
Result ResultOf(const HandIn& hand_in, const Report& report);

// Of a hand-in that is none (kInvalidArgument, and `status` says why, to the
// learner), or that the grader could not grade: anything else is the machine's
// fault and nobody's grade, verdict judge_error.
Result ResultOf(const HandIn& hand_in, const absl::Status& status);

// A line of JSON with its newline, and back; nothing for a line that is not
// whole, as the last one may be when a batch was killed.
std::string ToJsonLine(const Result& result);
std::optional<Result> FromJsonLine(absl::string_view line);

}  // namespace grader

#endif  // GRADER_BATCH_RESULT_H_
