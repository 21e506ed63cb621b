// The class that a Java program starts with, as its sources tell. Pure.
#ifndef GRADER_EXECUTE_JAVA_CLASS_H_
#define GRADER_EXECUTE_JAVA_CLASS_H_

#include <string>
#include <vector>

#include "grader/problem/submission.h"

namespace grader {

// The full name, package included ("shop.Till"), of the class with
// `static void main(`: of several the one that is called like its file, then
// Main or Solution, then the first. Without any, the first class; "" if there
// is none. (Java Language Specification, 12.1.4.)
std::string JavaMainClass(const std::vector<SourceFile>& sources);

}  // namespace grader

#endif  // GRADER_EXECUTE_JAVA_CLASS_H_
