// QuizClosing: ends questions whose time is over, for learners who have left,
// so that the class has the result of a quiz that was left at its end.
#ifndef GRADER_SERVE_QUIZ_CLOSING_H_
#define GRADER_SERVE_QUIZ_CLOSING_H_

#include <condition_variable>
#include <functional>
#include <mutex>

#include "absl/status/status.h"
#include "grader/course/quiz_session.h"
#include "grader/serve/events.h"
#include "grader/serve/followed_course.h"
#include "grader/store/store.h"

namespace grader {

class QuizClosing {
 public:
  // `on_change` is called when questions have been ended, `on_result` for each
  // submission that a quiz has become with that.
  QuizClosing(const FollowedCourse& course, Store& store,
              std::function<QuizTime()> now, std::function<void()> on_change,
              std::function<void(const Event&)> on_result);

  // Looks again and again until it is stopped.
  void Work();
  void Stop();

  // Looks once. An answer that came in time may still wait in the server, so
  // that a question's time has to be over for a minute. Fails like the Store,
  // when it has looked at all that it could.
  absl::Status CloseOver();

 private:
  const FollowedCourse& course_;
  Store& store_;
  const std::function<QuizTime()> now_;
  const std::function<void()> on_change_;
  const std::function<void(const Event&)> on_result_;
  std::mutex mutex_;  // of what is below
  std::condition_variable stop_;
  bool stopped_ = false;
};

}  // namespace grader

#endif  // GRADER_SERVE_QUIZ_CLOSING_H_
