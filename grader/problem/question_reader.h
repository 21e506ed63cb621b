// The questions of a lesson or a quiz, read from what CheckRecord has left of
// the file.
#ifndef GRADER_PROBLEM_QUESTION_READER_H_
#define GRADER_PROBLEM_QUESTION_READER_H_

#include <vector>

#include "grader/problem/material.h"
#include "grader/problem/problem_reader.h"

namespace grader {

// Those of `list`. The programs and executions of `material` are read already;
// what a question names that is none of them is an error.
std::vector<Question> ReadQuestions(const YamlNode& list,
                                    const Material& material,
                                    ProblemSource& source);

// Says so if `name` is no program of `material`.
bool CheckProgramName(const YamlNode& node, absl::string_view name,
                      const Material& material, ProblemSource& source);

}  // namespace grader

#endif  // GRADER_PROBLEM_QUESTION_READER_H_
