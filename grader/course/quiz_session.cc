#include "grader/course/quiz_session.h"

#include <time.h>

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "grader/course/progress.h"
#include "grader/course/secrets.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/time_of_day.h"
#include "grader/judge/compare_exact.h"
#include "grader/problem/files.h"

namespace grader {
namespace {

// What an answer may be late by: it was on its way.
constexpr absl::Duration kGrace = absl::Seconds(2);

}  // namespace

QuizTime QuizNow() {
  timespec time = {};
  clock_gettime(CLOCK_BOOTTIME, &time);
  QuizTime now;
  now.since_boot = absl::DurationFromTimespec(time);
  now.of_day = TimeOfDay();
  now.boot = ReadFile("/proc/sys/kernel/random/boot_id").value_or("");
  absl::StripTrailingAsciiWhitespace(&now.boot);
  return now;
}

absl::Duration TimeBetween(const QuizTime& begin, const QuizTime& end) {
  if (begin.boot == end.boot) return end.since_boot - begin.since_boot;
  const absl::Duration passed = end.of_day - begin.of_day;
  if (passed < absl::ZeroDuration()) return absl::InfiniteDuration();
  return std::max(passed, end.since_boot);
}

bool IsRight(const Question& question, const std::string& answer) {
  if (question.kind == QuestionKind::kFillIn) {
    return CompareExact(ExactText{question.answer}, answer).passed;
  }
  std::vector<int> right;
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    if (question.choices[i].right) right.push_back(static_cast<int>(i) + 1);
  }
  return answer == absl::StrJoin(right, ",");
}

const std::map<std::string, int>& TimeFactors() {
  static const auto& factors = *new std::map<std::string, int>{
      {"1", 100}, {"1.5", 150}, {"2", 200}, {"untimed", 0}};
  return factors;
}

std::string QuizContent(const Material& material) {
  ContentHash hash("quiz content 1");
  hash.Add(material.source);
  for (const LessonProgram& program : material.programs) {
    hash.Add(program.content);
  }
  return hash.Digest();
}

QuizEvent BeginQuiz(const Material& material, int percent,
                    const QuizTime& now) {
  QuizEvent event;
  event.kind = QuizEvent::Kind::kBegun;
  event.at = now;
  event.seed = DrawnNumber();
  event.percent = percent;
  event.content = QuizContent(material);
  return event;
}

std::string AuthorsNumbers(const std::vector<int>& places,
                           const std::vector<int>& order) {
  std::vector<int> numbers;
  for (const int place : places) numbers.push_back(order[place - 1]);
  absl::c_sort(numbers);
  return absl::StrJoin(numbers, ",");
}

std::vector<int> ShownOrder(const Question& question, std::uint64_t seed) {
  std::vector<std::pair<std::string, int>> drawn;
  for (int i = 1; i <= static_cast<int>(question.choices.size()); ++i) {
    drawn.emplace_back(ContentHash("order of choices 1")
                           .Add(absl::StrCat(seed))
                           .Add(question.id)
                           .Add(i)
                           .Digest(),
                       i);
  }
  absl::c_sort(drawn);
  std::vector<int> order;
  for (const auto& [hash, number] : drawn) order.push_back(number);
  return order;
}

QuizSession::QuizSession(const Material& material,
                         const std::vector<QuizEvent>& events)
    : material_(material), states_(material.questions.size()) {
  for (const QuizEvent& event : events) Apply(event);
}

void QuizSession::Apply(const QuizEvent& event) {
  if (event.kind == QuizEvent::Kind::kBegun) {
    seed_ = event.seed;
    percent_ = event.percent;
    return;
  }
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const Question& question = material_.questions[i];
    if (question.id != event.question) continue;
    QuestionState& state = states_[i];
    switch (event.kind) {
      case QuizEvent::Kind::kBegun:
        break;
      case QuizEvent::Kind::kShown:
        // Coming back does not start the clock again.
        if (!state.shown) state.shown = event.at;
        break;
      case QuizEvent::Kind::kHinted:
        state.hint = true;
        break;
      case QuizEvent::Kind::kAnswered:
        if (state.outcome != QuestionOutcome::kOpen) break;
        state.answers.push_back(event.answer);
        if (IsRight(question, event.answer)) {
          state.outcome = QuestionOutcome::kRight;
        } else if (static_cast<int>(state.answers.size()) >=
                   question.attempts) {
          state.outcome = QuestionOutcome::kWrong;
        }
        break;
      case QuizEvent::Kind::kExpired:
        if (state.outcome == QuestionOutcome::kOpen)
          state.outcome = QuestionOutcome::kExpired;
        break;
    }
  }
}

std::optional<std::size_t> QuizSession::Current() const {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (states_[i].outcome == QuestionOutcome::kOpen) return i;
  }
  return std::nullopt;
}

std::optional<absl::Duration> QuizSession::Remaining(
    const QuizTime& now) const {
  const auto current = Current();
  if (!current || percent_ == 0) return std::nullopt;
  const absl::Duration given =
      material_.questions[*current].time * percent_ / 100;
  const auto& shown = states_[*current].shown;
  return shown ? given - TimeBetween(*shown, now) : given;
}

bool QuizSession::IsExpired(const QuizTime& now, absl::Duration more) const {
  const auto remaining = Remaining(now);
  return remaining && *remaining < -(kGrace + more);
}

std::vector<int> QuizSession::Order(std::size_t question) const {
  return ShownOrder(material_.questions[question], seed_);
}

int QuizSession::right() const {
  return static_cast<int>(
      absl::c_count_if(states_, [](const QuestionState& state) {
        return state.outcome == QuestionOutcome::kRight;
      }));
}

int QuizSession::hints() const {
  return static_cast<int>(absl::c_count_if(
      states_, [](const QuestionState& state) { return state.hint; }));
}

}  // namespace grader
