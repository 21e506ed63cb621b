// SimilaritySearch: finds on request which of a class's submissions to a
// problem are alike, one problem after the other, beside whatever answers
// requests.
#ifndef GRADER_SERVE_SIMILARITY_SEARCH_H_
#define GRADER_SERVE_SIMILARITY_SEARCH_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/serve/followed_course.h"
#include "grader/similarity/similarity_report.h"
#include "grader/store/store.h"

namespace grader {

// What a learner handed in, as it is compared.
struct LearnersFiles {
  std::string learner;     // the name
  std::string submission;  // id
  std::vector<SourceFile> files;
};

// Whoever compares; it ends with kCancelled when `stopped` says so.
using CompareFiles = std::function<absl::StatusOr<SimilarityReport>(
    const Problem& problem, const std::vector<LearnersFiles>& all,
    const std::function<bool()>& stopped)>;

// What was found in one problem.
struct FoundPairs {
  absl::Time at;  // what was handed in until then
  absl::StatusOr<SimilarityReport> report;
  std::map<std::string, std::string> submissions;  // ids, by learner
};

class SimilaritySearch {
 public:
  // More learners are not compared, nor one's submission of more bytes.
  static constexpr std::size_t kMostLearners = 1000;
  static constexpr std::size_t kMostBytes = 256 << 10;
  // Of so many problems what was found is kept, those that were asked for last.
  static constexpr std::size_t kMostKept = 4;

  SimilaritySearch(const FollowedCourse& course, Store& store,
                   CompareFiles compare, std::function<absl::Time()> now);

  // Has that problem compared, or compared anew.
  void Ask(const std::string& unit);
  // Whether it is to be, or is being done.
  bool IsAsked(const std::string& unit) const;
  // What was found last; null: nothing is kept.
  std::shared_ptr<const FoundPairs> Found(const std::string& unit) const;

  // Compares what is asked for until it is stopped.
  void Work();
  void Stop();

  // Compares what was asked for first, if anything was.
  void CompareNext();

 private:
  // The last submission of each learner that is graded, or where the last one
  // waits, the best.
  absl::StatusOr<std::vector<LearnersFiles>> Collect(const std::string& unit);
  FoundPairs Compare(const std::string& unit);

  const FollowedCourse& course_;
  Store& store_;
  const CompareFiles compare_;
  const std::function<absl::Time()> now_;
  mutable std::mutex mutex_;  // of what is below
  std::condition_variable change_;
  bool stopped_ = false;
  std::deque<std::string> asked_;  // units; the first is being done
  std::deque<std::pair<std::string, std::shared_ptr<const FoundPairs>>> found_;
};

}  // namespace grader

#endif  // GRADER_SERVE_SIMILARITY_SEARCH_H_
