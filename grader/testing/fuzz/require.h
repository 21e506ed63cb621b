// What fuzzers hold their results against, and the folder they may write to.
#ifndef GRADER_TESTING_FUZZ_REQUIRE_H_
#define GRADER_TESTING_FUZZ_REQUIRE_H_

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/problem/utf8.h"

namespace grader {

// Ends the process, so that libFuzzer keeps the input, if `truth` is false.
inline void Require(bool truth, const char* what) {
  if (truth) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::abort();
}

// Of what an author or an instructor reads in a terminal.
inline void RequireReadable(absl::string_view message) {
  constexpr absl::string_view kControls("\0\a\b\x1b\r\x7f", 6);
  Require(FindInvalidUtf8(message) == absl::string_view::npos &&
              message.find_first_of(kControls) == absl::string_view::npos,
          "messages are UTF-8 without controls");
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
