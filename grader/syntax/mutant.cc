#include "grader/syntax/mutant.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace grader {

std::string Apply(const Mutant& mutant, const std::string& source) {
  return absl::StrCat(mutant.prelude, source.substr(0, mutant.begin),
                      mutant.replacement, source.substr(mutant.end));
}

MutantDiff DiffOf(const Mutant& mutant, const std::string& source) {
  std::size_t first = 0;
  // npos + 1 is 0: the first line.
  if (mutant.begin > 0) first = source.rfind('\n', mutant.begin - 1) + 1;
  const std::size_t last =
      std::min(source.find('\n', mutant.end), source.size());
  MutantDiff diff;
  diff.line = 1 + static_cast<int>(
                      std::count(source.begin(), source.begin() + first, '\n'));
  diff.was = source.substr(first, last - first);
  diff.becomes = absl::StrCat(source.substr(first, mutant.begin - first),
                              mutant.replacement,
                              source.substr(mutant.end, last - mutant.end));
  return diff;
}

}  // namespace grader
