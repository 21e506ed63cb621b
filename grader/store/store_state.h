// What the Store is made of: its database, and how its functions use it.
#ifndef GRADER_STORE_STORE_STATE_H_
#define GRADER_STORE_STORE_STATE_H_

#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/store/store.h"

namespace grader {

struct Store::State {
  int lock = -1;  // flock(2), as long as the folder is in use
  std::filesystem::path copy;
  std::mutex mutex;  // of what is below
  std::optional<SQLite::Database> database;
  // By person; of those in the table `changed` they are old.
  std::map<std::string, std::shared_ptr<const UnitStandings>> standings;
  // What the tables of them say.
  std::shared_ptr<const UnitDeadlines> deadlines;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    database.reset();
    if (lock >= 0) close(lock);
  }
};

// Does `work` with the database, one thread at a time; what SQLite throws is a
// Status.
template <typename State, typename Work>
auto With(State& state, const Work& work) -> decltype(work(*state.database)) {
  const std::lock_guard lock(state.mutex);
  try {
    return work(*state.database);
  } catch (const SQLite::Exception& error) {
    return absl::UnavailableError(
        absl::StrCat("the class's database: ", error.what()));
  }
}

// That of a row which begins with id, name, instructor.
Person PersonAt(SQLite::Statement& row);

// The submissions of "SELECT …" with `where` and what follows it, `value` in
// place of its "?"; what comes late by `deadlines` says so.
std::vector<SubmissionHead> SelectHeads(SQLite::Database& database,
                                        const UnitDeadlines& deadlines,
                                        absl::string_view where,
                                        absl::string_view value = "");

// All of them. kInvalidArgument if one cannot be read.
absl::StatusOr<UnitDeadlines> ReadDeadlines(SQLite::Database& database);

// What `head`, which is graded, loses by them.
Lateness LatenessBy(const UnitDeadlines& deadlines, const SubmissionHead& head);

// A submission that has no outcome yet.
void InsertSubmission(SQLite::Database& database, const SubmissionHead& head,
                      const std::vector<SourceFile>& files);

// From here on the database says whose standings change.
void BeginStandings(SQLite::Database& database);

// Gives it one, if it has none.
void InsertOutcome(SQLite::Database& database, const std::string& id,
                   const Outcome& outcome);

// Gives it another one.
void ReplaceOutcome(SQLite::Database& database, const std::string& id,
                    const Outcome& outcome);

}  // namespace grader

#endif  // GRADER_STORE_STORE_STATE_H_
