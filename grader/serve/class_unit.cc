// The page of a Visit on which an instructor sees how a class does in one
// problem or quiz.
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/batch/class_statistics.h"
#include "grader/batch/points_histogram.h"
#include "grader/judge/verdict_words.h"
#include "grader/report/markup.h"
#include "grader/serve/class_book.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

// Of one learner, in HTML, with the submission that is meant.
std::string LinkTo(const std::string& name, const SubmissionHead& head) {
  return absl::StrCat("<a href=\"/submissions/", MarkupAttribute(head.id),
                      "\">", Markup(name), "</a>");
}

using Links = std::map<std::string, std::vector<std::string>>;

std::string TableOf(absl::string_view caption, absl::string_view head,
                    absl::string_view rows) {
  return absl::StrCat(
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" "
      "aria-label=\"",
      MarkupAttribute(caption), "\">\n<table>\n<caption>", Markup(caption),
      "</caption>\n<thead><tr>", head, "</tr></thead>\n<tbody>\n", rows,
      "</tbody>\n</table>\n</div>\n");
}

std::string VerdictTable(const Links& verdicts) {
  std::string rows;
  for (const auto& [verdict, learners] : verdicts) {
    absl::StrAppend(&rows, "<tr><th scope=\"row\">",
                    verdict.empty() ? "nothing that is graded"
                                    : Markup(NameInWords(verdict)),
                    "</th><td class=\"number\">", learners.size(), "</td><td>",
                    absl::StrJoin(learners, ", "), "</td></tr>\n");
  }
  return TableOf("Who has which result",
                 "<th scope=\"col\">result</th><th scope=\"col\" "
                 "class=\"number\">learners</th><th scope=\"col\">who</th>",
                 rows);
}

std::string CaseTable(const std::vector<CaseFailures>& failures,
                      const Links& failed) {
  if (failures.empty()) return "<p>No case fails anybody.</p>\n";
  std::string rows;
  for (const CaseFailures& one : failures) {
    std::vector<std::string> ways;
    for (const auto& [way, count] : one.ways) {
      ways.push_back(absl::StrCat(Markup(way), " (", count, ")"));
    }
    absl::StrAppend(&rows, "<tr><th scope=\"row\">", Markup(one.name),
                    "</th><td class=\"number\">", one.failed, " of ", one.run,
                    "</td><td>", absl::StrJoin(ways, ", "), "</td><td>",
                    absl::StrJoin(failed.at(one.name), ", "), "</td></tr>\n");
  }
  return TableOf("Which case fails whom",
                 "<th scope=\"col\">case</th><th scope=\"col\" "
                 "class=\"number\">fails</th><th scope=\"col\">how</th><th "
                 "scope=\"col\">whom</th>",
                 rows);
}

}  // namespace

HttpResponse Visit::ShowClassUnit() { return ClassUnitPage(200, ""); }

HttpResponse Visit::ClassUnitPage(int status, absl::string_view complaint) {
  const auto unit = edition_->by_id.find(part_);
  if (unit == edition_->by_id.end() || unit->second->kind() == "lesson") {
    return NotFound();
  }
  const auto learners = site_.store_.Learners();
  if (!learners.ok()) return Failed(learners.status());
  const auto standings = site_.store_.Standings();
  if (!standings.ok()) return Failed(standings.status());
  Gradebook book = ClassBook(*learners, edition_->units, *standings);
  std::erase_if(book.columns, [&](const GradebookColumn& column) {
    return column.id != part_;
  });
  std::vector<Points> scores;
  Links verdicts;
  Links failed;
  for (std::size_t i = 0; i < book.rows.size(); ++i) {
    const Person& learner = (*learners)[i];
    const Standing& standing = StandingIn(*standings, learner.id, part_);
    if (!standing.best) {
      verdicts[""].push_back(Markup(learner.name));
      continue;
    }
    const SubmissionHead& best = *standing.best;
    const std::string link = LinkTo(learner.name, best);
    scores.push_back(best.counted());
    verdicts[best.verdict].push_back(link);
    if (best.verdict == "accepted") continue;
    const auto submission = site_.store_.FindSubmission(best.id);
    if (!submission.ok()) return Failed(submission.status());
    if (!*submission) continue;
    Result& result = book.rows[i].grades[part_].result;
    result.cases = CasesOf((*submission)->outcome.revealed_json);
    for (const CaseOutcome& one : result.cases) {
      if (!one.verdict.empty() && one.verdict != "accepted" &&
          one.verdict != "judge_error") {
        failed[one.name].push_back(link);
      }
    }
  }
  std::vector<CaseFailures> failures = FailuresByCase(book);
  // Of what is accepted no case fails, whichever there are.
  for (CaseFailures& one : failures) one.run += verdicts["accepted"].size();
  const auto deadline = DeadlineForms(part_, complaint);
  if (!deadline.ok()) return Failed(deadline.status());
  PageParts parts;
  parts.style = kHistogramStyle;
  const std::string& title = unit->second->title();
  return PageResponse(
      status, title, Above(),
      absl::StrCat(
          "<main>\n<h1>", Markup(title),
          "</h1>\n<p>What is best of each "
          "learner. <a href=\"/units/",
          MarkupAttribute(part_), "\">The ", unit->second->kind(),
          "</a> · <a href=\"/class\">The class</a>",
          !IsProblem(part_)
              ? ""
              : absl::StrCat(" · <a href=\"/class/units/",
                             MarkupAttribute(part_),
                             "/similar\">Similar submissions</a>"),
          "</p>\n",
          scores.empty()
              ? ""
              : PointsHistogram(
                    "points", DistributionOf(scores, book.columns[0].max_score),
                    book.columns[0].max_score),
          VerdictTable(verdicts), CaseTable(failures, failed), *deadline,
          "</main>\n"),
      parts);
}

}  // namespace grader
