#include "grader/store/move_class.h"

#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/course/secrets.h"
#include "grader/store/postgres_database.h"
#include "grader/store/postgres_schema.h"
#include "grader/store/schema.h"
#include "grader/store/sqlite_database.h"

namespace grader {
namespace {

constexpr std::int64_t kRowsAtOnce = 200;  // a report may have megabytes

struct Table {
  std::string name;
  std::vector<std::string> columns;
};

// All of them, each behind those that it refers to: so they were made.
std::vector<Table> TablesOf(Database& database) {
  std::vector<Table> tables;
  for (const SqlRow& row :
       database.Select("SELECT name FROM sqlite_schema WHERE type = 'table' "
                       "AND name NOT LIKE 'sqlite%' ORDER BY rowid")) {
    Table table = {row.Text(0), {}};
    for (const SqlRow& column : database.Select(
             "SELECT name FROM pragma_table_info(?)", {table.name})) {
      table.columns.push_back(column.Text(0));
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::int64_t CountRows(Database& database, const std::string& table) {
  return database.Select(absl::StrCat("SELECT count(*) FROM ", table))[0]
      .Number(0);
}

absl::Status CheckEmpty(Database& database, const std::vector<Table>& tables) {
  std::vector<std::string> full;
  for (const Table& table : tables) {
    const std::int64_t rows = CountRows(database, table.name);
    if (rows > 0) full.push_back(absl::StrCat(table.name, " ", rows));
  }
  if (full.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "the database has a class already (rows: ", absl::StrJoin(full, ", "),
      "), and nothing was changed; expected a new one: createdb "
      "--encoding=UTF8 --template=template0 NAME"));
}

// Numbers that are given later go on behind those that were given before.
void GoOnCounting(Database& to, const Table& table) {
  for (const SqlRow& row : to.Select(
           "SELECT column_name FROM information_schema.columns WHERE "
           "table_schema = current_schema() AND table_name = ? AND is_identity "
           "= 'YES'",
           {table.name})) {
    const std::string column = row.Text(0);
    to.Select(absl::StrCat("SELECT setval(pg_get_serial_sequence('", table.name,
                           "', '", column, "'), max(", column, ")) FROM ",
                           table.name, " HAVING max(", column,
                           ") IS NOT NULL"));
  }
}

void CopyRows(Database& from, Database& to, const Table& table) {
  const std::string columns = absl::StrJoin(table.columns, ", ");
  const std::string insert = absl::StrCat(
      "INSERT INTO ", table.name, " (", columns,
      ") OVERRIDING SYSTEM VALUE VALUES (",
      absl::StrJoin(std::vector<std::string>(table.columns.size(), "?"), ", "),
      ")");
  std::int64_t last = -1;
  while (true) {
    const std::vector<SqlRow> rows = from.Select(
        absl::StrCat("SELECT rowid, ", columns, " FROM ", table.name,
                     " WHERE rowid > ? ORDER BY rowid LIMIT ?"),
        {last, kRowsAtOnce});
    if (rows.empty()) break;
    for (const SqlRow& row : rows) {
      to.Change(insert, {row.values().begin() + 1, row.values().end()});
    }
    last = rows.back().Number(0);
  }
}

absl::StatusOr<MovedRows> Copy(Database& from, const std::string& badge_key,
                               Database& to) {
  const std::vector<Table> tables = TablesOf(from);
  absl::Status empty = CheckEmpty(to, tables);
  if (!empty.ok()) return empty;
  MovedRows moved;
  for (const Table& table : tables) {
    CopyRows(from, to, table);
    GoOnCounting(to, table);
    const std::int64_t rows = CountRows(from, table.name);
    if (CountRows(to, table.name) != rows) {
      return absl::InternalError(absl::StrCat(
          "not all rows of ", table.name, " have arrived; nothing was moved"));
    }
    moved.emplace_back(table.name, rows);
  }
  // One that a server has drawn for the empty database has signed nothing.
  to.Change(
      "INSERT INTO secrets VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
      "value = excluded.value",
      {kBadgeKey, Hex(badge_key)});
  return moved;
}

}  // namespace

absl::StatusOr<MovedRows> MoveClass(const std::filesystem::path& folder,
                                    const PostgresOptions& options) {
  std::error_code error;
  if (!std::filesystem::exists(folder / kSqliteFile, error)) {
    return absl::NotFoundError(
        absl::StrCat(folder.string(), ": there is no class in it"));
  }
  const auto from = SqliteDatabase::Open(folder, SchemaSteps());
  if (!from.ok()) return from.status();
  const auto badge_key = (*from)->Secret(kBadgeKey);
  if (!badge_key.ok()) return badge_key.status();
  const auto to = PostgresDatabase::Open(options, PostgresSchemaSteps());
  if (!to.ok()) return to.status();
  absl::StatusOr<MovedRows> moved;
  try {
    (*to)->Write([&] {
      moved = Copy(**from, *badge_key, **to);
      return moved.ok();
    });
  } catch (const DatabaseError& error) {
    return absl::UnavailableError(
        absl::StrCat(error.what(), "; nothing was moved"));
  }
  return moved;
}

}  // namespace grader
