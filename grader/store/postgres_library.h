// PostgreSQL's client library (libpq), loaded when it is first needed: a class
// in a folder needs no package of it. For postgres_connection.cc alone.
#ifndef GRADER_STORE_POSTGRES_LIBRARY_H_
#define GRADER_STORE_POSTGRES_LIBRARY_H_

#include <libpq-fe.h>

#include "absl/status/statusor.h"

namespace grader {

// The functions of it that are used.
struct PostgresLibrary {
#define POSTGRES_FUNCTION(name) decltype(&::name) name = nullptr;
#include "grader/store/postgres_functions.def"
};

// kFailedPrecondition, with the cure, if it is not on this machine.
absl::StatusOr<const PostgresLibrary*> LoadPostgresLibrary();

}  // namespace grader

#endif  // GRADER_STORE_POSTGRES_LIBRARY_H_
