#include "grader/problem/package/package_scores.h"

#include <variant>

#include "absl/algorithm/container.h"

namespace grader {

std::vector<CaseGroup> GivePoints(const std::vector<ScoreShare>& shares,
                                  std::vector<TestCase>& cases) {
  for (TestCase& one : cases) one.points = 0;
  std::vector<CaseGroup> groups;
  for (const ScoreShare& share : shares) {
    const Points points = PointsNear(share.points);
    if (share.given_for == ScoreShare::For::kOne) {
      cases[share.cases.front()].points = points;
      continue;
    }
    CaseGroup& group = groups.emplace_back();
    group.name = share.name;
    group.points = points;
    group.worst_counts = share.given_for == ScoreShare::For::kWorst;
    for (const std::size_t i : share.cases) {
      cases[i].group = group.name;
      group.cases.push_back(cases[i].name);
    }
  }
  return groups;
}

void AddNeeds(const std::vector<std::size_t>& earlier,
              const std::vector<std::size_t>& later,
              std::vector<TestCase>& cases) {
  for (const std::size_t i : later) {
    for (const std::size_t j : earlier) {
      std::vector<std::string>& needs = cases[i].needs;
      if (!absl::c_linear_search(needs, cases[j].name)) {
        needs.push_back(cases[j].name);
      }
    }
  }
}

void UseScores(ScoreUse use, double most, const std::vector<std::size_t>& some,
               std::vector<TestCase>& cases) {
  for (const std::size_t i : some) {
    auto* checker = std::get_if<Checker>(&*cases[i].expect.out);
    if (checker == nullptr) continue;
    checker->scores = use;
    checker->score_of = PointsNear(most);
  }
}

std::optional<ScoreShare> SmallestOf(const std::vector<ScoreShare>& shares) {
  ScoreShare all = shares.front();
  for (std::size_t i = 1; i < shares.size(); ++i) {
    if (PointsNear(shares[i].points) != PointsNear(all.points)) {
      return std::nullopt;
    }
    all.cases.insert(all.cases.end(), shares[i].cases.begin(),
                     shares[i].cases.end());
  }
  all.given_for = ScoreShare::For::kWorst;
  return all;
}

double PointsIn(const std::vector<ScoreShare>& shares) {
  double points = 0;
  for (const ScoreShare& share : shares) points += share.points;
  return points;
}

}  // namespace grader
