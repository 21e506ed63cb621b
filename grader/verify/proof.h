// A Proof: what `grader verify` found out about one problem, as a table of
// parts. Made by VerifyProblem, written by proof_report.h.
#ifndef GRADER_VERIFY_PROOF_H_
#define GRADER_VERIFY_PROOF_H_

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/string_view.h"
#include "grader/verify/matrix.h"

namespace grader {

// The rows of the table, in their order; also what --only takes.
inline constexpr absl::string_view kPartNames[] = {
    "schema",   "statement", "hints",  "starters", "data",   "references",
    "accepted", "rejected",  "matrix", "junk",     "limits", "leaks"};

struct ProofPart {
  std::string name;
  std::string summary;                  // "cpp, python", "5 cases"
  std::vector<std::string> complaints;  // the problem does not hold
  std::vector<std::string> warnings;    // it could be better

  bool ok() const { return complaints.empty(); }
};

// The outcome of one that is in no language that is known here.
inline constexpr char kNotGraded[] = "not graded";

// One submission of a problem and what became of it.
struct Finding {
  std::string submission;  // relative to the repository
  std::string outcome;     // "accepted", "wrong_answer (stdout)", …
  std::string complaint;   // empty: as it should be
};

struct Proof {
  std::string problem;  // id
  std::vector<ProofPart> parts;
  std::vector<Finding> findings;
  CaseMatrix matrix;

  bool ok() const {
    return absl::c_all_of(parts, [](const auto& part) { return part.ok(); });
  }
};

}  // namespace grader

#endif  // GRADER_VERIFY_PROOF_H_
