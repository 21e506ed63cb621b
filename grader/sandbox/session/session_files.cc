#include "grader/sandbox/session/session_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/open_beneath.h"
#include "grader/sandbox/isolation/feedback_folder.h"
#include "grader/sandbox/kernel/run_descriptors.h"
#include "grader/sandbox/supervision/trace_writes.h"

namespace grader::sandbox {
namespace {

absl::Status Failure(absl::string_view what) {
  return absl::InternalError(absl::StrCat(what, ": ", strerror(errno)));
}

bool OpenPipe(UniqueFd& read_end, UniqueFd& write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  read_end.reset(ends[0]);
  write_end.reset(ends[1]);
  return true;
}

// A pipe that a run writes to. Whoever has it as its stdout may also open it by
// name (/dev/stdout), which takes permission, for the pipe is our user's; to
// write, but not to take out what is in it.
bool OpenOutput(UniqueFd& read_end, UniqueFd& write_end) {
  return OpenPipe(read_end, write_end) && fchmod(write_end.get(), 0222) == 0;
}

bool OpenPackets(UniqueFd& ours, UniqueFd& theirs) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return false;
  }
  ours.reset(ends[0]);
  theirs.reset(ends[1]);
  return true;
}

// An open file in memory with `content`; none on failure.
UniqueFd MakeFile(const char* name, const std::string& content,
                  unsigned flags) {
  UniqueFd file(memfd_create(name, MFD_CLOEXEC | flags));
  std::size_t done = 0;
  while (file && done < content.size()) {
    const ssize_t length =
        pwrite(file.get(), content.data() + done, content.size() - done,
               static_cast<off_t>(done));
    if (length <= 0) return UniqueFd();
    done += static_cast<std::size_t>(length);
  }
  return file;
}

UniqueFd MakeInput(const std::string& content) {
  UniqueFd file = MakeFile("stdin", content, MFD_ALLOW_SEALING);
  // The program's descriptor could write otherwise, and grow it without limit.
  if (!file ||
      fcntl(file.get(), F_ADD_SEALS,
            F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) {
    return UniqueFd();
  }
  return file;
}

// Nothing that the submission could open by the name of its stdin and read or
// write the other way: as OpenOutput.
bool OpenInteractor(const Interactor& interactor, Channels& channels) {
  UniqueFd in, out, err;
  Process& ours = channels.process;
  ours.interactor_patience = interactor.patience;
  ours.interactor_bytes = interactor.output_bytes;
  if (!OpenPipe(channels.input, ours.input) ||
      fchmod(channels.input.get(), 0444) != 0 ||
      !OpenPipe(in, ours.interactor_in) || fchmod(in.get(), 0444) != 0 ||
      !OpenOutput(ours.interactor_out, out) ||
      !OpenOutput(ours.interactor_err, err)) {
    return false;
  }
  std::vector<UniqueFd>& theirs = channels.interactor;
  theirs.push_back(std::move(in));
  theirs.push_back(std::move(out));
  theirs.push_back(std::move(err));
  theirs.push_back(MakeInput(interactor.input));
  theirs.push_back(MakeInput(interactor.answer));
  for (const char* name : kFeedbackFiles) {
    const auto before = interactor.feedback.find(name);
    channels.feedback.push_back(MakeFile(
        name, before == interactor.feedback.end() ? "" : before->second, 0));
    theirs.emplace_back(
        fcntl(channels.feedback.back().get(), F_DUPFD_CLOEXEC, 0));
  }
  return std::all_of(theirs.begin(), theirs.end(),
                     [](const UniqueFd& fd) { return static_cast<bool>(fd); });
}

// The content of `file` if it is a plain one with `links` names and not too
// long.
std::optional<std::string> ReadWhole(const UniqueFd& file, nlink_t links,
                                     std::int64_t max_bytes) {
  struct stat info;
  if (!file || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode) ||
      info.st_nlink != links || info.st_size > max_bytes) {
    return std::nullopt;
  }
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t length =
        pread(file.get(), content.data() + done, content.size() - done,
              static_cast<off_t>(done));
    if (length <= 0) return std::nullopt;
    done += static_cast<std::size_t>(length);
  }
  return content;
}

std::optional<std::string> ReadPlainFile(const UniqueFd& directory,
                                         const std::string& name,
                                         std::int64_t max_bytes) {
  return ReadWhole(UniqueFd(OpenBeneath(directory.get(), name)), 1, max_bytes);
}

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

// Takes over `fd`.
Folder OpenFolder(int fd) {
  DIR* folder = fd < 0 ? nullptr : fdopendir(fd);
  if (folder == nullptr && fd >= 0) close(fd);
  return Folder(folder);
}

bool IsDots(const char* name) {
  return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

// Adds the plain files below the folder `name`, which ends with "/", as
// CollectFiles reads them.
void CollectFolder(const UniqueFd& directory, const std::string& name,
                   std::int64_t max_bytes,
                   std::map<std::string, std::string>& files) {
  std::vector<std::string> folders = {name};
  while (!folders.empty()) {
    const std::string around = std::move(folders.back());
    folders.pop_back();
    const Folder folder = OpenFolder(OpenBeneath(directory.get(), around));
    if (!folder) continue;
    while (const dirent* entry = readdir(folder.get())) {
      if (IsDots(entry->d_name)) continue;
      const std::string inside = absl::StrCat(around, entry->d_name);
      struct stat info;
      if (fstatat(dirfd(folder.get()), entry->d_name, &info,
                  AT_SYMLINK_NOFOLLOW) == 0 &&
          S_ISDIR(info.st_mode)) {
        folders.push_back(inside + "/");
      } else if (auto content = ReadPlainFile(directory, inside, max_bytes)) {
        files[inside] = *std::move(content);
      }
    }
  }
}

// Each level keeps a descriptor open.
constexpr std::size_t kMaxDepth = 100;

// Shows `see` what lies below `folder`, following no link, and `enter` the
// descriptor of each folder. False if a part of it could not be looked at
// because its owner has shut it or dug too deep.
bool Walk(
    int folder, const std::function<void(const struct stat&)>& see,
    const std::function<void(int)>& enter = [](int) {}) {
  bool whole = true;
  std::vector<Folder> open_folders;
  open_folders.push_back(
      OpenFolder(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
  if (!open_folders.back()) return false;
  while (!open_folders.empty()) {
    const int at = dirfd(open_folders.back().get());
    const dirent* entry = readdir(open_folders.back().get());
    if (entry == nullptr) {
      open_folders.pop_back();
      continue;
    }
    struct stat info;
    if (IsDots(entry->d_name)) continue;
    if (fstatat(at, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
      whole = whole && errno != EACCES;
      continue;
    }
    see(info);
    if (!S_ISDIR(info.st_mode)) continue;
    if (open_folders.size() == kMaxDepth) {
      whole = false;
      continue;
    }
    Folder inner = OpenFolder(openat(
        at, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (inner) {
      enter(dirfd(inner.get()));
      open_folders.push_back(std::move(inner));
    } else if (errno == EACCES) {
      whole = false;  // else it is gone by now
    }
  }
  return whole;
}

}  // namespace

absl::StatusOr<Channels> OpenChannels(const Command& command) {
  Channels channels;
  Process& ours = channels.process;
  if (command.interactor) {
    if (!OpenInteractor(*command.interactor, channels)) {
      return Failure("cannot prepare the interactor");
    }
  } else {
    channels.input = MakeInput(command.input);
    if (!channels.input) return Failure("cannot prepare stdin");
  }
  if (!OpenOutput(ours.out, channels.child_out) ||
      !OpenOutput(ours.err, channels.child_err) ||
      !OpenPipe(channels.child_go, ours.go)) {
    return Failure("pipe");
  }
  if (!OpenPackets(ours.end, channels.child_end)) return Failure("socketpair");
  if (command.driver.empty()) return channels;
  if (!OpenPackets(ours.trace, channels.child_trace)) {
    return Failure("socketpair");
  }
  const int yes = 1;
  if (setsockopt(ours.trace.get(), SOL_SOCKET, SO_TIMESTAMPNS, &yes,
                 sizeof yes) != 0) {
    return Failure("setsockopt");
  }
  ours.trace_target = DescriptorTarget(getpid(), channels.child_trace.get());
  return channels;
}

std::vector<std::string> InteractorCall(const Interactor& interactor,
                                        const std::string& feedback_folder) {
  std::vector<std::string> call = interactor.argv;
  call.push_back(absl::StrCat("/proc/self/fd/", kInteractorInput));
  call.push_back(absl::StrCat("/proc/self/fd/", kInteractorAnswer));
  // Some write to the folder's name with a file's behind it, as it is.
  call.push_back(feedback_folder + "/");
  call.insert(call.end(), interactor.args.begin(), interactor.args.end());
  return call;
}

std::map<std::string, std::string> ReadFeedback(
    const std::vector<UniqueFd>& feedback, std::int64_t max_bytes) {
  std::map<std::string, std::string> files;
  for (std::size_t i = 0; i < feedback.size(); ++i) {
    auto content = ReadWhole(feedback[i], 0, max_bytes);
    if (content && !content->empty()) {
      files[kFeedbackFiles[i]] = *std::move(content);
    }
  }
  return files;
}

std::map<std::string, std::string> CollectFiles(
    const UniqueFd& directory, const std::vector<std::string>& names,
    std::int64_t max_bytes) {
  std::map<std::string, std::string> files;
  for (const std::string& name : names) {
    if (absl::EndsWith(name, "/")) {
      CollectFolder(directory, name, max_bytes, files);
    } else if (auto content = ReadPlainFile(directory, name, max_bytes)) {
      files[name] = *std::move(content);
    }
  }
  return files;
}

bool HasFileOfSize(const UniqueFd& directory, std::int64_t bytes) {
  bool found = false;
  Walk(directory.get(), [&](const struct stat& info) {
    found = found || (S_ISREG(info.st_mode) && info.st_size >= bytes);
  });
  return found;
}

TreeSize MeasureTree(int folder) {
  TreeSize size;
  size.hidden = !Walk(folder, [&](const struct stat& info) {
    size.bytes += info.st_blocks * 512;
    ++size.files;
  });
  return size;
}

void UnlinkedFiles::Look(pid_t pid) {
  const UniqueFd place(open(absl::StrCat("/proc/", pid, "/fd").c_str(),
                            O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const Folder folder = OpenFolder(dup(place.get()));
  if (!folder) return;
  while (const dirent* entry = readdir(folder.get())) {
    struct stat info;
    if (IsDots(entry->d_name) ||
        fstatat(place.get(), entry->d_name, &info, 0) != 0 ||
        !S_ISREG(info.st_mode) || info.st_nlink != 0) {
      continue;
    }
    if (seen_.emplace(info.st_dev, info.st_ino).second) {
      bytes_ += info.st_blocks * 512;
    }
  }
}

absl::StatusOr<Loan> Loan::Make(const std::string& folder, uid_t uid) {
  Loan loan;
  loan.folder_.reset(
      open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat info;
  if (!loan.folder_ || fstat(loan.folder_.get(), &info) != 0) {
    return Failure(folder);
  }
  loan.uid_ = info.st_uid;
  loan.gid_ = info.st_gid;
  if (fchown(loan.folder_.get(), uid, uid) != 0) return Failure(folder);
  // Compilers write beside a source that lies deeper. Nobody but the lender
  // could have put a folder of the lender's there: a folder has no second name.
  Walk(
      loan.folder_.get(), [](const struct stat&) {},
      [&](int inner) {
        if (fstat(inner, &info) == 0 && info.st_uid == loan.uid_ &&
            fchown(inner, uid, uid) != 0) {
          errno = 0;
        }
      });
  return loan;
}

Loan::~Loan() {
  if (folder_ && fchown(folder_.get(), uid_, gid_) != 0) errno = 0;
}

absl::Status CheckReadableByAll(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return Failure(path);
  const mode_t needed = S_ISDIR(info.st_mode) ? S_IROTH | S_IXOTH : S_IROTH;
  if ((info.st_mode & needed) == needed) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      path, " is not readable by other users, and the submission runs as one"));
}

}  // namespace grader::sandbox
