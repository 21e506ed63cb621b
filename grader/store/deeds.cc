// The functions of the Store for what is done with a submission after it has
// been handed in.
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/judge/verdict_words.h"
#include "grader/store/store_state.h"

namespace grader {
namespace {

using DeedKind = Deed::Kind;

constexpr int kMostDeeds = 200;

constexpr std::array<std::pair<DeedKind, const char*>, 6> kKinds = {{
    {DeedKind::kComment, "comment"},
    {DeedKind::kPointsSet, "points_set"},
    {DeedKind::kPointsUnset, "points_unset"},
    {DeedKind::kRegradeAsked, "regrade_asked"},
    {DeedKind::kRegraded, "regraded"},
    {DeedKind::kRegradeFailed, "regrade_failed"},
}};

DeedKind KindNamed(const std::string& name) {
  for (const auto& [kind, its_name] : kKinds) {
    if (name == its_name) return kind;
  }
  return DeedKind::kComment;
}

void InsertDeed(Database& database, const Deed& deed) {
  SqlValue points;
  if (deed.points) points = deed.points->millionths();
  database.Change(
      "INSERT INTO deeds (submission, person, done, kind, points, text) VALUES "
      "(?, ?, ?, ?, ?, ?)",
      {deed.submission, deed.person, absl::ToUnixMillis(deed.done),
       DeedName(deed.kind), points, deed.text});
}

// Who asked last for that submission to be graded again.
std::string LastAsker(Database& database, const std::string& id) {
  const auto rows = database.Select(
      "SELECT person FROM deeds WHERE submission = ? AND kind = ? ORDER BY "
      "number DESC LIMIT 1",
      {id, DeedName(DeedKind::kRegradeAsked)});
  return rows.empty() ? "" : rows[0].Text(0);
}

// Those that `where` with `value` names wait to be graded again from now on.
std::vector<SubmissionHead> BeginRegrades(
    Database& database, const UnitDeadlines& deadlines, absl::string_view where,
    const std::string& value, const std::string& person, absl::Time now) {
  auto heads = SelectHeads(
      database, deadlines,
      absl::StrCat("WHERE ", where,
                   " = ? AND graded = 1 AND regrading = 0 ORDER BY number"),
      {value});
  for (const SubmissionHead& head : heads) {
    database.Change("UPDATE submissions SET regrading = 1 WHERE id = ?",
                    {head.id});
    Claim(database, head.id);
    InsertDeed(database, {head.id, person, now, DeedKind::kRegradeAsked});
  }
  return heads;
}

}  // namespace

std::string DeedName(DeedKind kind) {
  for (const auto& [one, name] : kKinds) {
    if (one == kind) return name;
  }
  return "";
}

absl::StatusOr<std::vector<SubmissionHead>> Store::AskRegrade(
    const std::string& id, const std::string& person, absl::Time now) {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return Writing(*state_, [&](auto& database) -> Found {
    return BeginRegrades(database, *state_->deadlines, "id", id, person, now);
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::AskRegradeOfUnit(
    const std::string& unit, const std::string& person, absl::Time now) {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return Writing(*state_, [&](auto& database) -> Found {
    return BeginRegrades(database, *state_->deadlines, "unit", unit, person,
                         now);
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::Regrading() {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return Reading(*state_, [&](auto& database) -> Found {
    return SelectHeads(database, *state_->deadlines,
                       "WHERE regrading = 1 ORDER BY number");
  });
}

absl::Status Store::SetRegraded(const std::string& id, const Outcome& outcome,
                                absl::Time now) {
  return Writing(*state_, [&](auto& database) {
    const auto heads = SelectHeads(database, *state_->deadlines,
                                   "WHERE id = ? AND regrading = 1", {id});
    if (heads.empty()) return absl::OkStatus();
    const SubmissionHead& head = heads.front();
    Deed deed = {id, LastAsker(database, id), now};
    if (outcome.verdict == "judge_error" && head.verdict != "judge_error") {
      deed.kind = DeedKind::kRegradeFailed;
      database.Change("UPDATE submissions SET regrading = 0 WHERE id = ?",
                      {id});
      DropClaim(database, id);
    } else {
      deed.kind = DeedKind::kRegraded;
      deed.text = absl::StrCat(NameInWords(head.verdict), ", ",
                               PointsInWords(head.points, head.max_points));
      ReplaceOutcome(database, id, outcome);
    }
    InsertDeed(database, deed);
    return absl::OkStatus();
  });
}

absl::Status Store::AddDeed(const Deed& deed) {
  return Writing(*state_, [&](auto& database) -> absl::Status {
    // Grading again leaves what somebody says of it as much room as before.
    const auto count = database.Select(
        "SELECT count(*) FROM deeds WHERE submission = ? AND kind IN (?, ?, ?)",
        {deed.submission, DeedName(DeedKind::kComment),
         DeedName(DeedKind::kPointsSet), DeedName(DeedKind::kPointsUnset)});
    if (count[0].Number(0) >= kMostDeeds) {
      return absl::ResourceExhaustedError(
          absl::StrCat("There are ", kMostDeeds, " entries about it already."));
    }
    InsertDeed(database, deed);
    if (deed.kind == DeedKind::kPointsSet ||
        deed.kind == DeedKind::kPointsUnset) {
      SqlValue points;
      if (deed.points) points = deed.points->millionths();
      database.Change("UPDATE submissions SET set_points = ? WHERE id = ?",
                      {points, deed.submission});
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<Deed>> Store::Deeds(const std::string& submission) {
  using Found = absl::StatusOr<std::vector<Deed>>;
  return Reading(*state_, [&](auto& database) -> Found {
    std::vector<Deed> deeds;
    for (const SqlRow& row : database.Select(
             "SELECT submission, person, done, kind, points, text FROM deeds "
             "WHERE submission = ? ORDER BY number",
             {submission})) {
      Deed deed = {row.Text(0),
                   row.Text(1),
                   absl::FromUnixMillis(row.Number(2)),
                   KindNamed(row.Text(3)),
                   std::nullopt,
                   row.Text(5)};
      if (!row.IsNull(4)) deed.points = Points::Millionths(row.Number(4));
      deeds.push_back(std::move(deed));
    }
    return deeds;
  });
}

}  // namespace grader
