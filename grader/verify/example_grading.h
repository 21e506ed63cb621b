// Grades the submissions that come with a problem, for the parts of a Proof.
#ifndef GRADER_VERIFY_EXAMPLE_GRADING_H_
#define GRADER_VERIFY_EXAMPLE_GRADING_H_

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/submission_rules.h"
#include "grader/verify/proof.h"
#include "grader/verify/verify.h"

namespace grader {

// Reads the files of `example` as its rule says. Fails like LoadSubmission.
absl::StatusOr<Submission> LoadExample(const Problem& problem,
                                       const Example& example);

// Grades submissions of one problem, and keeps what became of them. What it is
// given outlives it.
class ExampleGrading {
 public:
  ExampleGrading(const Problem& problem, const VerifyOptions& options,
                 const Workshop& workshop);

  // The folder of this problem in `of`: "solutions", "starters", ….
  std::filesystem::path Folder(absl::string_view of) const;

  // Grades what lies at `path`; adds to `part` what is wrong under `rule`, and
  // to the findings what became of it. None if it could not be graded.
  // `until_rejected`: see GradeOptions.
  std::optional<Report> Check(const std::filesystem::path& path,
                              const std::string& language,
                              const SubmissionRule& rule, ProofPart& part,
                              bool until_rejected = false);

  // What becomes of `example` in `cases` instead of the problem's; none if it
  // could not be graded.
  std::optional<Report> CheckIn(const std::vector<TestCase>& cases,
                                const Example& example);

  // Grades without an opinion; none, and why in `finding`, if that fails.
  // Repeats, as the options say, and adds to `finding` whether all runs agree.
  std::optional<Report> Grade(const Submission& submission, Finding& finding,
                              bool until_rejected = false);

  const std::vector<Finding>& findings() const { return findings_; }

  // By the names of deductions: those for which one of them lost points.
  const std::set<std::string>& deducted() const { return deducted_; }

  // Of each submission that was checked, what its reports give away.
  const std::vector<std::pair<std::string, std::vector<std::string>>>& leaks()
      const {
    return leaks_;
  }

 private:
  void Record(const Finding& finding, ProofPart& part);
  void Repeat(const Report& first, const std::function<Report()>& grade,
              Finding& finding);

  const Problem& problem_;
  const VerifyOptions& options_;
  const Workshop& workshop_;
  const bool of_contest_;
  const std::filesystem::path root_;
  std::vector<Finding> findings_;
  std::set<std::string> deducted_;
  std::vector<std::pair<std::string, std::vector<std::string>>> leaks_;
};

}  // namespace grader

#endif  // GRADER_VERIFY_EXAMPLE_GRADING_H_
