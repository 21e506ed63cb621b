// What the Store is made of: its database, and how its functions use it.
#ifndef GRADER_STORE_STORE_STATE_H_
#define GRADER_STORE_STORE_STATE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/store/database.h"
#include "grader/store/postgres_follower.h"
#include "grader/store/store.h"

namespace grader {

// The tables `changed` of people, and what of them was read when: each change
// of what somebody's submissions come to has a higher number than those before.
// The deadlines are in the row of nobody, whose id is empty.
struct Store::State {
  std::string brought;
  std::unique_ptr<PostgresFollower> follower;  // of a database that is shared
  std::mutex mutex;                            // of what is below
  std::unique_ptr<Database> database;
  std::map<std::string, std::shared_ptr<const UnitStandings>> standings;
  std::int64_t standings_read = 0;
  // What the tables of them say.
  std::shared_ptr<const UnitDeadlines> deadlines;
  std::int64_t deadlines_read = -1;
};

// All of them. kInvalidArgument if one cannot be read.
absl::StatusOr<UnitDeadlines> ReadDeadlines(Database& database);

// Reads the deadlines if they have changed.
template <typename State>
absl::Status FollowDeadlines(State& state) {
  const auto rows =
      state.database->Select("SELECT change FROM changed WHERE person = ''");
  const std::int64_t change = rows.empty() ? 0 : rows[0].Number(0);
  if (change == state.deadlines_read) return absl::OkStatus();
  auto deadlines = ReadDeadlines(*state.database);
  if (!deadlines.ok()) return deadlines.status();
  state.deadlines =
      std::make_shared<const UnitDeadlines>(*std::move(deadlines));
  state.deadlines_read = change;
  return absl::OkStatus();
}

// Does `work` with the database in `around`, which is Read or Write, one thread
// at a time; what is thrown is a Status.
template <typename State, typename Work, typename Around>
auto Within(State& state, const Work& work, const Around& around)
    -> decltype(work(*state.database)) {
  using Result = decltype(work(*state.database));
  const std::lock_guard lock(state.mutex);
  std::optional<Result> result;
  try {
    around([&] {
      absl::Status known = FollowDeadlines(state);
      if (known.ok()) {
        result.emplace(work(*state.database));
      } else {
        result.emplace(known);
      }
      return result->ok();
    });
  } catch (const DatabaseError& error) {
    return absl::UnavailableError(
        absl::StrCat("the class's database: ", error.what()));
  }
  return *std::move(result);
}

// Has `work` read.
template <typename State, typename Work>
auto Reading(State& state, const Work& work) {
  return Within(state, work, [&](const auto& read) {
    state.database->Read([&] { (void)read(); });
  });
}

// Has `work` write; what is not OK has changed nothing.
template <typename State, typename Work>
auto Writing(State& state, const Work& work) {
  return Within(state, work,
                [&](const auto& write) { state.database->Write(write); });
}

// That of a row which begins with id, name, instructor.
Person PersonAt(const SqlRow& row);

// The submissions of "SELECT …" with `where` and what follows it; what comes
// late by `deadlines` says so.
std::vector<SubmissionHead> SelectHeads(
    Database& database, const UnitDeadlines& deadlines, absl::string_view where,
    const std::vector<SqlValue>& values = {});

// What `head`, which is graded, loses by them.
Lateness LatenessBy(const UnitDeadlines& deadlines, const SubmissionHead& head);

// A submission that has no outcome yet.
void InsertSubmission(Database& database, const SubmissionHead& head,
                      const std::vector<SourceFile>& files);

// It is this process that grades a submission, until it is done.
void Claim(Database& database, const std::string& id);
void DropClaim(Database& database, const std::string& id);

// Gives it one, if it has none.
void InsertOutcome(Database& database, const std::string& id,
                   const Outcome& outcome);

// Gives it another one.
void ReplaceOutcome(Database& database, const std::string& id,
                    const Outcome& outcome);

}  // namespace grader

#endif  // GRADER_STORE_STORE_STATE_H_
