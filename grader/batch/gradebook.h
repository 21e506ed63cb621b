// The results of a batch for whoever gives the grades: a row per learner and a
// column per problem of the course.
#ifndef GRADER_BATCH_GRADEBOOK_H_
#define GRADER_BATCH_GRADEBOOK_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/batch/deadline.h"
#include "grader/batch/hand_ins.h"
#include "grader/batch/override.h"
#include "grader/batch/result.h"
#include "grader/problem/problem.h"

namespace grader {

// What a learner gets for a problem.
struct GradebookCell {
  Result result;     // what grading gave; no verdict: nothing was handed in
  Points earned;     // what is left of its points after the deadline
  std::string late;  // words on what came after the deadline; may be empty
  std::optional<Override> decided;  // what an instructor said instead

  Points score() const;         // what counts
  std::string verdict() const;  // likewise
  // Why not all points, what came late and what was decided, in words.
  std::vector<std::string> Reasons() const;
};

struct GradebookRow {
  Member member;
  std::map<std::string, GradebookCell>
      grades;  // by problem; none: not handed in, and nothing decided

  Points score() const;
  // Why not all points, and what has to be said of the hand-in, in words;
  // empty if there is nothing to say.
  std::string Reason(bool name_problems) const;
};

struct GradebookColumn {
  std::string id;
  std::string title;
  Points max_score;
};

struct Gradebook {
  std::vector<GradebookRow> rows;  // in the order of the members
  std::vector<GradebookColumn> columns;

  Points max_score() const;
};

// What was decided for the whole class.
struct GradingRules {
  std::optional<Deadline> deadline;
  Overrides overrides;
};

// `results` are those of `hand_ins`, each of them for one of `problems`. All
// problems have a column, whatever was handed in.
Gradebook MakeGradebook(const HandIns& hand_ins,
                        const std::vector<Result>& results,
                        const std::vector<Problem>& problems,
                        const GradingRules& rules = {});

// learner, a column of points for each problem (those that count), score,
// max_score, id, email, section, reason. An empty field among the points:
// nothing was handed in.
std::string GradebookCsv(const Gradebook& book);

// The same as an object, grader.gradebook/1, with what grading gave beside what
// counts, and each override.
std::string GradebookJson(const Gradebook& book);

// The same as a page, with links to the reports and columns that can be sorted,
// how the points are distributed, which cases fail how often, and per problem
// how often each verdict was given.
std::string GradebookHtml(const Gradebook& book);

}  // namespace grader

#endif  // GRADER_BATCH_GRADEBOOK_H_
