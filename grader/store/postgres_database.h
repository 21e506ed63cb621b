// The Database of a PostgreSQL server, which several processes share: each of
// them is a server of the class, and sees what the others write.
#ifndef GRADER_STORE_POSTGRES_DATABASE_H_
#define GRADER_STORE_POSTGRES_DATABASE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/store/database.h"
#include "grader/store/postgres_connection.h"
#include "grader/store/store.h"

namespace grader {

// One process writes at a time, as with SQLite: numbers are in the order in
// which what they count was written, so that one can ask what is new. Each
// write has a number of its own, which is written with it: where a connection
// breaks before the answer to COMMIT has come, it tells whether that was done.
class PostgresDatabase : public Database {
 public:
  // Fails like CheckPostgresUrl and MigratePostgres, and with kUnavailable when
  // the server cannot be reached.
  static absl::StatusOr<std::unique_ptr<PostgresDatabase>> Open(
      const PostgresOptions& options, const std::vector<std::string>& steps);

  // The version that it was of; 0: it was empty.
  int opened_version() const { return opened_version_; }

  // The number of the process that serves this one at the server. Also used by
  // other threads.
  int backend() const { return backend_; }

  void Read(const std::function<void()>& read) override;
  void Write(const std::function<bool()>& write) override;
  std::vector<SqlRow> Select(const std::string& sql,
                             const std::vector<SqlValue>& values) override;
  std::int64_t Change(const std::string& sql,
                      const std::vector<SqlValue>& values) override;
  std::int64_t process() const override { return process_; }
  std::vector<std::int64_t> GoneProcesses() override;
  absl::StatusOr<std::string> Secret(const std::string& name) override;

 private:
  explicit PostgresDatabase(const PostgresOptions& options)
      : options_(options) {}

  // A new connection, by which this process is known to the others.
  void Connect();
  // The same, tried for a while when it has just been lost.
  void FindAgain();
  // It is no longer used.
  void Lose(const std::string& why);
  // Ends a transaction that has failed.
  void RollBack();

  const PostgresOptions options_;
  int version_ = 0;
  int opened_version_ = 0;
  std::unique_ptr<PostgresConnection> connection_;  // null: it is lost
  std::atomic<int> backend_ = 0;
  std::int64_t process_ = 0;  // 0: it has not been known yet
  std::int64_t write_ = 0;    // the number of the last one
  std::int64_t written_ = 0;  // what the database had of it, when it was lost
  bool is_said_ = false;      // that it is lost
  bool may_wait_ = true;
  // Since when a process is seen to be gone.
  std::map<std::int64_t, absl::Time> gone_since_;
};

}  // namespace grader

#endif  // GRADER_STORE_POSTGRES_DATABASE_H_
