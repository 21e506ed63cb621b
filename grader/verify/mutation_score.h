// How many mutants of a problem's reference its cases notice: what `grader
// mutate` finds out and prints.
#ifndef GRADER_VERIFY_MUTATION_SCORE_H_
#define GRADER_VERIFY_MUTATION_SCORE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/workshop.h"
#include "grader/grade.h"
#include "grader/problem/problem.h"
#include "grader/report/text_report.h"
#include "grader/syntax/mutant.h"

namespace grader {

struct Survivor {
  std::string name;  // of the operator
  std::string file;
  MutantDiff diff;
  std::string reason;  // why it is equivalent; empty: it should be killed
};

struct MutationScore {
  std::string problem;
  std::string language;
  int killed = 0;
  int not_built = 0;  // mutants that do not compile do not count
  std::vector<Survivor> survivors;

  int equivalent() const;
  int counted() const;  // killed, or survived without being equivalent
  // Killed ones per hundred that count; 100 if there are none.
  double percent() const;
};

// Grades every mutant of the reference of `problem` in `language`.
// `on_progress` is told how many are done, and of how many. A Status is no
// mutant's fault: a grammar that is missing, a reference that does not build or
// is not accepted.
absl::StatusOr<MutationScore> ScoreMutants(
    const Problem& problem, const std::string& language,
    const GradeOptions& options, const Workshop& workshop,
    const std::function<void(int, int)>& on_progress);

// A line of figures, then each survivor with its diff; equivalent ones only as
// a number.
std::string MutationText(const MutationScore& score, const TextStyle& style);

}  // namespace grader

#endif  // GRADER_VERIFY_MUTATION_SCORE_H_
