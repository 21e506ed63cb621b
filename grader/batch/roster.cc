#include "grader/batch/roster.h"

#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/batch/csv.h"
#include "grader/batch/moment.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

constexpr std::int64_t kLargestRoster = 16 * kMiB;

enum Column {
  kName,
  kFirst,
  kLast,
  kId,
  kSisId,
  kEmail,
  kSection,
  kLogin,
  kExtension,
  kSubmitted
};

const std::vector<CsvColumn>& RosterColumns() {
  static const auto& columns = *new std::vector<CsvColumn>{
      {"name", {"student", "full name", "fullname", "learner", "student name"}},
      {"first name", {"firstname", "given name"}},
      {"last name", {"lastname", "surname", "family name"}},
      {"id",
       {"sid", "student id", "id number", "idnumber", "identifier", "number"}},
      {"sis user id", {}},
      {"email", {"e-mail", "email address", "mail"}},
      {"section", {"sections", "group", "groups", "class"}},
      {"login", {"sis login id", "username", "user", "github_username"}},
      {"extension", {"extended", "extended until"}},
      {"submitted",
       {"submitted at", "submitted_at", "submission time",
        "last modified (submission)"}},
  };
  return columns;
}

// The number of what Moodle calls "Participant 12345", or "".
std::string ParticipantNumber(absl::string_view identifier) {
  if (!absl::ConsumePrefix(&identifier, "Participant ")) return "";
  return std::string(identifier);
}

Learner ReadLearner(const CsvTable& table, const std::vector<CsvField>& row) {
  const auto field = [&](Column column) {
    return table.Field(row, column).text;
  };
  Learner learner;
  learner.name = field(kName);
  if (learner.name.empty()) {
    learner.name = std::string(absl::StripAsciiWhitespace(
        absl::StrCat(field(kFirst), " ", field(kLast))));
  }
  learner.id = field(kId);
  if (table.columns[kSisId]) {
    // Canvas has its own number beside the school's.
    learner.number = std::exchange(learner.id, field(kSisId));
  }
  if (std::string number = ParticipantNumber(learner.id); !number.empty()) {
    learner.number = std::move(number);
    learner.id.clear();
  }
  learner.email = field(kEmail);
  learner.section = field(kSection);
  learner.login = field(kLogin);
  return learner;
}

// The second line of what Canvas exports holds no learner.
bool IsPointsPossible(const Learner& learner) {
  return absl::EqualsIgnoreCase(learner.name, "points possible");
}

class RosterReader {
 public:
  RosterReader(AuthorErrors& errors, const absl::TimeZone* zone)
      : errors_(errors),
        zone_(zone),
        table_(ReadCsvTable(RosterColumns(), errors)) {
    if (!errors.empty()) return;
    if (!table_.columns[kName] && !table_.columns[kLast]) {
      errors_.Add({0, 1},
                  "no column is called \"name\"; the first line must name the "
                  "columns, as in: name,id,email,section");
      return;
    }
    for (const std::vector<CsvField>& row : table_.rows) Add(row);
    CheckNames();
  }

  std::vector<Learner> learners() && { return std::move(learners_); }

 private:
  void Add(const std::vector<CsvField>& row) {
    Learner learner = ReadLearner(table_, row);
    if (IsPointsPossible(learner)) return;
    const Place place =
        table_.Field(row, table_.columns[kName] ? kName : kLast).place;
    if (learner.name.empty()) {
      errors_.Add(place,
                  "this learner has no name; write one, or remove the "
                  "row");
      return;
    }
    if (!learner.id.empty()) {
      const auto [it, is_new] = by_id_.emplace(learner.id, place);
      if (!is_new) {
        errors_.Add(
            table_.Field(row, table_.columns[kSisId] ? kSisId : kId).place,
            absl::StrCat("the ID ", Quoted(learner.id), " is that of line ",
                         errors_.Line(it->second),
                         ", too; correct it, or remove one of the rows"));
      }
    }
    if (zone_ != nullptr) AddTimes(row, learner);
    places_.push_back(place);
    learners_.push_back(std::move(learner));
  }

  void AddTimes(const std::vector<CsvField>& row, Learner& learner) {
    const CsvField extension = table_.Field(row, kExtension);
    if (!extension.text.empty()) {
      const auto read = ReadExtension(extension.text, *zone_);
      if (read.ok()) learner.extension = *read;
      if (!read.ok()) errors_.Add(extension.place, read.status().message());
    }
    const CsvField submitted = table_.Field(row, kSubmitted);
    // Moodle has a dash for who handed in nothing.
    if (submitted.text.empty() || submitted.text == "-") return;
    const auto moment = ReadMoment(submitted.text, zone_);
    if (moment.ok()) learner.submitted = moment->time;
    if (!moment.ok()) errors_.Add(submitted.place, moment.status().message());
  }

  // That no two learners of one name are alike in all else, too.
  void CheckNames() {
    std::map<std::pair<std::string, std::string>, Place> told;
    for (std::size_t i = 0; i < learners_.size(); ++i) {
      const auto [it, is_new] = told.try_emplace(
          {learners_[i].name, TellingPart(learners_[i])}, places_[i]);
      if (is_new) continue;
      errors_.Add(places_[i],
                  absl::StrCat("nothing tells this ", Quoted(learners_[i].name),
                               " from that of line ", errors_.Line(it->second),
                               "; give each an ID or an email"));
    }
  }

  AuthorErrors& errors_;
  const absl::TimeZone* const zone_;
  const CsvTable table_;
  std::vector<Learner> learners_;
  std::vector<Place> places_;
  std::map<std::string, Place> by_id_;
};

}  // namespace

std::string TellingPart(const Learner& learner) {
  for (const std::string* one :
       {&learner.id, &learner.email, &learner.login, &learner.number}) {
    if (!one->empty()) return *one;
  }
  return "";
}

absl::StatusOr<std::vector<Learner>> ReadRoster(
    const std::filesystem::path& file, const absl::TimeZone* zone) {
  const auto text = ReadRegularFile(file, kLargestRoster);
  if (!text.ok()) {
    return absl::Status(text.status().code(),
                        absl::StrCat("the roster ", file.string(), ": ",
                                     text.status().message()));
  }
  return ReadRosterText(file.string(), *text, zone);
}

absl::StatusOr<std::vector<Learner>> ReadRosterText(
    const std::string& name, const std::string& text,
    const absl::TimeZone* zone) {
  AuthorErrors errors(name, text);
  RosterReader reader(errors, zone);
  if (!errors.empty()) return errors.ToStatus();
  return std::move(reader).learners();
}

}  // namespace grader
