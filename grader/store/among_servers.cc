// The functions of the Store for what one server has to know of the others. In
// a folder there are none.
#include "grader/store/store_state.h"

namespace grader {
namespace {

// What nobody has done since is not counted any more.
constexpr absl::Duration kTriesKept = absl::Hours(24);

// Has this transaction answered before it is on the disk: little is lost with
// what is written in it, and others' stays where it is.
void NeedNotLast(Database& database) {
  database.Change("SET LOCAL synchronous_commit = off");
}

}  // namespace

absl::Status Store::SetBegun(const std::string& id, bool begun) {
  if (!shared()) return absl::OkStatus();
  return Writing(*state_, [&](auto& database) {
    NeedNotLast(database);
    const std::int64_t now = begun ? 1 : 0;
    database.Change(
        "UPDATE claims SET begun = ? WHERE submission = ? AND begun <> ?",
        {now, id, now});
    return absl::OkStatus();
  });
}

absl::StatusOr<bool> Store::IsBegun(const std::string& id) {
  if (!shared()) return false;
  return Reading(*state_, [&](auto& database) -> absl::StatusOr<bool> {
    return !database
                .Select(
                    "SELECT 1 FROM claims WHERE submission = ? AND begun = "
                    "1",
                    {id})
                .empty();
  });
}

absl::StatusOr<absl::Duration> Store::CountTry(const std::string& what,
                                               int most, absl::Duration window,
                                               absl::Time now) {
  if (!shared()) return absl::ZeroDuration();
  using Counted = absl::StatusOr<absl::Duration>;
  return Writing(*state_, [&](auto& database) -> Counted {
    NeedNotLast(database);
    const auto rows = database.Select(
        "SELECT since, times FROM tries WHERE what = ?", {what});
    const absl::Time since =
        rows.empty() ? now : absl::FromUnixMillis(rows[0].Number(0));
    if (rows.empty() || now - since > window) {
      database.Change("DELETE FROM tries WHERE what = ? OR since < ?",
                      {what, absl::ToUnixMillis(now - kTriesKept)});
      database.Change("INSERT INTO tries VALUES (?, ?, 1)",
                      {what, absl::ToUnixMillis(now)});
      return absl::ZeroDuration();
    }
    if (rows[0].Number(1) >= most) return since + window - now;
    database.Change("UPDATE tries SET times = times + 1 WHERE what = ?",
                    {what});
    return absl::ZeroDuration();
  });
}

absl::Status Store::ForgetTries(const std::string& what) {
  if (!shared()) return absl::OkStatus();
  return Writing(*state_, [&](auto& database) {
    database.Change("DELETE FROM tries WHERE what = ?", {what});
    return absl::OkStatus();
  });
}

}  // namespace grader
