#include "grader/store/migration.h"

#include <system_error>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// A copy under `to`, whole or not at all.
void Copy(SQLite::Database& database, const fs::path& to) {
  const fs::path begun = to.string() + ".new";
  fs::remove(begun);
  SQLite::Statement copy(database, "VACUUM INTO ?");
  copy.bind(1, begun.string());
  copy.exec();
  fs::rename(begun, to);
}

}  // namespace

absl::StatusOr<fs::path> Migrate(SQLite::Database& database,
                                 const fs::path& file,
                                 const std::vector<std::string>& steps) {
  const int latest = static_cast<int>(steps.size());
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (version > latest || version < 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(file.string(), " is of a later grader: its version is ",
                     version, ", this grader knows them up to ", latest,
                     "; use that grader, or a copy that was made before"));
  }
  fs::path copy;
  if (version == latest) return copy;
  if (version > 0) {
    copy = absl::StrCat(file.string(), ".v", version);
    Copy(database, copy);
  }
  SQLite::Transaction transaction(database,
                                  SQLite::TransactionBehavior::IMMEDIATE);
  for (int i = version; i < latest; ++i) database.exec(steps[i]);
  database.exec(absl::StrCat("PRAGMA user_version = ", latest));
  transaction.commit();
  return copy;
}

}  // namespace grader
