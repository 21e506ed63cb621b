// The members of a class: those of a roster, and whoever handed in something
// without being in it.
#ifndef GRADER_BATCH_MEMBERS_H_
#define GRADER_BATCH_MEMBERS_H_

#include <cstddef>
#include <vector>

#include "grader/batch/hand_ins.h"
#include "grader/batch/roster.h"

namespace grader {

struct Members {
  std::vector<Member> all;           // see HandIns
  std::vector<std::size_t> of_each;  // for each of `owners`, which one it is
};

// Finds for each of `owners`, the learners that hand-ins name, the member that
// it is. Pure.
Members MatchMembers(const std::vector<Learner>& owners,
                     const std::vector<Learner>& roster);

}  // namespace grader

#endif  // GRADER_BATCH_MEMBERS_H_
