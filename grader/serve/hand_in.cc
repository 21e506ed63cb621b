// The pages of a Visit on which a submission is received, and its result shown.
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/submission_files.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"
#include "grader/report/sanitize.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"
#include "grader/store/credentials.h"

namespace grader {
namespace {

// Of one person, that wait to be graded.
constexpr std::ptrdiff_t kMostWaiting = 20;

struct HandedIn {
  std::string language;  // empty: as file names tell
  std::vector<SourceFile> files;
};

absl::Status CheckFile(const SourceFile& file) {
  if (file.name.empty() || file.name.front() == '.' ||
      absl::StrContains(file.name, '/') ||
      ForTerminal(file.name) != file.name || CheckFileName(file.name)) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", file.name,
                     "\" is no name that a file of a submission can have."));
  }
  return absl::OkStatus();
}

// Uploaded files, else what stands in the editors. kInvalidArgument with what
// is wrong with them.
absl::StatusOr<HandedIn> FilesOf(const std::vector<FormPart>& parts,
                                 const std::string& language) {
  HandedIn edited = {language, {}};
  HandedIn uploaded;
  std::size_t bytes = 0;
  for (const FormPart& part : parts) {
    absl::string_view name = part.name;
    if (part.is_file) {
      // A browser sends one without a name where no file was chosen.
      if (part.file.empty()) continue;
      uploaded.files.push_back({part.file, part.content});
    } else if (absl::ConsumePrefix(&name, "file:")) {
      edited.files.push_back({std::string(name), part.content});
    }
  }
  HandedIn chosen = uploaded.files.empty() ? edited : uploaded;
  std::set<std::string> names;
  for (const SourceFile& file : chosen.files) {
    if (absl::Status fault = CheckFile(file); !fault.ok()) return fault;
    if (!names.insert(file.name).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("There are two files called \"", file.name, "\"."));
    }
    bytes += file.content.size();
  }
  if (chosen.files.empty()) {
    return absl::InvalidArgumentError("There is no file to check.");
  }
  if (chosen.files.size() > kMaxSourceFiles || bytes > kMaxSubmissionBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "A submission has at most ", kMaxSourceFiles, " files and 1 MiB."));
  }
  return chosen;
}

}  // namespace

HttpResponse Visit::HandIn() {
  const auto unit = site_.units_.find(part_);
  if (unit == site_.units_.end() || unit->second->problem() == nullptr) {
    return NotFound();
  }
  const Problem& problem = *unit->second->problem();
  const std::string language = Field("language");
  if (!absl::c_linear_search(LanguagesOf(problem), language)) {
    return Refuse(400, "The problem is not offered in that language.");
  }
  const auto handed_in = FilesOf(parts_, language);
  if (!handed_in.ok()) return Refuse(400, handed_in.status().message());
  const auto ungraded = site_.store_.Ungraded();
  if (!ungraded.ok()) return Failed(ungraded.status());
  if (absl::c_count_if(*ungraded, [&](const SubmissionHead& head) {
        return head.person == person_->id;
      }) >= kMostWaiting) {
    return Refuse(429,
                  "Many of your submissions still wait. Look at their results "
                  "first.");
  }
  SubmissionHead head;
  head.id = DrawId();
  head.person = person_->id;
  head.unit = problem.id;
  head.language = handed_in->language;
  head.received = site_.options_.now();
  const absl::Status kept = site_.store_.AddSubmission(head, handed_in->files);
  if (!kept.ok()) return Failed(kept);
  // It is on the disk; only now may the browser hear of it.
  site_.queue_.Add({head.id, head.person});
  return Redirect(absl::StrCat("/submissions/", head.id));
}

HttpResponse Visit::ShowSubmission() {
  const auto found = site_.store_.FindSubmission(part_);
  if (!found.ok()) return Failed(found.status());
  if (!*found ||
      ((*found)->head.person != person_->id && !person_->instructor)) {
    return NotFound();
  }
  const StoredSubmission& submission = **found;
  const SubmissionHead& head = submission.head;
  std::string links = absl::StrCat(
      "<div class=\"links\" role=\"region\" "
      "aria-label=\"Submission\">Received ",
      TimeInWords(head.received), ". <a href=\"/units/",
      MarkupAttribute(head.unit), "\">",
      head.person == person_->id ? "Go on with the problem" : "The problem",
      "</a>");
  if (head.person != person_->id) {
    const auto person = site_.store_.FindPerson(head.person);
    if (!person.ok()) return Failed(person.status());
    absl::StrAppend(&links, " · <a href=\"/class/people/",
                    MarkupAttribute(head.person), "\">",
                    Markup(*person ? (*person)->name : ""), "</a>");
  }
  links += "</div>\n";
  if (!head.graded) {
    const std::string doing = site_.options_.progress(head.id);
    const auto ahead = site_.queue_.Ahead(head.id);
    HttpResponse response = Page(
        "Received",
        absl::StrCat("<main>\n<h1>Received</h1>\n<p role=\"status\">",
                     !doing.empty() ? Markup(doing)
                     : ahead ? absl::StrCat("Waits; ", *ahead, " before it.")
                             : "Is being graded.",
                     "</p>\n<p>This page loads itself again until the result "
                     "is there.</p>\n",
                     links, "</main>\n"));
    response.headers.emplace_back("Refresh", "0");
    response.may_change = true;
    return response;
  }
  std::string files;
  for (const SourceFile& file : submission.files) {
    absl::StrAppend(&files, "<h3><code>", Markup(file.name), "</code></h3>\n",
                    HtmlPre(file.name, file.content));
  }
  return Page(
      "Result",
      absl::StrCat(links,
                   person_->instructor ? submission.outcome.revealed
                                       : submission.outcome.report,
                   "<section aria-label=\"Files\">\n",
                   HtmlFolded("What was handed in", files), "</section>\n"));
}

}  // namespace grader
