// Which problem of a course the name of a file or a folder means.
#ifndef GRADER_BATCH_PROBLEM_MEANT_H_
#define GRADER_BATCH_PROBLEM_MEANT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/problem.h"

namespace grader {

struct ProblemMeant {
  // How a name tells a problem, the surest first: by its id or its number, with
  // more words around the id, with other words around the number, with a typing
  // mistake in the id.
  enum class By { kName, kIdInside, kNumberInside, kTypingMistake };

  const Problem* problem = nullptr;  // none is meant
  By by = By::kName;
  int upload = 0;  // see WithoutNumber

  // Whether somebody should look at it.
  bool unsure() const {
    return by == By::kNumberInside || by == By::kTypingMistake;
  }
};

// What `name` means: an id, in whatever spelling, or a number ("2.cpp", "ex02",
// "02_Concurrent_Requests (1).cpp"). The numbers of uploads are left out unless
// only they tell a problem.
ProblemMeant MeantBy(absl::string_view name,
                     const std::vector<Problem>& problems);

}  // namespace grader

#endif  // GRADER_BATCH_PROBLEM_MEANT_H_
