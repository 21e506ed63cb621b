#include "grader/similarity/winnow.h"

#include <algorithm>
#include <deque>

namespace grader {
namespace {

// Spreads the bits (the finalizer of splitmix64, by Vigna), so that which hash
// is the smallest says nothing about the tokens.
std::uint64_t Spread(std::uint64_t hash) {
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
  return hash ^ (hash >> 31);
}

constexpr std::uint64_t kBase = 0x9e3779b97f4a7c15;

}  // namespace

std::vector<std::uint64_t> HashGrams(const std::vector<std::uint32_t>& kinds) {
  std::vector<std::uint64_t> hashes;
  if (kinds.size() < kGram) return hashes;
  std::uint64_t leading = 1;  // kBase to the power of kGram - 1
  for (std::size_t i = 1; i < kGram; ++i) leading *= kBase;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (i >= kGram) sum -= leading * (std::uint64_t{kinds[i - kGram]} + 1);
    sum = sum * kBase + kinds[i] + 1;
    if (i + 1 >= kGram) hashes.push_back(Spread(sum));
  }
  return hashes;
}

std::vector<Fingerprint> Winnow(const std::vector<std::uint64_t>& hashes,
                                std::size_t begin, std::size_t end) {
  std::vector<Fingerprint> chosen;
  std::deque<std::size_t> least;  // positions, of ever greater hashes
  const std::size_t window = std::min(kWindow, end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    while (!least.empty() && hashes[least.back()] >= hashes[i]) {
      least.pop_back();
    }
    least.push_back(i);
    if (least.front() + window <= i) least.pop_front();
    if (i + 1 - begin < window) continue;
    const Fingerprint smallest = {hashes[least.front()], least.front()};
    if (chosen.empty() || !(chosen.back() == smallest)) {
      chosen.push_back(smallest);
    }
  }
  return chosen;
}

}  // namespace grader
