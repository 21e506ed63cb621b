// The functions of the Store for what happens in quizzes.
#include "grader/store/store_state.h"

namespace grader {
namespace {

// The first column of what `sql` selects.
template <typename State>
absl::StatusOr<std::vector<std::string>> ReadTexts(
    State& state, const char* sql, const std::vector<SqlValue>& values) {
  using Found = absl::StatusOr<std::vector<std::string>>;
  return Reading(state, [&](auto& database) -> Found {
    std::vector<std::string> texts;
    for (const SqlRow& row : database.Select(sql, values)) {
      texts.push_back(row.Text(0));
    }
    return texts;
  });
}

}  // namespace

absl::StatusOr<QuizTake> Store::LastTake(const std::string& person,
                                         const std::string& unit) {
  return Reading(*state_, [&](auto& database) -> absl::StatusOr<QuizTake> {
    QuizTake take;
    for (const SqlRow& row : database.Select(
             "SELECT take, event FROM quiz_events WHERE person = ? AND unit = "
             "? AND take = (SELECT max(take) FROM quiz_events WHERE person = ? "
             "AND unit = ?) ORDER BY number",
             {person, unit, person, unit})) {
      take.number = static_cast<int>(row.Number(0));
      take.events.push_back(row.Text(1));
    }
    return take;
  });
}

absl::StatusOr<std::vector<std::string>> Store::WhoTook(
    const std::string& unit) {
  return ReadTexts(
      *state_,
      "SELECT DISTINCT person FROM quiz_events WHERE unit = ? ORDER BY person",
      {unit});
}

absl::StatusOr<std::vector<std::string>> Store::BeginningsOfTakes(
    const std::string& person, const std::string& unit) {
  return ReadTexts(
      *state_,
      "SELECT event FROM quiz_events WHERE person = ? AND unit = ? AND number "
      "= 0 ORDER BY take",
      {person, unit});
}

absl::Status Store::AddToTake(const std::string& person,
                              const std::string& unit, const QuizTake& take,
                              const std::vector<std::string>& events,
                              const StoredSubmission* finished) {
  return Writing(*state_, [&](auto& database) -> absl::Status {
    std::size_t number = take.events.size();
    for (const std::string& event : events) {
      // Of two that add behind the same events the second is too late: the
      // number is taken.
      if (database.Change("INSERT INTO quiz_events VALUES (?, ?, ?, ?, ?) ON "
                          "CONFLICT DO NOTHING",
                          {person, unit, take.number,
                           static_cast<std::int64_t>(number++), event}) != 1) {
        return absl::AbortedError("the quiz has gone on meanwhile");
      }
    }
    if (finished != nullptr) {
      InsertSubmission(database, finished->head, finished->files);
      InsertOutcome(database, finished->head.id, finished->outcome);
    }
    return absl::OkStatus();
  });
}

}  // namespace grader
