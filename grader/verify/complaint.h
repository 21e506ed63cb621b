// Is a report what an author says it must be? The rules of submissions.yaml,
// held against what became of a submission; pure.
#ifndef GRADER_VERIFY_COMPLAINT_H_
#define GRADER_VERIFY_COMPLAINT_H_

#include <string>

#include "grader/problem/submission_rules.h"
#include "grader/report/report.h"

namespace grader {

// "accepted", "wrong_answer (stdout)", …
std::string Outcome(const Verdict& verdict);

// What is wrong with `report` under `rule`; empty: nothing.
std::string Complaint(const Report& report, const SubmissionRule& rule);

// What must not depend on the machine, as text: of each case its verdict, its
// reason and the checks that failed.
std::string Signature(const Report& report);

}  // namespace grader

#endif  // GRADER_VERIFY_COMPLAINT_H_
