// Scores of version 2025-09 of the format: `max_score`, `score_aggregation` and
// `require_pass` in test_group.yaml.
#include <cstdint>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/problem/package/package_scores.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

using For = ScoreShare::For;

constexpr char kMaxScore[] = "max_score";
constexpr char kAggregation[] = "score_aggregation";
constexpr char kRequirePass[] = "require_pass";
constexpr char kSecret[] = "secret";

enum class Aggregation { kPassFail, kSum, kMin };

class ScoreReader2025 {
 public:
  ScoreReader2025(const PackageGroup& data, std::vector<TestCase>& cases,
                  std::vector<std::string>& errors)
      : data_(data), cases_(cases), errors_(errors) {}

  std::vector<ScoreShare> Read() {
    if (const PackageGroup* sample = data_.Find("sample")) {
      for (const char* key : {kMaxScore, kAggregation, kRequirePass}) {
        if (sample->Setting(key) == nullptr) continue;
        Add(*sample, key, absl::StrCat(key, ": samples have no score"));
      }
      UseScores(ScoreUse::kIgnored, 0, CasesIn(*sample), cases_);
    }
    const PackageGroup* secret = data_.Find(kSecret);
    if (secret == nullptr) return {};
    std::vector<ScoreShare> shares = OfSecret(*secret);
    ReadNeeds(*secret);
    for (const PackageGroup& item : secret->items) {
      if (!item.is_case()) ReadNeeds(item);
    }
    return shares;
  }

 private:
  void Add(const PackageGroup& group, const char* key,
           const std::string& message) {
    AddGroupError(group, key, message, errors_);
  }

  std::vector<ScoreShare> OfSecret(const PackageGroup& secret) {
    const auto groups = absl::c_count_if(
        secret.items, [](const PackageGroup& one) { return !one.is_case(); });
    if (groups == 0) return OfCases(secret, Aggregation::kSum, 100);
    if (groups < static_cast<std::ptrdiff_t>(secret.items.size())) {
      errors_.push_back(
          absl::StrCat(secret.file,
                       ": error: there are groups in secret, and cases beside "
                       "them; expected one or the other"));
      return {};
    }
    const std::int64_t most = MaxScore(secret, 100).value_or(0);
    const Aggregation how = HowToAdd(secret, Aggregation::kSum);
    std::vector<ScoreShare> shares;
    for (const PackageGroup& group : secret.items) {
      if (how != Aggregation::kPassFail) {
        const auto of_group =
            OfCases(group, Aggregation::kPassFail, std::nullopt);
        shares.insert(shares.end(), of_group.begin(), of_group.end());
      } else if (HowToAdd(group, Aggregation::kPassFail) != how) {
        Add(group, kAggregation,
            "score_aggregation: expected pass-fail, as secret has it");
      }
    }
    if (how == Aggregation::kPassFail) return All(secret, most);
    if (how == Aggregation::kMin && !shares.empty()) {
      const auto smallest = SmallestOf(shares);
      if (!smallest || shares.size() != secret.items.size()) {
        Add(secret, kAggregation,
            "score_aggregation: the smallest of groups that give different "
            "scores, or add some up: not supported; give all groups the same "
            "max_score, and pass-fail or min");
        return {};
      }
      shares = {*smallest};
      shares.front().name = secret.name;
    }
    if (PointsIn(shares) > static_cast<double>(most)) {
      Add(secret, kMaxScore,
          absl::StrCat("max_score: the groups give up to ",
                       ExactPoints(PointsNear(PointsIn(shares))), "; at most ",
                       most, " are to be had"));
    }
    return shares;
  }

  // What `group`, which holds cases alone, gives; as it says, or as here.
  std::vector<ScoreShare> OfCases(const PackageGroup& group, Aggregation how,
                                  std::optional<std::int64_t> usual_score) {
    const std::optional<std::int64_t> most = MaxScore(group, usual_score);
    how = HowToAdd(group, how);
    const std::vector<std::size_t> all = CasesIn(group);
    if (!most || all.empty()) return {};
    if (how == Aggregation::kPassFail) return All(group, *most);
    if (how == Aggregation::kMin) {
      UseScores(ScoreUse::kTaken, static_cast<double>(*most), all, cases_);
      return {{group.name, static_cast<double>(*most), all, For::kWorst}};
    }
    if (all.size() > 1 && group.Setting(kMaxScore) != nullptr &&
        absl::EndsWith(group.file, kOlderGroupFile)) {
      Add(group, kMaxScore,
          "score: what drafts of the format give each case, or all of them "
          "together; expected max_score, for all, in test_group.yaml");
    }
    // In millionths, so that the sum is exact.
    std::vector<ScoreShare> shares;
    const std::int64_t whole = *most * Points::kOne;
    const auto count = static_cast<std::int64_t>(all.size());
    for (std::int64_t i = 0; i < count; ++i) {
      const Points points =
          Points::Millionths(whole * (i + 1) / count - whole * i / count);
      const std::size_t at = all[static_cast<std::size_t>(i)];
      UseScores(ScoreUse::kTaken, points.value(), {at}, cases_);
      shares.push_back({cases_[at].name, points.value(), {at}, For::kOne});
    }
    return shares;
  }

  std::vector<ScoreShare> All(const PackageGroup& group, std::int64_t most) {
    const std::vector<std::size_t> all = CasesIn(group);
    if (all.empty()) return {};
    UseScores(ScoreUse::kForbidden, 0, all, cases_);
    return {{group.name, static_cast<double>(most), all, For::kAll}};
  }

  // None after an error.
  std::optional<std::int64_t> MaxScore(const PackageGroup& group,
                                       std::optional<std::int64_t> usual) {
    const GroupSetting* setting = group.Setting(kMaxScore);
    if (setting == nullptr) {
      if (usual) return usual;
      Add(group, kMaxScore,
          "expected \"max_score\", a whole number: what the group gives");
      return std::nullopt;
    }
    if (setting->value.text == "unbounded") {
      Add(group, kMaxScore,
          "max_score: a score without bounds: not supported; say what can be "
          "got at most");
      return std::nullopt;
    }
    std::int64_t score = 0;
    if (!absl::SimpleAtoi(setting->value.text, &score) || score < 0 ||
        PointsNear(static_cast<double>(score)) > kMostPoints) {
      Add(group, kMaxScore,
          absl::StrCat("max_score: expected a whole number from 0 to ",
                       ExactPoints(kMostPoints)));
      return std::nullopt;
    }
    return score;
  }

  Aggregation HowToAdd(const PackageGroup& group, Aggregation usual) {
    const GroupSetting* setting = group.Setting(kAggregation);
    if (setting == nullptr) return usual;
    const std::string& text = setting->value.text;
    if (text == "pass-fail") return Aggregation::kPassFail;
    if (text == "sum") return Aggregation::kSum;
    if (text == "min") return Aggregation::kMin;
    Add(group, kAggregation,
        absl::StrCat(
            "score_aggregation: expected pass-fail, sum or min, found ",
            Quoted(text), DidYouMean(text, {"pass-fail", "sum", "min"})));
    return usual;
  }

  void ReadNeeds(const PackageGroup& group) {
    const GroupSetting* setting = group.Setting(kRequirePass);
    if (setting == nullptr) return;
    if (setting->value.kind != YamlNode::Kind::kList) {
      ReadNeed(setting->value, group, *setting->errors);
    }
    for (const YamlNode& item : setting->value.items) {
      ReadNeed(item, group, *setting->errors);
    }
  }

  void ReadNeed(const YamlNode& node, const PackageGroup& group,
                AuthorErrors& errors) {
    const PackageGroup* needed = data_.Find(node.text);
    const bool sample = needed != nullptr && node.text == "sample";
    std::vector<std::string> known = {"sample"};
    if (!sample) {
      needed = nullptr;
      for (const PackageGroup& one : data_.Find(kSecret)->items) {
        if (one.is_case() || one.name >= group.name) continue;
        const std::string short_name(
            absl::StripPrefix(one.name, absl::StrCat(kSecret, "/")));
        known.push_back(short_name);
        if (node.text == one.name || node.text == short_name) needed = &one;
      }
    }
    if (needed == nullptr) {
      errors.Add(node.place,
                 absl::StrCat("require_pass: expected sample or an earlier "
                              "group, found ",
                              Quoted(node.text), DidYouMean(node.text, known)));
      return;
    }
    if (!sample &&
        HowToAdd(*needed, Aggregation::kPassFail) != Aggregation::kPassFail) {
      errors.Add(node.place,
                 absl::StrCat("require_pass: the group ", Quoted(node.text),
                              " has scores, so nobody passes it; expected one "
                              "with score_aggregation: pass-fail"));
      return;
    }
    AddNeeds(CasesIn(*needed), CasesIn(group), cases_);
  }

  const PackageGroup& data_;
  std::vector<TestCase>& cases_;
  std::vector<std::string>& errors_;
};

}  // namespace

std::vector<ScoreShare> ReadScores2025(const PackageGroup& data,
                                       std::vector<TestCase>& cases,
                                       std::vector<std::string>& errors) {
  return ScoreReader2025(data, cases, errors).Read();
}

}  // namespace grader
