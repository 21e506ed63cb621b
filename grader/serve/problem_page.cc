// The page of a Visit on which a problem is solved: the statement, the files in
// an editor with what the last result says of them, and what was handed in so
// far.
#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/course/unit_files.h"
#include "grader/problem/author_files.h"
#include "grader/problem/languages_of.h"
#include "grader/report/markdown_html.h"
#include "grader/report/markup.h"
#include "grader/serve/assets.h"
#include "grader/serve/marks.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

// LaTeX as its author wrote it.
std::string StatementHtml(const Problem& problem) {
  const auto statement = ReadStatement(problem);
  const std::string title = absl::StrCat("# ", problem.title);
  if (!statement) return MarkdownHtml(title);
  if (FindAuthorFiles(problem).statement.extension() != ".tex") {
    return MarkdownHtml(*statement);
  }
  return absl::StrCat(MarkdownHtml(title), "<pre>", Markup(*statement),
                      "</pre>\n");
}

constexpr absl::string_view kEditor = "editor.js";

constexpr absl::string_view kProblemStyle = R"css(
.tabs { display: flex; flex-wrap: wrap; gap: .25rem; margin-top: .75rem; }
.tabs [aria-selected=true] { border-color: var(--link);
  box-shadow: inset 0 -3px var(--link); }
.marks { padding-left: 1.5rem; }
.marks li { margin: .35rem 0; }
.marks button { padding: 0 .5rem; }
.marks .said { margin: 0; }
.here { min-height: 1.5em; }
)css";

std::string TextAreas(const std::vector<SourceFile>& files) {
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

std::string LanguageChoice(const std::vector<std::string>& languages,
                           const std::string& chosen, const std::string& here) {
  std::string choice;
  for (const std::string& one : languages) {
    absl::StrAppend(
        &choice,
        one == chosen
            ? absl::StrCat("<strong>", Markup(one), "</strong> ")
            : absl::StrCat("<a href=\"", here, "?lang=", MarkupAttribute(one),
                           "\">", Markup(one), "</a> "));
  }
  return choice;
}

// What the editor begins with.
struct EditedFiles {
  std::vector<SourceFile> files;
  std::optional<StoredSubmission> last;  // that they are of; none: a starter
};

// What became of the last submission, with what it says of lines of it.
std::string LastResult(const EditedFiles& edited) {
  if (!edited.last) return "";
  const SubmissionHead& head = edited.last->head;
  return absl::StrCat(
      "<p>Checked last: <a href=\"/submissions/", MarkupAttribute(head.id),
      "\">", StateHtml(head), "</a></p>\n",
      MarksHtml(MarksOf(edited.last->outcome.json, edited.files)));
}

}  // namespace

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
  EditedFiles edited;
  const auto last = std::find_if(
      heads->rbegin(), heads->rend(),
      [&](const SubmissionHead& head) { return head.language == language; });
  if (last != heads->rend() && value("from") != "starter") {
    auto submission = site_.store_.FindSubmission(last->id);
    if (!submission.ok()) return Failed(submission.status());
    edited.last = *std::move(submission);
    if (edited.last) edited.files = edited.last->files;
  }
  if (edited.files.empty()) {
    for (GeneratedFile& file : StarterFiles(problem, language)) {
      edited.files.push_back({std::move(file.name), std::move(file.content)});
    }
  }
  const std::string here = absl::StrCat("/units/", MarkupAttribute(problem.id));
  std::string choice = LanguageChoice(languages, language, here);
  if (edited.last) {
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
  std::string due = DueHtml(problem.id, true);
  if (!due.empty()) due = absl::StrCat("<p>", due, ".</p>\n");
  PageParts parts;
  parts.style = kProblemStyle;
  const std::string nonce = DrawToken();
  if (FindAsset(kEditor) != nullptr) {
    parts.asset = kEditor;
    parts.style_nonce = nonce;
  }
  return PageResponse(
      200, problem.title, Above(),
      absl::StrCat(
          "<main>\n", StatementHtml(problem),
          "<section id=\"solution\" tabindex=\"-1\">\n<h2>Your "
          "solution</h2>\n<p>Language: ",
          choice, "</p>\n", due, LastResult(edited),
          "<form method=\"post\" enctype=\"multipart/form-data\" action=\"",
          here, "\" data-nonce=\"", parts.style_nonce, "\">\n",
          CsrfField(csrf_), "<input type=\"hidden\" name=\"language\" value=\"",
          MarkupAttribute(language), "\">\n", TextAreas(edited.files),
          "<label for=\"upload\">Or files from your computer, instead of what "
          "stands above</label>\n<input id=\"upload\" type=\"file\" "
          "name=\"upload\" multiple>\n<p><button class=\"main\">Check"
          "</button></p>\n</form>\n</section>\n",
          given, "</main>\n"),
      parts);
}

}  // namespace grader
