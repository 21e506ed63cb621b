// The submissions that come with a problem, each with what must become of it.
#ifndef GRADER_VERIFY_EXAMPLES_H_
#define GRADER_VERIFY_EXAMPLES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "grader/problem/submission_rules.h"

namespace grader {

struct Example {
  std::filesystem::path path;
  SubmissionRule rule;

  // Its author says that it is right.
  bool right() const {
    return rule.permitted == std::vector<std::string>{"AC"};
  }
};

// Every file below `folder` (fixtures/problems/ID) with the first rule of its
// submissions.yaml that is about it, sorted by path; none if there is no such
// folder. Adds to `complaints` the files and rules that are about nothing, and
// all that is wrong with submissions.yaml.
std::vector<Example> FindExamples(const std::filesystem::path& folder,
                                  std::vector<std::string>& complaints);

}  // namespace grader

#endif  // GRADER_VERIFY_EXAMPLES_H_
