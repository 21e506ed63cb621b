#include "grader/store/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/problem/utf8.h"
#include "grader/store/migration.h"
#include "grader/store/schema.h"
#include "grader/store/store_state.h"

namespace grader {

namespace fs = std::filesystem;

namespace {

constexpr char kFile[] = "class.sqlite";

}  // namespace

Person PersonAt(SQLite::Statement& row) {
  return {row.getColumn(0).getString(), row.getColumn(1).getString(),
          row.getColumn(2).getInt() != 0};
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

const fs::path& Store::copy() const { return state_->copy; }

absl::StatusOr<std::unique_ptr<Store>> Store::Open(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  // Passwords and work are in it. SQLite gives its other files the rights of
  // the first.
  if (error || chmod(folder.c_str(), S_IRWXU) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot make ", folder.string(), ": ",
                     error ? error.message() : std::strerror(errno)));
  }
  auto state = std::make_unique<State>();
  state->lock = open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC,
                     S_IRUSR | S_IWUSR);
  if (state->lock < 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot write in ", folder.string(), ": ", std::strerror(errno)));
  }
  if (flock(state->lock, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "another process has ", folder.string(), " open; stop that first"));
  }
  const fs::path file = folder / kFile;
  try {
    state->database.emplace(file.string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    chmod(file.c_str(), S_IRUSR | S_IWUSR);
    // https://www.sqlite.org/pragma.html#pragma_synchronous: with FULL each
    // transaction of a write-ahead log is synced before it is answered.
    state->database->exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;");
    auto copy = Migrate(*state->database, file, SchemaSteps());
    if (!copy.ok()) return copy.status();
    state->copy = *std::move(copy);
    BeginStandings(*state->database);
    auto deadlines = ReadDeadlines(*state->database);
    if (!deadlines.ok()) {
      return absl::FailedPreconditionError(
          absl::StrCat(file.string(), ": ", deadlines.status().message()));
    }
    state->deadlines =
        std::make_shared<const UnitDeadlines>(*std::move(deadlines));
  } catch (const std::exception& thrown) {
    return absl::FailedPreconditionError(
        absl::StrCat(file.string(), ": ", thrown.what()));
  }
  return std::unique_ptr<Store>(new Store(std::move(state)));
}

absl::StatusOr<bool> Store::HasInstructor() {
  return With(*state_, [&](auto& database) -> absl::StatusOr<bool> {
    return database.execAndGet("SELECT count(*) FROM people WHERE instructor")
               .getInt() > 0;
  });
}

absl::StatusOr<std::vector<Person>> Store::Learners() {
  return With(*state_,
              [&](auto& database) -> absl::StatusOr<std::vector<Person>> {
                SQLite::Statement rows(
                    database,
                    "SELECT id, name, instructor FROM people WHERE NOT "
                    "instructor ORDER BY folded_name");
                std::vector<Person> people;
                while (rows.executeStep()) people.push_back(PersonAt(rows));
                return people;
              });
}

absl::StatusOr<std::optional<Person>> Store::FindPerson(const std::string& id) {
  return With(
      *state_, [&](auto& database) -> absl::StatusOr<std::optional<Person>> {
        SQLite::Statement rows(
            database, "SELECT id, name, instructor FROM people WHERE id = ?");
        rows.bind(1, id);
        if (!rows.executeStep()) return std::nullopt;
        return PersonAt(rows);
      });
}

absl::StatusOr<std::optional<std::pair<Person, std::string>>>
Store::FindAccount(const std::string& name) {
  using Account = std::optional<std::pair<Person, std::string>>;
  return With(*state_, [&](auto& database) -> absl::StatusOr<Account> {
    SQLite::Statement rows(database,
                           "SELECT id, name, instructor, password FROM people "
                           "WHERE folded_name = ?");
    rows.bind(1, Folded(name));
    if (!rows.executeStep()) return std::nullopt;
    return Account(
        std::make_pair(PersonAt(rows), rows.getColumn(3).getString()));
  });
}

absl::Status Store::AddInvitation(const Invitation& invitation) {
  return With(*state_, [&](auto& database) {
    SQLite::Statement insert(database,
                             "INSERT INTO invitations VALUES (?, ?, ?, ?)");
    insert.bind(1, invitation.digest);
    insert.bind(2, invitation.name);
    insert.bind(3, invitation.instructor ? 1 : 0);
    if (!invitation.person.empty()) insert.bind(4, invitation.person);
    insert.exec();
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<Invitation>> Store::FindInvitation(
    const std::string& digest) {
  return With(
      *state_,
      [&](auto& database) -> absl::StatusOr<std::optional<Invitation>> {
        SQLite::Statement rows(
            database,
            "SELECT digest, name, instructor, person FROM invitations WHERE "
            "digest = ?");
        rows.bind(1, digest);
        if (!rows.executeStep()) return std::nullopt;
        const Person row = PersonAt(rows);
        return Invitation{row.id, row.name, row.instructor,
                          rows.getColumn(3).getString()};
      });
}

absl::Status Store::WithdrawInstructorInvitations() {
  return With(*state_, [&](auto& database) {
    database.exec(
        "DELETE FROM invitations WHERE instructor AND person IS NULL");
    return absl::OkStatus();
  });
}

absl::Status Store::Join(const std::string& digest, const Person& person,
                         const std::string& password_hash) {
  return With(*state_, [&](auto& database) -> absl::Status {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement taken(
        database, "SELECT count(*) FROM people WHERE folded_name = ?");
    taken.bind(1, Folded(person.name));
    taken.executeStep();
    if (taken.getColumn(0).getInt() > 0) {
      return absl::AlreadyExistsError("somebody has that name");
    }
    SQLite::Statement take(database,
                           "DELETE FROM invitations WHERE digest = ? AND "
                           "person IS NULL");
    take.bind(1, digest);
    if (take.exec() != 1) {
      return absl::NotFoundError("there is no such invitation");
    }
    SQLite::Statement insert(database,
                             "INSERT INTO people VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, person.id);
    insert.bind(2, person.name);
    insert.bind(3, Folded(person.name));
    insert.bind(4, person.instructor ? 1 : 0);
    insert.bind(5, password_hash);
    insert.exec();
    transaction.commit();
    return absl::OkStatus();
  });
}

absl::Status Store::ChangePassword(const std::string& digest,
                                   const std::string& password_hash) {
  return With(*state_, [&](auto& database) -> absl::Status {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement find(
        database,
        "SELECT person FROM invitations WHERE digest = ? AND person NOT NULL");
    find.bind(1, digest);
    if (!find.executeStep()) {
      return absl::NotFoundError("there is no such invitation");
    }
    const std::string person = find.getColumn(0).getString();
    SQLite::Statement update(database,
                             "UPDATE people SET password = ? WHERE id = ?");
    update.bind(1, password_hash);
    update.bind(2, person);
    update.exec();
    // Nor does an older link for the same person work any more.
    for (const char* const table : {"invitations", "sessions", "tokens"}) {
      SQLite::Statement remove(
          database, absl::StrCat("DELETE FROM ", table, " WHERE person = ?"));
      remove.bind(1, person);
      remove.exec();
    }
    transaction.commit();
    return absl::OkStatus();
  });
}

absl::Status Store::AddSession(const std::string& digest,
                               const std::string& person,
                               const std::string& password_hash, absl::Time now,
                               absl::Time expires) {
  return With(*state_, [&](auto& database) -> absl::Status {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement forget(database,
                             "DELETE FROM sessions WHERE expires <= ?");
    forget.bind(1, absl::ToUnixMillis(now));
    forget.exec();
    // Looking at a password takes a while, in which it may become an old one.
    SQLite::Statement insert(database,
                             "INSERT INTO sessions SELECT ?, id, ? FROM people "
                             "WHERE id = ? AND password = ?");
    insert.bind(1, digest);
    insert.bind(2, absl::ToUnixMillis(expires));
    insert.bind(3, person);
    insert.bind(4, password_hash);
    if (insert.exec() != 1) {
      return absl::AbortedError("the password has changed");
    }
    transaction.commit();
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<Person>> Store::FindSession(
    const std::string& digest, absl::Time now) {
  return With(
      *state_, [&](auto& database) -> absl::StatusOr<std::optional<Person>> {
        SQLite::Statement rows(
            database,
            "SELECT people.id, name, instructor FROM sessions JOIN people ON "
            "people.id = person WHERE digest = ? AND expires > ?");
        rows.bind(1, digest);
        rows.bind(2, absl::ToUnixMillis(now));
        if (!rows.executeStep()) return std::nullopt;
        return PersonAt(rows);
      });
}

absl::Status Store::RemoveSession(const std::string& digest) {
  return With(*state_, [&](auto& database) {
    SQLite::Statement remove(database, "DELETE FROM sessions WHERE digest = ?");
    remove.bind(1, digest);
    remove.exec();
    return absl::OkStatus();
  });
}

}  // namespace grader
