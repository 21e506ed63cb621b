#include "grader/sandbox/kernel/small_files.h"

#include <fcntl.h>
#include <unistd.h>

#include "grader/sandbox/kernel/system_failure.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

std::string ReadSmallFile(const std::string& path) {
  const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  char buffer[4096];
  while (file) {
    const ssize_t length = read(file.get(), buffer, sizeof buffer);
    if (length <= 0) break;
    text.append(buffer, static_cast<std::size_t>(length));
  }
  return text;
}

absl::Status WriteSmallFile(const std::string& path, absl::string_view text) {
  const UniqueFd file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file || write(file.get(), text.data(), text.size()) !=
                   static_cast<ssize_t>(text.size())) {
    return SystemFailure(path);
  }
  return absl::OkStatus();
}

}  // namespace grader::sandbox
