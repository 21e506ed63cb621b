// The Database in a folder, which SQLite keeps: the one that needs nothing
// else.
#ifndef GRADER_STORE_SQLITE_DATABASE_H_
#define GRADER_STORE_SQLITE_DATABASE_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/store/database.h"

namespace grader {

// The database's name in its folder.
inline constexpr char kSqliteFile[] = "class.sqlite";

class SqliteDatabase : public Database {
 public:
  // Opens that of `folder`, which is made if need be and closed to other users,
  // in the form that `steps` lead to; see Migrate. Fails with
  // kFailedPrecondition, also when another process has it open.
  static absl::StatusOr<std::unique_ptr<SqliteDatabase>> Open(
      const std::filesystem::path& folder,
      const std::vector<std::string>& steps);

  // What an older grader's database was kept as; empty: it was of this version.
  const std::filesystem::path& copy() const { return copy_; }

  void Read(const std::function<void()>& read) override;
  void Write(const std::function<bool()>& write) override;
  std::vector<SqlRow> Select(const std::string& sql,
                             const std::vector<SqlValue>& values) override;
  std::int64_t Change(const std::string& sql,
                      const std::vector<SqlValue>& values) override;
  absl::StatusOr<std::string> Secret(const std::string& name) override;

 private:
  // flock(2), for as long as the folder is in use.
  class Lock {
   public:
    explicit Lock(int fd) : fd_(fd) {}
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

   private:
    const int fd_;
  };

  SqliteDatabase(std::unique_ptr<Lock> lock,
                 const std::filesystem::path& folder);

  const std::filesystem::path folder_;
  std::unique_ptr<Lock> lock_;  // goes last
  SQLite::Database database_;
  std::filesystem::path copy_;
};

}  // namespace grader

#endif  // GRADER_STORE_SQLITE_DATABASE_H_
