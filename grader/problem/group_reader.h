// Reads `groups` of a problem file: cases whose points are given together.
#ifndef GRADER_PROBLEM_GROUP_READER_H_
#define GRADER_PROBLEM_GROUP_READER_H_

#include <vector>

#include "grader/problem/problem.h"
#include "grader/problem/problem_reader.h"

namespace grader {

// The groups that `groups` declares. Each of `cases`, which `case_list` was
// read into, gets the name of its group, and no points of its own. Adds to the
// errors of `source` names of no case, and cases that are in two groups or have
// points as well.
std::vector<CaseGroup> ReadGroups(const YamlNode& groups,
                                  const YamlNode& case_list,
                                  std::vector<TestCase>& cases,
                                  ProblemSource& source);

}  // namespace grader

#endif  // GRADER_PROBLEM_GROUP_READER_H_
