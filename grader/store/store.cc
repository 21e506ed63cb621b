#include "grader/store/store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/problem/utf8.h"
#include "grader/store/postgres_database.h"
#include "grader/store/postgres_schema.h"
#include "grader/store/schema.h"
#include "grader/store/sqlite_database.h"
#include "grader/store/store_state.h"

namespace grader {

Person PersonAt(const SqlRow& row) {
  return {row.Text(0), row.Text(1), row.Number(2) != 0};
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

const std::string& Store::brought() const { return state_->brought; }

bool Store::shared() const { return state_->follower != nullptr; }

void Store::Follow(const Following& following) {
  state_->follower->Work(following);
}

void Store::StopFollowing() {
  if (shared()) state_->follower->Stop();
}

absl::StatusOr<std::unique_ptr<Store>> Store::Open(
    const std::filesystem::path& folder) {
  auto database = SqliteDatabase::Open(folder, SchemaSteps());
  if (!database.ok()) return database.status();
  auto state = std::make_unique<State>();
  if (!(*database)->copy().empty()) {
    state->brought = absl::StrCat(
        "The class's data were brought into this grader's form; as they were, "
        "they are in ",
        (*database)->copy().string());
  }
  state->database = *std::move(database);
  return WithDeadlines(std::move(state), folder.string());
}

absl::StatusOr<std::unique_ptr<Store>> Store::Open(
    const PostgresOptions& options) {
  const std::vector<std::string> steps = PostgresSchemaSteps();
  auto database = PostgresDatabase::Open(options, steps);
  if (!database.ok()) return database.status();
  auto state = std::make_unique<State>();
  const int version = (*database)->opened_version();
  if (version > 0 && version < static_cast<int>(steps.size())) {
    state->brought = absl::StrCat(
        "The class's data were brought from version ", version,
        " into this grader's form, version ", steps.size(),
        "; of how they were, there is what pg_dump has made a copy of");
  }
  state->follower = std::make_unique<PostgresFollower>(
      options.url, [&of = **database] { return of.backend(); });
  state->database = *std::move(database);
  return WithDeadlines(std::move(state), "the class's database");
}

absl::StatusOr<std::unique_ptr<Store>> Store::WithDeadlines(
    std::unique_ptr<State> state, const std::string& where) {
  const absl::Status read =
      Reading(*state, [](auto&) { return absl::OkStatus(); });
  if (!read.ok()) {
    return absl::FailedPreconditionError(
        absl::StrCat(where, ": ", read.message()));
  }
  return std::unique_ptr<Store>(new Store(std::move(state)));
}

absl::StatusOr<std::string> Store::Secret(const std::string& name) {
  return Writing(*state_, [&](auto& database) -> absl::StatusOr<std::string> {
    return database.Secret(name);
  });
}

absl::StatusOr<bool> Store::HasInstructor() {
  return Reading(*state_, [&](auto& database) -> absl::StatusOr<bool> {
    return database.Select("SELECT count(*) FROM people WHERE instructor = 1")
               .front()
               .Number(0) > 0;
  });
}

absl::StatusOr<std::vector<Person>> Store::Learners() {
  using Found = absl::StatusOr<std::vector<Person>>;
  return Reading(*state_, [&](auto& database) -> Found {
    std::vector<Person> people;
    for (const SqlRow& row : database.Select(
             "SELECT id, name, instructor FROM people WHERE instructor = 0 "
             "ORDER BY folded_name")) {
      people.push_back(PersonAt(row));
    }
    return people;
  });
}

absl::StatusOr<std::optional<Person>> Store::FindPerson(const std::string& id) {
  using Found = absl::StatusOr<std::optional<Person>>;
  return Reading(*state_, [&](auto& database) -> Found {
    const auto rows = database.Select(
        "SELECT id, name, instructor FROM people WHERE id = ?", {id});
    if (rows.empty()) return std::nullopt;
    return PersonAt(rows[0]);
  });
}

absl::StatusOr<std::optional<std::pair<Person, std::string>>>
Store::FindAccount(const std::string& name) {
  using Account = std::optional<std::pair<Person, std::string>>;
  return Reading(*state_, [&](auto& database) -> absl::StatusOr<Account> {
    const auto rows = database.Select(
        "SELECT id, name, instructor, password FROM people WHERE folded_name = "
        "?",
        {Folded(name)});
    if (rows.empty()) return std::nullopt;
    return Account(std::make_pair(PersonAt(rows[0]), rows[0].Text(3)));
  });
}

absl::Status Store::AddInvitation(const Invitation& invitation) {
  return Writing(*state_, [&](auto& database) {
    SqlValue person;
    if (!invitation.person.empty()) person = invitation.person;
    database.Change("INSERT INTO invitations VALUES (?, ?, ?, ?)",
                    {invitation.digest, invitation.name,
                     invitation.instructor ? 1 : 0, person});
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<Invitation>> Store::FindInvitation(
    const std::string& digest) {
  using Found = absl::StatusOr<std::optional<Invitation>>;
  return Reading(*state_, [&](auto& database) -> Found {
    const auto rows = database.Select(
        "SELECT digest, name, instructor, person FROM invitations WHERE "
        "digest = ?",
        {digest});
    if (rows.empty()) return std::nullopt;
    const SqlRow& row = rows[0];
    return Invitation{row.Text(0), row.Text(1), row.Number(2) != 0,
                      row.Text(3)};
  });
}

absl::Status Store::WithdrawInstructorInvitations() {
  return Writing(*state_, [&](auto& database) {
    database.Change(
        "DELETE FROM invitations WHERE instructor = 1 AND person IS NULL");
    return absl::OkStatus();
  });
}

absl::Status Store::Join(const std::string& digest, const Person& person,
                         const std::string& password_hash) {
  return Writing(*state_, [&](auto& database) -> absl::Status {
    const std::string folded = Folded(person.name);
    if (!database.Select("SELECT 1 FROM people WHERE folded_name = ?", {folded})
             .empty()) {
      return absl::AlreadyExistsError("somebody has that name");
    }
    if (database.Change(
            "DELETE FROM invitations WHERE digest = ? AND person IS NULL",
            {digest}) != 1) {
      return absl::NotFoundError("there is no such invitation");
    }
    database.Change("INSERT INTO people VALUES (?, ?, ?, ?, ?)",
                    {person.id, person.name, folded, person.instructor ? 1 : 0,
                     password_hash});
    return absl::OkStatus();
  });
}

absl::Status Store::ChangePassword(const std::string& digest,
                                   const std::string& password_hash) {
  return Writing(*state_, [&](auto& database) -> absl::Status {
    const auto found = database.Select(
        "SELECT person FROM invitations WHERE digest = ? AND person IS NOT "
        "NULL",
        {digest});
    if (found.empty()) {
      return absl::NotFoundError("there is no such invitation");
    }
    const std::string person = found[0].Text(0);
    database.Change("UPDATE people SET password = ? WHERE id = ?",
                    {password_hash, person});
    // Nor does an older link for the same person work any more.
    for (const char* const table : {"invitations", "sessions", "tokens"}) {
      database.Change(absl::StrCat("DELETE FROM ", table, " WHERE person = ?"),
                      {person});
    }
    return absl::OkStatus();
  });
}

absl::Status Store::AddSession(const std::string& digest,
                               const std::string& person,
                               const std::string& password_hash, absl::Time now,
                               absl::Time expires) {
  return Writing(*state_, [&](auto& database) -> absl::Status {
    database.Change("DELETE FROM sessions WHERE expires <= ?",
                    {absl::ToUnixMillis(now)});
    // Looking at a password takes a while, in which it may become an old one.
    if (database.Change("INSERT INTO sessions SELECT ?, id, ? FROM people "
                        "WHERE id = ? AND password = ?",
                        {digest, absl::ToUnixMillis(expires), person,
                         password_hash}) != 1) {
      return absl::AbortedError("the password has changed");
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<Person>> Store::FindSession(
    const std::string& digest, absl::Time now) {
  using Found = absl::StatusOr<std::optional<Person>>;
  return Reading(*state_, [&](auto& database) -> Found {
    const auto rows = database.Select(
        "SELECT people.id, name, instructor FROM sessions JOIN people ON "
        "people.id = person WHERE digest = ? AND expires > ?",
        {digest, absl::ToUnixMillis(now)});
    if (rows.empty()) return std::nullopt;
    return PersonAt(rows[0]);
  });
}

absl::Status Store::RemoveSession(const std::string& digest) {
  return Writing(*state_, [&](auto& database) {
    database.Change("DELETE FROM sessions WHERE digest = ?", {digest});
    return absl::OkStatus();
  });
}

}  // namespace grader
