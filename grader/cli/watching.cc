#include "grader/cli/watching.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/cli/terminal.h"
#include "grader/cli/unit_list.h"
#include "grader/cli/watch_check.h"
#include "grader/cli/watch_pages.h"
#include "grader/course/progress.h"
#include "grader/course/progress_page.h"
#include "grader/course/reset.h"
#include "grader/course/unit_files.h"
#include "grader/execute/time_of_day.h"
#include "grader/report/hints.h"
#include "grader/watch/file_watch.h"
#include "grader/watch/keys.h"
#include "grader/watch/running_check.h"
#include "grader/watch/screen.h"
#include "grader/watch/signals.h"
#include "grader/watch/watch_view.h"

namespace grader {
namespace {

constexpr int kLookAgainMs = 500;
constexpr int kBarColumns = 20;
constexpr char kKeys[] =
    "n next  h hint  s statement  d diff  t timeline  l list  r reset  ? help  "
    "q quit";
enum class Body {
  kReport,
  kStatement,
  kHint,
  kDifference,
  kTimeline,
  kList,
  kHelp
};

class Watching {
 public:
  Watching(const UnitOfWorkspace& first, bool poll)
      : poll_(poll), unit_(first) {
    ReadProgress();
    Begin(first, Body::kReport);
  }

  // Gives the signal that ended it, or 0.
  int Run() {
    while (!quit_) {
      if (!screen_.Show(WatchLines(view_ = View(), style_, screen_.rows()))) {
        break;
      }
      Wait();
    }
    return ended_by_;
  }

 private:
  void Begin(const UnitOfWorkspace& unit, Body body) {
    unit_ = unit;
    files_ = std::make_unique<FileWatch>(unit_.folder, poll_);
    check_.reset();
    last_.reset();
    Show(body);
    Check(/*is_attempt=*/true);
  }

  void Show(Body body) {
    body_ = body;
    scroll_ = 0;
  }

  void Check(bool is_attempt) {
    // The one before has nothing new to say. If it was to be an attempt, this
    // one is.
    is_attempt_ = is_attempt || (check_ != nullptr && is_attempt_);
    check_.reset();
    // The process that checks has no terminal to ask for its style.
    check_ = std::make_unique<RunningCheck>([this, style = Style()] {
      return CheckUnit(unit_, style, is_attempt_);
    });
  }

  void ReadProgress() {
    auto course = ReadCourse(unit_.workspace);
    if (course.ok()) {
      course_ = *std::move(course);
    } else {
      note_ = std::string(course.status().message());
    }
  }

  TextStyle Style() const {
    TextStyle style = StyleFor(STDOUT_FILENO);
    style.width = screen_.columns();
    return style;
  }

  // What is shown.

  Piece Status() const {
    if (check_ != nullptr) return {"checking …", Ink::kCaution};
    if (!last_) return {};
    return last_->accepted ? Piece{"✓ " + last_->verdict, Ink::kGood}
                           : Piece{"✗ " + last_->verdict, Ink::kBad};
  }

  std::string Note() const {
    std::vector<std::string> notes;
    if (!note_.empty()) notes.push_back(note_);
    if (!files_->folder_is_there()) {
      notes.push_back(absl::StrCat("The folder ", unit_.folder.string(),
                                   " is gone; `grader start` makes it again."));
    } else if (files_->fd() < 0) {
      notes.emplace_back("Saves are looked for twice a second here.");
    }
    if (last_ && !last_->note.empty()) notes.push_back(last_->note);
    std::string text;
    for (const std::string& note : notes) {
      absl::StrAppend(&text, text.empty() ? "" : "\n", note);
    }
    return text;
  }

  std::string Bottom() const {
    if (asks_reset_) {
      return "Put the starter in the place of what you wrote? A backup is "
             "kept. "
             "y/N";
    }
    if (body_ == Body::kList && list_.is_searching()) return list_.Question();
    return kKeys;
  }

  WatchView View() {
    style_ = Style();
    WatchView view;
    view.title = NumberedTitle(unit_.problem);
    view.status = Status();
    view.progress = ProgressBar(course_.units, course_.states, kBarColumns);
    const std::vector<std::string> own = OwnFiles(
        unit_.problem, UnitLanguage(unit_.problem, unit_.workspace.language),
        unit_.folder);
    view.file = (own.empty() ? unit_.folder : unit_.folder / own.front());
    view.note = Note();
    view.body = BodyText();
    view.bottom = Bottom();
    scroll_ = std::clamp(scroll_, 0, MostScroll(view, style_, screen_.rows()));
    view.scroll = scroll_;
    return view;
  }

  std::string BodyText() const {
    switch (body_) {
      case Body::kReport:
        return last_ ? last_->report : "";
      case Body::kDifference:
        return last_ ? last_->difference : "";
      case Body::kTimeline:
        return last_ ? last_->timeline : "";
      case Body::kStatement:
        return StatementPage(unit_.problem, style_);
      case Body::kHint:
        return HintPage(unit_.problem,
                        StateOf(course_.states, unit_.problem.id).hints_seen,
                        style_);
      case Body::kList:
        return list_.Text(course_.units, course_.states, style_);
      case Body::kHelp:
        return WatchHelpPage(style_);
    }
    return "";
  }

  // What happens.

  void Wait() {
    std::array<pollfd, 4> waits = {
        pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{signals_.fd(), POLLIN, 0},
        pollfd{files_->fd(), POLLIN, 0},
        pollfd{check_ != nullptr ? check_->fd() : -1, POLLIN, 0}};
    const bool look_again = files_->fd() < 0 || !files_->folder_is_there();
    if (poll(waits.data(), waits.size(), look_again ? kLookAgainMs : -1) < 0) {
      if (errno != EINTR) quit_ = true;
      return;
    }
    if (waits[1].revents != 0) OnSignals();
    if (waits[2].revents != 0 || look_again) {
      if (files_->Changed()) OnSave();
    }
    if (waits[3].revents != 0 && check_ != nullptr && check_->Read()) {
      OnChecked();
    }
    if (waits[0].revents != 0) OnInput();
  }

  void OnSignals() {
    while (const int one = signals_.Take()) {
      if (one == SIGTSTP) {
        screen_.Suspend();
      } else if (one == SIGWINCH) {
        // The pages are laid out anew; from the cache that takes no time.
        Check(/*is_attempt=*/false);
      } else {
        quit_ = true;
        ended_by_ = one;
      }
    }
  }

  void OnSave() {
    note_.clear();
    Show(Body::kReport);
    Check(/*is_attempt=*/true);
  }

  void OnChecked() {
    last_ = ReadWatchedCheck(check_->result());
    check_.reset();
    const bool was_done = StateOf(course_.states, unit_.problem.id).done();
    ReadProgress();
    if (!last_->accepted || !is_attempt_ || was_done) return;
    const std::string accepted =
        absl::StrCat("✓ ", unit_.problem.title, " is accepted.");
    if (GoToNext()) {
      note_ = accepted;
    } else if (NextUnit(course_.units, course_.states, "") == nullptr) {
      note_ = absl::StrCat(accepted, " All units are done.");
    }
  }

  // Whether there is another.
  bool GoToNext() {
    ReadProgress();
    const Problem* const next =
        NextUnit(course_.units, course_.states, unit_.problem.id);
    if (next == nullptr) {
      note_ = "All other units are done.";
      return false;
    }
    return GoTo(*next);
  }

  bool GoTo(const Problem& problem) {
    note_.clear();
    UnitOfWorkspace unit = {unit_.workspace, problem,
                            PlaceOf(unit_.workspace, problem).folder,
                            LanguageIn(unit_.workspace, problem)};
    Begin(unit, Body::kStatement);
    return true;
  }

  void OnInput() {
    std::array<char, 256> bytes;
    const ssize_t count = read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0) {
      // The terminal is gone.
      quit_ = count == 0 || errno != EINTR;
      return;
    }
    for (const int key : keys_.Read(absl::string_view(
             bytes.data(), static_cast<std::size_t>(count)))) {
      if (!quit_) OnKey(key);
    }
  }

  void OnKey(int key) {
    if (asks_reset_) return OnAnswer(key);
    if (body_ == Body::kList && OnListKey(key)) return;
    switch (key) {
      case 'q':
        quit_ = true;
        return;
      case 'n':
        GoToNext();
        return;
      case 'h':
        return NextHint();
      case 's':
        return Show(Body::kStatement);
      case 'd':
        return Show(Body::kDifference);
      case 't':
        return Show(Body::kTimeline);
      case 'c':
        return Show(Body::kReport);
      case kKeyEnter:
        Show(Body::kReport);
        return Check(/*is_attempt=*/true);
      case 'l':
        list_ = UnitList();
        return Show(Body::kList);
      case 'r':
        asks_reset_ = true;
        return;
      case '?':
        return Show(Body::kHelp);
      case kKeyUp:
        --scroll_;
        return;
      case kKeyDown:
        ++scroll_;
        return;
      case kKeyPageUp:
        scroll_ -= screen_.rows() / 2;
        return;
      case ' ':
      case kKeyPageDown:
        scroll_ += screen_.rows() / 2;
        return;
      default:
        return;
    }
  }

  bool OnListKey(int key) {
    if (key == kKeyEnter && !list_.is_searching()) {
      const Problem* const chosen = list_.Chosen(course_.units, course_.states);
      if (chosen != nullptr) GoTo(Problem(*chosen));
      return true;
    }
    if (!list_.OnKey(key, course_.units, course_.states)) return false;
    // The chosen line stays in sight.
    scroll_ = list_.chosen() - screen_.rows() / 3;
    return true;
  }

  void OnAnswer(int key) {
    asks_reset_ = false;
    if (key != 'y' && key != 'Y') return;
    const auto backup =
        ResetUnit(unit_.workspace, unit_.problem, unit_.folder, TimeOfDay());
    // Which is a save, too; what it was is said when that was noticed.
    if (files_->Changed()) OnSave();
    note_ = backup.ok()
                ? absl::StrCat("What you wrote is in ", backup->string(), ".")
                : std::string(backup.status().message());
  }

  void NextHint() {
    const int count =
        static_cast<int>(HintsFor(unit_.problem.hints, nullptr).size());
    const int seen = StateOf(course_.states, unit_.problem.id).hints_seen;
    if (seen < count) {
      const absl::Status added = RecordLook(unit_, kHint, seen + 1, count);
      note_ = std::string(added.message());
      ReadProgress();
    }
    Show(Body::kHint);
  }

  const bool poll_;
  // Before the screen: it is given back before a signal can end the program.
  Signals signals_;
  Screen screen_;
  UnitOfWorkspace unit_;
  CourseHere course_;
  std::unique_ptr<FileWatch> files_;
  std::unique_ptr<RunningCheck> check_;
  bool is_attempt_ = false;  // the check that runs, or ran last
  std::optional<WatchedCheck> last_;
  TextStyle style_;
  WatchView view_;
  KeyReader keys_;
  Body body_ = Body::kReport;
  UnitList list_;
  bool asks_reset_ = false;
  std::string note_;
  int scroll_ = 0;
  int ended_by_ = 0;
  bool quit_ = false;
};

}  // namespace

ExitCode WatchUnits(const UnitOfWorkspace& first, bool poll) {
  const int ended_by = Watching(first, poll).Run();
  if (ended_by != 0) raise(ended_by);
  return kAllWell;
}

}  // namespace grader
