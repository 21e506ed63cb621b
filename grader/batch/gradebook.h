// The results of a batch for whoever gives the grades: a row per learner and a
// column per problem of the course.
#ifndef GRADER_BATCH_GRADEBOOK_H_
#define GRADER_BATCH_GRADEBOOK_H_

#include <map>
#include <string>
#include <vector>

#include "grader/batch/hand_ins.h"
#include "grader/batch/result.h"
#include "grader/problem/problem.h"

namespace grader {

struct GradebookRow {
  Member member;
  std::map<std::string, Result> results;  // by problem; none: not handed in

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

// `results` are those of `members`, each of them for one of `problems`. All
// problems have a column, whatever was handed in.
Gradebook MakeGradebook(const std::vector<Member>& members,
                        const std::vector<Result>& results,
                        const std::vector<Problem>& problems);

// learner, a column of points for each problem, score, max_score, id, email,
// section, reason. An empty field among the points: nothing was handed in.
std::string GradebookCsv(const Gradebook& book);

// The same as a page, with links to the reports and columns that can be sorted,
// and per problem how often each verdict was given.
std::string GradebookHtml(const Gradebook& book);

}  // namespace grader

#endif  // GRADER_BATCH_GRADEBOOK_H_
