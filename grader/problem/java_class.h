// The classes of Java sources: which one a program starts with, and which one
// names its file. Pure.
#ifndef GRADER_PROBLEM_JAVA_CLASS_H_
#define GRADER_PROBLEM_JAVA_CLASS_H_

#include <string>
#include <vector>

#include "grader/problem/submission.h"

namespace grader {

// The full name, package included ("shop.Till"), of the class with
// `static void main(`: of several the one that is called like its file, then
// Main or Solution, then the first. Without any, the first class; "" if there
// is none. (Java Language Specification, 12.1.4.)
std::string JavaMainClass(const std::vector<SourceFile>& sources);

// The class that `source` must be called like, since it is public (Java
// Language Specification, 7.6); "" if there is none.
std::string JavaPublicClass(const SourceFile& source);

}  // namespace grader

#endif  // GRADER_PROBLEM_JAVA_CLASS_H_
