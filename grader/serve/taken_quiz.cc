#include "grader/serve/taken_quiz.h"

#include <utility>

#include "grader/course/answer_report.h"
#include "grader/course/quiz_event_json.h"
#include "grader/serve/grading.h"
#include "grader/store/credentials.h"

namespace grader {

using EventKind = QuizEvent::Kind;

TakenQuiz::TakenQuiz(Store& store, const std::string& person,
                     const Material& material, const QuizTime& now)
    : store_(&store),
      person_(person),
      material_(&material),
      now_(now),
      session_(std::in_place, material, std::vector<QuizEvent>{}) {}

absl::StatusOr<TakenQuiz> TakenQuiz::Load(Store& store,
                                          const std::string& person,
                                          const Material& material,
                                          const QuizTime& now,
                                          absl::Duration patience) {
  TakenQuiz quiz(store, person, material, now);
  auto take = store.LastTake(person, material.id);
  if (!take.ok()) return take.status();
  quiz.take_ = *std::move(take);
  for (const std::string& line : quiz.take_.events) {
    auto event = ReadQuizEvent(line);
    if (!event.ok()) return event.status();
    quiz.events_.push_back(*std::move(event));
    quiz.session_->Apply(quiz.events_.back());
  }
  if (quiz.Shown() && quiz.session_->IsExpired(now, patience)) {
    QuizEvent event = quiz.Event(EventKind::kExpired, *quiz.Shown());
    // It was over before somebody looked, such as after a night without a
    // server.
    const absl::Duration left = *quiz.session_->Remaining(now);
    if (left > -absl::InfiniteDuration()) event.at.of_day += left;
    absl::Status expired = quiz.Add({event});
    if (!expired.ok()) return expired;
    quiz.expired_now_ = true;
  }
  return quiz;
}

bool TakenQuiz::has_changed() const {
  return takes() > 0 && events_.front().content != QuizContent(*material_);
}

std::optional<std::size_t> TakenQuiz::Shown() const {
  if (!is_on()) return std::nullopt;
  const auto current = session_->Current();
  if (!current || !session_->states()[*current].shown) return std::nullopt;
  return current;
}

absl::Status TakenQuiz::Begin(int percent, const QuizTime& shown) {
  take_ = {take_.number + 1, {}};
  events_.clear();
  session_.emplace(*material_, std::vector<QuizEvent>{});
  return Add({BeginQuiz(*material_, percent, now_), ShownAt(shown, 0)});
}

absl::Status TakenQuiz::ShowNext(const QuizTime& shown) {
  return Add({ShownAt(shown, *session_->Current())});
}

absl::Status TakenQuiz::TakeHint() {
  if (session_->states()[*Shown()].hint) return absl::OkStatus();
  return Add({Event(EventKind::kHinted, *Shown())});
}

absl::Status TakenQuiz::Answer(const std::string& answer) {
  QuizEvent event = Event(EventKind::kAnswered, *Shown());
  event.answer = answer;
  return Add({event});
}

QuizEvent TakenQuiz::Event(EventKind kind, std::size_t question) const {
  QuizEvent event;
  event.kind = kind;
  event.at = now_;
  event.question = material_->questions[question].id;
  return event;
}

QuizEvent TakenQuiz::ShownAt(const QuizTime& shown,
                             std::size_t question) const {
  QuizEvent event = Event(EventKind::kShown, question);
  event.at = shown;
  return event;
}

absl::Status TakenQuiz::Add(const std::vector<QuizEvent>& events) {
  const std::size_t before = take_.events.size();
  std::vector<std::string> lines;
  for (const QuizEvent& event : events) {
    lines.push_back(QuizEventJson(event));
    events_.push_back(event);
    session_->Apply(event);
  }
  StoredSubmission result;
  const bool finished = !session_->Current();
  if (finished) result = Result();
  absl::Status added = store_->AddToTake(person_, material_->id, take_, lines,
                                         finished ? &result : nullptr);
  if (!added.ok()) return added;
  if (finished) result_ = result.head.id;
  take_.events.insert(take_.events.begin() + before, lines.begin(),
                      lines.end());
  return absl::OkStatus();
}

StoredSubmission TakenQuiz::Result() const {
  Answers answers;
  for (std::size_t i = 0; i < material_->questions.size(); ++i) {
    const QuestionState& state = session_->states()[i];
    if (!state.answers.empty()) {
      answers[material_->questions[i].id] = state.answers.back();
    }
  }
  StoredSubmission result;
  result.head.id = DrawId();
  result.head.person = person_;
  result.head.unit = material_->id;
  result.head.language = "answers";
  result.head.received = last();
  result.files = {{"answers.yaml", AnswersYaml(*material_, answers)}};
  // It can be taken once more: what is right is for instructors alone.
  result.outcome = OutcomeOf(AnswerReport(*material_, answers, false));
  Outcome revealed = OutcomeOf(AnswerReport(*material_, answers, true));
  result.outcome.revealed = std::move(revealed.revealed);
  result.outcome.revealed_json = std::move(revealed.revealed_json);
  return result;
}

}  // namespace grader
