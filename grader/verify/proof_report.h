// Writes Proofs: a table per problem for people, and JSON for programs. Pure.
#ifndef GRADER_VERIFY_PROOF_REPORT_H_
#define GRADER_VERIFY_PROOF_REPORT_H_

#include <string>
#include <vector>

#include "grader/report/text_report.h"
#include "grader/verify/proof.h"

namespace grader {

// A line for the problem and one for each part, with what is wrong below it;
// `verbose`: the matrix and every submission as well.
std::string ProofText(const Proof& proof, const TextStyle& style, bool verbose);

// One line for all of them: how many hold, and which do not.
std::string SummaryText(const std::vector<Proof>& proofs);

// {"schema": "grader.verify/1", "ok", "problems": [{"id", "ok", "parts":
// [{"name", "ok", "summary", "complaints", "warnings"}], "submissions":
// [{"path", "outcome", "complaint"}], "matrix": {"cases", "rows":
// [{"submission", "caught", "meant"}]}}]}
std::string ProofJson(const std::vector<Proof>& proofs);

}  // namespace grader

#endif  // GRADER_VERIFY_PROOF_REPORT_H_
