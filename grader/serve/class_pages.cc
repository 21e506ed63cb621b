// The pages of a Visit for instructors: the class, and invitations.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"
#include "grader/serve/class_book.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

constexpr std::size_t kMostInvited = 1000;

std::string Cell(const Standing& standing) {
  const auto& [attempts, best, last] = standing;
  if (!last) return "<td class=\"faint\">–</td>";
  std::string cell = "<td>";
  if (best) {
    absl::StrAppend(&cell, "best <a href=\"/submissions/", best->id, "\">",
                    CountedInWords(*best), "</a>");
  }
  if (!best || last->id != best->id) {
    absl::StrAppend(
        &cell, best ? ", " : "", "last <a href=\"/submissions/", last->id,
        "\">", last->graded ? CountedInWords(*last) : "not graded yet", "</a>");
  }
  return absl::StrCat(cell, "<br><span class=\"faint\">",
                      TimeInWords(last->received), "</span></td>");
}

// A learner's row in the table of the class.
std::string RowOf(const Person& learner, const std::vector<CourseUnit>& course,
                  const ClassStandings& standings) {
  std::string row = absl::StrCat(
      "<tr data-person=\"", MarkupAttribute(learner.id),
      "\"><th scope=\"row\"><a href=\"/class/people/",
      MarkupAttribute(learner.id), "\">", Markup(learner.name), "</a></th>");
  for (const CourseUnit& unit : course) {
    if (unit.kind() == "lesson") continue;
    row += Cell(StandingIn(standings, learner.id, unit.id()));
  }
  return row + "</tr>\n";
}

// What is wrong with the files of the course; nothing for nothing.
std::string FaultHtml(const std::string& fault) {
  if (fault.empty()) return "";
  return absl::StrCat(
      "<section aria-label=\"The course's files\">\n<p class=\"bad\">The files "
      "of "
      "the course have changed and cannot be loaded. Until they are mended it "
      "stays as it was.</p>\n",
      HtmlPre("what is wrong with them", fault), "</section>\n");
}

}  // namespace

HttpResponse Visit::ShowClass() {
  const auto learners = site_.store_.Learners();
  if (!learners.ok()) return Failed(learners.status());
  const auto standings = site_.store_.Standings();
  if (!standings.ok()) return Failed(standings.status());
  std::string head = "<th scope=\"col\">learner</th>";
  for (const CourseUnit& unit : edition_->units) {
    if (unit.kind() == "lesson") continue;
    absl::StrAppend(&head, "<th scope=\"col\"><a href=\"/class/units/",
                    MarkupAttribute(unit.id()), "\">", Markup(unit.title()),
                    "</a>");
    if (const auto deadline = DeadlineOf(unit.id())) {
      absl::StrAppend(&head, "<br><span class=\"faint\">Due ",
                      TimeInWords(deadline->deadline.due), "</span>");
    }
    head += "</th>";
  }
  std::string rows;
  for (const Person& learner : *learners) {
    rows += RowOf(learner, edition_->units, *standings);
  }
  PageParts parts;
  parts.asset = "live.js";
  return PageResponse(
      200, "Class", Above(),
      absl::StrCat(
          "<main data-live=\"class\">\n<h1>Class</h1>\n",
          FaultHtml(site_.course_.fault()),
          "<p><a "
          "href=\"/class.csv\">As a CSV "
          "file</a></p>\n<div class=\"wide\" tabindex=\"0\" "
          "role=\"group\" aria-label=\"the class\">\n<table class=\"class\">\n"
          "<caption>Points of the best and of the last submission to "
          "each problem and quiz, and when the last came</caption>\n<thead>"
          "<tr>",
          head, "</tr></thead>\n<tbody>\n", rows,
          "</tbody>\n</table>\n</div>\n", ExportForm(), RegradeForm(),
          "</main>\n"),
      parts);
}

HttpResponse Visit::ShowClassRow() {
  const auto person = site_.store_.FindPerson(part_);
  if (!person.ok()) return Failed(person.status());
  if (!*person || (*person)->instructor) return NotFound();
  const auto standings = site_.store_.Standings();
  if (!standings.ok()) return Failed(standings.status());
  HttpResponse response;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Content-Security-Policy", "default-src 'none'"}};
  response.body = absl::StrCat("<table><tbody>",
                               RowOf(**person, edition_->units, *standings),
                               "</tbody></table>\n");
  return response;
}

HttpResponse Visit::ShowPerson() {
  const auto person = site_.store_.FindPerson(part_);
  if (!person.ok()) return Failed(person.status());
  if (!*person) return NotFound();
  const auto heads = site_.store_.Submissions(part_);
  if (!heads.ok()) return Failed(heads.status());
  return Page(
      (*person)->name,
      absl::StrCat("<main>\n<h1>", Markup((*person)->name), "</h1>\n",
                   SubmissionTable(*heads, "All submissions"),
                   "<form method=\"post\" action=\"/class/people/",
                   MarkupAttribute(part_), "/password\">\n", CsrfField(csrf_),
                   "<p><button>Make a link for a new password</button></p>\n"
                   "</form>\n</main>\n"));
}

HttpResponse Visit::NewPassword() {
  const auto person = site_.store_.FindPerson(part_);
  if (!person.ok()) return Failed(person.status());
  if (!*person) return NotFound();
  const auto link = site_.Invite({"", (*person)->name, false, part_});
  if (!link.ok()) return Failed(link.status());
  return Page("A new password",
              absl::StrCat("<main>\n<h1>", Markup((*person)->name),
                           "</h1>\n<p>Whoever opens this link chooses a new "
                           "password, once; until then the old one holds. It "
                           "is shown only now.</p>\n",
                           HtmlPre("link", *link), "</main>\n"));
}

HttpResponse Visit::InvitationPage(int status, absl::string_view above) const {
  return PageResponse(
      status, "Invitations", Above(),
      absl::StrCat("<main>\n<h1>Invitations</h1>\n", above,
                   "<form method=\"post\" action=\"/class/invitations\">\n",
                   CsrfField(csrf_),
                   "<label for=\"names\">Names, one on each line</label>\n"
                   "<textarea id=\"names\" name=\"names\" rows=\"8\" required>"
                   "</textarea>\n<p><button class=\"main\">Make a link for each"
                   "</button></p>\n</form>\n</main>\n"));
}

HttpResponse Visit::ShowInvitations() { return InvitationPage(200, ""); }

HttpResponse Visit::Invite() {
  std::vector<std::string> names;
  const std::string text = Field("names");
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty()) continue;
    if (absl::Status fault = CheckName(line); !fault.ok()) {
      return InvitationPage(
          400, absl::StrCat("<p class=\"bad\" role=\"alert\">",
                            Markup(fault.message()),
                            " This is none: ", Markup(line), "</p>\n"));
    }
    names.emplace_back(line);
  }
  if (names.empty() || names.size() > kMostInvited) {
    return InvitationPage(400, absl::StrCat("<p class=\"bad\" role=\"alert\">"
                                            "There can be 1 to ",
                                            kMostInvited, " names.</p>\n"));
  }
  std::string links;
  for (const std::string& name : names) {
    const auto link = site_.Invite({"", name, false});
    if (!link.ok()) return Failed(link.status());
    absl::StrAppend(&links, "<tr><th scope=\"row\">", Markup(name),
                    "</th><td><code>", Markup(*link), "</code></td></tr>\n");
  }
  return InvitationPage(
      200,
      absl::StrCat("<p>Each link makes one account. They are shown only now: "
                   "give each to whom it is for.</p>\n<div class=\"wide\" "
                   "tabindex=\"0\" role=\"group\" aria-label=\"links\">\n"
                   "<table>\n<caption>Invitations</caption>\n<tbody>\n",
                   links, "</tbody>\n</table>\n</div>\n"));
}

}  // namespace grader
