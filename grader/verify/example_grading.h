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
#include "absl/time/time.h"
#include "grader/problem/author_files.h"
#include "grader/problem/submission_rules.h"
#include "grader/verify/example_orders.h"
#include "grader/verify/grading_board.h"
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
  // `too_slow`: see SlownessOrder.
  ExampleGrading(const Problem& problem, const VerifyOptions& options,
                 std::optional<absl::Duration> too_slow, GradingBoard& board,
                 const Workshop& workshop);

  // Puts on the board what Check, or Grade, will be called with: in the order
  // of these calls, and before the first of them. Where it is to be repeated,
  // or the clock is not the virtual one, nobody else may be at work.
  void Announce(const ExampleOrder& order);
  void Announce(const std::string& name, const Submission& submission);

  // Grades what `order` wants; adds to `part` what is wrong under its rule, and
  // to the findings what became of it. None if it could not be graded; else the
  // report is there.
  std::optional<GradedExample> Check(const ExampleOrder& order,
                                     ProofPart& part);

  // Grades without an opinion what is called `name`; none, and why in
  // `finding`, if that fails. Repeats, as the options say, and adds to
  // `finding` whether all runs agree.
  std::optional<Report> Grade(const std::string& name,
                              const Submission& submission, Finding& finding);

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
  bool IsAlone() const;
  MakeGraded Making(const Submission& submission,
                    const ExampleOrder& order) const;
  // In any thread.
  GradedExample Make(const Submission& submission, const ExampleOrder& order,
                     const Workshop& workshop) const;
  void Repeat(const std::function<Report()>& grade,
              GradedExample& graded) const;

  const Problem& problem_;
  const VerifyOptions& options_;
  const std::optional<absl::Duration> too_slow_;
  const Workshop& workshop_;
  const AuthorFiles files_;
  const std::filesystem::path root_;
  std::vector<Finding> findings_;
  std::set<std::string> deducted_;
  std::vector<std::pair<std::string, std::vector<std::string>>> leaks_;
  GradingList list_;  // goes first: others use what stands above
};

}  // namespace grader

#endif  // GRADER_VERIFY_EXAMPLE_GRADING_H_
