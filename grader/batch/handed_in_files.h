// HandedInFiles: what a learner handed in, with its archives unpacked, as parts
// to choose among; and what was chosen, as something that can be graded.
#ifndef GRADER_BATCH_HANDED_IN_FILES_H_
#define GRADER_BATCH_HANDED_IN_FILES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/batch/candidates.h"
#include "grader/batch/class_folder.h"
#include "grader/batch/deadline.h"
#include "grader/execute/workspace.h"
#include "grader/problem/problem.h"

namespace grader {

// What is said of a link.
inline constexpr char kNotFollowed[] =
    "it is a link, and links are not followed: put the files themselves there";

// When the file or folder at `path`, a part of `origin`, was handed in: as the
// course system says, or else by the latest time of a file.
HandInTime WhenHandedIn(const HandedIn& origin,
                        const std::filesystem::path& path);

class HandedInFiles {
 public:
  HandedInFiles(const std::vector<Problem>& problems, Workspace& workspace)
      : problems_(problems), workspace_(workspace) {}

  // Adds a file, an archive or a folder. Fails where it is not the learner's
  // fault, for want of room say.
  absl::Status Add(const HandedIn& handed_in);

  const std::vector<HandedInPart>& parts() const { return parts_; }
  // What could not be read, and why.
  const std::vector<std::string>& notes() const { return notes_; }

  // A path at which `parts`, some of parts(), lie under the learner's names for
  // them and alone, unless they are all there is.
  absl::StatusOr<std::filesystem::path> Gather(
      const std::vector<HandedInPart>& parts);

 private:
  absl::Status AddPath(const std::filesystem::path& path,
                       const std::string& name, const std::string& prefix,
                       const HandedIn& origin, int depth);
  absl::Status AddArchive(const std::filesystem::path& path,
                          const std::string& name, const std::string& prefix,
                          const HandedIn& origin, int depth);
  absl::Status AddFolder(const std::filesystem::path& folder,
                         const std::string& prefix, const HandedIn& origin,
                         int depth);
  std::filesystem::path Inside(std::filesystem::path folder) const;
  void Note(const std::string& shown, absl::string_view what);

  const std::vector<Problem>& problems_;
  Workspace& workspace_;
  std::vector<HandedInPart> parts_;
  std::vector<std::string> notes_;
};

}  // namespace grader

#endif  // GRADER_BATCH_HANDED_IN_FILES_H_
