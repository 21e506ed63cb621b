// Any bytes as problem.yaml and as languages.yaml.
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "grader/problem/language_reader.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/fuzz/require.h"

namespace {

namespace fs = std::filesystem;

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
    grader::RequireReadable(problem.status().message());
  }
  const auto table = grader::ReadLanguages(
      "languages.yaml", std::string(grader::Bytes(data, size)));
  if (!table.ok()) grader::RequireReadable(table.status().message());
  return 0;
}
