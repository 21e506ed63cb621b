// The descriptors and files of one run, on the supervisor's side: what goes in
// and what comes back.
#ifndef GRADER_SANDBOX_SESSION_SESSION_FILES_H_
#define GRADER_SANDBOX_SESSION_SESSION_FILES_H_

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/execute/command.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// The two ends of everything that connects a run to its supervisor.
struct Channels {
  UniqueFd input;  // a sealed memory file, or a pipe from an interactor
  UniqueFd child_out, child_err, child_go, child_end, child_trace;
  std::vector<UniqueFd> interactor;  // its descriptors, from 0 on
  std::vector<UniqueFd> feedback;    // memory files, as kFeedbackFiles
  Process process;                   // our ends; no pid yet
};
absl::StatusOr<Channels> OpenChannels(const Command& command);

// The command line of `interactor`, as output validators are called.
std::vector<std::string> InteractorCall(const Interactor& interactor,
                                        const std::string& feedback_folder);

// What an interactor wrote to its feedback files, of which none may be longer
// than `max_bytes`; an empty one counts as not written.
std::map<std::string, std::string> ReadFeedback(
    const std::vector<UniqueFd>& feedback, std::int64_t max_bytes);

// Reads the files `names` below `directory`, and all in those that end with
// "/", as far as they are plain files of
// at most `max_bytes` with one name: links of either kind, pipes, devices and
// folders in their place count as not there.
std::map<std::string, std::string> CollectFiles(
    const UniqueFd& directory, const std::vector<std::string>& names,
    std::int64_t max_bytes);

// Whether a file of `bytes` or more lies at or below `directory`.
bool HasFileOfSize(const UniqueFd& directory, std::int64_t bytes);

struct TreeSize {
  std::int64_t bytes = 0;  // on disk
  int files = 0;           // and folders
  bool hidden = false;     // parts of it cannot be looked at
};
// Measures what lies below `folder`, an open folder.
TreeSize MeasureTree(int folder);

// Files that processes hold open after their last name is gone: they take room
// as others do, and no folder tells of them.
class UnlinkedFiles {
 public:
  // Adds those of one process, as far as its descriptors can be seen.
  void Look(pid_t pid);
  std::int64_t bytes() const { return bytes_; }

 private:
  std::set<std::pair<dev_t, ino_t>> seen_;
  std::int64_t bytes_ = 0;
};

// Makes `uid` the owner of a folder for as long as it lives, and for good of
// the folders in it that the same owner has.
class Loan {
 public:
  static absl::StatusOr<Loan> Make(const std::string& folder, uid_t uid);
  Loan() = default;
  Loan(Loan&&) noexcept = default;
  Loan& operator=(Loan&&) noexcept = default;
  ~Loan();

 private:
  UniqueFd folder_;
  uid_t uid_ = 0;
  gid_t gid_ = 0;
};

// Says why another user could not read `path` itself; OK if it could.
absl::Status CheckReadableByAll(const std::string& path);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_SESSION_FILES_H_
