// Names for tests that are run once for each format of a report.
#ifndef GRADER_TESTING_FORMAT_NAMES_H_
#define GRADER_TESTING_FORMAT_NAMES_H_

#include <algorithm>
#include <string>

#include "grader/report/formats.h"
#include "gtest/gtest.h"

namespace grader {

inline std::string NameOfFormat(const testing::TestParamInfo<Format>& info) {
  std::string name(info.param.name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace grader

#endif  // GRADER_TESTING_FORMAT_NAMES_H_
