// The pages of a Visit that show the course: its map, lessons and problems.
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/course/lesson_html.h"
#include "grader/course/lesson_script.h"
#include "grader/course/unit_files.h"
#include "grader/judge/verdict_words.h"
#include "grader/problem/files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/points.h"
#include "grader/report/html_page.h"
#include "grader/report/markdown_html.h"
#include "grader/report/markup.h"
#include "grader/report/words.h"
#include "grader/serve/assets.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

std::string Editors(const std::vector<SourceFile>& files) {
  std::string html;
  int number = 0;
  for (const SourceFile& file : files) {
    const std::string id = absl::StrCat("file-", ++number);
    const std::ptrdiff_t lines = absl::c_count(file.content, '\n') + 3;
    absl::StrAppend(&html, "<label for=\"", id, "\"><code>", Markup(file.name),
                    "</code></label>\n<textarea id=\"", id,
                    "\" name=\"file:", MarkupAttribute(file.name), "\" rows=\"",
                    std::min<std::ptrdiff_t>(lines, 30),
                    "\" spellcheck=\"false\" autocapitalize=\"off\" "
                    "autocomplete=\"off\">",
                    MarkupTextarea(file.content), "</textarea>\n");
  }
  return html;
}

// What became of the attempts at one unit, for the map.
std::string ProgressHtml(const std::vector<const SubmissionHead*>& attempts) {
  const SubmissionHead* best = nullptr;
  for (const SubmissionHead* one : attempts) {
    if (one->graded && (best == nullptr || one->counted() >= best->counted() ||
                        one->verdict == "accepted")) {
      best = one;
    }
    if (best != nullptr && best->verdict == "accepted") break;
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
  for (const CourseUnit& unit : site_.course_) {
    const std::string title = Markup(unit.title());
    if (unit.problem() != nullptr) {
      ++problems;
      done += accepted.count(unit.id());
    }
    absl::StrAppend(&list, "<li>", unit.kind(), " ", "<a href=\"/units/",
                    MarkupAttribute(unit.id()), "\">", title, "</a> <span>",
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
  const auto it = site_.units_.find(part_);
  if (it == site_.units_.end()) return NotFound();
  const CourseUnit& unit = *it->second;
  if (unit.problem() != nullptr) return ShowProblem(*unit.problem());
  if (unit.kind() == "quiz") return ShowQuiz(*unit.material());
  return DocumentResponse(200, LessonHtml(*unit.material(), Above()),
                          ScriptSource(kLessonScript));
}

HttpResponse Visit::ShowAsset() {
  const Asset* const asset = FindAsset(part_);
  if (asset == nullptr) return NotFound();
  HttpResponse response;
  response.is_asset = true;
  response.headers = {{"Content-Type", absl::EndsWith(part_, ".js")
                                           ? "text/javascript; charset=utf-8"
                                           : "application/json"},
                      // Its address has a hash of it.
                      {"Cache-Control", "public, max-age=31536000, immutable"}};
  response.body = std::string(asset->content);
  return response;
}

HttpResponse Visit::ShowProblem(const Problem& problem) {
  const std::vector<std::string> languages = LanguagesOf(problem);
  if (languages.empty()) return NotFound();
  const auto query = ReadFields(request_.query);
  const auto value = [&](const std::string& name) {
    const auto it = query.find(name);
    return it == query.end() ? "" : it->second;
  };
  auto heads = site_.store_.Submissions(person_->id);
  if (!heads.ok()) return Failed(heads.status());
  std::erase_if(*heads, [&](const SubmissionHead& head) {
    return head.unit != problem.id;
  });
  std::string language = value("lang");
  if (!absl::c_linear_search(languages, language)) {
    language = heads->empty() || heads->back().language.empty()
                   ? languages.front()
                   : heads->back().language;
  }
  std::vector<SourceFile> files;
  const auto last = std::find_if(
      heads->rbegin(), heads->rend(),
      [&](const SubmissionHead& head) { return head.language == language; });
  const bool own = last != heads->rend() && value("from") != "starter";
  if (own) {
    const auto submission = site_.store_.FindSubmission(last->id);
    if (!submission.ok()) return Failed(submission.status());
    if (*submission) files = (*submission)->files;
  }
  if (files.empty()) {
    for (GeneratedFile& file : StarterFiles(problem, language)) {
      files.push_back({std::move(file.name), std::move(file.content)});
    }
  }
  std::string choice;
  const std::string here = absl::StrCat("/units/", MarkupAttribute(problem.id));
  for (const std::string& one : languages) {
    absl::StrAppend(
        &choice,
        one == language
            ? absl::StrCat("<strong>", Markup(one), "</strong> ")
            : absl::StrCat("<a href=\"", here, "?lang=", MarkupAttribute(one),
                           "\">", Markup(one), "</a> "));
  }
  if (own) {
    absl::StrAppend(&choice, "· <a href=\"", here,
                    "?from=starter&amp;lang=", MarkupAttribute(language),
                    "\">begin again with the starter</a>");
  }
  std::string given;
  if (!heads->empty()) {
    given = absl::StrCat("<section>\n<h2>Handed in so far</h2>\n",
                         SubmissionTable(*heads, "Your submissions"),
                         "</section>\n");
  }
  return Page(
      problem.title,
      absl::StrCat(
          "<main>\n",
          MarkdownHtml(ReadFile(problem.directory / "statement.md")
                           .value_or(absl::StrCat("# ", problem.title))),
          "<section>\n<h2>Your solution</h2>\n<p>Language: ", choice,
          "</p>\n<form method=\"post\" enctype=\"multipart/form-data\" "
          "action=\"",
          here, "\">\n", CsrfField(csrf_),
          "<input type=\"hidden\" name=\"language\" value=\"",
          MarkupAttribute(language), "\">\n", Editors(files),
          "<label for=\"upload\">Or files from your computer, instead of what "
          "stands above</label>\n<input id=\"upload\" type=\"file\" "
          "name=\"upload\" multiple>\n<p><button class=\"main\">Check"
          "</button></p>\n</form>\n</section>\n",
          given, "</main>\n"));
}

std::string TimeInWords(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", time, absl::UTCTimeZone());
}

std::string TimeForPrograms(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone());
}

std::string CountedInWords(const SubmissionHead& head) {
  return absl::StrCat(PointsOutOf(head.counted(), head.max_points),
                      head.set_points ? ", set by an instructor" : "",
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
          : "",
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
