// The PostgresFollower: hears what other servers write into the class's
// database. It has a connection of its own, since it does nothing but wait.
#ifndef GRADER_STORE_POSTGRES_FOLLOWER_H_
#define GRADER_STORE_POSTGRES_FOLLOWER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "grader/store/postgres_connection.h"

namespace grader {

struct Following;

class PostgresFollower {
 public:
  // What comes from `own_backend` is this process's own, and told by nobody.
  PostgresFollower(std::string url, std::function<int()> own_backend);
  ~PostgresFollower();
  PostgresFollower(const PostgresFollower&) = delete;
  PostgresFollower& operator=(const PostgresFollower&) = delete;

  // Tells `following` until Stop, whether the server can be reached or not.
  void Work(const Following& following);
  void Stop();

 private:
  // Waits for what comes over the connection, if there is one, until the beat.
  // False: it is stopped.
  bool Wait() const;
  // Tells what has come.
  void Hear(const Following& following);

  const std::string url_;
  const std::function<int()> own_backend_;
  const int stop_;                                  // eventfd(2)
  std::unique_ptr<PostgresConnection> connection_;  // null: it is lost
  absl::Time beat_;                                 // when the next one is due
};

}  // namespace grader

#endif  // GRADER_STORE_POSTGRES_FOLLOWER_H_
