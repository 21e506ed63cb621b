// The Store: what a class did, in a folder. Who is in it, how they sign in,
// what they handed in and what became of it. What a function here has returned
// from is on the disk.
#ifndef GRADER_STORE_STORE_H_
#define GRADER_STORE_STORE_H_

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/batch/deadline.h"
#include "grader/problem/points.h"
#include "grader/problem/submission.h"

namespace grader {

struct Person {
  std::string id;
  std::string name;
  bool instructor = false;

  bool operator==(const Person&) const = default;
};

// What lets one person make an account, or a new password for it, once.
struct Invitation {
  std::string digest;  // of its token
  std::string name;    // empty: whoever takes it chooses one
  bool instructor = false;
  std::string
      person;  // whose account it gives a new password; empty: a new one

  bool operator==(const Invitation&) const = default;
};

// What became of a submission.
struct Outcome {
  std::string verdict;  // "accepted", …
  Points points;
  Points max_points;
  std::string report;    // HTML, as the learner sees it
  std::string revealed;  // the same with what hidden cases hold
  // Both as grader.report/1; empty where an older grader kept none.
  std::string json;
  std::string revealed_json;

  bool operator==(const Outcome&) const = default;
};

// What a submission is, but for its files and its reports.
struct SubmissionHead {
  std::string id;
  std::string person;  // id
  std::string unit;    // id
  std::string language;
  absl::Time received;  // to the millisecond
  bool graded = false;
  std::string verdict;
  Points points;
  Points max_points;
  // Waits to be graded again; what is above holds until then.
  bool regrading = false;
  std::optional<Points> set_points;  // by an instructor, in place of `points`
  Lateness late;  // of what is graded, by the deadline that is there now

  Points counted() const { return set_points.value_or(points - late.deducted); }
};

// When a unit is due, as an instructor wrote it and as it was read.
struct UnitDeadline {
  struct Extended {
    std::string words;  // "2d"
    Extension extension;
  };

  std::string due;    // with its zone
  std::string late;   // the rule; see ReadDeadline
  Deadline deadline;  // it is told in UTC, whatever zone it was written in
  std::map<std::string, Extended> extensions;  // by person

  // That of one person.
  absl::Time DueFor(const std::string& person) const;
};

using UnitDeadlines = std::map<std::string, UnitDeadline>;  // by unit

// That somebody set, changed or took back a deadline or an extension.
struct DeadlineChange {
  std::string unit;
  std::string person;   // id of who did it
  absl::Time done;      // to the millisecond
  std::string learner;  // id of whose extension it is; empty: the deadline
  std::string text;     // what it was from then on; empty: none
  std::string late;     // the rule of a deadline

  bool operator==(const DeadlineChange&) const = default;
};

// What one person's submissions to one unit come to.
struct Standing {
  int attempts = 0;
  // The first with the most points, of those that are graded.
  std::optional<SubmissionHead> best;
  std::optional<SubmissionHead> last;
};

using UnitStandings = std::map<std::string, Standing>;  // by unit

// What was done with a submission after it had been handed in. Deeds are only
// added: they are also how one knows who did what.
struct Deed {
  enum class Kind {
    kComment,      // `text`
    kPointsSet,    // to `points`, for the reason `text`
    kPointsUnset,  // what grading gave counts again, for the reason `text`
    kRegradeAsked,
    kRegraded,       // as somebody asked; `text`: what it was before
    kRegradeFailed,  // as somebody asked; it is what it was before
  };

  std::string submission;  // id
  std::string person;      // id of who did it or asked for it
  absl::Time done;         // to the millisecond
  Kind kind = Kind::kComment;
  std::optional<Points> points;
  std::string text;

  bool operator==(const Deed&) const = default;
};

// "comment", "points_set", …
std::string DeedName(Deed::Kind kind);

struct StoredSubmission {
  SubmissionHead head;
  std::vector<SourceFile> files;  // by name
  Outcome outcome;                // of one that is graded
};

// What lets a program do what a person may.
struct Token {
  std::string id;
  std::string person;  // id
  std::string name;    // what it is for
  absl::Time made;     // to the millisecond

  bool operator==(const Token&) const = default;
};

// One time that somebody took a quiz.
struct QuizTake {
  int number = 0;                   // from 1; 0: it was never begun
  std::vector<std::string> events;  // QuizEventJson, oldest first

  bool operator==(const QuizTake&) const = default;
};

// A class that several servers share, in PostgreSQL.
struct PostgresOptions {
  std::string url;  // postgresql://USER@HOST/DATABASE
  // Told, in a few words, when it cannot be reached, and when it can again.
  std::function<void(const std::string&)> on_note = {};
  // For how long a server has to be gone before others grade what it has left.
  absl::Duration grace = absl::Seconds(5);
  // How long whoever asks first waits for a database that is lost: one that
  // starts anew is there again in so long.
  absl::Duration patience = absl::Seconds(5);
};

// What others do to the class.
struct OthersChange {
  enum class Kind {
    kReceived,  // also: to be graded again
    kWaits,     // to be begun once more
    kBegun,
    kGraded,
    kDeadline,  // when `unit` is due has changed
  };

  Kind kind = Kind::kReceived;
  std::string submission;  // id; of a deadline: empty
  std::string person;      // id; of a deadline that is everybody's: empty
  std::string unit;        // of a deadline: the id

  bool operator==(const OthersChange&) const = default;
};

// Who is told of it, by the thread that follows.
struct Following {
  std::function<void(const OthersChange&)> on_change;
  // Something may have happened that nobody was told of.
  std::function<void()> on_missed;
  // About every second.
  std::function<void()> on_beat;
};

// Used by several threads. A Status is kUnavailable with the database's reason
// (a full disk, say) unless something else is said; nothing has been changed
// then.
class Store {
 public:
  // Opens the folder `folder`, which is made if need be and closed to other
  // users. Fails with kFailedPrecondition when another process has it open, or
  // a later grader wrote it.
  static absl::StatusOr<std::unique_ptr<Store>> Open(
      const std::filesystem::path& folder);
  // Opens the class that others may have open as well. Fails with
  // kInvalidArgument for an address that is none, kFailedPrecondition when the
  // database cannot be used as it is, kUnavailable when it cannot be reached.
  static absl::StatusOr<std::unique_ptr<Store>> Open(
      const PostgresOptions& options);
  ~Store();

  // A sentence on what became of an older grader's database when this one
  // opened it; empty: it was of this version.
  const std::string& brought() const;

  // Whether other servers may have it open, too. Then one thread follows what
  // they do, until it is told to stop.
  bool shared() const;
  void Follow(const Following& following);
  void StopFollowing();

  // The 32 bytes that all servers of the class know as `name`, drawn when they
  // are asked for at first.
  absl::StatusOr<std::string> Secret(const std::string& name);

  absl::StatusOr<bool> HasInstructor();
  // Those of learners, by name.
  absl::StatusOr<std::vector<Person>> Learners();
  absl::StatusOr<std::optional<Person>> FindPerson(const std::string& id);
  // The person who signs in as `name`, and the hash of the password.
  absl::StatusOr<std::optional<std::pair<Person, std::string>>> FindAccount(
      const std::string& name);

  absl::Status AddInvitation(const Invitation& invitation);
  // One that nobody has taken yet.
  absl::StatusOr<std::optional<Invitation>> FindInvitation(
      const std::string& digest);
  // Nobody can take one that makes a new instructor any more.
  absl::Status WithdrawInstructorInvitations();
  // Makes `person`, who takes the invitation. kNotFound if it was taken
  // meanwhile, kAlreadyExists if somebody has that name.
  absl::Status Join(const std::string& digest, const Person& person,
                    const std::string& password_hash);
  // Gives the invitation's person that password, and ends all of their sessions
  // and tokens. kNotFound if it was taken meanwhile, or makes a new account.
  absl::Status ChangePassword(const std::string& digest,
                              const std::string& password_hash);

  // Begins one for whoever has shown the password whose hash is
  // `password_hash`; kAborted if that is no longer the person's. Those that
  // have ended by `now` are forgotten.
  absl::Status AddSession(const std::string& digest, const std::string& person,
                          const std::string& password_hash, absl::Time now,
                          absl::Time expires);
  absl::StatusOr<std::optional<Person>> FindSession(const std::string& digest,
                                                    absl::Time now);
  absl::Status RemoveSession(const std::string& digest);

  // Made in the session `session` of the token's person; kAborted if that is
  // over. kResourceExhausted if the person has 20 of them.
  absl::Status AddToken(const Token& token, const std::string& digest,
                        const std::string& session);
  // Those of a person, oldest first.
  absl::StatusOr<std::vector<Token>> Tokens(const std::string& person);
  // Whose token that is.
  absl::StatusOr<std::optional<Person>> FindToken(const std::string& digest);
  // kNotFound if the person has no such token.
  absl::Status RemoveToken(const std::string& person, const std::string& id);

  absl::Status AddSubmission(const SubmissionHead& head,
                             const std::vector<SourceFile>& files);
  absl::StatusOr<std::optional<StoredSubmission>> FindSubmission(
      const std::string& id);
  // Of one person, or of all if `person` is empty; oldest first.
  absl::StatusOr<std::vector<SubmissionHead>> Submissions(
      const std::string& person);
  // Of everybody who handed in anything, by person. It is cheap: only what has
  // changed since the last time is read.
  absl::StatusOr<std::map<std::string, std::shared_ptr<const UnitStandings>>>
  Standings();
  // Those that are not graded yet, oldest first.
  absl::StatusOr<std::vector<SubmissionHead>> Ungraded();
  // Those that this server has to grade, for the first time or again: what came
  // through it, and from now on what is no server's that runs. Those that are
  // graded for the first time come first, and of both the oldest.
  absl::StatusOr<std::vector<SubmissionHead>> ToGrade();
  // This server has begun to grade it, or has to wait with it once more: what
  // the others show of it. Where there are none, nothing is done.
  absl::Status SetBegun(const std::string& id, bool begun);
  // Whether a server has begun with it, of what is to be graded.
  absl::StatusOr<bool> IsBegun(const std::string& id);
  // How many of one person are not graded yet. It is cheap, however many there
  // are of others.
  absl::StatusOr<int> CountUngraded(const std::string& person);
  // The first outcome stays.
  absl::Status SetOutcome(const std::string& id, const Outcome& outcome);

  // Counts at `now` that `what`, which says who does which thing, is done once
  // more, at whichever server. Zero: it may be, as it is not more than `most`
  // times in `window`, which begins with the first; else how long to wait.
  // Where only one server has the class it is not counted here.
  absl::StatusOr<absl::Duration> CountTry(const std::string& what, int most,
                                          absl::Duration window,
                                          absl::Time now);
  // What was counted of it is forgotten.
  absl::Status ForgetTries(const std::string& what);

  // Has the submission of that id graded again, or all of a unit, if they are
  // graded and do not wait for that already; gives those that do now.
  absl::StatusOr<std::vector<SubmissionHead>> AskRegrade(
      const std::string& id, const std::string& person, absl::Time now);
  absl::StatusOr<std::vector<SubmissionHead>> AskRegradeOfUnit(
      const std::string& unit, const std::string& person, absl::Time now);
  // Those that wait for it, oldest first.
  absl::StatusOr<std::vector<SubmissionHead>> Regrading();
  // What came of it takes the place of the outcome, if somebody waits for it:
  // but where the grader failed (judge_error), an outcome that it once could
  // find stays.
  absl::Status SetRegraded(const std::string& id, const Outcome& outcome,
                           absl::Time now);

  // Adds a comment, or points that are set or unset. kResourceExhausted if 200
  // things were done with the submission already.
  absl::Status AddDeed(const Deed& deed);
  // What was done with a submission, oldest first.
  absl::StatusOr<std::vector<Deed>> Deeds(const std::string& submission);

  // Of a unit, in place of an earlier one, whose extensions stay; with an empty
  // `due` there is none any more, nor are there extensions. From then on all
  // that was handed in counts by it. `person`, an id, does that. What changes
  // nothing is no DeadlineChange. kInvalidArgument as ReadDeadline.
  absl::Status SetDeadline(const std::string& unit, const std::string& due,
                           const std::string& late, const std::string& person,
                           absl::Time now);
  // Of `learner`, likewise; an empty one takes it back. kInvalidArgument as
  // ReadExtension; kNotFound if there is no such deadline.
  absl::Status SetExtension(const std::string& unit, const std::string& learner,
                            const std::string& extension,
                            const std::string& person, absl::Time now);
  // Those of a unit that were last, at most 100, newest first. An older
  // grader's are not known.
  absl::StatusOr<std::vector<DeadlineChange>> DeadlineChanges(
      const std::string& unit);
  // Cheap.
  std::shared_ptr<const UnitDeadlines> Deadlines();

  // The last time that the person took that quiz.
  absl::StatusOr<QuizTake> LastTake(const std::string& person,
                                    const std::string& unit);
  // The ids of all who have begun it.
  absl::StatusOr<std::vector<std::string>> WhoTook(const std::string& unit);
  // The first event of each time that it was begun.
  absl::StatusOr<std::vector<std::string>> BeginningsOfTakes(
      const std::string& person, const std::string& unit);

  // Adds `events` behind those of `take`, and `finished`, if there is one: what
  // was answered, with its outcome. kAborted if something else has been added
  // since `take` was read.
  absl::Status AddToTake(const std::string& person, const std::string& unit,
                         const QuizTake& take,
                         const std::vector<std::string>& events,
                         const StoredSubmission* finished = nullptr);

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  // The Store of it, once the deadlines are read; `where` is what is told.
  static absl::StatusOr<std::unique_ptr<Store>> WithDeadlines(
      std::unique_ptr<State> state, const std::string& where);

  std::unique_ptr<State> state_;
};

}  // namespace grader

#endif  // GRADER_STORE_STORE_H_
