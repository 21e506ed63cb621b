// For tests of grading: a small problem, and a Runner that answers what it is
// told to.
#ifndef GRADER_TESTING_GRADE_FIXTURE_H_
#define GRADER_TESTING_GRADE_FIXTURE_H_

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "grader/grade.h"
#include "grader/testing/fake_runner.h"

namespace grader {

inline Observation Printed(const std::string& text) {
  Observation observation;
  observation.termination = Exited{0};
  observation.out.head = text;
  return observation;
}

// A problem of two cases on stdin and stdout, and a submission that needs no
// compiler, so that each call of the Runner is a case.
class GradeTest : public ::testing::Test {
 protected:
  GradeTest() {
    problem_.id = "double";
    problem_.cases.resize(2);
    problem_.cases[0].name = "one";
    problem_.cases[0].input = "1\n";
    problem_.cases[0].points = 1;
    problem_.cases[0].expect.out = ExactText{"2\n"};
    problem_.cases[1].name = "two";
    problem_.cases[1].args = {"--fast"};
    problem_.cases[1].points = 3;
    problem_.cases[1].expect.out = ExactText{"4\n"};
    submission_.language.name = "python";
    submission_.language.extensions = {".py"};
    submission_.language.toolchain.run = {"python3", "{main}"};
    submission_.sources = {{"solution.py", "print(2)"}};
  }

  absl::StatusOr<Report> Grade() {
    auto workspace = Workspace::Create();
    if (!workspace.ok()) return workspace.status();
    Cache cache(workspace->path() / "cache", workspace->path(), kMiB);
    return grader::Grade(problem_, submission_, options_,
                         {.cache = cache,
                          .workspace = *workspace,
                          .runner = runner_,
                          .reuse = false,
                          .beside = beside_});
  }

  Problem problem_;
  Submission submission_;
  GradeOptions options_;
  FakeRunner runner_;
  std::vector<Runner*> beside_;
};

}  // namespace grader

#endif  // GRADER_TESTING_GRADE_FIXTURE_H_
