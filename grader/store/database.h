// The Database: what the Store asks of whatever keeps its tables. All that the
// Store says to it is SQL that SQLite and PostgreSQL understand alike, with "?"
// where values stand.
#ifndef GRADER_STORE_DATABASE_H_
#define GRADER_STORE_DATABASE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"

namespace grader {

// What is no text: in a column of bytes.
struct SqlBytes {
  std::string bytes;
};

using SqlValue = std::variant<std::monostate, std::int64_t, std::string,
                              SqlBytes>;  // the first: NULL

class SqlRow {
 public:
  explicit SqlRow(std::vector<SqlValue> values) : values_(std::move(values)) {}

  // Of a column, from 0. What is NULL is empty, and 0.
  std::string Text(std::size_t column) const {
    const SqlValue& value = values_[column];
    if (const auto* bytes = std::get_if<SqlBytes>(&value)) return bytes->bytes;
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? "" : *text;
  }
  std::int64_t Number(std::size_t column) const {
    const auto* number = std::get_if<std::int64_t>(&values_[column]);
    return number == nullptr ? 0 : *number;
  }
  const std::vector<SqlValue>& values() const { return values_; }
  bool IsNull(std::size_t column) const {
    return std::holds_alternative<std::monostate>(values_[column]);
  }

 private:
  std::vector<SqlValue> values_;
};

// Why the database did not do what it was asked for.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Used by one thread at a time. Each function throws DatabaseError.
class Database {
 public:
  virtual ~Database() = default;

  // Has `read` done, which changes nothing and sees the tables as they are at
  // one moment; where that fails it may be done once more.
  virtual void Read(const std::function<void()>& read) = 0;

  // Has `write` done while nobody else writes. If it gives true its changes are
  // on the disk when this returns, else there are none; where it fails it may
  // be done once more, from the beginning.
  virtual void Write(const std::function<bool()>& write) = 0;

  // For use in `read` and `write`: the rows of a SELECT; how many rows another
  // statement has changed.
  virtual std::vector<SqlRow> Select(
      const std::string& sql, const std::vector<SqlValue>& values = {}) = 0;
  virtual std::int64_t Change(const std::string& sql,
                              const std::vector<SqlValue>& values = {}) = 0;

  // What this process is called in the table `claims`, which says who grades
  // what.
  virtual std::int64_t process() const { return 0; }
  // Those in that table that run no longer. For use in `read`.
  virtual std::vector<std::int64_t> GoneProcesses() { return {}; }
  // The 32 bytes that all processes know as `name`, drawn when they are asked
  // for at first. For use in `write`. kInternal when they cannot be kept.
  virtual absl::StatusOr<std::string> Secret(const std::string& name) = 0;
};

}  // namespace grader

#endif  // GRADER_STORE_DATABASE_H_
