// The functions of the Store for when units are due, and what comes later.
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/store/store_state.h"

namespace grader {
namespace {

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

// Has `work` change the tables, unless what stands in them then cannot be read;
// all submissions to `unit` count by it from then on.
template <typename State, typename Work>
absl::Status Change(State& state, const std::string& unit, const Work& work) {
  return Writing(state, [&](auto& database) -> absl::Status {
    if (absl::Status done = work(database); !done.ok()) return done;
    const auto deadlines = ReadDeadlines(database);
    if (!deadlines.ok()) return deadlines.status();
    database.Change(
        "INSERT INTO changed VALUES ('', 0) ON CONFLICT (person) DO NOTHING");
    database.Change(
        "UPDATE changed SET change = (SELECT max(change) + 1 FROM changed) "
        "WHERE person = '' OR person IN (SELECT person FROM submissions WHERE "
        "unit = ?)",
        {unit});
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
                                const std::string& late) {
  return Change(*state_, unit, [&](auto& database) {
    if (due.empty()) {
      for (const char* const table : {"extensions", "deadlines"}) {
        database.Change(absl::StrCat("DELETE FROM ", table, " WHERE unit = ?"),
                        {unit});
      }
      return absl::OkStatus();
    }
    database.Change(
        "INSERT INTO deadlines VALUES (?, ?, ?) ON CONFLICT (unit) DO UPDATE "
        "SET due = excluded.due, late = excluded.late",
        {unit, due, late});
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
    database.Change("DELETE FROM extensions WHERE unit = ? AND person = ?",
                    {unit, person});
    if (extension.empty()) return absl::OkStatus();
    database.Change("INSERT INTO extensions VALUES (?, ?, ?)",
                    {unit, person, extension});
    return absl::OkStatus();
  });
}

std::shared_ptr<const UnitDeadlines> Store::Deadlines() {
  // Where they cannot be read now, those that were read last are the best.
  (void)Reading(*state_, [](auto&) { return absl::OkStatus(); });
  const std::lock_guard lock(state_->mutex);
  return state_->deadlines;
}

}  // namespace grader
