// The PostgresConnection: one connection to a PostgreSQL server, and what is
// said over it. The one place that knows its client library.
#ifndef GRADER_STORE_POSTGRES_CONNECTION_H_
#define GRADER_STORE_POSTGRES_CONNECTION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/store/database.h"

namespace grader {

struct PostgresLibrary;

// What PostgreSQL has answered in place of a result.
class PostgresError : public DatabaseError {
 public:
  enum class Kind {
    kRefused,   // the statement
    kTryAgain,  // the transaction, because of another one
    kLost,      // nothing can be asked any more
  };

  PostgresError(Kind kind, const std::string& why)
      : DatabaseError(why), kind_(kind) {}

  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

// Whether `url` is one that libpq knows (postgresql://…), without a password:
// all users of a machine see what programs are called with. kInvalidArgument
// with what was expected; kFailedPrecondition without libpq.
absl::Status CheckPostgresUrl(const std::string& url);

// Used by one thread at a time. Its functions throw PostgresError.
class PostgresConnection {
 public:
  // `url` must have been checked. Passwords are where libpq looks for them
  // (PGPASSWORD, ~/.pgpass; see https://www.postgresql.org/docs/15/libpq.html).
  // Whoever does not answer is given up in some ten seconds.
  explicit PostgresConnection(const std::string& url);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  struct Answer {
    std::vector<SqlRow> rows;
    std::int64_t changed = 0;  // rows
  };

  // One statement, with "?" where `values` stand. Text that is no UTF-8, or has
  // a NUL, which PostgreSQL does not keep, gets U+FFFD in its place.
  Answer Ask(const std::string& sql, const std::vector<SqlValue>& values = {});
  // Several without values; how many rows the last one has changed.
  std::int64_t Do(const std::string& statements);

  int backend() const;  // the number of the process that serves it
  int socket() const;   // may be read when something has come

  // What somebody has sent by NOTIFY, after LISTEN.
  struct Notice {
    int backend = 0;  // whose
    std::string text;
  };
  // One that has come; nothing: there is none.
  std::optional<Notice> NextNotice();

 private:
  const PostgresLibrary* const library_;
  void* connection_ = nullptr;
};

}  // namespace grader

#endif  // GRADER_STORE_POSTGRES_CONNECTION_H_
