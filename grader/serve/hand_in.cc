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
#include "grader/serve/changed_lines.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"
#include "grader/store/credentials.h"

namespace grader {
namespace {

// Of one person, that wait to be graded.
constexpr int kMostWaiting = 20;
constexpr absl::Duration kWaitForOne = absl::Seconds(10);

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

absl::Status CheckFiles(const std::vector<SourceFile>& files) {
  std::size_t bytes = 0;
  std::set<std::string> names;
  for (const SourceFile& file : files) {
    if (absl::Status fault = CheckFile(file); !fault.ok()) return fault;
    if (!names.insert(file.name).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("There are two files called \"", file.name, "\"."));
    }
    bytes += file.content.size();
  }
  if (files.empty()) {
    return absl::InvalidArgumentError("There is no file to check.");
  }
  if (files.size() > kMaxSourceFiles || bytes > kMaxSubmissionBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "A submission has at most ", kMaxSourceFiles, " files and 1 MiB."));
  }
  return absl::OkStatus();
}

// Uploaded files, else what stands in the editors.
HandedIn FilesOf(const std::vector<FormPart>& parts,
                 const std::string& language) {
  HandedIn edited = {language, {}};
  HandedIn uploaded;
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
  return uploaded.files.empty() ? edited : uploaded;
}

// Why what counts is not what the grader gave, or may not be.
std::string PointsHtml(const SubmissionHead& head) {
  std::string why;
  if (head.set_points) {
    why = absl::StrCat("An instructor gave ",
                       PointsInWords(*head.set_points, head.max_points),
                       "; the grader gave ", ExactPoints(head.points), ".");
  } else if (!head.late.words.empty()) {
    why =
        absl::StrCat("It was ", Markup(head.late.words), ". ",
                     PointsInWords(head.counted(), head.max_points), " count.");
  } else {
    return "";
  }
  return absl::StrCat("<section aria-label=\"Points\">\n<p>", why,
                      "</p>\n</section>\n");
}

}  // namespace

absl::StatusOr<std::string> Visit::Receive(
    const Problem& problem, const std::string& language,
    const std::vector<SourceFile>& files) {
  absl::Status fault = CheckFiles(files);
  if (!fault.ok()) return fault;
  const absl::Time now = site_.options_.now();
  wait_ = site_.hand_in_limit_.Take(person_->id, now);
  if (wait_ > absl::ZeroDuration()) {
    return absl::ResourceExhaustedError(
        "That is very much for a minute. Look at a result first.");
  }
  const auto waiting = site_.store_.CountUngraded(person_->id);
  if (!waiting.ok()) return waiting.status();
  if (*waiting >= kMostWaiting) {
    wait_ = kWaitForOne;
    return absl::ResourceExhaustedError(
        "Many of your submissions still wait. Look at their results first.");
  }
  SubmissionHead head;
  head.id = DrawId();
  head.person = person_->id;
  head.unit = problem.id;
  head.language = language;
  head.received = now;
  const absl::Status kept = site_.store_.AddSubmission(head, files);
  if (!kept.ok()) return kept;
  // It is on the disk; only now may anybody hear of it.
  site_.queue_.Add({head.id, head.person});
  site_.Tell({head.id, head.person, Event::State::kReceived});
  return head.id;
}

HttpResponse Visit::HandIn() {
  const auto unit = edition_->by_id.find(part_);
  if (unit == edition_->by_id.end() || unit->second->problem() == nullptr) {
    return NotFound();
  }
  const Problem& problem = *unit->second->problem();
  const std::string language = Field("language");
  if (!absl::c_linear_search(LanguagesOf(problem), language)) {
    return Refuse(400, "The problem is not offered in that language.");
  }
  const HandedIn handed_in = FilesOf(parts_, language);
  const auto id = Receive(problem, handed_in.language, handed_in.files);
  if (id.ok()) return Redirect(absl::StrCat("/submissions/", *id));
  if (absl::IsInvalidArgument(id.status())) {
    return Refuse(400, id.status().message());
  }
  if (!absl::IsResourceExhausted(id.status())) return Failed(id.status());
  HttpResponse response = Refuse(429, id.status().message());
  response.headers.push_back(RetryAfter(wait_));
  return response;
}

absl::StatusOr<std::optional<StoredSubmission>> Visit::FindSubmission() {
  auto found = site_.store_.FindSubmission(part_);
  if (found.ok() && *found && (*found)->head.person != person_->id &&
      !person_->instructor) {
    return std::nullopt;
  }
  return found;
}

absl::StatusOr<std::string> Visit::ChangedSinceHtml(
    const StoredSubmission& submission) {
  const SubmissionHead& head = submission.head;
  const auto heads = site_.store_.Submissions(head.person);
  if (!heads.ok()) return heads.status();
  std::string before;
  for (const SubmissionHead& one : *heads) {
    if (one.id == head.id) break;
    if (one.unit == head.unit) before = one.id;
  }
  if (before.empty()) return std::string();
  const auto found = site_.store_.FindSubmission(before);
  if (!found.ok()) return found.status();
  if (!*found) return std::string();
  return absl::StrCat(
      "<section aria-label=\"Changes\">\n",
      HtmlFolded(
          "What changed since the one before",
          absl::StrCat("<p><a href=\"/submissions/", MarkupAttribute(before),
                       "\">", TimeInWords((*found)->head.received),
                       "</a>: ", StateHtml((*found)->head), "</p>\n",
                       ChangesHtml((*found)->files, submission.files))),
      "</section>\n");
}

HttpResponse Visit::ShowSubmission() {
  const auto found = FindSubmission();
  if (!found.ok()) return Failed(found.status());
  if (!*found) return NotFound();
  const StoredSubmission& submission = **found;
  const SubmissionHead& head = submission.head;
  std::string links = absl::StrCat(
      "<div class=\"links\" role=\"region\" "
      "aria-label=\"Submission\">Received ",
      TimeInWords(head.received), ". <a href=\"/units/",
      MarkupAttribute(head.unit), head.person == person_->id ? "#solution" : "",
      "\">",
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
    return WaitingPage(head, links);
  }
  std::string files;
  for (const SourceFile& file : submission.files) {
    absl::StrAppend(&files, "<h3><code>", Markup(file.name), "</code></h3>\n",
                    HtmlPre(file.name, file.content));
  }
  const auto history = HistoryHtml(head);
  if (!history.ok()) return Failed(history.status());
  const auto changes = ChangedSinceHtml(submission);
  if (!changes.ok()) return Failed(changes.status());
  PageParts parts;
  std::string again;
  if (head.regrading) {
    parts.asset = "live.js";
    again = absl::StrCat(
        "<section aria-label=\"Graded again\">\n<p>It is graded again; until "
        "that is done, this result holds.</p>\n",
        StatusHtml(head), "</section>\n");
  }
  return PageResponse(
      200, "Result", Above(),
      absl::StrCat(links, again, PointsHtml(head), *history,
                   person_->instructor ? submission.outcome.revealed
                                       : submission.outcome.report,
                   *changes, "<section aria-label=\"Files\">\n",
                   HtmlFolded("What was handed in", files), "</section>\n",
                   person_->instructor ? FeedbackForms(head) : ""),
      parts);
}

}  // namespace grader
