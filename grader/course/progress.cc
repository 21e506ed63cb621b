#include "grader/course/progress.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/course/utc_seconds.h"
#include "grader/problem/files.h"
#include "grader/problem/whole_file.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxProgressBytes = 64 << 20;

std::optional<Attempt> ParseLine(absl::string_view line) {
  const std::vector<std::string> words = absl::StrSplit(line, ' ');
  if (words.size() != 5) return std::nullopt;
  Attempt attempt;
  const std::vector<std::string> points = absl::StrSplit(words[3], '/');
  if (!absl::ParseTime(kUtcSeconds, words[0], &attempt.when, nullptr) ||
      points.size() != 2) {
    return std::nullopt;
  }
  const auto got = ParsePoints(points[0]);
  const auto all = ParsePoints(points[1]);
  if (!got || !all) return std::nullopt;
  attempt.points = *got;
  attempt.max_points = *all;
  attempt.unit = words[1];
  attempt.verdict = words[2];
  attempt.hash = words[4];
  return attempt;
}

// Cuts off what follows the last line end. False, with errno set, if it cannot.
bool CutHalfLine(int fd) {
  struct stat there = {};
  if (fstat(fd, &there) != 0) return false;
  off_t end = there.st_size;
  for (char last = 0; end > 0; --end) {
    if (pread(fd, &last, 1, end - 1) != 1) return false;
    if (last == '\n') break;
  }
  return end == there.st_size || ftruncate(fd, end) == 0;
}

}  // namespace

std::string AttemptLine(const Attempt& attempt) {
  return absl::StrCat(
      absl::FormatTime(kUtcSeconds, attempt.when, absl::UTCTimeZone()), " ",
      attempt.unit, " ", attempt.verdict, " ", ExactPoints(attempt.points), "/",
      ExactPoints(attempt.max_points), " ", attempt.hash, "\n");
}

absl::Status AddAttempt(const fs::path& file, const Attempt& attempt) {
  const auto failure = [&file] {
    return absl::InternalError(absl::StrCat("cannot write ", file.string(),
                                            ": ", std::strerror(errno)));
  };
  // No link is followed: a workspace that came from somebody else could name
  // any file by one. A pipe would wait for a reader.
  const int fd = open(
      file.c_str(),
      O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
  if (fd < 0) return failure();
  const absl::Cleanup unlock = [fd] { close(fd); };
  struct stat there = {};
  if (fstat(fd, &there) != 0) return failure();
  if (!S_ISREG(there.st_mode)) {
    return absl::InternalError(
        absl::StrCat(file.string(), " is not a regular file"));
  }
  // Where the file system has no locks, one line at a time is all there is.
  while (flock(fd, LOCK_EX) != 0 && errno == EINTR) {
  }
  if (!CutHalfLine(fd)) return failure();
  absl::Status added = AppendLine(fd, file, AttemptLine(attempt));
  if (added.ok() && fsync(fd) != 0) return failure();
  return added;
}

absl::StatusOr<std::vector<Attempt>> ReadAttempts(const fs::path& file) {
  const auto text = ReadRegularFile(file, kMaxProgressBytes);
  std::vector<Attempt> attempts;
  if (text.status().code() == absl::StatusCode::kNotFound) return attempts;
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(file.string(), ": ", text.status().message()));
  }
  for (absl::string_view line : absl::StrSplit(*text, '\n')) {
    if (auto attempt = ParseLine(line)) attempts.push_back(*std::move(attempt));
  }
  return attempts;
}

std::map<std::string, UnitState> UnitStates(
    const std::vector<Attempt>& attempts) {
  std::map<std::string, UnitState> states;
  for (const Attempt& attempt : attempts) {
    UnitState& state = states[attempt.unit];
    if (attempt.verdict == kGaveUp) {
      state.gave_up = true;
      continue;
    }
    if (attempt.verdict == kHint) {
      state.hints_seen = std::max<int>(
          state.hints_seen, attempt.points.millionths() / Points::kOne);
      continue;
    }
    ++state.attempts;
    state.best_points = std::max(state.best_points, attempt.points);
    state.accepted |= attempt.verdict == "accepted";
  }
  return states;
}

UnitState StateOf(const std::map<std::string, UnitState>& states,
                  const std::string& unit) {
  const auto found = states.find(unit);
  return found == states.end() ? UnitState() : found->second;
}

const Problem* NextUnit(const std::vector<Problem>& units,
                        const std::map<std::string, UnitState>& states,
                        absl::string_view after) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].id == after) begin = i + 1;
  }
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Problem& unit = units[(begin + i) % units.size()];
    if (unit.id != after && !StateOf(states, unit.id).done()) return &unit;
  }
  return nullptr;
}

}  // namespace grader
