#include "grader/similarity/compare.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "grader/similarity/winnow.h"

namespace grader {
namespace {

// A fingerprint that is in so many places of one program says little: a table,
// the same line again and again.
constexpr std::size_t kMostPlaces = 8;
constexpr std::size_t kMostSharers = 64;
constexpr std::size_t kFewSharers = 5;

std::vector<std::uint32_t> KindsOf(const std::vector<SyntaxToken>& tokens) {
  std::vector<std::uint32_t> kinds;
  for (const SyntaxToken& one : tokens) kinds.push_back(one.kind);
  return kinds;
}

int Percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<int>((200 * part + whole) / (2 * whole));
}

class Comparing {
 public:
  Comparing(const std::vector<Program>& programs,
            const std::vector<std::vector<SyntaxToken>>& given)
      : programs_(programs) {
    for (const Program& program : programs_) {
      hashes_.push_back(HashGrams(KindsOf(program.tokens)));
    }
    FindNobodys(given);
    for (std::size_t i = 0; i < programs_.size(); ++i) Mark(i);
  }

  ClassComparison Compare() {
    ClassComparison comparison;
    for (const MarkedTokens& one : marked_) {
      comparison.own.push_back(
          std::count(one.own.begin(), one.own.end(), true));
    }
    for (const auto& [a, b] : Candidates()) {
      SimilarPair pair = {a, b, SharedRegions(marked_[a], marked_[b]), 0};
      for (const Region& region : pair.regions) pair.shared += region.length;
      if (pair.shared > 0) comparison.pairs.push_back(std::move(pair));
    }
    const auto both = [&](const SimilarPair& pair) {
      return comparison.own[pair.a] + comparison.own[pair.b];
    };
    std::sort(comparison.pairs.begin(), comparison.pairs.end(),
              [&](const SimilarPair& x, const SimilarPair& y) {
                return std::tuple(y.shared * both(x), y.shared, x.a, x.b) <
                       std::tuple(x.shared * both(y), x.shared, y.a, y.b);
              });
    return comparison;
  }

 private:
  // The grams of what is given, and of what most programs share.
  void FindNobodys(const std::vector<std::vector<SyntaxToken>>& given) {
    for (const std::vector<SyntaxToken>& one : given) {
      for (const std::uint64_t hash : HashGrams(KindsOf(one))) {
        nobodys_.insert(hash);
      }
    }
    std::unordered_map<std::uint64_t, std::size_t> sharers;
    for (std::vector<std::uint64_t> hashes : hashes_) {
      std::sort(hashes.begin(), hashes.end());
      hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
      for (const std::uint64_t hash : hashes) ++sharers[hash];
    }
    const std::size_t most =
        std::min(kMostSharers, std::max(kFewSharers, programs_.size() / 2));
    for (const auto& [hash, count] : sharers) {
      if (count > most) nobodys_.insert(hash);
    }
  }

  // Says which tokens of a program are its own, and chooses its fingerprints.
  void Mark(std::size_t index) {
    const std::vector<std::uint64_t>& hashes = hashes_[index];
    MarkedTokens marked;
    marked.tokens = &programs_[index].tokens;
    marked.own.assign(marked.tokens->size(), true);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      if (!nobodys_.contains(hashes[i])) continue;
      std::fill_n(marked.own.begin() + i, kGram, false);
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= marked.own.size(); ++i) {
      if (i < marked.own.size() && marked.own[i]) continue;
      if (i - begin >= kGram) {
        const auto some = Winnow(hashes, begin, i - kGram + 1);
        marked.fingerprints.insert(marked.fingerprints.end(), some.begin(),
                                   some.end());
      }
      begin = i + 1;
    }
    const auto own = std::count(marked.own.begin(), marked.own.end(), true);
    if (static_cast<std::size_t>(own) < kLeastOwn) marked.fingerprints.clear();
    KeepFew(marked.fingerprints);
    marked_.push_back(std::move(marked));
  }

  static void KeepFew(std::vector<Fingerprint>& fingerprints) {
    std::sort(fingerprints.begin(), fingerprints.end(),
              [](const Fingerprint& x, const Fingerprint& y) {
                return std::tie(x.hash, x.position) <
                       std::tie(y.hash, y.position);
              });
    std::vector<Fingerprint> kept;
    for (const Fingerprint& one : fingerprints) {
      const bool too_many = kept.size() >= kMostPlaces &&
                            kept[kept.size() - kMostPlaces].hash == one.hash;
      if (!too_many) kept.push_back(one);
    }
    fingerprints = std::move(kept);
  }

  // For each program how many fingerprints it shares with which others.
  std::vector<std::map<std::size_t, std::size_t>> Shared() const {
    std::vector<std::pair<std::uint64_t, std::size_t>> all;
    for (std::size_t i = 0; i < marked_.size(); ++i) {
      for (const Fingerprint& one : marked_[i].fingerprints) {
        all.emplace_back(one.hash, i);
      }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<std::map<std::size_t, std::size_t>> shared(marked_.size());
    for (auto begin = all.begin(); begin != all.end();) {
      auto end = begin;
      while (end != all.end() && end->first == begin->first) ++end;
      for (auto x = begin; x != end; ++x) {
        for (auto y = begin; y != end; ++y) {
          if (x != y) ++shared[x->second][y->second];
        }
      }
      begin = end;
    }
    return shared;
  }

  std::set<std::pair<std::size_t, std::size_t>> Candidates() const {
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    const auto shared = Shared();
    for (std::size_t i = 0; i < shared.size(); ++i) {
      std::vector<std::pair<std::size_t, std::size_t>> partners(
          shared[i].begin(), shared[i].end());
      std::stable_sort(
          partners.begin(), partners.end(),
          [](const auto& x, const auto& y) { return x.second > y.second; });
      if (partners.size() > kMostPartners) partners.resize(kMostPartners);
      for (const auto& [other, count] : partners) {
        pairs.insert(std::minmax(i, other));
      }
    }
    return pairs;
  }

  const std::vector<Program>& programs_;
  std::vector<std::vector<std::uint64_t>> hashes_;  // of each program
  std::unordered_set<std::uint64_t> nobodys_;
  std::vector<MarkedTokens> marked_;
};

}  // namespace

ClassComparison CompareClass(
    const std::vector<Program>& programs,
    const std::vector<std::vector<SyntaxToken>>& given) {
  return Comparing(programs, given).Compare();
}

int Overlap(const ClassComparison& comparison, const SimilarPair& pair) {
  return Percent(2 * pair.shared,
                 comparison.own[pair.a] + comparison.own[pair.b]);
}

int ShareOf(const ClassComparison& comparison, const SimilarPair& pair,
            std::size_t program) {
  return Percent(pair.shared, comparison.own[program]);
}

}  // namespace grader
