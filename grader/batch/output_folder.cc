#include "grader/batch/output_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/problem/whole_file.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kResults[] = "results.jsonl";

absl::Status CannotWrite(const fs::path& path, int error) {
  return absl::InternalError(
      absl::StrCat("cannot write ", path.string(), ": ", std::strerror(error)));
}

}  // namespace

OutputFolder::OutputFolder(fs::path folder, int lock)
    : folder_(std::move(folder)), lock_(lock) {}

OutputFolder::~OutputFolder() {
  if (results_ >= 0) close(results_);
  close(lock_);
}

absl::StatusOr<std::unique_ptr<OutputFolder>> OutputFolder::Open(
    const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const int lock = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return CannotWrite(folder, error ? error.value() : errno);
  std::unique_ptr<OutputFolder> opened(new OutputFolder(folder, lock));
  // Where the file system has no locks, people have to see to it themselves.
  if (flock(lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return absl::FailedPreconditionError(
        absl::StrCat("another batch is writing to ", folder.string(),
                     "; wait for it, or give another folder by --output"));
  }
  const fs::path results = folder / kResults;
  opened->results_ =
      open(results.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (opened->results_ < 0) return CannotWrite(results, errno);
  std::string& lines = opened->earlier_lines_;
  lines = ReadFile(results).value_or("");
  const std::size_t whole = lines.rfind('\n') + 1;  // 0 if there is none
  if (whole == lines.size()) return opened;
  lines.resize(whole);
  if (ftruncate(opened->results_, static_cast<off_t>(whole)) != 0) {
    return CannotWrite(results, errno);
  }
  return opened;
}

absl::Status OutputFolder::AddLine(absl::string_view line) {
  return AppendLine(results_, folder_ / kResults, line);
}

absl::Status OutputFolder::Replace(const std::string& name,
                                   absl::string_view content) const {
  return ReplaceFile(folder_ / name, content);
}

absl::Status OutputFolder::RemoveReportsBut(
    const std::set<std::string>& names) const {
  std::error_code error;
  std::vector<fs::path> folders = {folder_};
  for (const auto& entry : fs::directory_iterator(folder_ / "reports", error)) {
    if (!entry.is_symlink(error) && entry.is_directory(error)) {
      folders.push_back(entry.path());
    }
  }
  for (const fs::path& folder : folders) {
    std::vector<fs::path> gone;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name =
          entry.path().lexically_relative(folder_).string();
      const bool is_report =
          folder != folder_ && entry.path().extension() == ".html";
      if ((is_report && !names.contains(name)) || IsHalfWritten(entry.path())) {
        gone.push_back(entry.path());
      }
    }
    for (const fs::path& file : gone) {
      if (!fs::remove(file, error) && error) {
        return CannotWrite(file, error.value());
      }
    }
    // Only if it is empty; what else lies there is not of a batch.
    if (folder != folder_) fs::remove(folder, error);
  }
  return absl::OkStatus();
}

}  // namespace grader
