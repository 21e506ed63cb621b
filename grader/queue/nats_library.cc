#include "grader/queue/nats_library.h"

#include <dlfcn.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

absl::StatusOr<const NatsLibrary*> Load() {
  const std::string name =
      absl::StrCat("libnats.so.", NATS_VERSION_MAJOR, ".", NATS_VERSION_MINOR);
  void* const file = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (file == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("a queue needs NATS's client library: ", dlerror(),
                     "; cure: apt install libnats", NATS_VERSION_MAJOR, ".",
                     NATS_VERSION_MINOR));
  }
  // For as long as the program runs.
  static NatsLibrary library;
#define NATS_FUNCTION(function)                                               \
  library.function =                                                          \
      reinterpret_cast<decltype(&::function)>(dlsym(file, #function));        \
  if (library.function == nullptr) {                                          \
    return absl::FailedPreconditionError(                                     \
        absl::StrCat("NATS's client library ", name, " has no ", #function)); \
  }
#include "grader/queue/nats_functions.def"
  return &library;
}

}  // namespace

absl::StatusOr<const NatsLibrary*> LoadNatsLibrary() {
  static const absl::StatusOr<const NatsLibrary*> library = Load();
  return library;
}

}  // namespace grader
