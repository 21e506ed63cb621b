// Brings a class that was kept in a folder into PostgreSQL.
#ifndef GRADER_STORE_MOVE_CLASS_H_
#define GRADER_STORE_MOVE_CLASS_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/store/store.h"

namespace grader {

// What was moved: each table and its rows.
using MovedRows = std::vector<std::pair<std::string, std::int64_t>>;

// Copies all rows of the class in `folder`, which stays as it is, and what its
// badges are signed with, into an empty database: all of them or none.
// kNotFound if there is no class in the folder, kFailedPrecondition if another
// process has it open, or the database has a class already; else like
// Store::Open.
absl::StatusOr<MovedRows> MoveClass(const std::filesystem::path& folder,
                                    const PostgresOptions& options);

}  // namespace grader

#endif  // GRADER_STORE_MOVE_CLASS_H_
