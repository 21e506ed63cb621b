// Verdicts in words that a learner knows. Used by the writers of text.
#ifndef GRADER_REPORT_WORDS_H_
#define GRADER_REPORT_WORDS_H_

#include <string>

#include "grader/judge/verdict.h"
#include "grader/report/report.h"

namespace grader {

// "wrong answer", "time limit exceeded", …
std::string VerdictInWords(VerdictWord word);

// "wrong answer: output", "run-time error: crashed (SIGSEGV)", "accepted".
std::string VerdictInWords(const Verdict& verdict);

// That of the case, or "skipped".
std::string VerdictInWords(const CaseReport& one);

// "2 of 4 points", "0 of 1 point".
std::string PointsInWords(int points, int max_points);

}  // namespace grader

#endif  // GRADER_REPORT_WORDS_H_
