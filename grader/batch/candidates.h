// Of all that a learner handed in: which files are for which problem, and what
// is left out. Pure.
#ifndef GRADER_BATCH_CANDIDATES_H_
#define GRADER_BATCH_CANDIDATES_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/batch/deadline.h"
#include "grader/problem/problem.h"

namespace grader {

// A file or a folder that a learner handed in.
struct HandedInPart {
  std::filesystem::path path;
  std::string name;        // as the learner calls it
  std::string shown;       // where it lies, for people: "ana.zip: 2.py"
  std::int64_t order = 0;  // see HandInName
  HandInTime when;
};

// What is to be graded for a problem.
struct Chosen {
  const Problem* problem = nullptr;
  std::vector<HandedInPart> parts;  // one, or a source and headers beside it
  std::string note;  // what has to be said of the choice; may be empty
};

struct ChosenParts {
  std::vector<Chosen> chosen;        // in the order of the problems
  std::vector<HandedInPart> others;  // what matches no problem
};

// Whether `name` ends like a source or a header of a language of `problem`.
bool IsSourceOrHeader(absl::string_view name, const Problem& problem);

// Chooses among `parts` by their names (MeantBy): sources before others, then
// the latest upload, then the surest name, then the highest number of an
// upload, then the first by name. Headers that match no problem go with the
// only source of their language.
ChosenParts ChooseParts(const std::vector<HandedInPart>& parts,
                        const std::vector<Problem>& problems);

}  // namespace grader

#endif  // GRADER_BATCH_CANDIDATES_H_
