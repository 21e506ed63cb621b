// The files of a Visit that instructors take the class away in: for a
// spreadsheet, for Canvas, for Moodle.
#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/batch/course_system_csv.h"
#include "grader/batch/csv.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"
#include "grader/serve/class_book.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

// Why the points are not, or may not stay, what grading gave.
std::string NotesOf(const Standing& standing) {
  std::vector<std::string> notes;
  for (const auto& [name, head] :
       {std::pair("best", &standing.best), std::pair("last", &standing.last)}) {
    if (!*head) continue;
    if ((*head)->set_points) {
      notes.push_back(absl::StrCat(name, " set by an instructor, graded ",
                                   ExactPoints((*head)->points)));
    }
    if (!(*head)->late.words.empty()) {
      notes.push_back(absl::StrCat(name, " ", (*head)->late.words));
    }
    if ((*head)->regrading) {
      notes.push_back(absl::StrCat(name, " being graded again"));
    }
  }
  return absl::StrJoin(notes, "; ");
}

HttpResponse CsvFile(absl::string_view name, std::string csv) {
  HttpResponse response;
  response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                      {"Content-Disposition",
                       absl::StrCat("attachment; filename=\"", name, "\"")}};
  response.body = std::move(csv);
  return response;
}

}  // namespace

HttpResponse Visit::ClassCsv() {
  const auto learners = site_.store_.Learners();
  if (!learners.ok()) return Failed(learners.status());
  const auto standings = site_.store_.Standings();
  if (!standings.ok()) return Failed(standings.status());
  std::string csv =
      CsvRow({"name", "problem", "submissions", "best points", "max points",
              "last verdict", "last points", "last received", "notes"});
  for (const Person& learner : *learners) {
    for (const CourseUnit& unit : edition_->units) {
      if (unit.kind() == "lesson") continue;
      const Standing& standing = StandingIn(*standings, learner.id, unit.id());
      const auto& [attempts, best, last] = standing;
      const bool graded = last && last->graded;
      csv +=
          CsvRow({learner.name, unit.id(), absl::StrCat(attempts),
                  best ? ExactPoints(best->counted()) : "",
                  best ? ExactPoints(best->max_points) : "",
                  graded ? last->verdict : "",
                  graded ? ExactPoints(last->counted()) : "",
                  last ? TimeInWords(last->received) : "", NotesOf(standing)});
    }
  }
  return CsvFile("class.csv", std::move(csv));
}

absl::StatusOr<Gradebook> Visit::BookOfClass() {
  const auto learners = site_.store_.Learners();
  if (!learners.ok()) return learners.status();
  const auto standings = site_.store_.Standings();
  if (!standings.ok()) return standings.status();
  Gradebook book = ClassBook(*learners, edition_->units, *standings);
  for (std::size_t i = 0; i < book.rows.size(); ++i) {
    for (auto& [unit, cell] : book.rows[i].grades) {
      if (!cell.decided) continue;
      const Standing& standing =
          StandingIn(*standings, (*learners)[i].id, unit);
      const auto deeds = History(standing.best->id);
      if (!deeds.ok()) return deeds.status();
      for (const Deed& deed : *deeds) {
        if (deed.kind != Deed::Kind::kPointsSet) continue;
        cell.decided->reason = deed.text;
        cell.decided->who = deed.person;
      }
    }
  }
  return book;
}

HttpResponse Visit::Export() {
  auto book = BookOfClass();
  if (!book.ok()) return Failed(book.status());
  for (const FormPart& part : parts_) {
    if (!part.is_file || part.file.empty()) continue;
    const auto roster = ReadRosterText("roster", part.content);
    if (!roster.ok()) return Refuse(400, roster.status().message());
    AddRoster(*roster, *book);
  }
  return Field("for") == "moodle" ? CsvFile("moodle.csv", MoodleCsv(*book))
                                  : CsvFile("canvas.csv", CanvasCsv(*book));
}

std::string Visit::ExportForm() const {
  return absl::StrCat(
      "<section aria-labelledby=\"export\">\n<h2 id=\"export\">Export</h2>\n"
      "<form method=\"post\" enctype=\"multipart/form-data\" "
      "action=\"/class/export\">\n",
      CsrfField(csrf_),
      "<label for=\"roster\">Who is who there: a file of the course system's "
      "own with names and IDs, such as its gradebook (CSV)</label>\n<input "
      "id=\"roster\" type=\"file\" name=\"roster\" accept=\".csv,text/csv\">\n"
      "<p><button name=\"for\" value=\"canvas\">For Canvas</button>\n<button "
      "name=\"for\" value=\"moodle\">For Moodle</button></p>\n"
      "<p class=\"faint\">The points of the best submissions. Without a file "
      "learners are told by their names alone.</p>\n</form>\n</section>\n");
}

}  // namespace grader
