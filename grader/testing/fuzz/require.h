// What fuzzers hold their results against, and the folder they may write to.
#ifndef GRADER_TESTING_FUZZ_REQUIRE_H_
#define GRADER_TESTING_FUZZ_REQUIRE_H_

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// Ends the process, so that libFuzzer keeps the input, if `truth` is false.
inline void Require(bool truth, const char* what) {
  if (truth) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::abort();
}

// The bytes that libFuzzer hands over.
inline absl::string_view Bytes(const unsigned char* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// An empty folder of this process, in $TMPDIR. Whoever starts a fuzzer removes
// it (ci/fuzz): libFuzzer ends without destructors.
inline std::filesystem::path ScratchFolder() {
  std::string path =
      (std::filesystem::temp_directory_path() / "fuzz-XXXXXX").string();
  Require(mkdtemp(path.data()) != nullptr, "a folder can be made in $TMPDIR");
  return path;
}

}  // namespace grader

#endif  // GRADER_TESTING_FUZZ_REQUIRE_H_
