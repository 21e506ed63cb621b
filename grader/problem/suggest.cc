#include "grader/problem/suggest.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace grader {
namespace {

// Longer words are not typing mistakes, and the table would grow large.
constexpr std::size_t kLongestWord = 100;

}  // namespace

int EditDistance(absl::string_view a, absl::string_view b) {
  // distance[i][j] is that of the first i characters of a and j of b.
  std::vector<std::vector<int>> distance(a.size() + 1,
                                         std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        distance[i][j] = static_cast<int>(i + j);
        continue;
      }
      const int replaced = a[i - 1] == b[j - 1] ? 0 : 1;
      distance[i][j] = std::min({distance[i - 1][j] + 1, distance[i][j - 1] + 1,
                                 distance[i - 1][j - 1] + replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        distance[i][j] = std::min(distance[i][j], distance[i - 2][j - 2] + 1);
      }
    }
  }
  return distance[a.size()][b.size()];
}

std::optional<std::string> Closest(absl::string_view word,
                                   const std::vector<std::string>& candidates) {
  if (word.size() > kLongestWord) return std::nullopt;
  const std::string lower = absl::AsciiStrToLower(word);
  const int cut_off = static_cast<int>(word.size() + 2) / 3;
  std::optional<std::string> closest;
  int least = cut_off + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    const int distance = EditDistance(lower, absl::AsciiStrToLower(candidate));
    const auto longest =
        static_cast<int>(std::max(word.size(), candidate.size()));
    // A word of which nothing is left is another word.
    if (distance >= least || distance >= longest) continue;
    least = distance;
    closest = candidate;
  }
  return closest;
}

std::string DidYouMean(absl::string_view word,
                       const std::vector<std::string>& candidates) {
  const std::optional<std::string> closest = Closest(word, candidates);
  if (!closest) return "";
  return absl::StrCat("; did you mean \"", *closest, "\"?");
}

}  // namespace grader
