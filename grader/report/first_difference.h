// Where two texts begin to differ, however that is shown.
#ifndef GRADER_REPORT_FIRST_DIFFERENCE_H_
#define GRADER_REPORT_FIRST_DIFFERENCE_H_

#include <cstddef>
#include <string>
#include <vector>

namespace grader {

struct FirstDifference {
  std::size_t lines = 0;  // that both begin with
  // What the next lines begin with in common, whole code points; 0 if one text
  // has no next line.
  std::size_t bytes = 0;
};

FirstDifference FindFirstDifference(const std::vector<std::string>& a,
                                    const std::vector<std::string>& b);

}  // namespace grader

#endif  // GRADER_REPORT_FIRST_DIFFERENCE_H_
