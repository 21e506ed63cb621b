#include "grader/execute/checker_score.h"

#include <algorithm>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

// Of a score in decimals the nearest double may be above the most that there
// is.
constexpr double kRounding = 1e-9;

absl::Status Wrong(absl::string_view message) {
  return absl::InternalError(absl::StrCat("the checker ", message));
}

// The number in `text`, which must be from 0 to `most`.
std::optional<double> Number(const std::string& text, double most) {
  double value = 0;
  if (!absl::SimpleAtod(text, &value) || !(value >= 0) ||
      !(value <= most + kRounding)) {
    return std::nullopt;
  }
  return value;
}

absl::StatusOr<double> ShareOfScore(const Checker& checker, bool accepted,
                                    const std::string& text) {
  const double most = checker.score_of.value();
  const std::optional<double> score = Number(text, most);
  if (!score) {
    return Wrong(absl::StrCat("wrote ", Quoted(text), " to ", kScoreFile,
                              "; expected a number from 0 to ",
                              ExactPoints(checker.score_of),
                              ", the most that there is"));
  }
  if (!accepted && *score > 0) {
    return Wrong(absl::StrCat("rejected the output and wrote a score, ",
                              Quoted(text), ", to ", kScoreFile));
  }
  return most > 0 ? std::min(1.0, *score / most) : 1;
}

absl::StatusOr<double> ShareOfMultiplier(const std::string& text) {
  const std::optional<double> share = Number(text, 1);
  if (share) return std::min(1.0, *share);
  return Wrong(absl::StrCat("wrote no number from 0 to 1 to feedback/",
                            kMultiplierFile));
}

}  // namespace

absl::StatusOr<double> ShareFrom(
    const Checker& checker, bool accepted,
    const std::map<std::string, std::string>& feedback) {
  const auto score = feedback.find(kScoreFile);
  const auto multiplier = feedback.find(kMultiplierFile);
  const bool has_score = score != feedback.end();
  const bool has_multiplier = multiplier != feedback.end();
  switch (checker.scores) {
    case ScoreUse::kIgnored:
      return 1;
    case ScoreUse::kShare:
      return has_multiplier ? ShareOfMultiplier(multiplier->second) : 1;
    case ScoreUse::kForbidden:
      if (!has_score && !has_multiplier) return 1;
      return Wrong(absl::StrCat(
          "wrote ", has_score ? kScoreFile : kMultiplierFile,
          " for a case of a group that gives all of its points or none"));
    case ScoreUse::kTaken:
    case ScoreUse::kNeeded:
      break;
  }
  if (has_score && has_multiplier) {
    return Wrong(absl::StrCat("wrote both ", kScoreFile, " and ",
                              kMultiplierFile, "; expected one of them"));
  }
  if (has_score) return ShareOfScore(checker, accepted, score->second);
  if (checker.scores == ScoreUse::kNeeded && accepted) {
    return Wrong(absl::StrCat("accepted the output and wrote no ", kScoreFile));
  }
  return has_multiplier ? ShareOfMultiplier(multiplier->second) : 1;
}

}  // namespace grader
