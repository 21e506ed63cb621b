// A TakenQuiz: a quiz as it stands for one person in the Store, and each step
// in it. What a step has returned from is on the disk.
#ifndef GRADER_SERVE_TAKEN_QUIZ_H_
#define GRADER_SERVE_TAKEN_QUIZ_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/course/quiz_session.h"
#include "grader/problem/material.h"
#include "grader/store/store.h"

namespace grader {

// Steps fail with kAborted when another tab was faster, else like the Store.
class TakenQuiz {
 public:
  // As it stands at `now`: a question whose time has been over for `patience`
  // has ended. `material` and `store` outlive this.
  static absl::StatusOr<TakenQuiz> Load(
      Store& store, const std::string& person, const Material& material,
      const QuizTime& now, absl::Duration patience = absl::ZeroDuration());

  const Material& material() const { return *material_; }
  const QuizSession& session() const { return *session_; }
  const QuizTime& now() const { return now_; }
  // How many times it was begun.
  int takes() const { return take_.number; }
  // What is asked is something else than when it was begun.
  bool has_changed() const;
  // It is begun, and what is asked is still the same.
  bool is_on() const { return takes() > 0 && !has_changed(); }
  bool is_finished() const { return is_on() && !session_->Current(); }
  // The question that is shown and whose clock goes.
  std::optional<std::size_t> Shown() const;
  // A question's time was over when it was loaded.
  bool expired_now() const { return expired_now_; }
  // The id of the submission that its end has become since it was loaded, once;
  // empty if it has not come to its end.
  std::string TakeResult() { return std::exchange(result_, ""); }
  // When the last thing happened.
  absl::Time last() const { return events_.back().at.of_day; }

  // Begins it, once more where it was taken before, and shows the first
  // question, whose clock goes from `shown` on.
  absl::Status Begin(int percent, const QuizTime& shown);
  // Shows the question that is next, whose clock goes from `shown` on.
  absl::Status ShowNext(const QuizTime& shown);
  // Of the question that is shown: its hint was asked for; an answer, as in
  // QuizEvent. With the last answer the result is a submission.
  absl::Status TakeHint();
  absl::Status Answer(const std::string& answer);

 private:
  TakenQuiz(Store& store, const std::string& person, const Material& material,
            const QuizTime& now);

  QuizEvent Event(QuizEvent::Kind kind, std::size_t question) const;
  QuizEvent ShownAt(const QuizTime& shown, std::size_t question) const;
  absl::Status Add(const std::vector<QuizEvent>& events);
  StoredSubmission Result() const;

  Store* store_;
  std::string person_;
  const Material* material_;
  QuizTime now_;
  QuizTake take_;
  std::vector<QuizEvent> events_;
  std::optional<QuizSession> session_;
  bool expired_now_ = false;
  std::string result_;
};

}  // namespace grader

#endif  // GRADER_SERVE_TAKEN_QUIZ_H_
