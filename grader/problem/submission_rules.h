// What an author says must become of the example submissions of a problem:
// fixtures/problems/<id>/submissions.yaml, in the words of the ICPC problem
// package format's file of that name (https://icpc.io/problem-package-format).
#ifndef GRADER_PROBLEM_SUBMISSION_RULES_H_
#define GRADER_PROBLEM_SUBMISSION_RULES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/expectation.h"
#include "grader/problem/points.h"

namespace grader {

// What the time that a submission takes says of a package's time limit.
enum class TimeUse {
  kByVerdicts,  // whatever follows from `permitted` and `required`
  kNone,
  kLower,  // the limit must leave it the time that it takes
  kUpper,  // the limit must be too short for it
};

struct SubmissionRule {
  // Relative to the file's folder; `*` stops at `/`, and one of {a,b} will do.
  // What it matches goes for all that lies in there, too.
  std::string glob;
  // AC, WA, TLE, RTE, MLE, OLE, CE: every case must get one of `permitted`
  // (empty: any), at least one case one of `required` (empty: none need).
  std::vector<std::string> permitted;
  std::vector<std::string> required;
  std::string reason;              // of the verdict; empty: any
  std::vector<std::string> fails;  // cases that must not be accepted
  Bound<Points> score = {};        // what it must get
  // Of these codes the verdict on all cases must be one; empty: any.
  std::vector<std::string> verdict = {};
  // What is partly right is AC, as in packages with scores.
  bool partly_is_accepted = false;
  bool not_all_points = false;  // it must not get all that there are
  // What the submission is written in, and what of it is started: a file, in
  // Java a class. Empty: as usual.
  std::string language = {};
  std::string entry_point = {};
  // What the checker says to the author about at least one case contains this.
  std::string message = {};
  TimeUse time_use = TimeUse::kByVerdicts;
  // A glob for the cases, or groups of them, that `permitted`, `required`,
  // `score`, `message` and `time_use` are about; empty: all.
  std::string cases = {};
  std::vector<SubmissionRule> also = {};  // all of these must hold, too

  bool Matches(const std::string& path) const;
  // Whether it is about the case named `name`.
  bool IsAbout(const std::string& name) const;
};

// A submission that comes with a problem, and what must become of it.
struct Example {
  std::filesystem::path path;
  SubmissionRule rule;

  // Its author says that it is right.
  bool right() const;
};

// Reads `folder`/submissions.yaml; kInvalidArgument lists all that is wrong
// with it, kNotFound tells that there is none. `cases` are the names that a
// rule may have; any, if there are none.
absl::StatusOr<std::vector<SubmissionRule>> LoadSubmissionRules(
    const std::filesystem::path& folder,
    const std::vector<std::string>& cases = {});

}  // namespace grader

#endif  // GRADER_PROBLEM_SUBMISSION_RULES_H_
