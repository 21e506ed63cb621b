// Any bytes as problem.yaml and as languages.yaml.
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "grader/problem/language_reader.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/utf8.h"
#include "grader/testing/fuzz/require.h"

namespace {

namespace fs = std::filesystem;

// An author reads this in a terminal.
void RequireReadable(const absl::Status& status) {
  const absl::string_view message = status.message();
  grader::Require(grader::FindInvalidUtf8(message) == absl::string_view::npos &&
                      message.find_first_of(absl::string_view(
                          "\0\a\b\x1b\r\x7f", 6)) == absl::string_view::npos,
                  "messages are UTF-8 without controls");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  static const fs::path* const kFile = [] {
    const fs::path folder = grader::ScratchFolder() / "demo";
    fs::create_directory(folder);
    return new fs::path(folder / "problem.yaml");
  }();
  static const int file =
      open(kFile->c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  grader::Require(ftruncate(file, 0) == 0 &&
                      pwrite(file, data, size, 0) == static_cast<ssize_t>(size),
                  "the scratch folder has room");
  const auto problem = grader::LoadProblem(*kFile);
  if (problem.ok()) {
    grader::Require(!problem->cases.empty() || problem->suite != nullptr,
                    "a problem has cases, or a suite of tests");
  } else {
    RequireReadable(problem.status());
  }
  const auto table = grader::ReadLanguages(
      "languages.yaml", std::string(grader::Bytes(data, size)));
  if (!table.ok()) RequireReadable(table.status());
  return 0;
}
