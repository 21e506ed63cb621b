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

absl::StatusOr<std::map<std::string, std::shared_ptr<const UnitStandings>>>
Store::Standings() {
  State& state = *state_;
  using Found = absl::StatusOr<
      std::map<std::string, std::shared_ptr<const UnitStandings>>>;
  return Reading(state, [&](auto& database) -> Found {
    const auto changed = database.Select(
        "SELECT person, change FROM changed WHERE change > ? ORDER BY change",
        {state.standings_read});
    for (const SqlRow& row : changed) {
      const std::string person = row.Text(0);
      if (!person.empty()) {
        state.standings[person] =
            std::make_shared<const UnitStandings>(StandingsOf(
                SelectHeads(database, *state.deadlines,
                            "WHERE person = ? ORDER BY number", {person})));
      }
    }
    if (!changed.empty()) state.standings_read = changed.back().Number(1);
    return state.standings;
  });
}

}  // namespace grader
