// The writers of generated_files.h, a row of its table each: what becomes of
// the interface of a problem, which has one, in a language. Pure.
#ifndef GRADER_PROBLEM_INTERFACE_WRITERS_H_
#define GRADER_PROBLEM_INTERFACE_WRITERS_H_

#include <string>

#include "grader/problem/problem.h"

namespace grader {

// The adapter: turns the driver's calls into calls of what the learner wrote,
// and what is given into calls of the driver.
std::string CppAdapter(const Problem& problem);
std::string PythonAdapter(const Problem& problem);

// Headers that make instances of templates, in the words of C++; empty if there
// are none.
std::string CppInstances(const Problem& problem);
std::string CppLibraryInstances(const Problem& problem);

// What the learner includes or imports: declares what is given and, in words
// where the language has no others, what the learner writes.
std::string CppGiven(const Problem& problem);
std::string PythonGiven(const Problem& problem);

// A solution that can be built and does nothing yet.
std::string CppStub(const Problem& problem);
std::string PythonStub(const Problem& problem);

}  // namespace grader

#endif  // GRADER_PROBLEM_INTERFACE_WRITERS_H_
