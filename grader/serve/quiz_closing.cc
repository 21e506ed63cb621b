#include "grader/serve/quiz_closing.h"

#include <chrono>
#include <cstdio>
#include <utility>

#include "grader/serve/taken_quiz.h"

namespace grader {
namespace {

constexpr std::chrono::seconds kBetweenClosings(10);
constexpr absl::Duration kLongestInTheServer = absl::Minutes(1);

}  // namespace

QuizClosing::QuizClosing(const FollowedCourse& course, Store& store,
                         std::function<QuizTime()> now,
                         std::function<void()> on_change,
                         std::function<void(const Event&)> on_result)
    : course_(course),
      store_(store),
      now_(std::move(now)),
      on_change_(std::move(on_change)),
      on_result_(std::move(on_result)) {}

void QuizClosing::Work() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    lock.unlock();
    if (const absl::Status closed = CloseOver(); !closed.ok()) {
      std::fprintf(stderr, "grader: quizzes are not closed: %s\n",
                   std::string(closed.message()).c_str());
    }
    lock.lock();
    stop_.wait_for(lock, kBetweenClosings, [this] { return stopped_; });
  }
}

void QuizClosing::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  stop_.notify_all();
}

absl::Status QuizClosing::CloseOver() {
  const QuizTime now = now_();
  absl::Status failed;
  bool any = false;
  const auto edition = course_.Now();
  for (const CourseUnit& unit : edition->units) {
    if (unit.kind() != "quiz") continue;
    const auto people = store_.WhoTook(unit.id());
    if (!people.ok()) return people.status();
    for (const std::string& person : *people) {
      auto quiz = TakenQuiz::Load(store_, person, *unit.material(), now,
                                  kLongestInTheServer);
      // Whoever is there meanwhile goes on.
      if (!quiz.ok() && !absl::IsAborted(quiz.status())) {
        failed.Update(quiz.status());
      }
      if (!quiz.ok()) continue;
      any |= quiz->expired_now();
      const std::string id = quiz->TakeResult();
      if (!id.empty()) on_result_({id, person, Event::State::kGraded});
    }
  }
  if (any) on_change_();
  return failed;
}

}  // namespace grader
