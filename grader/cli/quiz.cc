// grader quiz: asks the questions of a quiz or a lesson, one after the other.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/terminal.h"
#include "grader/cli/terminal_input.h"
#include "grader/course/badge.h"
#include "grader/course/learner_workspace.h"
#include "grader/course/progress.h"
#include "grader/course/quiz_page.h"
#include "grader/course/quiz_record.h"
#include "grader/course/quiz_session.h"
#include "grader/course/secrets.h"
#include "grader/execute/content_hash.h"
#include "grader/problem/answers_reader.h"
#include "grader/problem/material_reader.h"
#include "grader/problem/whole_file.h"
#include "grader/report/markdown_page.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using EventKind = QuizEvent::Kind;

// When what is left of the time is told.
constexpr absl::Duration kTold[] = {absl::Seconds(60), absl::Seconds(30),
                                    absl::Seconds(10)};

struct QuizArguments {
  std::string unit;
  std::string problems;
  std::string time = "1";
  std::string learner;
  bool again = false;
};

// Where the record and the badge go: the workspace, if one is in any.
struct QuizPlace {
  fs::path record;
  fs::path state;   // of the grader's secrets
  fs::path badges;  // the folder they are written to
  fs::path progress;
};

absl::StatusOr<QuizPlace> PlaceFor(const Material& material) {
  QuizPlace place;
  auto state = StateFolder();
  if (!state.ok()) return state.status();
  place.state = *std::move(state);
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const auto workspace = FindWorkspace(here);
  if (!workspace.ok()) {
    place.record =
        place.state / "quiz" /
        (ContentHash("quiz 1").Add(material.directory.string()).Digest() +
         ".jsonl");
    place.badges = here;
    return place;
  }
  place.record =
      workspace->folder / ".grader" / "quiz" / (material.id + ".jsonl");
  place.badges = workspace->folder;
  place.progress = ProgressFile(*workspace);
  return place;
}

// "1,3" as numbers.
std::vector<int> PlacesOf(const std::string& numbers) {
  std::vector<int> places;
  for (const absl::string_view place : absl::StrSplit(numbers, ',')) {
    places.push_back(std::stoi(std::string(place)));
  }
  return places;
}

class QuizTaking {
 public:
  QuizTaking(const Material& material, QuizRecord record)
      : material_(material),
        record_(std::move(record)),
        session_(material, record_.events()),
        style_(StyleFor(STDOUT_FILENO)) {}

  absl::Status Begin(int percent) {
    if (!record_.events().empty()) {
      if (record_.events().front().content != QuizContent(material_)) {
        return absl::InvalidArgumentError(
            "the quiz is not the one that was begun: its files have changed "
            "since; --again begins anew");
      }
      return absl::OkStatus();
    }
    return Add(BeginQuiz(material_, percent, QuizNow()));
  }

  // Asks what is open. False: the learner left before the end.
  absl::StatusOr<bool> Ask() {
    while (const auto current = session_.Current()) {
      const Question& question = material_.questions[*current];
      // Before anything is seen: whoever ends the grader has not stopped it.
      if (!session_.states()[*current].shown) {
        absl::Status shown =
            Add(Event(EventKind::kShown, QuizNow(), question.id));
        if (!shown.ok()) return shown;
      }
      std::cout << "\n"
                << QuestionPage(material_, *current, session_.Order(*current),
                                style_)
                << std::flush;
      const auto done = AskOne(*current);
      if (!done.ok()) return done.status();
      if (!*done) return false;
    }
    return true;
  }

  const QuizSession& session() const { return session_; }
  const QuizRecord& record() const { return record_; }
  const TextStyle& style() const { return style_; }

 private:
  static QuizEvent Event(EventKind kind, const QuizTime& at,
                         const std::string& question = "") {
    QuizEvent event;
    event.kind = kind;
    event.at = at;
    event.question = question;
    return event;
  }

  absl::Status Add(const QuizEvent& event) {
    absl::Status added = record_.Add(event);
    if (added.ok()) session_.Apply(event);
    return added;
  }

  // One question to its end. False: the learner left.
  absl::StatusOr<bool> AskOne(std::size_t index) {
    const Question& question = material_.questions[index];
    Tell(question);
    while (session_.states()[index].outcome == QuestionOutcome::kOpen) {
      std::string line;
      const TerminalInput::End end = input_.Line(Patience(), line);
      // The answer came when it was entered, whatever happens next.
      const QuizTime now = QuizNow();
      if (session_.IsExpired(now)) {
        absl::Status expired =
            Add(Event(EventKind::kExpired, now, question.id));
        if (!expired.ok()) return expired;
        std::cout << "\n" << ExpiredPage(question, style_) << std::flush;
        return true;
      }
      if (end == TerminalInput::End::kTime) {
        TellTime(now);
        continue;
      }
      if (end == TerminalInput::End::kInput || line == "q") return false;
      absl::Status status = line == "h" ? ShowHint(question, now)
                                        : Answer(question, line, now, index);
      if (!status.ok()) return status;
    }
    return true;
  }

  void Tell(const Question& question) {
    const char* const how = question.kind == QuestionKind::kFillIn
                                ? "What it prints, then an empty line"
                            : question.kind == QuestionKind::kChooseSeveral
                                ? "Letters of all that are right"
                                : "A letter";
    const auto left = session_.Remaining(QuizNow());
    std::cout << "\n"
              << how << "; h: a hint; q: leave"
              << (left ? " (the clock goes on)" : "") << ". "
              << (left ? absl::StrCat(ClockText(*left), " left.") : "")
              << "\n> " << std::flush;
  }

  // How long there is nothing to tell.
  std::optional<absl::Duration> Patience() const {
    const auto left = session_.Remaining(QuizNow());
    if (!left) return std::nullopt;
    for (const absl::Duration told : kTold) {
      if (*left > told) return *left - told;
    }
    // To the end of the grace, and a little further.
    return *left + absl::Milliseconds(2050);
  }

  void TellTime(const QuizTime& now) const {
    const auto left = session_.Remaining(now);
    if (left && *left > absl::ZeroDuration()) {
      std::cout << "\n"
                << ClockText(*left + absl::Milliseconds(500)) << " left\n> "
                << std::flush;
    }
  }

  absl::Status ShowHint(const Question& question, const QuizTime& now) {
    std::cout << MarkdownPage(question.hint, style_) << "> " << std::flush;
    return Add(Event(EventKind::kHinted, now, question.id));
  }

  absl::Status Answer(const Question& question, std::string line,
                      const QuizTime& now, std::size_t index) {
    QuizEvent event = Event(EventKind::kAnswered, now, question.id);
    if (question.kind == QuestionKind::kFillIn) {
      event.answer = ReadRest(std::move(line));
    } else {
      const auto chosen = ReadChoices(line, question);
      if (!chosen.ok()) {
        // No attempt: nothing was chosen.
        std::cout << chosen.status().message() << "\n> " << std::flush;
        return absl::OkStatus();
      }
      event.answer = AuthorsNumbers(PlacesOf(*chosen), session_.Order(index));
    }
    absl::Status added = Add(event);
    if (!added.ok()) return added;
    const QuestionState& state = session_.states()[index];
    std::cout << AnswerPage(question, state, event.answer, style_)
              << (state.outcome == QuestionOutcome::kOpen ? "> " : "")
              << std::flush;
    return absl::OkStatus();
  }

  // The lines up to an empty one, or to the end of the time.
  std::string ReadRest(std::string text) {
    text += '\n';
    std::string line;
    while (true) {
      auto patience = session_.Remaining(QuizNow());
      if (patience) *patience += absl::Seconds(2);
      if (input_.Line(patience, line) != TerminalInput::End::kLine ||
          line.empty()) {
        return text;
      }
      absl::StrAppend(&text, line, "\n");
    }
  }

  const Material& material_;
  QuizRecord record_;
  QuizSession session_;
  TextStyle style_;
  TerminalInput input_;
};

// Signs what was earned, and says where it is.
absl::Status GiveBadge(const Material& material, const QuizPlace& place,
                       const std::string& learner, absl::Time earned) {
  const auto key = SecretKey(place.state, kBadgeKey);
  if (!key.ok()) return key.status();
  const Badge badge = EarnedBadge(material, learner, earned);
  const std::string json = BadgeJson(badge, *key);
  const fs::path file = place.badges / ("badge-" + material.id + ".json");
  fs::path image = file;
  image.replace_extension(".svg");
  absl::Status written = ReplaceFile(file, json);
  written.Update(ReplaceFile(image, BadgeImage(badge, json)));
  if (!written.ok()) return written;
  std::cout << "\nYou have earned the badge \"" << material.badge
            << "\": " << image.string() << "\nIt is signed; `grader badge "
            << "verify FILE` checks it.\n";
  return absl::OkStatus();
}

ExitCode Finish(const Material& material, const QuizTaking& taking,
                const QuizPlace& place, const std::string& learner,
                bool is_new) {
  const QuizSession& session = taking.session();
  std::cout << ResultPage(material, session, taking.record().takes(),
                          taking.style());
  const bool all = session.all_right();
  const absl::Time ended = taking.record().events().back().at.of_day;
  absl::Status status;
  if (is_new && !place.progress.empty()) {
    status = AddAttempt(
        place.progress,
        {ended, material.id, all ? "accepted" : "wrong_answer", session.right(),
         static_cast<int>(material.questions.size()), QuizContent(material)});
  }
  if (all && !material.badge.empty()) {
    status.Update(GiveBadge(material, place, learner, ended));
  }
  if (!status.ok()) return Fail(status);
  return all ? kAllWell : kNotAccepted;
}

ExitCode Quiz(const QuizArguments& arguments) {
  const auto problems = ProblemsFolder(arguments.problems);
  const auto folder =
      LocateUnit(problems.ok() ? *problems : ".", arguments.unit);
  if (!folder.ok()) return Fail(folder.status());
  const auto material = LoadMaterial(*folder);
  if (!material.ok()) return Fail(material.status());
  if (material->questions.empty()) {
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("\"", material->id, "\" asks nothing")));
  }
  const auto place = PlaceFor(*material);
  if (!place.ok()) return Fail(place.status());
  if (arguments.again) {
    const absl::Status again =
        QuizRecord::StartAgain(place->record, place->state);
    if (!again.ok()) return Fail(again);
  }
  auto record = QuizRecord::Open(place->record, place->state);
  if (!record.ok()) return Fail(record.status());
  QuizTaking taking(*material, *std::move(record));
  const absl::Status begun =
      taking.Begin(material->kind == Material::Kind::kLesson
                       ? 0
                       : TimeFactors().at(arguments.time));
  if (!begun.ok()) return Fail(begun);
  const bool is_new = taking.session().Current().has_value();
  const auto finished = taking.Ask();
  if (!finished.ok()) return Fail(finished.status());
  if (!*finished) {
    std::cout << "\nUntil later; the same command goes on"
              << (taking.session().percent() > 0
                      ? ", and the clock of this question does, too"
                      : "")
              << ".\n";
    return kNotAccepted;
  }
  return Finish(*material, taking, *place, arguments.learner, is_new);
}

}  // namespace

void AddQuizCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<QuizArguments>();
  CLI::App* quiz = app.add_subcommand(
      "quiz", "Ask the questions of a quiz or a lesson; each has its time");
  quiz->add_option("UNIT", arguments->unit, "the quiz: its id or its folder")
      ->required();
  std::vector<std::string> factors;
  for (const auto& [name, percent] : TimeFactors()) factors.push_back(name);
  quiz->add_option("--time", arguments->time,
                   "how much more time you want, from the start on")
      ->check(CLI::IsMember(factors))
      ->capture_default_str();
  quiz->add_option("--name", arguments->learner, "what the badge calls you");
  quiz->add_flag("--again", arguments->again,
                 "begin anew, which the result says");
  AddCourseOptions(*quiz, arguments->problems);
  quiz->footer(
      "The time of a question goes on when you leave; the same command goes on "
      "where\nyou were. Exit status: 0 all right, 1 not.");
  quiz->callback([arguments, &exit_code] { exit_code = Quiz(*arguments); });
}

}  // namespace grader
