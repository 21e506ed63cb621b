#include "grader/sandbox/isolation/mounts.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/sandbox/isolation/feedback_folder.h"
#include "grader/sandbox/kernel/mounts_api.h"
#include "grader/sandbox/kernel/system_failure.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

// Any folder that is there: the new root is built upon it, unseen by others.
constexpr char kStage[] = "/tmp";

// The root of a box and the three folders in it.
constexpr std::int64_t kBoxInodes = 4;

constexpr const char* kDevices[] = {"null", "zero", "full", "random",
                                    "urandom"};
constexpr const char* kUsers =
    "root:x:0:0:root:/:/usr/sbin/nologin\n"
    "nobody:x:65534:65534:nobody:/box/work:/bin/sh\n";
constexpr const char* kGroups = "root:x:0:\nnogroup:x:65534:\n";

bool MakeFile(const std::string& path, absl::string_view content = "") {
  const UniqueFd file(
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
  return file && write(file.get(), content.data(), content.size()) ==
                     static_cast<ssize_t>(content.size());
}

// Shows `source` of the machine at `target` of the stage, if it exists.
bool Bind(const std::string& source, const std::string& target,
          std::uint64_t attributes) {
  struct stat info;
  if (stat(source.c_str(), &info) != 0) return true;
  const bool made = S_ISDIR(info.st_mode) ? mkdir(target.c_str(), 0755) == 0
                                          : MakeFile(target);
  if (!made) return false;
  const UniqueFd tree = CloneTree(AT_FDCWD, source);
  return tree && SetAttributes(tree, attributes) && Attach(tree, target);
}

// /usr, and the folders beside it or the links into it.
absl::Status BuildSystem(const std::string& root) {
  constexpr std::uint64_t kProgram = kAttrReadOnly | kAttrNoSuid | kAttrNoDev;
  for (const char* name :
       {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
    char link[256];
    const ssize_t length = readlink(name, link, sizeof link - 1);
    if (length > 0) {
      link[length] = '\0';
      if (symlink(link, (root + name).c_str()) != 0) return SystemFailure(name);
    } else if (!Bind(name, root + name, kProgram)) {
      return SystemFailure(name);
    }
  }
  const std::string etc = root + "/etc";
  if (mkdir(etc.c_str(), 0755) != 0 || !MakeFile(etc + "/passwd", kUsers) ||
      !MakeFile(etc + "/group", kGroups)) {
    return SystemFailure("/etc");
  }
  for (const std::string& path : SystemConfiguration()) {
    const fs::path target = root + path;
    mkdir(target.parent_path().c_str(), 0755);
    if (!Bind(path, target, kProgram)) return SystemFailure(path);
  }
  return absl::OkStatus();
}

absl::Status BuildDevices(const std::string& root) {
  const std::string dev = root + "/dev";
  if (mkdir(dev.c_str(), 0755) != 0) return SystemFailure("/dev");
  for (const char* name : kDevices) {
    // Read-only is the node, not what is behind it.
    if (!Bind(absl::StrCat("/dev/", name), absl::StrCat(dev, "/", name),
              kAttrReadOnly | kAttrNoSuid | kAttrNoExec)) {
      return SystemFailure(absl::StrCat("/dev/", name));
    }
  }
  const std::pair<const char*, const char*> links[] = {
      {"/proc/self/fd", "/fd"},
      {"/proc/self/fd/0", "/stdin"},
      {"/proc/self/fd/1", "/stdout"},
      {"/proc/self/fd/2", "/stderr"},
      {kBoxShm, "/shm"}};
  for (const auto& [to, name] : links) {
    if (symlink(to, (dev + name).c_str()) != 0) return SystemFailure(name);
  }
  return absl::OkStatus();
}

// A /proc of our pid namespace that shows a process only its own kind. A
// container that hides parts of its /proc forbids another one; programs do
// without.
void BuildProc(const std::string& root) {
  const std::string proc = root + "/proc";
  mkdir(proc.c_str(), 0555);
  mount("proc", proc.c_str(), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
        "hidepid=2,subset=pid");
}

// Makes the stage the root and lets go of the old one; see pivot_root(2).
absl::Status Enter() {
  if (chdir(kStage) != 0 || syscall(SYS_pivot_root, ".", ".") != 0 ||
      umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) {
    return SystemFailure("pivot_root");
  }
  return absl::OkStatus();
}

bool InBox(absl::string_view path) {
  return absl::StartsWith(path, "/tmp/") ||
         absl::StartsWith(path, "/dev/shm/") || absl::StartsWith(path, "/box/");
}

}  // namespace

std::vector<std::string> SystemConfiguration() {
  std::vector<std::string> paths;
  for (const char* path :
       {"/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
        "/etc/alternatives", "/etc/ssl/openssl.cnf"}) {
    if (access(path, F_OK) == 0) paths.emplace_back(path);
  }
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/etc", ignored)) {
    const std::string name = entry.path().filename();
    if (absl::StartsWith(name, "java-")) paths.push_back(entry.path());
  }
  return paths;
}

absl::StatusOr<Mounts> Mounts::Build(unsigned uid) {
  Mounts mounts;
  mounts.uid_ = uid;
  mounts.machine_.reset(open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC));
  if (!mounts.machine_) return SystemFailure("/proc/self/ns/mnt");
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
    return SystemFailure("mount");
  }
  // Two namespaces: one keeps the machine, to show parts of it later.
  if (unshare(CLONE_NEWNS) != 0) return SystemFailure("unshare");
  mounts.own_.reset(open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC));
  if (mount("root", kStage, "tmpfs", MS_NOSUID | MS_NODEV,
            "mode=0755,size=16m,nr_inodes=4096") != 0) {
    return SystemFailure("tmpfs");
  }
  const std::string root = kStage;
  if (mkdir((root + kBox).c_str(), 0755) != 0 ||
      symlink(kBoxTmp + 1, (root + "/tmp").c_str()) != 0) {
    return SystemFailure(kBox);
  }
  if (mkdir((root + kFeedback).c_str(), 0755) != 0 ||
      !MakeFeedbackLinks(root + kFeedback)) {
    return SystemFailure(kFeedback);
  }
  absl::Status status = BuildSystem(root);
  if (!status.ok()) return status;
  status = BuildDevices(root);
  if (!status.ok()) return status;
  BuildProc(root);
  status = Enter();
  if (!status.ok()) return status;
  // The copy stays writable: folders to show things at are made through it.
  mounts.root_ = UniqueFd(
      static_cast<int>(syscall(SYS_open_tree, AT_FDCWD, "/", 1 | O_CLOEXEC)));
  if (!mounts.root_) return SystemFailure("open_tree");
  if (mount(nullptr, "/", nullptr,
            MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV,
            nullptr) != 0) {
    return SystemFailure("read-only root");
  }
  return mounts;
}

absl::Status Mounts::Prepare(const Limits& limits,
                             const std::vector<Visible>& visible) {
  // Enough for the way to all that is shown. It is limited further once that is
  // there; a tmpfs takes zero for unlimited, and for good.
  std::int64_t inodes = kBoxInodes + std::max(limits.files, 0);
  for (const Visible& one : visible) {
    if (InBox(one.path)) inodes += absl::c_count(one.path, '/');
  }
  const std::string options =
      absl::StrCat("mode=0755,uid=", uid_, ",gid=", uid_,
                   ",size=", std::max<std::int64_t>(limits.disk_bytes, 1),
                   ",nr_inodes=", inodes);
  if (options != box_options_) {
    RemoveBox();
    const absl::Status status = MakeBox(options);
    if (!status.ok()) return status;
  }
  for (const Visible& one : visible) {
    absl::Status status = Show(one);
    if (!status.ok()) return status;
  }
  return LimitInodes(limits.files);
}

// What is there already is not the submission's doing.
absl::Status Mounts::LimitInodes(int files) {
  struct statfs state;
  if (statfs(kBox, &state) != 0) return SystemFailure(kBox);
  const auto inodes = state.f_files - state.f_ffree +
                      static_cast<decltype(state.f_files)>(std::max(files, 0));
  if (inodes == state.f_files) return absl::OkStatus();
  const std::string limit = absl::StrCat("nr_inodes=", inodes);
  if (mount(nullptr, kBox, nullptr, MS_REMOUNT | MS_NOSUID | MS_NODEV,
            limit.c_str()) != 0) {
    return SystemFailure("tmpfs");
  }
  return absl::OkStatus();
}

absl::Status Mounts::MakeBox(const std::string& options) {
  if (mount("box", kBox, "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) != 0) {
    return SystemFailure("tmpfs");
  }
  box_options_ = options;
  for (const char* folder : {kBoxWork, kBoxTmp, kBoxShm}) {
    if (mkdir(folder, 0755) != 0 || chown(folder, uid_, uid_) != 0) {
      return SystemFailure(folder);
    }
  }
  return absl::OkStatus();
}

void Mounts::RemoveBox() {
  if (!box_options_.empty()) umount2(kBox, MNT_DETACH);
  box_options_.clear();
}

absl::Status Mounts::Show(const Visible& visible) {
  const std::string path = fs::path(visible.path).lexically_normal();
  if (!absl::StartsWith(path, "/") || path == "/" ||
      absl::StartsWith(path, "/proc") || absl::StartsWith(path, "/dev/pts")) {
    return absl::InvalidArgumentError("cannot be shown in a sandbox: " + path);
  }
  if (setns(machine_.get(), CLONE_NEWNS) != 0) return SystemFailure("setns");
  struct stat info = {};
  const bool found = stat(path.c_str(), &info) == 0;
  const int stat_error = errno;
  UniqueFd tree;
  if (found) tree = CloneTree(AT_FDCWD, path);
  const int tree_error = errno;
  if (setns(own_.get(), CLONE_NEWNS) != 0) return SystemFailure("setns");
  if (!tree) {
    errno = found ? tree_error : stat_error;
    return SystemFailure(path);
  }
  struct stat here;
  if (!visible.writable && stat(path.c_str(), &here) == 0 &&
      here.st_dev == info.st_dev && here.st_ino == info.st_ino) {
    return absl::OkStatus();  // a part of the system
  }
  absl::Status status = MakeTarget(path, S_ISDIR(info.st_mode));
  if (!status.ok()) return status;
  const std::uint64_t read_only = visible.writable ? 0 : kAttrReadOnly;
  if (!SetAttributes(tree, read_only | kAttrNoSuid | kAttrNoDev) ||
      !Attach(tree, path)) {
    return SystemFailure(path);
  }
  if (!InBox(path)) shown_.push_back(path);
  return absl::OkStatus();
}

absl::Status Mounts::MakeTarget(const std::string& path, bool folder) {
  const bool in_box = InBox(path);
  const auto mkdir_at = [&](const std::string& name) {
    return in_box ? mkdir(name.c_str(), 0755)
                  : mkdirat(root_.get(), name.c_str() + 1, 0755);
  };
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    const std::string parent = path.substr(0, slash);
    if (mkdir_at(parent) == 0 && !in_box) made_.push_back(parent);
  }
  if (access(path.c_str(), F_OK) == 0) return absl::OkStatus();
  const int result =
      folder   ? mkdir_at(path)
      : in_box ? (MakeFile(path) ? 0 : -1)
               : mknodat(root_.get(), path.c_str() + 1, S_IFREG | 0444, 0);
  if (result != 0) return SystemFailure(path);
  if (!in_box) made_.push_back(path);
  return absl::OkStatus();
}

void Mounts::LeaveMachine() {
  machine_.reset();
  root_.reset();
}

Mounts::Use Mounts::use() const {
  struct statfs state;
  if (box_options_.empty() || statfs(kBox, &state) != 0) return {};
  return {state.f_bfree == 0, state.f_ffree == 0};
}

void Mounts::Clear() {
  for (; !shown_.empty(); shown_.pop_back()) {
    umount2(shown_.back().c_str(), MNT_DETACH);
  }
  for (; !made_.empty(); made_.pop_back()) {
    const char* name = made_.back().c_str() + 1;
    if (unlinkat(root_.get(), name, AT_REMOVEDIR) != 0) {
      unlinkat(root_.get(), name, 0);
    }
  }
  // The next run mostly wants the same: another is made while nobody waits.
  const std::string options = box_options_;
  RemoveBox();
  if (!options.empty() && !MakeBox(options).ok()) RemoveBox();
}

}  // namespace grader::sandbox
