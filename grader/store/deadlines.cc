// The functions of the Store for when units are due, and what comes later.
#include <utility>

#include "grader/store/store_state.h"

namespace grader {
namespace {

constexpr std::int64_t kMostChanges = 100;

absl::Status AddExtensions(Database& database, const std::string& unit,
                           UnitDeadline& read) {
  for (const SqlRow& row : database.Select(
           "SELECT person, extension FROM extensions WHERE unit = ?", {unit})) {
    const std::string words = row.Text(1);
    const auto extension = ReadExtension(words, read.deadline.zone);
    if (!extension.ok()) return extension.status();
    read.extensions[row.Text(0)] = {words, *extension};
  }
  return absl::OkStatus();
}

void InsertChange(Database& database, const DeadlineChange& change) {
  SqlValue learner;
  if (!change.learner.empty()) learner = change.learner;
  database.Change(
      "INSERT INTO deadline_changes (unit, person, done, learner, text, late) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {change.unit, change.person, absl::ToUnixMillis(change.done), learner,
       change.text, change.late});
}

// Has `work` make a change in the tables and say in how many rows, unless what
// stands in them then cannot be read; all submissions to its unit count by it
// from then on.
template <typename State, typename Work>
absl::Status Change(State& state, const DeadlineChange& change,
                    const Work& work) {
  return Writing(state, [&](auto& database) -> absl::Status {
    const absl::StatusOr<std::int64_t> rows = work(database);
    if (!rows.ok()) return rows.status();
    if (*rows == 0) return absl::OkStatus();
    InsertChange(database, change);
    const auto deadlines = ReadDeadlines(database);
    if (!deadlines.ok()) return deadlines.status();
    database.Change(
        "INSERT INTO changed VALUES ('', 0) ON CONFLICT (person) DO NOTHING");
    database.Change(
        "UPDATE changed SET change = (SELECT max(change) + 1 FROM changed) "
        "WHERE person = '' OR person IN (SELECT person FROM submissions WHERE "
        "unit = ?)",
        {change.unit});
    return absl::OkStatus();
  });
}

}  // namespace

absl::Time UnitDeadline::DueFor(const std::string& person) const {
  const auto it = extensions.find(person);
  if (it == extensions.end()) return deadline.due;
  const Extension& own = it->second.extension;
  return own.until.value_or(deadline.due + own.by);
}

absl::StatusOr<UnitDeadlines> ReadDeadlines(Database& database) {
  UnitDeadlines all;
  for (const SqlRow& row :
       database.Select("SELECT unit, due, late FROM deadlines")) {
    const std::string unit = row.Text(0);
    UnitDeadline& read = all[unit];
    read.due = row.Text(1);
    read.late = row.Text(2);
    auto deadline = ReadDeadline(read.due, read.late);
    if (!deadline.ok()) return deadline.status();
    read.deadline = *std::move(deadline);
    absl::Status added = AddExtensions(database, unit, read);
    if (!added.ok()) return added;
    read.deadline.zone = absl::UTCTimeZone();
  }
  return all;
}

Lateness LatenessBy(const UnitDeadlines& deadlines,
                    const SubmissionHead& head) {
  const auto unit = deadlines.find(head.unit);
  if (unit == deadlines.end()) return {};
  const auto& extensions = unit->second.extensions;
  const auto extended = extensions.find(head.person);
  return LatenessOf(
      {head.received, HandInTime::Mark::kNone}, unit->second.deadline,
      extended == extensions.end() ? Extension() : extended->second.extension,
      head.points, head.max_points);
}

absl::Status Store::SetDeadline(const std::string& unit, const std::string& due,
                                const std::string& late,
                                const std::string& person, absl::Time now) {
  const auto set = [&](auto& database) -> absl::StatusOr<std::int64_t> {
    if (due.empty()) {
      database.Change("DELETE FROM extensions WHERE unit = ?", {unit});
      return database.Change("DELETE FROM deadlines WHERE unit = ?", {unit});
    }
    return database.Change(
        "INSERT INTO deadlines VALUES (?, ?, ?) ON CONFLICT (unit) DO UPDATE "
        "SET due = excluded.due, late = excluded.late WHERE deadlines.due <> "
        "excluded.due OR deadlines.late <> excluded.late",
        {unit, due, late});
  };
  return Change(*state_, {unit, person, now, "", due, late}, set);
}

absl::Status Store::SetExtension(const std::string& unit,
                                 const std::string& learner,
                                 const std::string& extension,
                                 const std::string& person, absl::Time now) {
  const auto set = [&](auto& database) -> absl::StatusOr<std::int64_t> {
    if (!state_->deadlines->contains(unit)) {
      return absl::NotFoundError("It has no deadline that could be extended.");
    }
    if (extension.empty()) {
      return database.Change(
          "DELETE FROM extensions WHERE unit = ? AND person = ?",
          {unit, learner});
    }
    return database.Change(
        "INSERT INTO extensions VALUES (?, ?, ?) ON CONFLICT (unit, person) DO "
        "UPDATE SET extension = excluded.extension WHERE extensions.extension "
        "<> excluded.extension",
        {unit, learner, extension});
  };
  return Change(*state_, {unit, person, now, learner, extension, ""}, set);
}

absl::StatusOr<std::vector<DeadlineChange>> Store::DeadlineChanges(
    const std::string& unit) {
  using Found = absl::StatusOr<std::vector<DeadlineChange>>;
  return Reading(*state_, [&](auto& database) -> Found {
    std::vector<DeadlineChange> changes;
    for (const SqlRow& row : database.Select(
             "SELECT person, done, coalesce(learner, ''), text, late FROM "
             "deadline_changes WHERE unit = ? ORDER BY number DESC LIMIT ?",
             {unit, kMostChanges})) {
      changes.push_back({unit, row.Text(0), absl::FromUnixMillis(row.Number(1)),
                         row.Text(2), row.Text(3), row.Text(4)});
    }
    return changes;
  });
}

std::shared_ptr<const UnitDeadlines> Store::Deadlines() {
  // Where they cannot be read now, those that were read last are the best.
  (void)Reading(*state_, [](auto&) { return absl::OkStatus(); });
  const std::lock_guard lock(state_->mutex);
  return state_->deadlines;
}

}  // namespace grader
