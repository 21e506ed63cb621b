// AuthorFiles: what an author has written for a problem beside its cases, and
// where: in the folders of a course, or in an ICPC package.
#ifndef GRADER_PROBLEM_AUTHOR_FILES_H_
#define GRADER_PROBLEM_AUTHOR_FILES_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grader/problem/problem.h"
#include "grader/problem/submission_rules.h"

namespace grader {

// How a package wants its time limit computed from its submissions.
struct TimeMargins {
  bool wanted = false;  // it gives no limit itself
  double in_time = 2;   // the limit is so many times what a right one takes
  double too_slow = 1.5;
  double resolution = 1;  // seconds
};

// In the folder of a problem of the grader's own: its validators of inputs.
inline constexpr char kInputValidators[] = "input_validators";

struct AuthorFiles {
  // Of a contest: it comes without hints and starters, and its limits are as
  // narrow as its author wants them.
  bool of_contest = false;
  std::filesystem::path statement;  // a file, which need not be there
  // Each is a solution: in one language, or in several in one folder.
  std::vector<std::filesystem::path> references;
  // What learners of a track begin with; else that is in the course's folder
  // `starters`.
  std::filesystem::path starter;
  // It may be right already where learners are to write it better.
  bool starter_may_be_right = false;
  // In which submissions that come with the problem lie; those of a contest are
  // in `examples`, the others under the rules of its submissions.yaml.
  std::filesystem::path example_folder;
  std::vector<Example> examples;
  // Programs that say whether an input, or an answer, is as it should be.
  std::vector<std::filesystem::path> input_validators;
  std::vector<std::filesystem::path> answer_validators;
  TimeMargins time_margins;
  std::vector<std::string> notes;  // for the author: what is not as written
};

// Those of `problem`, looked for on the disk.
AuthorFiles FindAuthorFiles(const Problem& problem);

// The text of its statement; none if there is none.
std::optional<std::string> ReadStatement(const Problem& problem);

}  // namespace grader

#endif  // GRADER_PROBLEM_AUTHOR_FILES_H_
