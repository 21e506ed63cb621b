// A comparison of submissions without a parser, for tests of what becomes of
// it.
#ifndef GRADER_TESTING_COMPARE_BYTES_H_
#define GRADER_TESTING_COMPARE_BYTES_H_

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "grader/serve/similarity_search.h"

namespace grader {

// As if each byte of a file were a token on a line of its own.
inline absl::StatusOr<SimilarityReport> CompareBytes(
    const Problem& problem, const std::vector<LearnersFiles>& all,
    const std::function<bool()>&) {
  ComparedPrograms compared = {problem.id, "python", {}, {}};
  for (const LearnersFiles& one : all) {
    Program program = {one.learner, one.files, {}};
    for (const char byte : one.files.front().content) {
      program.tokens.push_back({static_cast<std::uint32_t>(byte), 0, 1});
    }
    compared.programs.push_back(std::move(program));
  }
  compared.comparison = CompareClass(compared.programs, {});
  SimilarityReport report;
  report.left_out = TooShort(compared);
  report.compared.push_back(std::move(compared));
  return report;
}

}  // namespace grader

#endif  // GRADER_TESTING_COMPARE_BYTES_H_
