// Verdicts and explanations in words that a learner knows. Used by the writers
// of text.
#ifndef GRADER_REPORT_WORDS_H_
#define GRADER_REPORT_WORDS_H_

#include <string>

#include "grader/judge/verdict.h"
#include "grader/problem/points.h"
#include "grader/report/report.h"

namespace grader {

// "wrong answer", "time limit exceeded", …
std::string VerdictInWords(VerdictWord word);

// "wrong answer: output", "run-time error: crashed (SIGSEGV)", "accepted".
std::string VerdictInWords(const Verdict& verdict);

// That of the case, or "skipped".
std::string VerdictInWords(const CaseReport& one);

// What is said first: "accepted", "wrong answer", "partially accepted".
std::string VerdictHead(const Verdict& verdict);

// "2 of 4 points", "2 of 2 points (bonus)", "counts in its group".
std::string PointsInWords(const CaseReport& one);

// "2/4", "2/2 bonus", "group".
std::string PointsOutOf(const CaseReport& one);
std::string PointsOutOf(const GroupReport& group);

// "3 of 5 cases were not run again: …", whichever runs were kept from earlier;
// empty if none was.
std::string KeptInWords(const Report& report);

// "suite in the submission's process: …", for whichever tests of a suite only
// claim what they came to; empty if none does.
std::string ClaimsInWords(const Report& report);

// "102 ms"; "≤ 1 s" where only a bound is to be seen; empty if it was not run.
std::string TimeInWords(const CaseReport& one);

// What it means, behind the place of the warning that says so, if one does.
std::string MeaningInWords(const Explained& explained);

// "mine.cpp:5 in sum(Node*)".
std::string InWords(const CrashStep& step);

// "What it means: …", and below it "What to try: …".
std::string InWords(const Explained& explained);

}  // namespace grader

#endif  // GRADER_REPORT_WORDS_H_
