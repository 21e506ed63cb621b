// What can be wrong with the words of a lesson or a quiz, whatever its programs
// do: links that lead nowhere, images without words, hints that hold the
// answer, minutes that nobody would take.
#ifndef GRADER_COURSE_READING_H_
#define GRADER_COURSE_READING_H_

#include <string>
#include <vector>

#include "grader/problem/material.h"

namespace grader {

struct TextFault {
  bool in_text = false;  // the place is in text.md, else in the YAML file
  Place place;
  std::string message;
};

// All of them. Looks whether files are there.
std::vector<TextFault> ReadingFaults(const Material& material);

// The minutes that the words and the programs shown take: 200 words or 40
// lines of code in each.
double ReadingMinutes(const Material& material);

}  // namespace grader

#endif  // GRADER_COURSE_READING_H_
