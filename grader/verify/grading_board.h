// A GradingBoard: the gradings that proofs will ask for. Threads that have
// nothing else to do make them ahead, so that a proof finds done what it comes
// to, and says the same in the same order as without them.
#ifndef GRADER_VERIFY_GRADING_BOARD_H_
#define GRADER_VERIFY_GRADING_BOARD_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/workshop.h"
#include "grader/problem/limits.h"
#include "grader/report/report.h"
#include "grader/verify/slowness.h"

namespace grader {

// A submission that came with a problem, graded.
struct GradedExample {
  absl::StatusOr<Report> report;  // a Status: the grader could not
  Slowness slowness;              // if it was asked for
  // If it was run more often: how many runs agree, and what is wrong with the
  // others; both in words.
  std::string agreement;
  std::string disagreement;
};

// Makes a grading, in any thread.
using MakeGraded = std::function<GradedExample(const Workshop&)>;

class GradingList;

class GradingBoard {
 public:
  // What is made ahead and waits for its proof has outputs of no more than
  // about `max_bytes`.
  explicit GradingBoard(std::int64_t max_bytes = 256 * kMiB)
      : max_bytes_(max_bytes) {}

  // Makes what stands on the board, from the first of the first list on, until
  // the board is closed and nothing is left. Several threads may, each with a
  // workshop of its own.
  void Help(const Workshop& workshop);

  // No list comes any more.
  void Close();

 private:
  friend class GradingList;

  struct Entry {
    std::string name;
    MakeGraded make;
    bool takes_long = false;
    int uses = 0;  // how often its proof will still ask for it
    enum class State { kOpen, kInWork, kMade } state = State::kOpen;
    std::optional<GradedExample> graded = {};  // once it is made
    std::int64_t bytes = 0;                    // of its outputs
  };

  // One that is open, if there is room for what becomes of it; first those that
  // take long, at which one thread would still be when there is nothing left
  // for the others.
  Entry* NextOf(GradingList& list) const;
  Entry* Next() const;
  // Makes `entry`, with `lock` not held meanwhile. Where that throws, it is
  // open again.
  void Make(Entry& entry, const Workshop& workshop,
            std::unique_lock<std::mutex>& lock);

  const std::int64_t max_bytes_;
  std::mutex mutex_;  // of all below, and of the lists
  std::condition_variable changed_;
  std::vector<GradingList*> lists_;
  std::int64_t bytes_ = 0;
  bool closed_ = false;
};

// What one proof asks for, in the order in which it does. What it is given
// outlives it.
class GradingList {
 public:
  explicit GradingList(GradingBoard& board);
  // Waits for those who are at something of it.
  ~GradingList();
  GradingList(const GradingList&) = delete;
  GradingList& operator=(const GradingList&) = delete;

  // Says that Take will be called with `name` once (more). `takes_long`: it is
  // expected to.
  void Add(const std::string& name, MakeGraded make, bool takes_long = false);

  // What became of `name`; made here, if nobody has begun it. While another is
  // at it, what comes next is made here. What was not added, `make` makes.
  GradedExample Take(const std::string& name, const MakeGraded& make,
                     const Workshop& workshop);

 private:
  friend class GradingBoard;

  GradingBoard& board_;
  std::deque<GradingBoard::Entry> entries_;  // they stay where they are
};

}  // namespace grader

#endif  // GRADER_VERIFY_GRADING_BOARD_H_
