// The Site: a course in the browser. It answers one request after the other
// from the course, the Store and the JobQueue; what becomes of a request over
// the network is the HttpServer's.
#ifndef GRADER_SERVE_SITE_H_
#define GRADER_SERVE_SITE_H_

#include <functional>
#include <mutex>
#include <string>

#include "absl/time/time.h"
#include "grader/course/quiz_session.h"
#include "grader/queue/job_queue.h"
#include "grader/serve/events.h"
#include "grader/serve/followed_course.h"
#include "grader/serve/http.h"
#include "grader/serve/sign_in_limit.h"
#include "grader/serve/similarity_search.h"
#include "grader/store/credentials.h"
#include "grader/store/store.h"

namespace grader {

struct SiteOptions {
  std::string url;  // where people find it: "http://127.0.0.1:8080"
  std::function<absl::Time()> now;
  std::function<QuizTime()> quiz_now;
  std::string badge_key;  // the seed of the key pair that signs badges
  PasswordCost password_cost = PasswordCost::kInteractive;
  // What is being done for the submission of that id, in a few words; empty:
  // nothing yet.
  std::function<std::string(const std::string&)> progress;
  SimilaritySearch* similarity = nullptr;  // there must be one
  // What it waits for, in a sentence; empty: for its turn alone. May be none.
  std::function<std::string(const std::string&)> waits_for;
};

// Bytes of the body of a request: of those that bring files, and of all others.
inline constexpr std::size_t kLongestHandIn = 2 << 20;
inline constexpr std::size_t kLongestForm = 64 << 10;

// The longest body that a request for `path` may have.
std::size_t LongestBody(const std::string& path);

// Whether answering it takes a tenth of a second or more (passwords).
bool TakesLong(const HttpRequest& request);

class Visit;

// Used by several threads.
class Site {
 public:
  Site(const FollowedCourse& course, Store& store, JobQueue& queue,
       SiteOptions options);

  HttpResponse Answer(const HttpRequest& request);

  // Tells those who listen, also that others' places in the queue have changed
  // with it.
  void Tell(const Event& event);
  // Something may have happened that nobody was told of.
  void TellMissed() { events_.EndAll(); }

  // The address at which somebody takes that invitation, whose token is drawn.
  absl::StatusOr<std::string> Invite(Invitation invitation);

  // The address at which an instructor makes an account; empty if there is one
  // and not `another` is wanted. An earlier one that nobody has used is none
  // any more.
  absl::StatusOr<std::string> InstructorLink(bool another);

 private:
  friend class Visit;

  // Tells each that waits how many are before it.
  void TellPlaces();

  const FollowedCourse& course_;
  Store& store_;
  JobQueue& queue_;
  const SiteOptions options_;
  Events events_;
  // Held from a look at the queue until all of it is told: what another thread
  // sees later is told later, and what leaves the queue meanwhile is told to be
  // graded behind its last place.
  std::mutex telling_;
  SignInLimit limit_{store_};
  // Of each person: submissions, and requests of programs. To write those down
  // for all servers would take longer than to answer them.
  RateLimit hand_in_limit_{60, absl::Minutes(1), &store_, "hand-in"};
  RateLimit request_limit_{300, absl::Minutes(1)};
};

}  // namespace grader

#endif  // GRADER_SERVE_SITE_H_
