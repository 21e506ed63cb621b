#include "grader/sandbox/session/run_user.h"

#include <unistd.h>

#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/sandbox/kernel/small_files.h"

namespace grader::sandbox {
namespace {

constexpr unsigned kNobody = 65534;

// If we may become one: a high number made from our pid, or nobody where so
// high a number does not exist.
std::optional<uid_t> DistinctUser() {
  if (geteuid() != 0) return std::nullopt;
  const std::string map = ReadSmallFile("/proc/self/uid_map");
  const uid_t own = 0x6a000000 + static_cast<unsigned>(getpid());
  for (const uid_t uid : {own, uid_t{kNobody}}) {
    if (MapHasUser(map, uid)) return uid;
  }
  return std::nullopt;
}

}  // namespace

RunUser ChooseRunUser(bool namespaces) {
  const std::optional<uid_t> distinct = DistinctUser();
  RunUser user;
  user.change = distinct.has_value();
  user.outer = distinct.value_or(geteuid());
  user.inner = namespaces ? kNobody : user.outer;
  return user;
}

bool MapHasUser(absl::string_view map, std::uint64_t uid) {
  for (const auto line : absl::StrSplit(map, '\n', absl::SkipEmpty())) {
    const std::vector<absl::string_view> fields =
        absl::StrSplit(line, ' ', absl::SkipEmpty());
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    if (fields.size() == 3 && absl::SimpleAtoi(fields[0], &first) &&
        absl::SimpleAtoi(fields[2], &count) && first <= uid &&
        uid < first + count) {
      return true;
    }
  }
  return false;
}

// Inside, runs are nobody. Outside that is a user of its own when we are root,
// else ourselves: nobody else may be had.
std::string MapFor(const RunUser& user, unsigned ours) {
  return user.change ? absl::StrCat("0 ", ours, " 1\n", kNobody, " ",
                                    user.outer, " 1\n")
                     : absl::StrCat(kNobody, " ", ours, " 1\n");
}

}  // namespace grader::sandbox
