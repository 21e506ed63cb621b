// A Mutant: one small change of a program that a good problem notices. Pure.
#ifndef GRADER_SYNTAX_MUTANT_H_
#define GRADER_SYNTAX_MUTANT_H_

#include <cstddef>
#include <string>

namespace grader {

struct Mutant {
  std::string name;  // of the operator: "drop await", "negate condition", …
  std::size_t begin = 0;  // the bytes of the source that are replaced …
  std::size_t end = 0;
  std::string replacement;
  std::string prelude;  // put before the source: what `replacement` calls

  bool operator==(const Mutant&) const = default;
};

// The changed source.
std::string Apply(const Mutant& mutant, const std::string& source);

// The lines that differ, without the prelude.
struct MutantDiff {
  int line = 0;         // of the first one, from 1
  std::string was;      // whole lines with their indentation, joined by \n
  std::string becomes;  // "" if nothing is left

  bool operator==(const MutantDiff&) const = default;
};

MutantDiff DiffOf(const Mutant& mutant, const std::string& source);

}  // namespace grader

#endif  // GRADER_SYNTAX_MUTANT_H_
