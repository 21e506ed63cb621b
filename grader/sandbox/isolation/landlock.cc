#include "grader/sandbox/isolation/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {
namespace {

// The interface up to version 6, whatever this machine's headers know.
struct RulesetAttributes {
  std::uint64_t files;
  std::uint64_t network;  // since version 4
  std::uint64_t scopes;   // since version 6
};

constexpr std::uint64_t kRefer = 1ULL << 13;           // 2
constexpr std::uint64_t kTruncate = 1ULL << 14;        // 3
constexpr std::uint64_t kIoctlDevice = 1ULL << 15;     // 5
constexpr std::uint64_t kTcp = 1ULL << 0 | 1ULL << 1;  // bind and connect
constexpr std::uint64_t kScopes =
    1ULL << 0 | 1ULL << 1;  // abstract sockets, signals

constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_EXECUTE |
                                   LANDLOCK_ACCESS_FS_READ_FILE |
                                   LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kMakingDevices =
    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK;
constexpr std::uint64_t kFirstVersion =
    kReading | kMakingDevices | LANDLOCK_ACCESS_FS_WRITE_FILE |
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
    LANDLOCK_ACCESS_FS_MAKE_SYM;
// All that makes sense for a path that is not a folder.
constexpr std::uint64_t kOfFiles =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
    LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate | kIoctlDevice;

std::uint64_t Handled(int version) {
  return kFirstVersion | (version >= 2 ? kRefer : 0) |
         (version >= 3 ? kTruncate : 0) | (version >= 5 ? kIoctlDevice : 0);
}

std::uint64_t Rights(Access access) {
  switch (access) {
    case Access::kRead:
      return kReading;
    case Access::kDevice:
      return kReading | LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate |
             kIoctlDevice;
    case Access::kPrivate:
      return ~(kMakingDevices | kIoctlDevice);
  }
  return 0;
}

int Allow(int ruleset, const std::string& path, std::uint64_t rights) {
  const UniqueFd file(open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat info;
  if (!file || fstat(file.get(), &info) != 0) return 0;
  if (!S_ISDIR(info.st_mode)) rights &= kOfFiles;
  landlock_path_beneath_attr rule = {};
  rule.allowed_access = rights;
  rule.parent_fd = file.get();
  return static_cast<int>(syscall(SYS_landlock_add_rule, ruleset,
                                  LANDLOCK_RULE_PATH_BENEATH, &rule, 0));
}

// As much of `attributes` as the version knows.
UniqueFd MakeRuleset(const RulesetAttributes& attributes, int version) {
  const std::size_t size = version >= kLandlockScopes ? 24
                           : version >= 4             ? 16
                                                      : 8;
  return UniqueFd(static_cast<int>(
      syscall(SYS_landlock_create_ruleset, &attributes, size, 0)));
}

}  // namespace

int LandlockVersion() {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0,
                               LANDLOCK_CREATE_RULESET_VERSION);
  return version > 0 ? static_cast<int>(version) : 0;
}

int RestrictPaths(const LandlockRules& rules) {
  const int version = rules.version;
  const UniqueFd ruleset =
      MakeRuleset({Handled(version), kTcp, kScopes}, version);
  if (!ruleset) return -1;
  for (const auto& [path, access] : rules.paths) {
    const std::uint64_t rights = Rights(access) & Handled(version);
    if (Allow(ruleset.get(), path, rights) != 0) return -1;
  }
  return PassFence(ruleset);
}

UniqueFd MakeFence(int version) {
  // A ruleset has to forbid something: what no run is allowed anyway. Each one
  // forbids links and renames across folders, unless it allows them.
  const std::uint64_t refer = version >= 2 ? kRefer : 0;
  UniqueFd fence =
      MakeRuleset({LANDLOCK_ACCESS_FS_MAKE_BLOCK | refer, 0, kScopes}, version);
  if (fence && refer != 0 && Allow(fence.get(), "/", refer) != 0) {
    return UniqueFd();
  }
  return fence;
}

int PassFence(const UniqueFd& fence) {
  return static_cast<int>(syscall(SYS_landlock_restrict_self, fence.get(), 0));
}

}  // namespace grader::sandbox
