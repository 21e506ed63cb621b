#include "grader/store/postgres_library.h"

#include <dlfcn.h>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

// It has had this name since PostgreSQL 8.
constexpr char kName[] = "libpq.so.5";

absl::StatusOr<const PostgresLibrary*> Load() {
  void* const file = dlopen(kName, RTLD_NOW | RTLD_LOCAL);
  if (file == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("PostgreSQL needs its client library: ", dlerror(),
                     "; cure: apt install libpq5"));
  }
  // For as long as the program runs.
  static PostgresLibrary library;
#define POSTGRES_FUNCTION(function)                                     \
  library.function =                                                    \
      reinterpret_cast<decltype(&::function)>(dlsym(file, #function));  \
  if (library.function == nullptr) {                                    \
    return absl::FailedPreconditionError(absl::StrCat(                  \
        "PostgreSQL's client library ", kName, " has no ", #function)); \
  }
#include "grader/store/postgres_functions.def"
  return &library;
}

}  // namespace

absl::StatusOr<const PostgresLibrary*> LoadPostgresLibrary() {
  static const absl::StatusOr<const PostgresLibrary*> library = Load();
  return library;
}

}  // namespace grader
