// Migration: a database of an older grader brought into today's form.
#ifndef GRADER_STORE_MIGRATION_H_
#define GRADER_STORE_MIGRATION_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace grader {

// Brings `database`, which is the file `file`, to the version that there are
// `steps`: the SQL of steps[i] makes version i + 1 of version i, and an empty
// database is version 0 (PRAGMA user_version, see
// https://www.sqlite.org/pragma.html). Before anything is changed in one of
// version V, a copy is put beside it, called FILE.vV. Gives the path of that
// copy; empty if there was nothing to keep. All steps are made or none. Fails
// with kFailedPrecondition when the version is a later one. Throws what SQLite
// does.
absl::StatusOr<std::filesystem::path> Migrate(
    SQLite::Database& database, const std::filesystem::path& file,
    const std::vector<std::string>& steps);

}  // namespace grader

#endif  // GRADER_STORE_MIGRATION_H_
