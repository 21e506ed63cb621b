// The Store: what a class did, in a folder. Who is in it, how they sign in,
// what they handed in and what became of it. What a function here has returned
// from is on the disk.
#ifndef GRADER_STORE_STORE_H_
#define GRADER_STORE_STORE_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
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
};

struct StoredSubmission {
  SubmissionHead head;
  std::vector<SourceFile> files;  // by name
  Outcome outcome;                // of one that is graded
};

// Used by several threads. A Status is kUnavailable with SQLite's reason (a
// full disk, say) unless something else is said; nothing has been changed then.
class Store {
 public:
  // Opens the folder `folder`, which is made if need be and closed to other
  // users. Fails with kFailedPrecondition when another process has it open, or
  // a later grader wrote it.
  static absl::StatusOr<std::unique_ptr<Store>> Open(
      const std::filesystem::path& folder);
  ~Store();

  // What an older grader's database was kept as when this one opened it; empty:
  // it was of this version.
  const std::filesystem::path& copy() const;

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
  // Gives the invitation's person that password, and ends all of their
  // sessions. kNotFound if it was taken meanwhile, or makes a new account.
  absl::Status ChangePassword(const std::string& digest,
                              const std::string& password_hash);

  // Those that have ended by `now` are forgotten.
  absl::Status AddSession(const std::string& digest, const std::string& person,
                          absl::Time now, absl::Time expires);
  absl::StatusOr<std::optional<Person>> FindSession(const std::string& digest,
                                                    absl::Time now);
  absl::Status RemoveSession(const std::string& digest);

  absl::Status AddSubmission(const SubmissionHead& head,
                             const std::vector<SourceFile>& files);
  absl::StatusOr<std::optional<StoredSubmission>> FindSubmission(
      const std::string& id);
  // Of one person, or of all if `person` is empty; oldest first.
  absl::StatusOr<std::vector<SubmissionHead>> Submissions(
      const std::string& person);
  // Those that are not graded yet, oldest first.
  absl::StatusOr<std::vector<SubmissionHead>> Ungraded();
  // The first outcome stays.
  absl::Status SetOutcome(const std::string& id, const Outcome& outcome);

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace grader

#endif  // GRADER_STORE_STORE_H_
