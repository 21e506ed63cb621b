// A QuizRecord: the file that holds what has happened in a learner's quiz. Each
// line is sealed together with those before it, and what the last seal was is
// kept where no workspace is: a line that is changed, taken away or put back
// is found.
#ifndef GRADER_COURSE_QUIZ_RECORD_H_
#define GRADER_COURSE_QUIZ_RECORD_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/course/quiz_session.h"

namespace grader {

class QuizRecord {
 public:
  // The record in `file`, with its seal in the folder `state`. Fails with
  // kInvalidArgument, and says so, when the record was changed by anybody else;
  // with kFailedPrecondition when another grader has it open; with kInternal
  // when it cannot be read.
  static absl::StatusOr<QuizRecord> Open(const std::filesystem::path& file,
                                         const std::filesystem::path& state);

  // Oldest first; none before the quiz has begun.
  const std::vector<QuizEvent>& events() const { return events_; }
  // How many times it has been begun, this one included.
  int takes() const { return takes_; }

  // Returns when the event is on the disk.
  absl::Status Add(const QuizEvent& event);

  // Begins again: what happened before is kept beside the file.
  static absl::Status StartAgain(const std::filesystem::path& file,
                                 const std::filesystem::path& state);

 private:
  QuizRecord() = default;

  std::shared_ptr<const int> lock_;  // held as long as the record is open
  std::filesystem::path file_;
  std::filesystem::path seal_;
  std::string key_;
  std::string last_code_;
  int takes_ = 0;
  std::vector<QuizEvent> events_;
};

}  // namespace grader

#endif  // GRADER_COURSE_QUIZ_RECORD_H_
