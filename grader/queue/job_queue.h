// The JobQueue: which submission is graded next. What waits in it stands in the
// store as well, so nothing is lost with it.
#ifndef GRADER_QUEUE_JOB_QUEUE_H_
#define GRADER_QUEUE_JOB_QUEUE_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace grader {

// A submission to be graded.
struct Job {
  std::string submission;  // its id
  std::string person;      // whose it is
  bool again = false;      // it has been graded before

  bool operator==(const Job&) const = default;
};

// Used by several threads. Of what they hand in nobody has two jobs carried out
// at a time. A job takes the place of the one that its person has waiting,
// which is carried out when nobody's newest waits any more. What is graded
// again comes behind all that people have just handed in, one at a time, and is
// nobody's turn.
class JobQueue {
 public:
  void Add(const Job& job);
  // The same, unless that job is here already, waiting or taken.
  void AddIfNew(const Job& job);

  // The next job, once there is one; nothing after Stop. Whoever takes one says
  // Done.
  std::optional<Job> Take();
  void Done(const Job& job);

  // The same job again, behind all others: it could not be carried out. Returns
  // after `pause`, or at Stop.
  void PutBackAfter(const Job& job, absl::Duration pause);

  // It cannot be carried out now, for the reason `why`, in a sentence. Nobody
  // takes it before the next Recall, unless there was one since `recalls` was
  // asked for; others go on meanwhile, also of the same person.
  void SetAside(const Job& job, const std::string& why, std::uint64_t recalls);
  // How often what was set aside was put back to where it would be without.
  std::uint64_t recalls() const;
  void Recall();
  // Why that submission is set aside; empty: it is not.
  std::string WhyAside(const std::string& submission) const;

  // At most so many are carried out at a time; at first, as many as are taken.
  void Limit(std::size_t most);

  // From now on nobody takes anything.
  void Stop();

  // How many jobs are carried out before this one as things stand: 0 for the
  // first that waits; nothing if it does not wait, or is set aside.
  std::optional<std::size_t> Ahead(const std::string& submission) const;

  // What waits and is not set aside, in the order in which it is carried out as
  // things stand.
  std::vector<Job> Waiting() const;

 private:
  struct Aside {
    Job job;
    std::string why;
  };

  // Without the lock.
  void Insert(const Job& job);
  bool IsHere(const Job& job) const;
  // The first whose person is not busy.
  std::optional<Job> TakeFrom(std::deque<Job>& jobs);
  std::optional<Job> TakeAgain();
  // It is carried out no longer.
  void Free(const Job& job);

  mutable std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::deque<Job> newest_;  // at most one of each person
  std::deque<Job> older_;
  std::deque<Job> again_;
  std::deque<Aside> aside_;
  std::uint64_t recalls_ = 0;
  std::size_t limit_ = std::numeric_limits<std::size_t>::max();
  std::vector<Job> taken_;
  std::set<std::string> busy_;  // persons of those, but for what is again_'s
  bool busy_again_ = false;     // one of again_ is carried out
  bool stopped_ = false;
};

}  // namespace grader

#endif  // GRADER_QUEUE_JOB_QUEUE_H_
