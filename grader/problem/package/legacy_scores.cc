// Scores of the legacy versions of the format, as their default grader adds up:
// `accept_score`, `range`, `on_reject` and `grader_flags` in testdata.yaml.
#include <cmath>
#include <limits>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/package/package_metadata.h"
#include "grader/problem/package/package_scores.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

using For = ScoreShare::For;

constexpr char kFlags[] = "grader_flags";
constexpr char kRange[] = "range";
constexpr char kAcceptScore[] = "accept_score";
constexpr char kRejectScore[] = "reject_score";
constexpr char kOnReject[] = "on_reject";

// What the flags of the default grader say.
struct AddingUp {
  enum class Score { kSum, kAverage, kSmallest, kLargest } score = Score::kSum;
  bool always_accept = false;
  bool any_accepted = false;  // one of them is enough
  bool ignore_sample = false;

  // Whether one that is not accepted takes the verdict of all.
  bool strict() const { return !always_accept && !any_accepted; }
};

class LegacyScoreReader {
 public:
  LegacyScoreReader(const PackageGroup& data, bool checker_scores,
                    std::vector<TestCase>& cases,
                    std::vector<std::string>& errors)
      : data_(data),
        checker_scores_(checker_scores),
        cases_(cases),
        errors_(errors) {}

  std::vector<ScoreShare> Read() {
    const PackageGroup* sample = data_.Find("sample");
    const PackageGroup* secret = data_.Find("secret");
    if (secret == nullptr) return {};
    if (FlagsOf(data_).ignore_sample) {
      if (sample != nullptr) {
        UseScores(ScoreUse::kIgnored, 0, CasesIn(*sample), cases_);
      }
      return OfVerdict(*secret);
    }
    if (sample == nullptr || !FlagsOf(data_).strict() ||
        IsStrict(*sample) == IsStrict(*secret)) {
      return OfVerdict(data_);
    }
    // Whoever fails in a sample has no score; its own is for all of them.
    std::vector<ScoreShare> shares = Of(*sample);
    if (!IsStrict(*sample) || PointsIn(shares) > 0) {
      Unsupported(
          *sample, kFlags,
          "samples that give points beside secret groups, some of which "
          "may fail",
          "write \"ignore_sample\" for data, or "
          "accept_score: 0 for sample");
      return {};
    }
    AddNeeds(CasesIn(*sample), CasesIn(*secret), cases_);
    return OfVerdict(*secret);
  }

 private:
  void Unsupported(const PackageGroup& group, const char* key,
                   absl::string_view what, absl::string_view cure) {
    AddGroupError(group, key, absl::StrCat(what, ": not supported; ", cure),
                  errors_);
  }

  // What `group` gives whoever it accepts; its verdict is that on all.
  std::vector<ScoreShare> OfVerdict(const PackageGroup& group) {
    std::vector<ScoreShare> shares = Of(group);
    const AddingUp flags = FlagsOf(group);
    if (shares.empty() || flags.always_accept) return shares;
    if (flags.any_accepted) {
      CheckEachIsAccepted(group);
      return shares;
    }
    if (!IsStrict(group)) {
      Unsupported(group, kFlags,
                  "a group that must be accepted as a whole with groups in it "
                  "that need not",
                  "write \"accept_if_any_accepted\" here too");
      return {};
    }
    const bool together =
        shares.size() == 1 && shares.front().given_for != For::kAll;
    if (checker_scores_ && !together) {
      Unsupported(group, kFlags,
                  "scores of a validator where one output that is rejected "
                  "takes all of them",
                  "write \"always_accept\" here");
      return {};
    }
    std::vector<std::size_t> all = CasesIn(group);
    // Samples that give nothing must be right all the same.
    if (checker_scores_) {
      std::vector<std::size_t> others;
      for (const std::size_t i : all) {
        if (!absl::c_linear_search(shares.front().cases, i)) {
          others.push_back(i);
        }
      }
      AddNeeds(others, shares.front().cases, cases_);
      return shares;
    }
    return {{group.name.empty() ? "data" : group.name, PointsIn(shares),
             std::move(all), For::kAll}};
  }

  // Where one accepted item is enough, points without one would be too many.
  void CheckEachIsAccepted(const PackageGroup& group) {
    for (const PackageGroup& item : group.items) {
      if (item.is_case()) continue;
      const AddingUp flags = FlagsOf(item);
      if (flags.any_accepted) CheckEachIsAccepted(item);
      if (flags.strict() && CasesIn(item).size() > 1 &&
          flags.score != AddingUp::Score::kSmallest) {
        Unsupported(item, kFlags,
                    "a group that gives points for some of its cases and is "
                    "accepted for all of them",
                    "write \"min\", or "
                    "\"always_accept\", here");
      }
    }
  }

  bool IsStrict(const PackageGroup& group) {
    return group.is_case() ||
           (FlagsOf(group).strict() &&
            absl::c_all_of(group.items, [&](const PackageGroup& item) {
              return IsStrict(item);
            }));
  }

  std::vector<ScoreShare> Of(const PackageGroup& group) {
    const AddingUp flags = FlagsOf(group);
    const std::size_t count = group.items.size();
    const double of_case = OfCase(group, flags);
    std::vector<ScoreShare> shares;
    bool one_each = true;
    for (const PackageGroup& item : group.items) {
      std::vector<ScoreShare> of_item;
      if (item.is_case()) {
        of_item = {{item.name, of_case, {*item.only_case}, For::kOne}};
      } else {
        of_item = Of(item);
      }
      one_each = one_each && of_item.size() == 1;
      shares.insert(shares.end(), of_item.begin(), of_item.end());
    }
    switch (flags.score) {
      case AddingUp::Score::kSum:
        break;
      case AddingUp::Score::kAverage:
        for (ScoreShare& share : shares) {
          share.points /= static_cast<double>(count);
        }
        break;
      case AddingUp::Score::kSmallest:
        if (count > 0) shares = SmallestIn(group, shares, one_each);
        break;
      case AddingUp::Score::kLargest:
        if (count <= 1) break;
        Unsupported(group, kFlags, "the largest of several scores",
                    "expected sum, avg or min");
        return {};
    }
    if (flags.score != AddingUp::Score::kSmallest) StopAtReject(group);
    CheckRange(group, PointsIn(shares));
    return shares;
  }

  std::vector<ScoreShare> SmallestIn(const PackageGroup& group,
                                     const std::vector<ScoreShare>& shares,
                                     bool one_each) {
    const auto smallest =
        one_each ? SmallestOf(shares) : std::optional<ScoreShare>();
    if (!smallest) {
      Unsupported(group, kFlags,
                  "the smallest of groups that give different scores, or add "
                  "some up",
                  "give all groups the same accept_score, and min");
      return {};
    }
    std::vector<ScoreShare> one = {*smallest};
    one.front().name = group.name;
    return one;
  }

  // What a case that stands in `group` itself gives.
  double OfCase(const PackageGroup& group, const AddingUp& flags) {
    std::vector<std::size_t> direct;
    for (const PackageGroup& item : group.items) {
      if (item.is_case()) direct.push_back(*item.only_case);
    }
    if (direct.empty()) return 0;
    if (Number(group, kRejectScore, 0) != 0) {
      Unsupported(group, kRejectScore, "a score for what is rejected",
                  "it gives no points here");
    }
    if (!checker_scores_) return Number(group, kAcceptScore, 1);
    double most = Most(group);
    if (std::isinf(most)) {
      Unsupported(group, kRange, "a validator's score without bounds",
                  "write what can be got at most, such as \"range: 0 100\"");
      return 0;
    }
    if (flags.score == AddingUp::Score::kSum) {
      most /= static_cast<double>(group.items.size());
    }
    UseScores(ScoreUse::kNeeded, most, direct, cases_);
    return most;
  }

  // With `break`, which is usual, nothing behind an item that is rejected runs.
  void StopAtReject(const PackageGroup& group) {
    const GroupSetting* setting = group.Setting(kOnReject);
    const std::string how = setting ? setting->value.text : "break";
    if (how == "continue" || group.items.size() < 2) return;
    if (how != "break") {
      AddGroupError(
          group, kOnReject,
          absl::StrCat("on_reject: expected break or continue, found ",
                       Quoted(how), DidYouMean(how, {"break", "continue"})),
          errors_);
      return;
    }
    if (checker_scores_) {
      Unsupported(group, kOnReject,
                  "scores of a validator with \"on_reject: break\"",
                  "write \"on_reject: continue\" here");
      return;
    }
    for (std::size_t i = 1; i < group.items.size(); ++i) {
      const PackageGroup& before = group.items[i - 1];
      if (!before.is_case() && !IsStrict(before)) continue;
      AddNeeds(CasesIn(before), CasesIn(group.items[i]), cases_);
    }
  }

  void CheckRange(const PackageGroup& group, double points) {
    const double most = Most(group);
    if (PointsNear(points) <= PointsNear(std::min(most, 1e9))) return;
    AddGroupError(
        group, kRange,
        absl::StrCat("range: the cases give up to ",
                     ExactPoints(PointsNear(points)), ", which is more"),
        errors_);
  }

  // The end of the range; errors are told once, by Bounds.
  double Most(const PackageGroup& group) {
    constexpr double kNone = std::numeric_limits<double>::infinity();
    const GroupSetting* setting = group.Setting(kRange);
    if (setting == nullptr) return kNone;
    const std::vector<std::string> ends = SplitFlags(setting->value.text);
    double least = 0;
    double most = 0;
    if (ends.size() != 2 || !absl::SimpleAtod(ends[0], &least) ||
        !absl::SimpleAtod(ends[1], &most) || !(least <= most)) {
      AddGroupError(group, kRange,
                    "range: expected two numbers, such as \"0 100\"", errors_);
      return kNone;
    }
    return most;
  }

  double Number(const PackageGroup& group, const char* key, double usual) {
    const GroupSetting* setting = group.Setting(key);
    if (setting == nullptr) return usual;
    double value = 0;
    if (absl::SimpleAtod(setting->value.text, &value) && value >= 0 &&
        PointsNear(value) <= kMostPoints) {
      return value;
    }
    AddGroupError(group, key,
                  absl::StrCat(key, ": expected a number from 0 to ",
                               ExactPoints(kMostPoints)),
                  errors_);
    return usual;
  }

  AddingUp FlagsOf(const PackageGroup& group) {
    AddingUp flags;
    const GroupSetting* setting = group.Setting(kFlags);
    if (group.is_case() || setting == nullptr) return flags;
    for (const std::string& flag : SplitFlags(setting->value.text)) {
      if (flag == "sum") {
        flags.score = AddingUp::Score::kSum;
      } else if (flag == "avg") {
        flags.score = AddingUp::Score::kAverage;
      } else if (flag == "min") {
        flags.score = AddingUp::Score::kSmallest;
      } else if (flag == "max") {
        flags.score = AddingUp::Score::kLargest;
      } else if (flag == "always_accept") {
        flags.always_accept = true;
      } else if (flag == "accept_if_any_accepted") {
        flags.any_accepted = true;
      } else if (flag == "ignore_sample") {
        // Groups without flags of their own have those around them.
        flags.ignore_sample = group.name.empty();
      } else if (flag == "worst_error" || flag == "first_error") {
        flags.always_accept = false;
      } else {
        AddGroupError(
            group, kFlags,
            absl::StrCat(
                "grader_flags: the default grader has no flag ", Quoted(flag),
                DidYouMean(flag, {"sum", "avg", "min", "max", "always_accept",
                                  "worst_error", "first_error", "ignore_sample",
                                  "accept_if_any_accepted"})),
            errors_);
      }
    }
    return flags;
  }

  const PackageGroup& data_;
  const bool checker_scores_;
  std::vector<TestCase>& cases_;
  std::vector<std::string>& errors_;
};

}  // namespace

std::vector<ScoreShare> ReadLegacyScores(const PackageGroup& data,
                                         bool checker_scores,
                                         std::vector<TestCase>& cases,
                                         std::vector<std::string>& errors) {
  return LegacyScoreReader(data, checker_scores, cases, errors).Read();
}

}  // namespace grader
