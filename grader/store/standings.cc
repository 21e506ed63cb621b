// The functions of the Store for what a class's submissions come to, which are
// looked at far more often than they change.
#include <utility>

#include "grader/store/store_state.h"

namespace grader {
namespace {

// Those of one person, oldest first, as what they come to.
UnitStandings StandingsOf(std::vector<SubmissionHead> heads) {
  UnitStandings standings;
  for (SubmissionHead& head : heads) {
    Standing& standing = standings[head.unit];
    ++standing.attempts;
    if (head.graded &&
        (!standing.best || head.counted() > standing.best->counted())) {
      standing.best = head;
    }
    standing.last = std::move(head);
  }
  return standings;
}

}  // namespace

void BeginStandings(SQLite::Database& database) {
  database.exec(R"sql(
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE changed (person TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO changed SELECT DISTINCT person FROM submissions;
CREATE TEMP TRIGGER received AFTER INSERT ON main.submissions
  BEGIN INSERT OR IGNORE INTO changed VALUES (new.person); END;
CREATE TEMP TRIGGER updated AFTER UPDATE ON main.submissions
  BEGIN INSERT OR IGNORE INTO changed VALUES (new.person); END;
)sql");
}

absl::StatusOr<std::map<std::string, std::shared_ptr<const UnitStandings>>>
Store::Standings() {
  State& state = *state_;
  using Found = absl::StatusOr<
      std::map<std::string, std::shared_ptr<const UnitStandings>>>;
  return With(state, [&](auto& database) -> Found {
    std::vector<std::string> people;
    {
      SQLite::Statement changed(database, "SELECT person FROM changed");
      while (changed.executeStep()) {
        people.push_back(changed.getColumn(0).getString());
      }
    }
    for (const std::string& person : people) {
      state.standings[person] = std::make_shared<const UnitStandings>(
          StandingsOf(SelectHeads(database, *state.deadlines,
                                  "WHERE person = ? ORDER BY number", person)));
    }
    if (!people.empty()) database.exec("DELETE FROM changed");
    return state.standings;
  });
}

}  // namespace grader
