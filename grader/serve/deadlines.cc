// When units are due: what an instructor sets, on a page and for programs, and
// what learners see of it.
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/report/html_page.h"
#include "grader/report/json_values.h"
#include "grader/report/markup.h"
#include "grader/serve/json_response.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

constexpr std::size_t kLongest = 200;  // bytes of what is set

// As its field is called, not as an option of a command is.
absl::Status NamedAsFields(const absl::Status& status) {
  return absl::Status(status.code(), absl::StripPrefix(status.message(), "--"));
}

// With what is wrong with what was sent in it: then it has the keyboard.
std::string TextField(absl::string_view name, absl::string_view label,
                      absl::string_view value, absl::string_view complaint) {
  const std::string wrong = absl::StrCat(name, "-wrong");
  return absl::StrCat(
      "<label for=\"", name, "\">", label, "</label>\n",
      complaint.empty() ? ""
                        : absl::StrCat("<p class=\"bad\" id=\"", wrong, "\">",
                                       Markup(complaint), "</p>\n"),
      "<input id=\"", name, "\" name=\"", name,
      "\" autocomplete=\"off\" value=\"", MarkupAttribute(value), "\"",
      complaint.empty() ? ""
                        : absl::StrCat(" aria-invalid=\"true\" autofocus "
                                       "aria-describedby=\"",
                                       wrong, "\""),
      ">\n");
}

// What was set, in HTML.
std::string ChangeHtml(const DeadlineChange& change) {
  if (!change.learner.empty()) {
    return absl::StrCat(Markup(change.learner), ": ",
                        change.text.empty()
                            ? "no extension any more"
                            : absl::StrCat("extension, ", Markup(change.text)));
  }
  if (change.text.empty()) return "no deadline any more";
  return absl::StrCat(
      "due ", Markup(change.text), "; what comes later: ",
      change.late.empty() ? "nothing is deducted" : Markup(change.late));
}

// Who has changed a deadline, the last first; nothing for nobody.
std::string ChangesHtml(const std::vector<DeadlineChange>& changes) {
  if (changes.empty()) return "";
  std::string items;
  for (const DeadlineChange& change : changes) {
    absl::StrAppend(&items, "<li>", Markup(change.person), ", ",
                    TimeInWords(change.done), ": ", ChangeHtml(change),
                    "</li>\n");
  }
  return HtmlFolded(
      absl::StrCat("Who changed it: last ", Markup(changes.front().person),
                   ", ", TimeInWords(changes.front().done)),
      absl::StrCat("<ol>\n", items, "</ol>\n"));
}

}  // namespace

bool Visit::HasDeadlines(const std::string& unit) const {
  const auto it = edition_->by_id.find(unit);
  return it != edition_->by_id.end() && it->second->kind() != "lesson";
}

std::optional<UnitDeadline> Visit::DeadlineOf(const std::string& unit) const {
  const auto all = site_.store_.Deadlines();
  const auto it = all->find(unit);
  if (it == all->end()) return std::nullopt;
  return it->second;
}

std::string Visit::DueHtml(const std::string& unit, bool with_rule) const {
  const auto found = DeadlineOf(unit);
  if (!found) return "";
  const absl::Time due = found->DueFor(person_->id);
  std::string html = absl::StrCat(
      site_.options_.now() > due ? "Was due " : "Due ", TimeInWords(due));
  if (due != found->deadline.due) html += ", with your extension";
  if (with_rule) {
    absl::StrAppend(
        &html, "; what comes later: ",
        found->late.empty() ? "nothing is deducted" : Markup(found->late));
  }
  return html;
}

absl::StatusOr<std::string> Visit::DeadlineForms(const std::string& unit,
                                                 absl::string_view complaint) {
  const absl::string_view wrong_field =
      fields_.contains("extension")           ? "extension"
      : absl::StartsWith(complaint, "late: ") ? "late"
                                              : "deadline";
  const UnitDeadline found = DeadlineOf(unit).value_or(UnitDeadline());
  const auto learners = site_.store_.Learners();
  if (!learners.ok()) return learners.status();
  const auto changes = DeadlineChanges(unit);
  if (!changes.ok()) return changes.status();
  const auto field = [&](absl::string_view name, absl::string_view label,
                         const std::string& now) {
    const auto sent = fields_.find(std::string(name));
    return TextField(name, label, sent == fields_.end() ? now : sent->second,
                     name == wrong_field ? complaint : "");
  };
  const std::string form =
      absl::StrCat("<form method=\"post\" action=\"/class/units/",
                   MarkupAttribute(unit), "/");
  std::string html = absl::StrCat(
      "<section aria-labelledby=\"due\">\n<h2 id=\"due\">Deadline</h2>\n",
      found.due.empty()
          ? "<p>There is none.</p>\n"
          : absl::StrCat("<p>Due ", TimeInWords(found.deadline.due), ".</p>\n"),
      form, "deadline\">\n", CsrfField(csrf_),
      field("deadline",
            "The deadline with its zone, as in 2026-03-01 23:59 UTC or "
            "2026-03-01 23:59 Europe/Berlin; nothing: there is none",
            found.due),
      field("late",
            "What comes later, as in 10% per day, at most 50%, grace 15m, "
            "until 7d; nothing: nothing is deducted",
            found.late),
      "<p><button>Set the deadline</button></p>\n</form>\n");
  if (found.due.empty()) return html + ChangesHtml(*changes) + "</section>\n";
  std::string choices;
  std::string items;
  for (const Person& learner : *learners) {
    const std::string name = Markup(learner.name);
    absl::StrAppend(&choices, "<option",
                    learner.name == Field("name") ? " selected" : "", ">", name,
                    "</option>\n");
    const auto own = found.extensions.find(learner.id);
    if (own == found.extensions.end()) continue;
    absl::StrAppend(&items, "<li>", name, ": ", Markup(own->second.words),
                    ", until ", TimeInWords(found.DueFor(learner.id)),
                    "</li>\n");
  }
  absl::StrAppend(
      &html,
      items.empty()
          ? ""
          : absl::StrCat("<h3>Extensions</h3>\n<ul>\n", items, "</ul>\n"),
      form, "extensions\">\n", CsrfField(csrf_),
      "<label for=\"name\">An extension for</label>\n<select id=\"name\" "
      "name=\"name\">\n",
      choices, "</select>\n",
      field("extension", "As in 2d, 12h, or a time; nothing: there is none",
            ""),
      "<p><button>Set the extension</button></p>\n</form>\n",
      ChangesHtml(*changes), "</section>\n");
  return html;
}

absl::StatusOr<std::vector<DeadlineChange>> Visit::DeadlineChanges(
    const std::string& unit) {
  auto changes = site_.store_.DeadlineChanges(unit);
  if (!changes.ok()) return changes.status();
  std::map<std::string, std::string> names = {{"", ""}};
  for (DeadlineChange& change : *changes) {
    for (std::string* const id : {&change.person, &change.learner}) {
      if (!names.contains(*id)) {
        const auto person = site_.store_.FindPerson(*id);
        if (!person.ok()) return person.status();
        names[*id] = *person ? (*person)->name : "";
      }
      *id = names[*id];
    }
  }
  return changes;
}

HttpResponse Visit::DeadlineRefused(const absl::Status& status) {
  if (IsForPrograms() || !absl::IsInvalidArgument(status)) {
    return NotDone(status);
  }
  return ClassUnitPage(400, status.message());
}

HttpResponse Visit::DeadlineSet(const absl::Status& status,
                                const std::string& learner) {
  if (!status.ok()) return DeadlineRefused(NamedAsFields(status));
  site_.Tell({"", learner, Event::State::kDeadline, 0, "", part_});
  if (!IsForPrograms()) return Redirect(absl::StrCat("/class/units/", part_));
  const UnitDeadline found = DeadlineOf(part_).value_or(UnitDeadline());
  Json extensions = Json::array();
  for (const auto& [id, own] : found.extensions) {
    const auto person = site_.store_.FindPerson(id);
    if (!person.ok()) return Failed(person.status());
    if (!*person) continue;
    extensions.push_back({{"name", (*person)->name},
                          {"extension", own.words},
                          {"due", TimeForPrograms(found.DueFor(id))}});
  }
  const auto changes = DeadlineChanges(part_);
  if (!changes.ok()) return Failed(changes.status());
  Json list = Json::array();
  for (const DeadlineChange& change : *changes) {
    Json one = {{"by", change.person}, {"at", TimeForPrograms(change.done)}};
    if (change.learner.empty()) {
      one["deadline"] = change.text;
      one["late"] = change.late;
    } else {
      one["name"] = change.learner;
      one["extension"] = change.text;
    }
    list.push_back(std::move(one));
  }
  Json json = {{"deadline", found.due}, {"late", found.late}};
  if (!found.due.empty()) json["due"] = TimeForPrograms(found.deadline.due);
  json["extensions"] = std::move(extensions);
  json["changes"] = std::move(list);
  return JsonResponse(200, json);
}

absl::StatusOr<std::string> Visit::ShortField(const std::string& name) const {
  const std::string field = Field(name);
  const absl::string_view text = absl::StripAsciiWhitespace(field);
  if (text.size() <= kLongest) return std::string(text);
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": it has at most ", kLongest, " bytes."));
}

HttpResponse Visit::SetDeadline() {
  if (!HasDeadlines(part_)) return NotFound();
  const auto due = ShortField("deadline");
  if (!due.ok()) return DeadlineRefused(due.status());
  const auto late = ShortField("late");
  if (!late.ok()) return DeadlineRefused(late.status());
  if (due->empty() && !late->empty()) {
    return DeadlineRefused(absl::InvalidArgumentError(
        "late: it says what to deduct after the deadline; set that, too."));
  }
  return DeadlineSet(site_.store_.SetDeadline(part_, *due, *late, person_->id,
                                              site_.options_.now()),
                     "");
}

HttpResponse Visit::SetExtension() {
  if (!HasDeadlines(part_)) return NotFound();
  const auto extension = ShortField("extension");
  if (!extension.ok()) return DeadlineRefused(extension.status());
  const auto account = site_.store_.FindAccount(Field("name"));
  if (!account.ok()) return Failed(account.status());
  if (!*account || (*account)->first.instructor) {
    return Refuse(404, "There is no learner of that name.");
  }
  const std::string& learner = (*account)->first.id;
  return DeadlineSet(
      site_.store_.SetExtension(part_, learner, *extension, person_->id,
                                site_.options_.now()),
      learner);
}

HttpResponse Visit::TakeDeadline() {
  if (auto refused = ReadJsonFields({"deadline", "late"})) {
    return *std::move(refused);
  }
  return SetDeadline();
}

HttpResponse Visit::TakeExtension() {
  if (auto refused = ReadJsonFields({"name", "extension"})) {
    return *std::move(refused);
  }
  return SetExtension();
}

}  // namespace grader
