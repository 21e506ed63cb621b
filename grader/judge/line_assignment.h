// A LineAssignment: finds for every line of a pattern a line of its own, in any
// order, so that all captures agree.
#ifndef GRADER_JUDGE_LINE_ASSIGNMENT_H_
#define GRADER_JUDGE_LINE_ASSIGNMENT_H_

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "grader/judge/line_matcher.h"
#include "grader/judge/lines.h"
#include "grader/problem/pattern.h"

namespace grader {

// Whether there are enough lines of each form is found out first. Then the
// search takes the pattern line with the fewest candidates first and looks one
// step ahead, so that captures which tie lines together leave little to try.
// The steps of the matcher bound what remains.
class LineAssignment {
 public:
  // All three must outlive this. `matcher` must have nothing bound.
  LineAssignment(const ParsedPattern& pattern, const Lines& lines,
                 LineMatcher& matcher);

  // Whether there is an assignment of all lines to all pattern lines. If so,
  // the captures stay bound.
  bool Search();

  // Whether the steps sufficed to find the candidates of every pattern line.
  bool complete() const { return complete_; }
  // False once Search has found that not every pattern line could have a line
  // of its own even if captures need not agree.
  bool forms_match() const { return forms_match_; }
  // Pattern lines that no line fits on its own, and the other way round.
  std::vector<std::size_t> PatternLinesWithoutCandidate() const;
  std::vector<std::size_t> LinesWithoutCandidate() const;
  // What the fullest assignment that was tried left over.
  std::vector<std::size_t> PatternLinesLeft() const;
  std::vector<std::size_t> LinesLeft() const;

 private:
  using Candidates = std::vector<std::size_t>;
  // Per line: the pattern line that it is given to.
  using Owners = std::vector<std::optional<std::size_t>>;
  using Saved = std::vector<std::pair<std::size_t, Candidates>>;

  bool MatchForms();
  bool TakeFreeLine(std::size_t p, Owners& owners);
  bool TakeOwnedLine(std::size_t p, Owners& owners);
  bool Extend(std::size_t depth);
  std::size_t FewestCandidates() const;
  bool Narrow(const std::vector<int>& bound, Saved* saved);

  const ParsedPattern& pattern_;
  const Lines& lines_;
  LineMatcher& matcher_;
  std::vector<Candidates> candidates_;  // per pattern line, under the bindings
  std::vector<Candidates> users_;  // per capture: the pattern lines with it
  std::vector<std::optional<std::size_t>> assigned_;  // per pattern line
  std::vector<bool> used_;                            // per line
  std::vector<std::optional<std::size_t>> fullest_;
  std::size_t fullest_depth_ = 0;
  std::vector<bool> has_candidate_;  // per pattern line
  std::vector<bool> is_candidate_;   // per line
  bool complete_ = false;
  bool forms_match_ = true;
};

}  // namespace grader

#endif  // GRADER_JUDGE_LINE_ASSIGNMENT_H_
