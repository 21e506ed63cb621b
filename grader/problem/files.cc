#include "grader/problem/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kNotRegular[] =
    "it is not a regular file (a pipe, a socket or a device)";

absl::Status FromErrno(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return absl::NotFoundError("there is no such file");
    case EACCES:
    case EPERM:
      return absl::PermissionDeniedError("no permission to read it");
    case ELOOP:
      return absl::InvalidArgumentError("it is a link that leads to itself");
    case ENAMETOOLONG:
      return absl::InvalidArgumentError("its name is too long");
    default:
      return absl::UnavailableError(
          absl::StrCat("it cannot be read: ", std::strerror(error)));
  }
}

absl::StatusOr<std::string> ReadDescriptor(int descriptor,
                                           std::int64_t max_bytes) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return FromErrno(errno);
  if (S_ISDIR(status.st_mode)) {
    return absl::InvalidArgumentError("it is a folder, not a file");
  }
  if (!S_ISREG(status.st_mode)) {
    return absl::InvalidArgumentError(kNotRegular);
  }
  // Files in /proc have no size and files may grow: count what is read.
  std::string content;
  char buffer[64 * 1024];
  for (;;) {
    const ssize_t count = read(descriptor, buffer, sizeof(buffer));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FromErrno(errno);
    if (count == 0) return content;
    content.append(buffer, static_cast<std::size_t>(count));
    if (static_cast<std::int64_t>(content.size()) > max_bytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          "it is too large; at most ", FormatBytes(max_bytes), " are read"));
    }
  }
}

}  // namespace

std::optional<std::string> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

absl::StatusOr<std::string> ReadRegularFile(const fs::path& path,
                                            std::int64_t max_bytes) {
  // To open a device may do something by itself.
  struct stat status;
  if (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) &&
      !S_ISDIR(status.st_mode)) {
    return absl::InvalidArgumentError(kNotRegular);
  }
  // O_NONBLOCK: opening a FIFO without a writer would wait for one.
  const int descriptor =
      open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) {
    if (errno == ENXIO) return absl::InvalidArgumentError(kNotRegular);
    return FromErrno(errno);
  }
  absl::StatusOr<std::string> content = ReadDescriptor(descriptor, max_bytes);
  close(descriptor);
  return content;
}

absl::Status CheckRelativeName(absl::string_view name) {
  if (name.empty()) return absl::InvalidArgumentError("the name is empty");
  if (name[0] == '/') {
    return absl::InvalidArgumentError("the name must be relative");
  }
  for (const char c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      return absl::InvalidArgumentError("the name holds a control character");
    }
  }
  for (const absl::string_view part : absl::StrSplit(name, '/')) {
    if (part == "..") {
      return absl::InvalidArgumentError("\"..\" is not allowed");
    }
    if (part.empty() || part == ".") {
      return absl::InvalidArgumentError(
          "the name has an empty part (\"//\", \"./\" or a \"/\" at the end)");
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<fs::path> ResolveInside(const fs::path& folder,
                                       absl::string_view name) {
  const absl::Status relative = CheckRelativeName(name);
  if (!relative.ok()) return relative;
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return FromErrno(error.value());
  const fs::path target = fs::canonical(root / std::string(name), error);
  if (error) return FromErrno(error.value());
  const auto [end, rest] =
      std::mismatch(root.begin(), root.end(), target.begin(), target.end());
  if (end != root.end()) {
    return absl::InvalidArgumentError("it leads out of the folder");
  }
  return target;
}

}  // namespace grader
