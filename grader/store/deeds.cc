// The functions of the Store for what is done with a submission after it has
// been handed in.
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/judge/verdict_words.h"
#include "grader/store/store_state.h"

namespace grader {
namespace {

using Kind = Deed::Kind;

constexpr int kMostDeeds = 200;

constexpr std::array<std::pair<Kind, const char*>, 6> kKinds = {{
    {Kind::kComment, "comment"},
    {Kind::kPointsSet, "points_set"},
    {Kind::kPointsUnset, "points_unset"},
    {Kind::kRegradeAsked, "regrade_asked"},
    {Kind::kRegraded, "regraded"},
    {Kind::kRegradeFailed, "regrade_failed"},
}};

Kind KindNamed(const std::string& name) {
  for (const auto& [kind, its_name] : kKinds) {
    if (name == its_name) return kind;
  }
  return Kind::kComment;
}

void InsertDeed(SQLite::Database& database, const Deed& deed) {
  SQLite::Statement insert(
      database,
      "INSERT INTO deeds (submission, person, done, kind, points, text) VALUES "
      "(?, ?, ?, ?, ?, ?)");
  insert.bind(1, deed.submission);
  insert.bind(2, deed.person);
  insert.bind(3, absl::ToUnixMillis(deed.done));
  insert.bind(4, DeedName(deed.kind));
  if (deed.points) insert.bind(5, deed.points->millionths());
  insert.bind(6, deed.text);
  insert.exec();
}

// Who asked last for that submission to be graded again.
std::string LastAsker(SQLite::Database& database, const std::string& id) {
  SQLite::Statement row(database,
                        "SELECT person FROM deeds WHERE submission = ? AND "
                        "kind = ? ORDER BY number DESC LIMIT 1");
  row.bind(1, id);
  row.bind(2, DeedName(Kind::kRegradeAsked));
  return row.executeStep() ? row.getColumn(0).getString() : "";
}

// Those that `where` with `value` names wait to be graded again from now on.
std::vector<SubmissionHead> BeginRegrades(SQLite::Database& database,
                                          const UnitDeadlines& deadlines,
                                          absl::string_view where,
                                          const std::string& value,
                                          const std::string& person,
                                          absl::Time now) {
  SQLite::Transaction transaction(database,
                                  SQLite::TransactionBehavior::IMMEDIATE);
  const auto heads = SelectHeads(
      database, deadlines,
      absl::StrCat("WHERE ", where,
                   " = ? AND graded = 1 AND regrading = 0 ORDER BY number"),
      value);
  for (const SubmissionHead& head : heads) {
    SQLite::Statement update(
        database, "UPDATE submissions SET regrading = 1 WHERE id = ?");
    update.bind(1, head.id);
    update.exec();
    InsertDeed(database, {head.id, person, now, Kind::kRegradeAsked});
  }
  transaction.commit();
  return heads;
}

}  // namespace

std::string DeedName(Kind kind) {
  for (const auto& [one, name] : kKinds) {
    if (one == kind) return name;
  }
  return "";
}

absl::StatusOr<std::vector<SubmissionHead>> Store::AskRegrade(
    const std::string& id, const std::string& person, absl::Time now) {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return With(*state_, [&](auto& database) -> Found {
    return BeginRegrades(database, *state_->deadlines, "id", id, person, now);
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::AskRegradeOfUnit(
    const std::string& unit, const std::string& person, absl::Time now) {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return With(*state_, [&](auto& database) -> Found {
    return BeginRegrades(database, *state_->deadlines, "unit", unit, person,
                         now);
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::Regrading() {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return With(*state_, [&](auto& database) -> Found {
    return SelectHeads(database, *state_->deadlines,
                       "WHERE regrading = 1 ORDER BY number");
  });
}

absl::Status Store::SetRegraded(const std::string& id, const Outcome& outcome,
                                absl::Time now) {
  return With(*state_, [&](auto& database) {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    const auto heads = SelectHeads(database, *state_->deadlines,
                                   "WHERE id = ? AND regrading = 1", id);
    if (heads.empty()) return absl::OkStatus();
    const SubmissionHead& head = heads.front();
    Deed deed = {id, LastAsker(database, id), now};
    if (outcome.verdict == "judge_error" && head.verdict != "judge_error") {
      deed.kind = Kind::kRegradeFailed;
      SQLite::Statement update(
          database, "UPDATE submissions SET regrading = 0 WHERE id = ?");
      update.bind(1, id);
      update.exec();
    } else {
      deed.kind = Kind::kRegraded;
      deed.text = absl::StrCat(NameInWords(head.verdict), ", ",
                               PointsInWords(head.points, head.max_points));
      ReplaceOutcome(database, id, outcome);
    }
    InsertDeed(database, deed);
    transaction.commit();
    return absl::OkStatus();
  });
}

absl::Status Store::AddDeed(const Deed& deed) {
  return With(*state_, [&](auto& database) -> absl::Status {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    // Grading again leaves what somebody says of it as much room as before.
    SQLite::Statement count(database,
                            "SELECT count(*) FROM deeds WHERE submission = ? "
                            "AND kind IN (?, ?, ?)");
    count.bind(1, deed.submission);
    count.bind(2, DeedName(Kind::kComment));
    count.bind(3, DeedName(Kind::kPointsSet));
    count.bind(4, DeedName(Kind::kPointsUnset));
    count.executeStep();
    if (count.getColumn(0).getInt() >= kMostDeeds) {
      return absl::ResourceExhaustedError(
          absl::StrCat("There are ", kMostDeeds, " entries about it already."));
    }
    InsertDeed(database, deed);
    if (deed.kind == Kind::kPointsSet || deed.kind == Kind::kPointsUnset) {
      SQLite::Statement update(
          database, "UPDATE submissions SET set_points = ? WHERE id = ?");
      if (deed.points) update.bind(1, deed.points->millionths());
      update.bind(2, deed.submission);
      update.exec();
    }
    transaction.commit();
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<Deed>> Store::Deeds(const std::string& submission) {
  using Found = absl::StatusOr<std::vector<Deed>>;
  return With(*state_, [&](auto& database) -> Found {
    SQLite::Statement rows(
        database,
        "SELECT submission, person, done, kind, points, text FROM deeds WHERE "
        "submission = ? ORDER BY number");
    rows.bind(1, submission);
    std::vector<Deed> deeds;
    while (rows.executeStep()) {
      Deed deed = {rows.getColumn(0).getString(),
                   rows.getColumn(1).getString(),
                   absl::FromUnixMillis(rows.getColumn(2).getInt64()),
                   KindNamed(rows.getColumn(3).getString()),
                   std::nullopt,
                   rows.getColumn(5).getString()};
      if (!rows.getColumn(4).isNull()) {
        deed.points = Points::Millionths(rows.getColumn(4).getInt64());
      }
      deeds.push_back(std::move(deed));
    }
    return deeds;
  });
}

}  // namespace grader
