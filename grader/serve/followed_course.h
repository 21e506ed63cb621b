// The FollowedCourse: the course that a server shows and grades by, which
// follows its files. Whoever works with it holds an edition of it, which stays
// as it is.
#ifndef GRADER_SERVE_FOLLOWED_COURSE_H_
#define GRADER_SERVE_FOLLOWED_COURSE_H_

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/workspace.h"
#include "grader/problem/course_units.h"

namespace grader {

// A course with copies of all its files, as they were at one moment.
struct CourseEdition {
  Workspace workspace;  // of the copies, which go with it
  std::vector<CourseUnit> units;
  std::map<std::string, const CourseUnit*> by_id;
};

// Used by several threads.
class FollowedCourse {
 public:
  // The course of that folder of problems. Fails like LoadCourse.
  static absl::StatusOr<std::unique_ptr<FollowedCourse>> Open(
      const std::filesystem::path& problems_dir);

  // The newest edition that could be loaded.
  std::shared_ptr<const CourseEdition> Now() const;

  // Why the files, as they are now, are no edition; empty: they are one.
  std::string fault() const;

  // Looks once: files that have changed, and do not change meanwhile, become
  // the newest edition, or a fault where they cannot be loaded. Says so on
  // stderr.
  void Look();

  // Looks again and again until it is stopped.
  void Work();
  void Stop();

 private:
  // By path: device, inode, size, time of the last write in ns.
  using Snapshot =
      std::map<std::string, std::tuple<std::uint64_t, std::uint64_t,
                                       std::int64_t, std::int64_t>>;

  explicit FollowedCourse(const std::filesystem::path& problems_dir)
      : problems_dir_(problems_dir) {}

  Snapshot TakeSnapshot() const;
  absl::StatusOr<std::shared_ptr<const CourseEdition>> Load() const;

  const std::filesystem::path problems_dir_;
  Snapshot seen_;             // of what was looked at last; of Look alone
  mutable std::mutex mutex_;  // of what is below
  std::shared_ptr<const CourseEdition> newest_;
  std::string fault_;
  std::condition_variable stop_;
  bool stopped_ = false;
};

}  // namespace grader

#endif  // GRADER_SERVE_FOLLOWED_COURSE_H_
