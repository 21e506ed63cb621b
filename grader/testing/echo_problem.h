// The problem.yaml of the smallest problem there is, for tests that need one.
#ifndef GRADER_TESTING_ECHO_PROBLEM_H_
#define GRADER_TESTING_ECHO_PROBLEM_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace grader {

// Its one case gives `word` and expects it back; `keys` are lines that stand
// beside the others.
inline std::string EchoProblem(absl::string_view word = "x",
                               absl::string_view keys = "") {
  return absl::StrCat(
      "id: echo\ntitle: Echo\ndifficulty: easy\n", keys,
      "hints: [Print what you read.]\ncases:\n  - name: a word\n    stdin: ",
      word, "\n    expect: {stdout: ", word,
      "}\n    why: What is read is printed.\n");
}

}  // namespace grader

#endif  // GRADER_TESTING_ECHO_PROBLEM_H_
