// Names that the files of a submission get where whoever compiles or calls them
// knows them by another one than they were handed in with.
#ifndef GRADER_PROBLEM_SOURCE_NAMES_H_
#define GRADER_PROBLEM_SOURCE_NAMES_H_

#include "grader/problem/problem.h"
#include "grader/problem/submission.h"

namespace grader {

// Names each file in Java like its public class, as its compiler wants it.
void NameByClasses(Submission& submission);

// A file that was handed in alone, to a problem whose main program is a file
// among the submission's: that program knows it by the name that it has, or
// else as "solution". In Java it is known by its class.
void NameForMain(const Problem& problem, Submission& submission);

// A suite knows the submission by a name; files that all have another one
// (mine.py; example.h and example.cpp) get that. Tests that are handed in are
// known by one, too.
void NameForSuite(Submission& submission);

}  // namespace grader

#endif  // GRADER_PROBLEM_SOURCE_NAMES_H_
