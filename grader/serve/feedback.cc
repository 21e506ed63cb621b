// What instructors do with submissions: comments, points that are set by hand,
// grading again; on pages and for programs.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/utf8.h"
#include "grader/report/html_page.h"
#include "grader/report/json_values.h"
#include "grader/report/markup.h"
#include "grader/report/sanitize.h"
#include "grader/serve/json_response.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

using DeedKind = Deed::Kind;
// Looking for a key in it takes no longer the more there are.
using HashedJson = nlohmann::json;

constexpr std::size_t kLongestText = 10'000;

absl::StatusOr<std::string> CheckText(absl::string_view what,
                                      const std::string& given) {
  const std::string text(
      absl::StripAsciiWhitespace(absl::StrReplaceAll(given, {{"\r\n", "\n"}})));
  if (text.empty() || text.size() > kLongestText) {
    return absl::InvalidArgumentError(
        absl::StrCat(what, " has 1 to ", kLongestText, " bytes."));
  }
  if (FindInvalidUtf8(text) != absl::string_view::npos ||
      ForTerminal(text) != text) {
    return absl::InvalidArgumentError(
        absl::StrCat(what, " is text without control characters."));
  }
  return text;
}

// Whether learners see it of their own submissions.
bool IsForLearners(DeedKind kind) {
  switch (kind) {
    case DeedKind::kComment:
    case DeedKind::kPointsSet:
    case DeedKind::kPointsUnset:
    case DeedKind::kRegraded:
      return true;
    case DeedKind::kRegradeAsked:
    case DeedKind::kRegradeFailed:
      return false;
  }
  return false;
}

std::string InWords(const Deed& deed, Points max_points) {
  switch (deed.kind) {
    case DeedKind::kComment:
      return "wrote";
    case DeedKind::kPointsSet:
      return absl::StrCat("gave ",
                          PointsInWords(deed.points.value_or(0), max_points));
    case DeedKind::kPointsUnset:
      return "gave back the points of the grader";
    case DeedKind::kRegradeAsked:
      return "asked for it to be graded again";
    case DeedKind::kRegraded:
      return "had it graded again; before, it was";
    case DeedKind::kRegradeFailed:
      return "had it graded again, which the grader could not; the earlier "
             "result stays";
  }
  return "";
}

}  // namespace

absl::Status Visit::AddDeed(const SubmissionHead& head, DeedKind kind,
                            const std::string& text,
                            std::optional<Points> points) {
  const auto checked =
      CheckText(kind == DeedKind::kComment ? "A comment" : "A reason", text);
  if (!checked.ok()) return checked.status();
  if (points && !head.graded) {
    return absl::FailedPreconditionError("It is not graded yet.");
  }
  if (points && (*points < 0 || *points > head.max_points)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "There are 0 to ", ExactPoints(head.max_points), " points for it."));
  }
  absl::Status added = site_.store_.AddDeed(
      {head.id, person_->id, site_.options_.now(), kind, points, *checked});
  // Of one that waits its result will be told.
  if (added.ok() && head.graded && !head.regrading) {
    site_.Tell({head.id, head.person, Event::State::kGraded});
  }
  return added;
}

absl::StatusOr<std::size_t> Visit::Regrade(
    const absl::StatusOr<std::vector<SubmissionHead>>& heads) {
  if (!heads.ok()) return heads.status();
  for (const SubmissionHead& head : *heads) {
    site_.events_.Tell({head.id, head.person, Event::State::kReceived});
    site_.queue_.Add({head.id, head.person, true});
  }
  site_.TellPlaces();
  return heads->size();
}

absl::StatusOr<std::size_t> Visit::RegradeOne(const SubmissionHead& head) {
  if (!IsProblem(head.unit)) {
    return absl::FailedPreconditionError(
        "Only what was handed in to a problem of the course can be graded "
        "again.");
  }
  if (!head.graded) {
    return absl::FailedPreconditionError("It is not graded yet.");
  }
  return Regrade(
      site_.store_.AskRegrade(head.id, person_->id, site_.options_.now()));
}

absl::StatusOr<std::size_t> Visit::RegradeUnit(const std::string& unit) {
  if (!IsProblem(unit)) {
    return absl::NotFoundError("There is no such problem.");
  }
  return Regrade(
      site_.store_.AskRegradeOfUnit(unit, person_->id, site_.options_.now()));
}

bool Visit::IsProblem(const std::string& unit) const {
  const auto it = edition_->by_id.find(unit);
  return it != edition_->by_id.end() && it->second->problem() != nullptr;
}

HttpResponse Visit::NotDone(const absl::Status& status) const {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return Refuse(400, status.message());
    case absl::StatusCode::kNotFound:
      return Refuse(404, status.message());
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kResourceExhausted:
      return Refuse(409, status.message());
    default:
      return Failed(status);
  }
}

HttpResponse Visit::DoToSubmission(
    const std::function<absl::Status(const SubmissionHead&)>& work) {
  const auto found = FindSubmission();
  if (!found.ok()) return Failed(found.status());
  if (!*found) return NotFound();
  if (absl::Status done = work((*found)->head); !done.ok()) {
    return NotDone(done);
  }
  return IsForPrograms() ? ShowHistory()
                         : Redirect(absl::StrCat("/submissions/", part_));
}

HttpResponse Visit::Comment() {
  return DoToSubmission([&](const SubmissionHead& head) {
    return AddDeed(head, DeedKind::kComment, Field("text"), std::nullopt);
  });
}

HttpResponse Visit::SetPoints() {
  return DoToSubmission([&](const SubmissionHead& head) -> absl::Status {
    const std::string given(absl::StripAsciiWhitespace(Field("points")));
    if (given.empty()) {
      return AddDeed(head, DeedKind::kPointsUnset, Field("reason"),
                     std::nullopt);
    }
    const auto points = ParsePoints(given);
    if (!points) {
      return absl::InvalidArgumentError(absl::StrCat(
          "\"", given, "\" is no number of points, as 2 or 2.5 are."));
    }
    return AddDeed(head, DeedKind::kPointsSet, Field("reason"), points);
  });
}

HttpResponse Visit::RegradeSubmission() {
  std::size_t number = 0;
  HttpResponse response =
      DoToSubmission([&](const SubmissionHead& head) -> absl::Status {
        const auto asked = RegradeOne(head);
        if (asked.ok()) number = *asked;
        return asked.status();
      });
  if (response.status != 200) return response;
  return JsonResponse(202, {{"regrades", number}});
}

HttpResponse Visit::RegradeAll() {
  const auto number = RegradeUnit(IsForPrograms() ? part_ : Field("unit"));
  if (!number.ok()) return NotDone(number.status());
  return IsForPrograms() ? JsonResponse(202, {{"regrades", *number}})
                         : Redirect("/class");
}

std::optional<HttpResponse> Visit::ReadJsonFields(
    const std::vector<std::string>& names) {
  const auto json = HashedJson::parse(request_.body, nullptr, false);
  if (!json.is_object()) return Refuse(400, "The body is a JSON object.");
  for (const std::string& name : names) {
    const auto it = json.find(name);
    if (it == json.end()) {
      return Refuse(400, absl::StrCat("The object has \"", name, "\"."));
    }
    if (it->is_string() && name != "points") {
      fields_[name] = it->get<std::string>();
    } else if (name == "points" && it->is_number()) {
      const double value = it->get<double>();
      // A billion is far more than there can be, and can be counted.
      if (!(value >= 0 && value <= 1e9)) {
        return Refuse(400, "There are no such points.");
      }
      fields_[name] = ExactPoints(PointsNear(value));
    } else if (name == "points" && it->is_null()) {
      fields_[name] = "";
    } else {
      return Refuse(400, absl::StrCat("\"", name, "\" is ",
                                      name == "points" ? "a number or null."
                                                       : "a text."));
    }
  }
  return std::nullopt;
}

HttpResponse Visit::TakeComment() {
  if (auto refused = ReadJsonFields({"text"})) return *std::move(refused);
  return Comment();
}

HttpResponse Visit::TakePoints() {
  if (auto refused = ReadJsonFields({"points", "reason"})) {
    return *std::move(refused);
  }
  return SetPoints();
}

absl::StatusOr<std::vector<Deed>> Visit::History(const std::string& id) {
  auto deeds = site_.store_.Deeds(id);
  if (!deeds.ok()) return deeds.status();
  if (!person_->instructor) {
    std::erase_if(*deeds,
                  [](const Deed& deed) { return !IsForLearners(deed.kind); });
  }
  // The name in place of the id, which is nobody's business.
  std::map<std::string, std::string> names;
  for (Deed& deed : *deeds) {
    if (!names.contains(deed.person)) {
      const auto person = site_.store_.FindPerson(deed.person);
      if (!person.ok()) return person.status();
      names[deed.person] = *person ? (*person)->name : "";
    }
    deed.person = names[deed.person];
  }
  return deeds;
}

HttpResponse Visit::ShowHistory() {
  const auto found = FindSubmission();
  if (!found.ok()) return Failed(found.status());
  if (!*found) return Refuse(404, "There is no such submission.");
  const auto deeds = History(part_);
  if (!deeds.ok()) return Failed(deeds.status());
  Json history = Json::array();
  for (const Deed& deed : *deeds) {
    Json json = {
        {"kind", DeedName(deed.kind)},
        {"by", deed.person},
        {"at", TimeForPrograms(deed.done)},
        {"text", deed.text},
    };
    if (deed.points) json["points"] = *deed.points;
    history.push_back(std::move(json));
  }
  return JsonResponse(200, {{"history", std::move(history)}});
}

absl::StatusOr<std::string> Visit::HistoryHtml(const SubmissionHead& head) {
  const auto deeds = History(head.id);
  if (!deeds.ok()) return deeds.status();
  if (deeds->empty()) return std::string();
  std::string items;
  for (const Deed& deed : *deeds) {
    absl::StrAppend(
        &items, "<li>", Markup(deed.person), ", ", TimeInWords(deed.done), ": ",
        Markup(InWords(deed, head.max_points)),
        deed.text.empty()
            ? ""
            : absl::StrCat("<p class=\"said\">", Markup(deed.text), "</p>"),
        "</li>\n");
  }
  return absl::StrCat(
      "<section aria-labelledby=\"history\">\n<h2 "
      "id=\"history\">Comments and changes</h2>\n<ol>\n",
      items, "</ol>\n</section>\n");
}

std::string Visit::FeedbackForms(const SubmissionHead& head) const {
  const std::string here = absl::StrCat(
      "<form method=\"post\" action=\"/"
      "submissions/",
      MarkupAttribute(head.id), "/");
  return absl::StrCat(
      "<section aria-labelledby=\"feedback\">\n<h2 id=\"feedback\">For "
      "instructors</h2>\n",
      here, "comments\">\n", CsrfField(csrf_),
      "<label for=\"text\">A comment, which the learner sees</label>\n"
      "<textarea id=\"text\" name=\"text\" rows=\"4\" required></textarea>\n"
      "<p><button>Add the comment</button></p>\n</form>\n",
      here, "points\">\n", CsrfField(csrf_),
      "<label for=\"points\">Points, of ", ExactPoints(head.max_points),
      ", in place of the grader's; nothing: the grader's count</label>\n"
      "<input id=\"points\" name=\"points\" inputmode=\"decimal\" "
      "autocomplete=\"off\" value=\"",
      head.set_points ? ExactPoints(*head.set_points) : "",
      "\">\n<label for=\"reason\">The reason, which the learner sees</label>\n"
      "<input id=\"reason\" name=\"reason\" autocomplete=\"off\" required>\n"
      "<p><button>Set the points</button></p>\n</form>\n",
      !IsProblem(head.unit)
          ? ""
          : absl::StrCat(here, "regrade\">\n", CsrfField(csrf_),
                         "<p><button>Grade it again</button></p>\n</form>\n"),
      "</section>\n");
}

std::string Visit::RegradeForm() const {
  std::string choices;
  for (const CourseUnit& unit : edition_->units) {
    if (unit.problem() == nullptr) continue;
    absl::StrAppend(&choices, "<option value=\"", MarkupAttribute(unit.id()),
                    "\">", Markup(unit.title()), "</option>\n");
  }
  return absl::StrCat(
      "<section aria-labelledby=\"again\">\n<h2 id=\"again\">Grade again</h2>\n"
      "<form method=\"post\" action=\"/class/regrade\">\n",
      CsrfField(csrf_),
      "<label for=\"unit\">All that was handed in to</label>\n"
      "<select id=\"unit\" name=\"unit\">\n",
      choices,
      "</select>\n<p><button>Grade again</button></p>\n<p class=\"faint\">"
      "Behind all that comes in meanwhile; each earlier result holds until the "
      "new one is there.</p>\n</form>\n</section>\n");
}

}  // namespace grader
