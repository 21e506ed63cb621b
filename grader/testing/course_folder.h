// A course of two units, and a place to solve it in: for tests of the commands
// that a learner uses.
#ifndef GRADER_TESTING_COURSE_FOLDER_H_
#define GRADER_TESTING_COURSE_FOLDER_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

class CourseFolder : public ::testing::Test {
 protected:
  CourseFolder() {
    const std::string limits =
        "limits: {elapsed: 2s, cpu: 1s, memory: 256MiB}\n";
    std::string echo = EchoProblem("hello", "number: 1\n" + limits);
    Write("problems/echo/problem.yaml", echo);
    Write("problems/echo/statement.md", "# Echo\n\nPrint what you read.\n");
    Write("starters/echo/solution.py", "print('nothing yet')\n");
    Write("solutions/echo/solution.py", "print(input())\n");
    Write("problems/twice/problem.yaml",
          "id: twice\ntitle: Twice\ndifficulty: medium\nnumber: 2\n" + limits +
              "hints: [Read first., Print twice.]\ncases:\n"
              "  - name: a word\n    stdin: x\n    expect: {stdout: xx}\n"
              "    why: It is there twice.\n");
    Write("problems/twice/statement.md", "# Twice\n\nPrint it twice.\n");
    Write("starters/twice/solution.py", "print('x')\n");
    Write("solutions/twice/solution.py", "print(2 * input())\n");
  }

  const std::filesystem::path& path() const { return folder_.path(); }

  void Write(const std::string& name, const std::string& content) const {
    folder_.Write(name, content);
  }

  // A right solution of the first unit.
  void Solve(const std::string& folder) const {
    Write(folder + "/solution.py", "print(input())\n");
  }

  // `grader COMMAND` in the folder `in`; a command may have words of the shell.
  Finished Run(const std::string& in, const std::string& command) const {
    return Shell(absl::StrCat("cd '", (path() / in).string(), "' && '",
                              GRADER_BINARY_DIR, "/grader' ", command));
  }

 private:
  const TemporaryFolder folder_;
};

}  // namespace grader

#endif  // GRADER_TESTING_COURSE_FOLDER_H_
