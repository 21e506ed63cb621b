// Any bytes as the archive that a learner handed in.
#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "grader/batch/archive.h"
#include "grader/testing/fuzz/require.h"

namespace {

namespace fs = std::filesystem;

// What Unpack promises of all that lies in `folder` now.
void RequireHarmless(const fs::path& folder) {
  int files = 0;
  std::uintmax_t bytes = 0;
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(folder)) {
    grader::Require(!entry.is_symlink(), "no links are made");
    if (entry.is_directory()) continue;
    grader::Require(entry.is_regular_file(), "only files are made");
    grader::Require(entry.path().filename().string()[0] != '.',
                    "no dot-files are made");
    ++files;
    bytes += entry.file_size();
  }
  grader::Require(files <= 1000, "at most 1000 files are made");
  grader::Require(bytes <= 16 << 20, "at most 16 MiB are written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  static const auto* const kFolder = new fs::path(grader::ScratchFolder());
  static const auto* const kArchive = new fs::path(*kFolder / "given.zip");
  static const int archive =
      open(kArchive->c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  grader::Require(
      ftruncate(archive, 0) == 0 &&
          pwrite(archive, data, size, 0) == static_cast<ssize_t>(size),
      "the scratch folder has room");
  const fs::path into = *kFolder / "unpacked";
  fs::create_directory(into);
  const auto notes = grader::Unpack(*kArchive, into);
  grader::Require(notes.ok() || !notes.status().message().empty(),
                  "what was refused is told");
  grader::RequireReadable(notes.status().message());
  if (notes.ok()) {
    for (const std::string& note : *notes) grader::RequireReadable(note);
  }
  RequireHarmless(into);
  if (!fs::is_empty(into)) fs::remove_all(into);
  return 0;
}
