// Compares a text with the approved one in fixtures/reports.
#ifndef GRADER_TESTING_APPROVED_H_
#define GRADER_TESTING_APPROVED_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace grader {

// Expects that the file of that name in fixtures/reports holds `text`.
// UPDATE_BASELINES=1 in the environment rewrites it: read the difference before
// you commit it.
inline void ExpectApproved(const std::string& file, const std::string& text) {
  const auto path =
      std::filesystem::path(GRADER_SOURCE_DIR) / "fixtures" / "reports" / file;
  if (std::getenv("UPDATE_BASELINES") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ostringstream approved;
  approved << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(text, approved.str())
      << path << " differs; if it should, run with UPDATE_BASELINES=1";
}

}  // namespace grader

#endif  // GRADER_TESTING_APPROVED_H_
