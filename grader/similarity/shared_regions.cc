#include "grader/similarity/shared_regions.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace grader {
namespace {

// How far `b` lies behind `a`; all of a region have one of these.
std::int64_t Diagonal(const Region& region) {
  return static_cast<std::int64_t>(region.other) -
         static_cast<std::int64_t>(region.begin);
}

class Pairing {
 public:
  Pairing(const MarkedTokens& a, const MarkedTokens& b) : a_(a), b_(b) {}

  std::vector<Region> Find() const {
    std::vector<Region> found = LongestOnes();
    std::sort(found.begin(), found.end(), [](const Region& x, const Region& y) {
      return std::tuple(y.length, x.begin, x.other) <
             std::tuple(x.length, y.begin, y.other);
    });
    std::vector<Region> apart = TakeApart(found);
    std::sort(apart.begin(), apart.end(), [](const Region& x, const Region& y) {
      return x.begin < y.begin;
    });
    return apart;
  }

 private:
  // Where a fingerprint of both is.
  std::vector<Region> Seeds() const {
    std::vector<Region> seeds;
    auto a = a_.fingerprints.begin();
    auto b = b_.fingerprints.begin();
    while (a != a_.fingerprints.end() && b != b_.fingerprints.end()) {
      if (a->hash < b->hash) {
        ++a;
      } else if (b->hash < a->hash) {
        ++b;
      } else {
        for (auto one = b; one != b_.fingerprints.end() && one->hash == a->hash;
             ++one) {
          seeds.push_back({a->position, one->position, kGram});
        }
        ++a;
      }
    }
    return seeds;
  }

  std::vector<Region> LongestOnes() const {
    std::vector<Region> seeds = Seeds();
    std::sort(seeds.begin(), seeds.end(), [](const Region& x, const Region& y) {
      return std::tuple(Diagonal(x), x.begin) <
             std::tuple(Diagonal(y), y.begin);
    });
    std::vector<Region> found;
    for (const Region& seed : seeds) {
      // Extended, those of one stretch would all be the same.
      if (!found.empty() && Diagonal(found.back()) == Diagonal(seed) &&
          seed.begin < found.back().begin + found.back().length) {
        continue;
      }
      const Region region = Extended(seed);
      if (region.length >= kGram) found.push_back(region);
    }
    return found;
  }

  Region Extended(const Region& seed) const {
    Region region = {seed.begin, seed.other, 0};
    while (Same(seed, region.begin + region.length,
                region.other + region.length)) {
      ++region.length;
    }
    while (region.begin > 0 && region.other > 0 &&
           Same(seed, region.begin - 1, region.other - 1)) {
      --region.begin;
      --region.other;
      ++region.length;
    }
    return region;
  }

  // Whether the tokens are the same, and in the files of `seed`.
  bool Same(const Region& seed, std::size_t i, std::size_t j) const {
    const std::vector<SyntaxToken>& a = *a_.tokens;
    const std::vector<SyntaxToken>& b = *b_.tokens;
    return i < a.size() && j < b.size() && a[i].kind == b[j].kind &&
           a_.own[i] && b_.own[j] && a[i].file == a[seed.begin].file &&
           b[j].file == b[seed.other].file;
  }

  // Of each of `found` what no one before it has.
  std::vector<Region> TakeApart(const std::vector<Region>& found) const {
    std::vector<bool> taken(a_.tokens->size());
    std::vector<bool> other_taken(b_.tokens->size());
    std::vector<Region> apart;
    for (const Region& region : found) {
      Region part = {region.begin, region.other, 0};
      for (std::size_t i = 0; i <= region.length; ++i) {
        if (i < region.length && !taken[region.begin + i] &&
            !other_taken[region.other + i]) {
          ++part.length;
          continue;
        }
        if (part.length >= kGram) {
          std::fill_n(taken.begin() + part.begin, part.length, true);
          std::fill_n(other_taken.begin() + part.other, part.length, true);
          apart.push_back(part);
        }
        part = {region.begin + i + 1, region.other + i + 1, 0};
      }
    }
    return apart;
  }

  const MarkedTokens& a_;
  const MarkedTokens& b_;
};

}  // namespace

std::vector<Region> SharedRegions(const MarkedTokens& a,
                                  const MarkedTokens& b) {
  return Pairing(a, b).Find();
}

}  // namespace grader
