// What a class handed in: finds out which learner means which problem with
// which file. The first step of a batch.
#ifndef GRADER_BATCH_HAND_INS_H_
#define GRADER_BATCH_HAND_INS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/execute/workspace.h"
#include "grader/problem/problem.h"

namespace grader {

struct HandIn {
  std::string learner;
  const Problem* problem = nullptr;
  std::filesystem::path path;  // a source file or a folder with some
};

struct HandIns {
  std::vector<HandIn> all;              // by learner, then as `problems`
  std::vector<std::string> complaints;  // what was left out, and why
  std::vector<std::string> remarks;     // what was taken, but not as it is
};

// The problem that a file's or folder's name means, or nullptr: its id or its
// number, with or without more around it ("02_Concurrent_Requests.cpp", "ex2"),
// or an id with a typing mistake.
const Problem* ProblemMeant(absl::string_view name,
                            const std::vector<Problem>& problems);

// Of `source`, a folder with a folder or a zip file for each learner, or a CSV
// file with the columns learner, problem and path (paths are relative to the
// file). If there is one problem only, what a learner handed in may lie at the
// top of the folder under any name. Zip files are unpacked into `workspace`.
// Links are not followed, and nothing is waited for. kNotFound,
// kPermissionDenied and kInvalidArgument if `source` cannot be read; anything
// else if something cannot be unpacked for want of room.
absl::StatusOr<HandIns> FindHandIns(const std::filesystem::path& source,
                                    const std::vector<Problem>& problems,
                                    Workspace& workspace);

}  // namespace grader

#endif  // GRADER_BATCH_HAND_INS_H_
