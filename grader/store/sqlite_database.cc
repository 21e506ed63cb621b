#include "grader/store/sqlite_database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "grader/course/secrets.h"
#include "grader/store/migration.h"

namespace grader {
namespace {

// What is of this process alone: who grades what, as nobody else does, and
// whose standings have changed, noted by triggers so that nothing that writes
// can forget to.
constexpr char kTemporary[] = R"sql(
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE claims (
  submission TEXT PRIMARY KEY,
  server INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE changed (
  person TEXT PRIMARY KEY,
  change INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX temp.changes ON changed (change);
INSERT INTO changed SELECT DISTINCT person, 1 FROM submissions;
CREATE TEMP TRIGGER received AFTER INSERT ON main.submissions
  BEGIN
    INSERT INTO changed
      SELECT new.person, coalesce(max(change), 0) + 1 FROM changed WHERE true
      ON CONFLICT (person) DO UPDATE SET change = excluded.change;
  END;
CREATE TEMP TRIGGER updated AFTER UPDATE ON main.submissions
  BEGIN
    INSERT INTO changed
      SELECT new.person, coalesce(max(change), 0) + 1 FROM changed WHERE true
      ON CONFLICT (person) DO UPDATE SET change = excluded.change;
  END;
)sql";

SqlValue ValueOf(const SQLite::Column& column) {
  if (column.isInteger()) return column.getInt64();
  if (column.isText()) return column.getString();
  if (column.isBlob()) return SqlBytes{column.getString()};
  return {};
}

void Bind(SQLite::Statement& statement, const std::vector<SqlValue>& values) {
  int place = 0;
  for (const SqlValue& value : values) {
    ++place;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      statement.bind(place, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      statement.bind(place, *text);
    } else if (const auto* blob = std::get_if<SqlBytes>(&value)) {
      statement.bind(place, static_cast<const void*>(blob->bytes.data()),
                     static_cast<int>(blob->bytes.size()));
    }
  }
}

// What SQLite throws in `work`, as everybody else knows it.
template <typename Work>
auto Asking(const Work& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw DatabaseError(error.what());
  }
}

}  // namespace

SqliteDatabase::Lock::~Lock() { close(fd_); }

SqliteDatabase::SqliteDatabase(std::unique_ptr<Lock> lock,
                               const std::filesystem::path& folder)
    : folder_(folder),
      lock_(std::move(lock)),
      database_((folder / kSqliteFile).string(),
                SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {}

absl::StatusOr<std::unique_ptr<SqliteDatabase>> SqliteDatabase::Open(
    const std::filesystem::path& folder,
    const std::vector<std::string>& steps) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  // Passwords and work are in it. SQLite gives its other files the rights of
  // the first.
  if (error || chmod(folder.c_str(), S_IRWXU) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot make ", folder.string(), ": ",
                     error ? error.message() : std::strerror(errno)));
  }
  const int fd = open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC,
                      S_IRUSR | S_IWUSR);
  if (fd < 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "cannot write in ", folder.string(), ": ", std::strerror(errno)));
  }
  auto lock = std::make_unique<Lock>(fd);
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "another process has ", folder.string(), " open; stop that first"));
  }
  const std::filesystem::path file = folder / kSqliteFile;
  try {
    std::unique_ptr<SqliteDatabase> opened(
        new SqliteDatabase(std::move(lock), folder));
    chmod(file.c_str(), S_IRUSR | S_IWUSR);
    // https://www.sqlite.org/pragma.html#pragma_synchronous: with FULL each
    // transaction of a write-ahead log is synced before it is answered.
    opened->database_.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;");
    auto copy = Migrate(opened->database_, file, steps);
    if (!copy.ok()) return copy.status();
    opened->copy_ = *std::move(copy);
    opened->database_.exec(kTemporary);
    return opened;
  } catch (const std::exception& thrown) {
    return absl::FailedPreconditionError(
        absl::StrCat(file.string(), ": ", thrown.what()));
  }
}

// Nobody else has the file open, so nothing changes meanwhile.
void SqliteDatabase::Read(const std::function<void()>& read) { read(); }

void SqliteDatabase::Write(const std::function<bool()>& write) {
  Asking([&] {
    SQLite::Transaction transaction(database_,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    if (write()) transaction.commit();
  });
}

std::vector<SqlRow> SqliteDatabase::Select(
    const std::string& sql, const std::vector<SqlValue>& values) {
  return Asking([&] {
    SQLite::Statement statement(database_, sql);
    Bind(statement, values);
    std::vector<SqlRow> rows;
    while (statement.executeStep()) {
      std::vector<SqlValue> row;
      for (int i = 0; i < statement.getColumnCount(); ++i) {
        row.push_back(ValueOf(statement.getColumn(i)));
      }
      rows.emplace_back(std::move(row));
    }
    return rows;
  });
}

std::int64_t SqliteDatabase::Change(const std::string& sql,
                                    const std::vector<SqlValue>& values) {
  return Asking([&]() -> std::int64_t {
    SQLite::Statement statement(database_, sql);
    Bind(statement, values);
    return statement.exec();
  });
}

absl::StatusOr<std::string> SqliteDatabase::Secret(const std::string& name) {
  return SecretKey(folder_, name);
}

}  // namespace grader
