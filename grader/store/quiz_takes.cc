// The functions of the Store for what happens in quizzes.
#include "grader/store/store_state.h"

namespace grader {

absl::StatusOr<QuizTake> Store::LastTake(const std::string& person,
                                         const std::string& unit) {
  return With(*state_, [&](auto& database) -> absl::StatusOr<QuizTake> {
    SQLite::Statement rows(
        database,
        "SELECT take, event FROM quiz_events WHERE person = ?1 AND unit = ?2 "
        "AND take = (SELECT max(take) FROM quiz_events WHERE person = ?1 AND "
        "unit = ?2) ORDER BY number");
    rows.bind(1, person);
    rows.bind(2, unit);
    QuizTake take;
    while (rows.executeStep()) {
      take.number = rows.getColumn(0).getInt();
      take.events.push_back(rows.getColumn(1).getString());
    }
    return take;
  });
}

absl::StatusOr<std::vector<std::string>> Store::WhoTook(
    const std::string& unit) {
  return With(*state_,
              [&](auto& database) -> absl::StatusOr<std::vector<std::string>> {
                SQLite::Statement rows(
                    database,
                    "SELECT DISTINCT person FROM quiz_events WHERE unit = ? "
                    "ORDER BY person");
                rows.bind(1, unit);
                std::vector<std::string> people;
                while (rows.executeStep()) {
                  people.push_back(rows.getColumn(0).getString());
                }
                return people;
              });
}

absl::StatusOr<std::vector<std::string>> Store::BeginningsOfTakes(
    const std::string& person, const std::string& unit) {
  return With(*state_,
              [&](auto& database) -> absl::StatusOr<std::vector<std::string>> {
                SQLite::Statement rows(
                    database,
                    "SELECT event FROM quiz_events WHERE person = ? AND unit = "
                    "? AND number = 0 ORDER BY take");
                rows.bind(1, person);
                rows.bind(2, unit);
                std::vector<std::string> events;
                while (rows.executeStep()) {
                  events.push_back(rows.getColumn(0).getString());
                }
                return events;
              });
}

absl::Status Store::AddToTake(const std::string& person,
                              const std::string& unit, const QuizTake& take,
                              const std::vector<std::string>& events,
                              const StoredSubmission* finished) {
  return With(*state_, [&](auto& database) -> absl::Status {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    std::size_t number = take.events.size();
    for (const std::string& event : events) {
      // Of two that add behind the same events the second is too late: the
      // number is taken.
      SQLite::Statement insert(database,
                               "INSERT INTO quiz_events VALUES (?, ?, ?, ?, ?) "
                               "ON CONFLICT DO NOTHING");
      insert.bind(1, person);
      insert.bind(2, unit);
      insert.bind(3, take.number);
      insert.bind(4, static_cast<std::int64_t>(number++));
      insert.bind(5, event);
      if (insert.exec() != 1) {
        return absl::AbortedError("the quiz has gone on meanwhile");
      }
    }
    if (finished != nullptr) {
      InsertSubmission(database, finished->head, finished->files);
      InsertOutcome(database, finished->head.id, finished->outcome);
    }
    transaction.commit();
    return absl::OkStatus();
  });
}

}  // namespace grader
