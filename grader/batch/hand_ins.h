// What a class handed in: finds out which learner means which problem with
// which file. The first step of a batch.
#ifndef GRADER_BATCH_HAND_INS_H_
#define GRADER_BATCH_HAND_INS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/batch/deadline.h"
#include "grader/batch/roster.h"
#include "grader/execute/workspace.h"
#include "grader/problem/problem.h"

namespace grader {

struct HandIn {
  std::string learner;  // the Member's name
  const Problem* problem = nullptr;
  std::filesystem::path path;  // a source file or a folder with some
  std::string unreadable;      // why there is nothing to grade at `path`
  HandInTime when;
};

// A learner as the gradebook has them.
struct Member {
  std::string name;  // of no other member
  Learner learner;
  bool handed_in = false;
  // What has to be said of what they handed in, each a few words: what was left
  // out or could not be read, what was taken of several, who it may be instead.
  std::vector<std::string> notes;
};

struct HandIns {
  // As the roster has them, then those that it does not have, by name.
  std::vector<Member> members;
  std::vector<HandIn> all;          // by member, then as `problems`
  std::vector<std::string> others;  // what is nobody's, and why
};

// Of `source`, a folder that ReadClassFolder knows, or a CSV file with the
// columns learner, problem and path (paths are relative to the file), and if
// need be time, which is in `zone` where it tells no other; a null zone: times
// are not needed. When something was handed in is what the list or the course
// system's export says, or else the roster, or else the files. Files are
// matched to problems by their names (ChooseParts); if there is one problem
// only, what a learner handed in may have any name. Archives are unpacked into
// `workspace`. Everybody in `roster` and everybody who handed in anything is a
// member; a hand-in of somebody whose name is only similar to one of the roster
// is theirs, with a note, if it cannot be another's. Links are not followed,
// and nothing is waited for. kNotFound, kPermissionDenied and kInvalidArgument
// if `source` cannot be read, which has the place of each mistake in a CSV
// file; anything else if something cannot be unpacked for want of room.
absl::StatusOr<HandIns> FindHandIns(const std::filesystem::path& source,
                                    const std::vector<Problem>& problems,
                                    const std::vector<Learner>& roster,
                                    Workspace& workspace,
                                    const absl::TimeZone* zone = nullptr);

}  // namespace grader

#endif  // GRADER_BATCH_HAND_INS_H_
