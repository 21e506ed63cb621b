#include "grader/serve/followed_course.h"

#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kBetweenLooks(2);
// The folders of a course that pages and grades depend on.
constexpr const char* kBeside[] = {"starters", "solutions"};

// As people write it, so that what is beside it is found.
fs::path Plain(const fs::path& folder) {
  std::error_code error;
  const fs::path plain = fs::canonical(folder, error);
  return error ? folder : plain;
}

absl::Status Copy(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return absl::OkStatus();
  fs::copy(from, to, fs::copy_options::recursive, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat(from.string(), " cannot be copied: ", error.message()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<FollowedCourse>> FollowedCourse::Open(
    const fs::path& problems_dir) {
  std::unique_ptr<FollowedCourse> course(
      new FollowedCourse(Plain(problems_dir)));
  course->seen_ = course->TakeSnapshot();
  auto edition = course->Load();
  if (!edition.ok()) return edition.status();
  course->newest_ = *std::move(edition);
  return course;
}

std::shared_ptr<const CourseEdition> FollowedCourse::Now() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

std::string FollowedCourse::fault() const {
  const std::lock_guard lock(mutex_);
  return fault_;
}

void FollowedCourse::Look() {
  Snapshot now = TakeSnapshot();
  if (now == seen_) return;
  auto edition = Load();
  // Somebody still writes: what was read may be of two minds.
  if (TakeSnapshot() != now) return;
  // A full disk is gone some time; a mistake in a file is not looked at again.
  const bool try_again =
      !edition.ok() && !absl::IsInvalidArgument(edition.status());
  if (!try_again) seen_ = std::move(now);
  std::string fault =
      edition.ok() ? "" : std::string(edition.status().message());
  std::shared_ptr<const CourseEdition>
      last;  // goes when nobody is kept waiting
  const std::lock_guard lock(mutex_);
  if (fault.empty()) {
    std::fprintf(stderr,
                 "grader: the course has changed and was loaded again\n");
    last = std::exchange(newest_, *std::move(edition));
  } else if (fault != fault_) {
    std::fprintf(
        stderr,
        "grader: the course has changed and cannot be loaded; it stays "
        "as it was:\n%s\n",
        fault.c_str());
  }
  fault_ = std::move(fault);
}

void FollowedCourse::Work() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, kBetweenLooks, [this] { return stopped_; })) {
    lock.unlock();
    // Libraries throw where memory ends; the course stays as it was.
    try {
      Look();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "grader: the course is not looked at: %s\n",
                   error.what());
    }
    lock.lock();
  }
}

void FollowedCourse::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  stop_.notify_all();
}

FollowedCourse::Snapshot FollowedCourse::TakeSnapshot() const {
  Snapshot snapshot;
  const auto add = [&](const fs::path& folder) {
    std::error_code error;
    constexpr auto kFollow = fs::directory_options::follow_directory_symlink;
    for (fs::recursive_directory_iterator entry(folder, kFollow, error), end;
         !error && entry != end; entry.increment(error)) {
      struct stat file = {};
      if (stat(entry->path().c_str(), &file) != 0) continue;
      snapshot[entry->path().string()] = {
          file.st_dev, file.st_ino, S_ISDIR(file.st_mode) ? 0 : file.st_size,
          S_ISDIR(file.st_mode)
              ? 0
              : file.st_mtim.tv_sec * 1'000'000'000 + file.st_mtim.tv_nsec};
    }
  };
  add(problems_dir_);
  for (const char* name : kBeside) add(problems_dir_.parent_path() / name);
  return snapshot;
}

absl::StatusOr<std::shared_ptr<const CourseEdition>> FollowedCourse::Load()
    const {
  auto workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();
  const fs::path course = problems_dir_.parent_path();
  const fs::path copy = workspace->path() / "course";
  const fs::path problems = copy / problems_dir_.filename();
  std::error_code error;
  fs::create_directory(copy, error);
  absl::Status copied = Copy(problems_dir_, problems);
  for (const char* name : kBeside) {
    copied.Update(Copy(course / name, copy / name));
  }
  if (!copied.ok()) return copied;
  auto units = LoadCourse(problems);
  if (!units.ok()) {
    // Authors know their files by other names.
    return absl::Status(
        units.status().code(),
        absl::StrReplaceAll(units.status().message(),
                            {{copy.string(), course.string()}}));
  }
  auto edition = std::make_shared<CourseEdition>(
      CourseEdition{*std::move(workspace), *std::move(units), {}});
  for (const CourseUnit& unit : edition->units) {
    edition->by_id[unit.id()] = &unit;
  }
  return edition;
}

}  // namespace grader
