// The functions of the Store for when units are due, and what comes later.
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/store/store_state.h"

namespace grader {
namespace {

absl::Status AddExtensions(SQLite::Database& database, const std::string& unit,
                           UnitDeadline& read) {
  SQLite::Statement rows(
      database, "SELECT person, extension FROM extensions WHERE unit = ?");
  rows.bind(1, unit);
  while (rows.executeStep()) {
    const std::string words = rows.getColumn(1).getString();
    const auto extension = ReadExtension(words, read.deadline.zone);
    if (!extension.ok()) return extension.status();
    read.extensions[rows.getColumn(0).getString()] = {words, *extension};
  }
  return absl::OkStatus();
}

// Has `work` change the tables, unless what stands in them then cannot be read;
// all submissions to `unit` count by it from then on.
template <typename State, typename Work>
absl::Status Change(State& state, const std::string& unit, const Work& work) {
  return With(state, [&](auto& database) -> absl::Status {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    if (absl::Status done = work(database); !done.ok()) return done;
    auto deadlines = ReadDeadlines(database);
    if (!deadlines.ok()) return deadlines.status();
    SQLite::Statement changed(database,
                              "INSERT OR IGNORE INTO changed SELECT DISTINCT "
                              "person FROM submissions WHERE unit = ?");
    changed.bind(1, unit);
    changed.exec();
    transaction.commit();
    state.deadlines =
        std::make_shared<const UnitDeadlines>(*std::move(deadlines));
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

absl::StatusOr<UnitDeadlines> ReadDeadlines(SQLite::Database& database) {
  UnitDeadlines all;
  SQLite::Statement rows(database, "SELECT unit, due, late FROM deadlines");
  while (rows.executeStep()) {
    const std::string unit = rows.getColumn(0).getString();
    UnitDeadline& read = all[unit];
    read.due = rows.getColumn(1).getString();
    read.late = rows.getColumn(2).getString();
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
                                const std::string& late) {
  return Change(*state_, unit, [&](auto& database) {
    if (due.empty()) {
      for (const char* const table : {"extensions", "deadlines"}) {
        SQLite::Statement remove(
            database, absl::StrCat("DELETE FROM ", table, " WHERE unit = ?"));
        remove.bind(1, unit);
        remove.exec();
      }
      return absl::OkStatus();
    }
    SQLite::Statement insert(
        database,
        "INSERT INTO deadlines VALUES (?, ?, ?) ON CONFLICT (unit) DO UPDATE "
        "SET due = excluded.due, late = excluded.late");
    insert.bind(1, unit);
    insert.bind(2, due);
    insert.bind(3, late);
    insert.exec();
    return absl::OkStatus();
  });
}

absl::Status Store::SetExtension(const std::string& unit,
                                 const std::string& person,
                                 const std::string& extension) {
  return Change(*state_, unit, [&](auto& database) -> absl::Status {
    if (!state_->deadlines->contains(unit)) {
      return absl::NotFoundError("It has no deadline that could be extended.");
    }
    SQLite::Statement remove(
        database, "DELETE FROM extensions WHERE unit = ? AND person = ?");
    remove.bind(1, unit);
    remove.bind(2, person);
    remove.exec();
    if (extension.empty()) return absl::OkStatus();
    SQLite::Statement insert(database,
                             "INSERT INTO extensions VALUES (?, ?, ?)");
    insert.bind(1, unit);
    insert.bind(2, person);
    insert.bind(3, extension);
    insert.exec();
    return absl::OkStatus();
  });
}

std::shared_ptr<const UnitDeadlines> Store::Deadlines() {
  const std::lock_guard lock(state_->mutex);
  return state_->deadlines;
}

}  // namespace grader
