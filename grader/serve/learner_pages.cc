// The pages of a Visit that show the course: its map and lessons; and what
// pages have in common.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/course/lesson_html.h"
#include "grader/course/lesson_script.h"
#include "grader/judge/verdict_words.h"
#include "grader/problem/points.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"
#include "grader/report/words.h"
#include "grader/serve/assets.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

constexpr absl::string_view kCompressed = ".gz";

// Whether a browser says so (RFC 9110, 12.5.3), as all do: with no weight.
bool TakesGzip(absl::string_view accepted) {
  for (absl::string_view coding : absl::StrSplit(accepted, ',')) {
    if (absl::StripAsciiWhitespace(coding) == "gzip") return true;
  }
  return false;
}

// What became of the attempts at one unit, for the map.
std::string ProgressHtml(const std::vector<const SubmissionHead*>& attempts) {
  const SubmissionHead* best = nullptr;
  for (const SubmissionHead* one : attempts) {
    // Of as many points those that are accepted.
    if (one->graded &&
        (best == nullptr || one->counted() > best->counted() ||
         (one->counted() == best->counted() && one->verdict == "accepted" &&
          best->verdict != "accepted"))) {
      best = one;
    }
  }
  if (best != nullptr) return StateHtml(*best);
  return attempts.empty() ? "<span class=\"faint\">not begun</span>"
                          : StateHtml(*attempts.back());
}

}  // namespace

HttpResponse Visit::ShowCourse() {
  const auto heads = site_.store_.Submissions(person_->id);
  if (!heads.ok()) return Failed(heads.status());
  std::map<std::string, std::vector<const SubmissionHead*>> attempts;
  std::map<std::string, bool> accepted;
  for (const SubmissionHead& head : *heads) {
    attempts[head.unit].push_back(&head);
    if (head.verdict == "accepted") accepted[head.unit] = true;
  }
  std::string list;
  std::size_t problems = 0;
  std::size_t done = 0;
  for (const CourseUnit& unit : edition_->units) {
    const std::string title = Markup(unit.title());
    if (unit.problem() != nullptr) {
      ++problems;
      done += accepted.count(unit.id());
    }
    std::string due = DueHtml(unit.id(), false);
    if (!due.empty()) {
      due = absl::StrCat("<span class=\"faint\">", due, "</span> ");
    }
    absl::StrAppend(&list, "<li>", unit.kind(), " ", "<a href=\"/units/",
                    MarkupAttribute(unit.id()), "\">", title, "</a> ", due,
                    "<span>",
                    unit.kind() != "lesson"
                        ? ProgressHtml(attempts[unit.id()])
                        : absl::StrCat(unit.material()->minutes, " minutes"),
                    "</span></li>\n");
  }
  return Page("Course", absl::StrCat("<main>\n<h1>Course</h1>\n<p>", done,
                                     " of ", problems,
                                     " problems accepted</p>\n<ol "
                                     "class=\"units\">\n",
                                     list, "</ol>\n</main>\n"));
}

HttpResponse Visit::ShowUnit() {
  const auto it = edition_->by_id.find(part_);
  if (it == edition_->by_id.end()) return NotFound();
  const CourseUnit& unit = *it->second;
  if (unit.problem() != nullptr) return ShowProblem(*unit.problem());
  if (unit.kind() == "quiz") return ShowQuiz(*unit.material());
  return DocumentResponse(200, LessonHtml(*unit.material(), Above()),
                          ScriptSource(kLessonScript));
}

HttpResponse Visit::ShowAsset() {
  const Asset* const asset = FindAsset(part_);
  if (asset == nullptr || absl::EndsWith(part_, kCompressed)) return NotFound();
  HttpResponse response;
  response.is_asset = true;
  response.headers = {{"Content-Type", absl::EndsWith(part_, ".js")
                                           ? "text/javascript; charset=utf-8"
                                           : "application/json"},
                      // Its address has a hash of it.
                      {"Cache-Control", "public, max-age=31536000, immutable"}};
  if (const Asset* const smaller =
          FindAsset(absl::StrCat(part_, kCompressed))) {
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (TakesGzip(request_.Header("accept-encoding"))) {
      response.headers.emplace_back("Content-Encoding", "gzip");
      response.body = std::string(smaller->content);
      return response;
    }
  }
  response.body = std::string(asset->content);
  return response;
}

std::string TimeInWords(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", time, absl::UTCTimeZone());
}

std::string TimeForPrograms(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone());
}

std::string CountedInWords(const SubmissionHead& head) {
  return absl::StrCat(PointsOutOf(head.counted(), head.max_points),
                      head.set_points           ? ", set by an instructor"
                      : head.late.words.empty() ? ""
                                                : ", late",
                      head.regrading ? ", being graded again" : "");
}

std::string StateHtml(const SubmissionHead& head) {
  if (!head.graded) return "<span class=\"caution\">not graded yet</span>";
  const bool accepted = head.verdict == "accepted";
  return absl::StrCat(
      "<span class=\"", accepted ? "good" : "bad",
      "\"><span aria-hidden=\"true\">", accepted ? "✓ " : "✗ ", "</span>",
      Markup(NameInWords(head.verdict)), "</span>, ",
      PointsInWords(head.points, head.max_points),
      head.set_points
          ? absl::StrCat("; an instructor gave ",
                         PointsInWords(*head.set_points, head.max_points))
      : head.late.words.empty()
          ? ""
          : absl::StrCat("; late, ",
                         PointsInWords(head.counted(), head.max_points),
                         " count"),
      head.regrading ? "; being graded again" : "");
}

std::string SubmissionTable(const std::vector<SubmissionHead>& heads,
                            absl::string_view caption) {
  std::string rows;
  for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
    absl::StrAppend(&rows, "<tr><th scope=\"row\"><a href=\"/submissions/",
                    MarkupAttribute(head->id), "\">",
                    TimeInWords(head->received), "</a></th><td>",
                    Markup(head->unit), "</td><td>", StateHtml(*head),
                    "</td></tr>\n");
  }
  return absl::StrCat(
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"",
      MarkupAttribute(caption), "\">\n<table>\n<caption>", Markup(caption),
      "</caption>\n<thead><tr><th scope=\"col\">received</th><th "
      "scope=\"col\">problem</th><th scope=\"col\">result</th></tr></thead>\n"
      "<tbody>\n",
      rows, "</tbody>\n</table>\n</div>\n");
}

}  // namespace grader
