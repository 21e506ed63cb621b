#include "grader/store/postgres_database.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grader/course/secrets.h"
#include "grader/execute/monotonic.h"
#include "grader/store/credentials.h"
#include "grader/store/postgres_schema.h"

namespace grader {
namespace {

using ErrorKind = PostgresError::Kind;

constexpr absl::Duration kBetweenTries = absl::Milliseconds(100);
constexpr int kMostTries = 10;

// What was answered is on the disk. A process that stops in the middle of
// writing keeps the others waiting for a minute at most; that a whole machine
// is gone is found out in half a minute.
constexpr char kSettings[] =
    "SET client_min_messages = warning; SET lock_timeout = '20s'; "
    "SET idle_in_transaction_session_timeout = '60s'; "
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; "
    "SET tcp_keepalives_count = 3; "
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'";

}  // namespace

absl::StatusOr<std::unique_ptr<PostgresDatabase>> PostgresDatabase::Open(
    const PostgresOptions& options, const std::vector<std::string>& steps) {
  if (absl::Status bad = CheckPostgresUrl(options.url); !bad.ok()) return bad;
  std::unique_ptr<PostgresDatabase> opened(new PostgresDatabase(options));
  opened->version_ = static_cast<int>(steps.size());
  try {
    PostgresConnection connection(options.url);
    const auto version = MigratePostgres(connection, steps);
    if (!version.ok()) return version.status();
    opened->opened_version_ = *version;
    opened->Connect();
  } catch (const PostgresError& error) {
    return absl::UnavailableError(error.what());
  }
  return opened;
}

void PostgresDatabase::Connect() {
  auto made = std::make_unique<PostgresConnection>(options_.url);
  made->Do(kSettings);
  if (const int version = PostgresVersion(*made); version != version_) {
    throw PostgresError(ErrorKind::kLost,
                        absl::StrCat("it is of version ", version,
                                     " by now, and this grader's "
                                     "is ",
                                     version_, "; start this server anew"));
  }
  made->Do(
      absl::StrCat("BEGIN; SELECT pg_advisory_xact_lock(", kWritersLock, ")"));
  std::int64_t written = 0;
  if (process_ != 0) {
    // Nobody writes now, so this is what became of the last write.
    const auto rows =
        made->Ask("SELECT last_write FROM servers WHERE id = ?", {process_})
            .rows;
    if (!rows.empty()) written = rows[0].Number(0);
  }
  made->Ask(
      "DELETE FROM servers WHERE begun < now() - interval '1 day' AND "
      "id <> ? AND pg_try_advisory_xact_lock(?::int, id)",
      {process_, kServersLock});
  const std::int64_t process =
      made->Ask("INSERT INTO servers (last_write) VALUES (0) RETURNING id")
          .rows[0]
          .Number(0);
  // For as long as this connection lasts: so others see at once that it is
  // gone, whatever ends it.
  made->Ask("SELECT pg_advisory_lock(?::int, ?::int)", {kServersLock, process});
  made->Ask("UPDATE claims SET server = ? WHERE server = ?",
            {process, process_});
  made->Do("COMMIT");
  connection_ = std::move(made);
  backend_ = connection_->backend();
  process_ = process;
  written_ = written;
  may_wait_ = true;
  if (std::exchange(is_said_, false) && options_.on_note) {
    options_.on_note("the class's database is there again");
  }
}

void PostgresDatabase::FindAgain() {
  const absl::Time until =
      MonotonicNow() + (may_wait_ ? options_.patience : absl::ZeroDuration());
  while (true) {
    try {
      Connect();
      return;
    } catch (const PostgresError& error) {
      Lose(error.what());
      if (MonotonicNow() >= until) {
        may_wait_ = false;
        // Why is said where servers are looked after, not to whoever asks.
        throw PostgresError(ErrorKind::kLost, "it cannot be reached now");
      }
    }
    absl::SleepFor(kBetweenTries);
  }
}

void PostgresDatabase::Lose(const std::string& why) {
  connection_.reset();
  if (!std::exchange(is_said_, true) && options_.on_note) {
    options_.on_note(
        absl::StrCat("the class's database is lost, and tried again: ", why));
  }
}

void PostgresDatabase::RollBack() {
  try {
    connection_->Do("ROLLBACK");
  } catch (const PostgresError& error) {
    Lose(error.what());
  }
}

void PostgresDatabase::Read(const std::function<void()>& read) {
  for (int tries = 1;; ++tries) {
    if (connection_ == nullptr) FindAgain();
    try {
      connection_->Do("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      read();
      connection_->Do("COMMIT");
      return;
    } catch (const PostgresError& error) {
      if (error.kind() == ErrorKind::kLost) {
        Lose(error.what());
      } else {
        RollBack();
      }
      if (error.kind() == ErrorKind::kRefused || tries == kMostTries) throw;
    } catch (...) {
      RollBack();
      throw;
    }
  }
}

void PostgresDatabase::Write(const std::function<bool()>& write) {
  for (int tries = 1;; ++tries) {
    if (connection_ == nullptr) FindAgain();
    ++write_;
    try {
      // Each statement sees what was committed before it, so that what comes
      // behind the lock sees all that was written.
      if (connection_->Do(
              absl::StrCat("BEGIN; SELECT pg_advisory_xact_lock(", kWritersLock,
                           "); UPDATE servers SET last_write = ", write_,
                           " WHERE id = ", process_)) != 1) {
        // As in a database that was restored from a copy.
        throw PostgresError(ErrorKind::kLost, "it does not know this server");
      }
      const bool keep = write();
      connection_->Do(keep ? "COMMIT" : "ROLLBACK");
      return;
    } catch (const PostgresError& error) {
      if (error.kind() != ErrorKind::kLost) {
        RollBack();
        if (error.kind() == ErrorKind::kRefused || tries == kMostTries) throw;
        continue;
      }
      Lose(error.what());
      if (tries == kMostTries) throw;
      FindAgain();
      if (written_ == write_) return;
    } catch (...) {
      RollBack();
      throw;
    }
  }
}

std::vector<SqlRow> PostgresDatabase::Select(
    const std::string& sql, const std::vector<SqlValue>& values) {
  return connection_->Ask(sql, values).rows;
}

std::int64_t PostgresDatabase::Change(const std::string& sql,
                                      const std::vector<SqlValue>& values) {
  return connection_->Ask(sql, values).changed;
}

std::vector<std::int64_t> PostgresDatabase::GoneProcesses() {
  const absl::Time now = MonotonicNow();
  std::map<std::int64_t, absl::Time> gone_since;
  std::vector<std::int64_t> gone;
  for (const SqlRow& row : Select(
           "SELECT server FROM (SELECT DISTINCT server FROM claims) AS those "
           "WHERE server <> ? AND "
           "pg_try_advisory_xact_lock_shared(?::int, server)",
           {process_, kServersLock})) {
    const std::int64_t process = row.Number(0);
    const auto known = gone_since_.find(process);
    const absl::Time since = known == gone_since_.end() ? now : known->second;
    gone_since[process] = since;
    // All are seen to be gone for a moment when the database was started anew.
    if (now - since >= options_.grace) gone.push_back(process);
  }
  gone_since_ = std::move(gone_since);
  return gone;
}

absl::StatusOr<std::string> PostgresDatabase::Secret(const std::string& name) {
  Change("INSERT INTO secrets VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
         {name, DrawToken()});
  std::string key =
      FromHex(Select("SELECT value FROM secrets WHERE name = ?", {name})
                  .front()
                  .Text(0));
  if (key.size() == kSecretKeyBytes) return key;
  return absl::InternalError(
      absl::StrCat(name,
                   " in the table secrets is no key; remove its row to "
                   "have a new one drawn"));
}

}  // namespace grader
