// The Store's database in PostgreSQL: the tables of schema.h, and those that
// several servers need of each other.
#ifndef GRADER_STORE_POSTGRES_SCHEMA_H_
#define GRADER_STORE_POSTGRES_SCHEMA_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/store/postgres_connection.h"

namespace grader {

// Of pg_advisory_xact_lock, whose locks are those of one database: whoever
// writes has the first, a server that runs has the second with its id.
inline constexpr int kWritersLock = 0x67726164;
inline constexpr int kServersLock = 0x67726165;

// The steps of schema.h as PostgreSQL has them.
std::vector<std::string> PostgresSchemaSteps();

// Brings the database to the version that there are `steps`, all of them or
// none, one server at a time. Gives the version that it was of; 0: it was
// empty. Fails with kFailedPrecondition when that is a later one, when it is an
// older one that another server uses, or when the database cannot hold all
// texts. Throws PostgresError.
absl::StatusOr<int> MigratePostgres(PostgresConnection& connection,
                                    const std::vector<std::string>& steps);

// The version that it is of.
int PostgresVersion(PostgresConnection& connection);

}  // namespace grader

#endif  // GRADER_STORE_POSTGRES_SCHEMA_H_
