// Events: what becomes of submissions and deadlines, told to those who listen.
// An Event says that something has changed; what it is now, a page or the API
// tells.
#ifndef GRADER_SERVE_EVENTS_H_
#define GRADER_SERVE_EVENTS_H_

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "grader/serve/event_stream.h"
#include "grader/store/store.h"

namespace grader {

struct Event {
  enum class State {
    kReceived,  // also: to be graded again
    kWaiting,   // its place among those that wait has changed
    kGrading,
    kGraded,    // there is a result, or it has changed
    kDeadline,  // when `unit` is due has changed
  };

  std::string submission;  // its id; empty: it is about a deadline
  std::string person;      // whose it is; of a deadline, empty: everybody's
  State state = State::kReceived;
  std::size_t ahead = 0;  // while it waits: how many before it
  // While it is graded: what is done; while it waits, and not for its turn
  // alone: for what. In words.
  std::string doing;
  std::string unit;  // of a deadline: the id
};

// "received", "waiting", "grading", "graded", "deadline".
std::string StateName(Event::State state);

// What a submission waits for whose place in the queue is another server's.
inline constexpr char kWaitsForItsTurn[] = "Waits for its turn.";

// What is told here of what another server of the class does.
Event EventOfOthers(const OthersChange& change);

// Used by several threads.
class Events {
 public:
  // How many streams there are at a time: of one person, who has six
  // connections in most browsers and needs some for pages, and of all.
  static constexpr std::size_t kMostOfOne = 4;
  static constexpr std::size_t kMostOfAll = 700;

  // What becomes of that submission from now on, for a person; of an empty one:
  // what is received and graded of all the class, and deadlines. It goes on for
  // as long as somebody holds it. Null: there are as many as there can be.
  std::shared_ptr<EventStream> Listen(const std::string& person,
                                      const std::string& submission);

  // Tells those who listen. A submission's stream ends with its result.
  void Tell(const Event& event);

  // Ends the streams of a person, who may be somebody else by now.
  void EndOf(const std::string& person);
  // Ends all of them: whoever listens asks again, for what is the case.
  void EndAll();

 private:
  struct Listening {
    std::string person;
    std::weak_ptr<EventStream> stream;
  };

  std::mutex mutex_;                                 // of what is below
  std::multimap<std::string, Listening> listening_;  // by submission
};

// What is sent of `event`; to the class also whose submission it is.
std::string EventMessage(const Event& event, bool to_class);

}  // namespace grader

#endif  // GRADER_SERVE_EVENTS_H_
