// The ProblemShelf: problems that came with jobs, unpacked and loaded, so that
// the next job of the same problem has it at hand.
#ifndef GRADER_QUEUE_PROBLEM_SHELF_H_
#define GRADER_QUEUE_PROBLEM_SHELF_H_

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/workshop.h"
#include "grader/execute/workspace.h"
#include "grader/problem/problem.h"
#include "grader/queue/blob_store.h"

namespace grader {

// Used by several threads.
class ProblemShelf {
 public:
  // Unpacks below `workspace`, which is used by nobody else.
  ProblemShelf(BlobStore& blobs, Workspace& workspace)
      : blobs_(blobs), workspace_(workspace) {}

  // The problem that PackProblem packed into the blob of that name. It and its
  // files stay as long as it is in use. The tests of a suite are listed with
  // `workshop`. Fails like BlobStore, LoadProblem and ListTests.
  absl::StatusOr<std::shared_ptr<const Problem>> Find(
      const std::string& problem_set, const Workshop& workshop);

 private:
  struct Shelved;

  BlobStore& blobs_;
  Workspace& workspace_;
  std::mutex mutex_;  // of all below and of the workspace
  std::list<std::pair<std::string, std::shared_ptr<Shelved>>> latest_first_;
};

}  // namespace grader

#endif  // GRADER_QUEUE_PROBLEM_SHELF_H_
