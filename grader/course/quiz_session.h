// A QuizSession: where a learner stands in the questions of a unit, worked out
// from what has happened so far. Pure; the time comes in with each event.
#ifndef GRADER_COURSE_QUIZ_SESSION_H_
#define GRADER_COURSE_QUIZ_SESSION_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/problem/material.h"

namespace grader {

// A moment, by a clock that nobody can set and that goes on in sleep
// (CLOCK_BOOTTIME, time_namespaces(7)), and by the time of day, which bridges
// a restart of the machine.
struct QuizTime {
  std::string boot;  // which start of the machine; random(4)
  absl::Duration since_boot;
  absl::Time of_day;
};

QuizTime QuizNow();

// The time from `begin` to `end`. Over a restart it is the time of day that
// tells, but no less than the machine has been up; one that was set back
// counts as endless.
absl::Duration TimeBetween(const QuizTime& begin, const QuizTime& end);

struct QuizEvent {
  enum class Kind { kBegun, kShown, kHinted, kAnswered, kExpired };

  Kind kind = Kind::kBegun;
  QuizTime at;
  std::string question;  // id; of kBegun none
  // Of kAnswered: the numbers of choices from 1 as the author has them, with
  // a comma between them, or the text filled in.
  std::string answer;
  // Of kBegun.
  std::uint64_t seed = 0;  // of the order of choices
  int percent = 100;       // of the time; 0: none is kept
  std::string content;     // a hash of what is asked
};

// What is right of a question: its choices as numbers, or the text.
bool IsRight(const Question& question, const std::string& answer);

// What learners who want it may choose, in percent of the time: "1", "1.5",
// "2", "untimed".
const std::map<std::string, int>& TimeFactors();

// A hash of all that `material` asks: one that has changed since it was begun
// is another quiz.
std::string QuizContent(const Material& material);

// A kBegun at `now`, with an order of choices that nobody can foresee.
QuizEvent BeginQuiz(const Material& material, int percent, const QuizTime& now);

// Sorted numbers as the author has them, with a comma between them, of places
// from 1 in the order that is shown.
std::string AuthorsNumbers(const std::vector<int>& places,
                           const std::vector<int>& order);

// The numbers of `question`'s choices in the order that `seed` gives.
std::vector<int> ShownOrder(const Question& question, std::uint64_t seed);

enum class QuestionOutcome { kOpen, kRight, kWrong, kExpired };

struct QuestionState {
  std::optional<QuizTime> shown;
  std::vector<std::string> answers;
  bool hint = false;
  QuestionOutcome outcome = QuestionOutcome::kOpen;
};

class QuizSession {
 public:
  // `events`: what has happened, a kBegun first. `material` outlives this.
  QuizSession(const Material& material, const std::vector<QuizEvent>& events);

  void Apply(const QuizEvent& event);

  // The question that is to be answered; none when all are done.
  std::optional<std::size_t> Current() const;

  // What is left of the current question's time; none: as much as one likes.
  // Negative in the time of grace and behind it.
  std::optional<absl::Duration> Remaining(const QuizTime& now) const;

  // The time is over, the grace, too, and `more`.
  bool IsExpired(const QuizTime& now,
                 absl::Duration more = absl::ZeroDuration()) const;

  std::vector<int> Order(std::size_t question) const;
  const std::vector<QuestionState>& states() const { return states_; }
  int percent() const { return percent_; }
  int right() const;
  int hints() const;
  bool all_right() const { return right() == static_cast<int>(states_.size()); }

 private:
  const Material& material_;
  std::uint64_t seed_ = 0;
  int percent_ = 100;
  std::vector<QuestionState> states_;
};

}  // namespace grader

#endif  // GRADER_COURSE_QUIZ_SESSION_H_
