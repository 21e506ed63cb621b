// Winnowing (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003): a few hashes
// that stand for a text, so chosen that two texts which share enough share one
// of them. Pure.
#ifndef GRADER_SIMILARITY_WINNOW_H_
#define GRADER_SIMILARITY_WINNOW_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace grader {

// So many tokens are hashed together: what is shorter is never found.
inline constexpr std::size_t kGram = 12;
// Of so many hashes one after another one is chosen.
inline constexpr std::size_t kWindow = 8;
// What is that long is always found.
inline constexpr std::size_t kAlwaysFound = kGram + kWindow - 1;

struct Fingerprint {
  std::uint64_t hash = 0;
  std::size_t position = 0;  // of its first token

  bool operator==(const Fingerprint&) const = default;
};

// The hash of each kGram of `kinds` that stand one after another; none if there
// are fewer.
std::vector<std::uint64_t> HashGrams(const std::vector<std::uint32_t>& kinds);

// Of each window of hashes[begin, end) the smallest, of equal ones the last;
// each once. Of fewer than a window of them the smallest.
std::vector<Fingerprint> Winnow(const std::vector<std::uint64_t>& hashes,
                                std::size_t begin, std::size_t end);

}  // namespace grader

#endif  // GRADER_SIMILARITY_WINNOW_H_
