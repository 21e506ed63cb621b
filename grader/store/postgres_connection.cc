#include "grader/store/postgres_connection.h"

#include <arpa/inet.h>
#include <endian.h>

#include <array>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/utf8.h"
#include "grader/store/postgres_library.h"

namespace grader {
namespace {

using ErrorKind = PostgresError::Kind;

// Of the types of columns that there are; src/include/catalog/pg_type.dat.
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;

constexpr char kExpected[] =
    "expected postgresql://USER@HOST/DATABASE; what can stand in it is in "
    "https://www.postgresql.org/docs/15/libpq-connect.html";

const PostgresLibrary& Library() {
  const auto library = LoadPostgresLibrary();
  if (!library.ok()) {
    throw PostgresError(ErrorKind::kLost,
                        std::string(library.status().message()));
  }
  return **library;
}

// "?" as PostgreSQL counts them: "$1". No statement has one in a text.
std::string Numbered(const std::string& sql) {
  std::string numbered;
  int number = 0;
  for (const char c : sql) {
    if (c == '?') {
      absl::StrAppend(&numbered, "$", ++number);
    } else {
      numbered += c;
    }
  }
  return numbered;
}

std::string Kept(const std::string& text) {
  if (FindInvalidUtf8(text) == std::string::npos &&
      !absl::StrContains(text, '\0')) {
    return text;
  }
  std::string kept;
  for (absl::string_view rest = text; !rest.empty();) {
    const CodePoint point = DecodeFront(rest);
    kept += Encode(point.valid && point.value != 0 ? point.value : U'\uFFFD');
    rest.remove_prefix(point.size);
  }
  return kept;
}

// On one line.
std::string OnOneLine(const char* said) {
  return absl::StrJoin(
      absl::StrSplit(said, absl::ByAnyChar("\n\t "), absl::SkipEmpty()), " ");
}

// What is sent of `values`, with what it points into.
struct Parameters {
  std::vector<std::string> texts;
  std::vector<Oid> types;
  std::vector<const char*> pointers;
  std::vector<int> lengths;
  std::vector<int> formats;  // 0: text, 1: binary

  explicit Parameters(const std::vector<SqlValue>& values) {
    texts.reserve(values.size());
    for (const SqlValue& value : values) {
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        Add(kInt8, absl::StrCat(*number), 0);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        Add(kText, Kept(*text), 0);
      } else if (const auto* blob = std::get_if<SqlBytes>(&value)) {
        Add(kBytea, blob->bytes, 1);
      } else {
        Add(0, "", 0);
        pointers.back() = nullptr;
      }
    }
  }

  void Add(Oid type, std::string text, int format) {
    texts.push_back(std::move(text));
    types.push_back(type);
    pointers.push_back(texts.back().c_str());
    lengths.push_back(static_cast<int>(texts.back().size()));
    formats.push_back(format);
  }
};

// A column as it was sent, in binary.
SqlValue ValueOf(Oid type, std::string bytes) {
  if (type == kInt8 && bytes.size() == sizeof(std::uint64_t)) {
    std::uint64_t big = 0;
    std::memcpy(&big, bytes.data(), sizeof big);
    return static_cast<std::int64_t>(be64toh(big));
  }
  if (type == kInt4 && bytes.size() == sizeof(std::uint32_t)) {
    std::uint32_t big = 0;
    std::memcpy(&big, bytes.data(), sizeof big);
    return std::int64_t{static_cast<std::int32_t>(ntohl(big))};
  }
  if (type == kBytea) return SqlBytes{std::move(bytes)};
  return bytes;
}

// Why the answer is none, by the codes of
// https://www.postgresql.org/docs/15/errcodes-appendix.html.
ErrorKind KindOf(absl::string_view code) {
  // serialization_failure and deadlock_detected.
  if (code == "40001" || code == "40P01") return ErrorKind::kTryAgain;
  // The server stops, or ends what waits for too long.
  if (absl::StartsWith(code, "57P") || absl::StartsWith(code, "08") ||
      code == "25P03") {
    return ErrorKind::kLost;
  }
  return ErrorKind::kRefused;
}

void SayNothing(void*, const char*) {}

// A result that goes when this does.
class AnsweredResult {
 public:
  // Throws if it is none.
  AnsweredResult(const PostgresLibrary& library, PGconn* connection,
                 PGresult* result)
      : library_(library), result_(result) {
    const ExecStatusType status = library_.PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return;
    const char* const code =
        library_.PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const bool lost = library_.PQstatus(connection) != CONNECTION_OK;
    const PostgresError error(
        lost ? ErrorKind::kLost : KindOf(code == nullptr ? "08000" : code),
        OnOneLine(library_.PQerrorMessage(connection)));
    library_.PQclear(result);
    throw error;
  }
  ~AnsweredResult() { library_.PQclear(result_); }
  AnsweredResult(const AnsweredResult&) = delete;
  AnsweredResult& operator=(const AnsweredResult&) = delete;

  std::int64_t changed() const {
    std::int64_t changed = 0;
    return absl::SimpleAtoi(library_.PQcmdTuples(result_), &changed) ? changed
                                                                     : 0;
  }

 private:
  const PostgresLibrary& library_;
  PGresult* const result_;
};

}  // namespace

absl::Status CheckPostgresUrl(const std::string& url) {
  const auto library = LoadPostgresLibrary();
  if (!library.ok()) return library.status();
  // What it says of a wrong one may have a password in it.
  PQconninfoOption* const options =
      absl::StartsWith(url, "postgresql://") ||
              absl::StartsWith(url, "postgres://")
          ? (*library)->PQconninfoParse(url.c_str(), nullptr)
          : nullptr;
  if (options == nullptr) return absl::InvalidArgumentError(kExpected);
  bool has_password = false;
  for (const auto* one = options; one->keyword != nullptr; ++one) {
    has_password |= absl::EndsWith(one->keyword, "password") &&
                    one->val != nullptr && *one->val != '\0';
  }
  (*library)->PQconninfoFree(options);
  if (!has_password) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "a password that stands there can be read by all users of this machine; "
      "put it into the environment, as PGPASSWORD, or into ~/.pgpass, and "
      "leave it out");
}

PostgresConnection::PostgresConnection(const std::string& url)
    : library_(&Library()) {
  // What comes later in the list takes the place of what comes before; "dbname"
  // is the whole address.
  const std::array<const char*, 9> names = {
      "connect_timeout",  "keepalives_idle",  "keepalives_interval",
      "keepalives_count", "tcp_user_timeout", "fallback_application_name",
      "dbname",           "client_encoding",  nullptr};
  const std::array<const char*, 9> values = {
      "5",         "5",    "2",    "3", "10000", "grader serve",
      url.c_str(), "UTF8", nullptr};
  PGconn* const made =
      library_->PQconnectdbParams(names.data(), values.data(), 1);
  if (made == nullptr || library_->PQstatus(made) != CONNECTION_OK) {
    const std::string why = made == nullptr
                                ? "no memory"
                                : OnOneLine(library_->PQerrorMessage(made));
    library_->PQfinish(made);
    throw PostgresError(ErrorKind::kLost, why);
  }
  library_->PQsetNoticeProcessor(made, SayNothing, nullptr);
  connection_ = made;
}

PostgresConnection::~PostgresConnection() {
  library_->PQfinish(static_cast<PGconn*>(connection_));
}

PostgresConnection::Answer PostgresConnection::Ask(
    const std::string& sql, const std::vector<SqlValue>& values) {
  auto* const connection = static_cast<PGconn*>(connection_);
  const Parameters sent(values);
  PGresult* const result = library_->PQexecParams(
      connection, Numbered(sql).c_str(), static_cast<int>(values.size()),
      sent.types.data(), sent.pointers.data(), sent.lengths.data(),
      sent.formats.data(), /*resultFormat=*/1);
  const AnsweredResult answered(*library_, connection, result);
  Answer answer;
  answer.changed = answered.changed();
  const int columns = library_->PQnfields(result);
  for (int i = 0; i < library_->PQntuples(result); ++i) {
    std::vector<SqlValue> row;
    for (int k = 0; k < columns; ++k) {
      if (library_->PQgetisnull(result, i, k) != 0) {
        row.emplace_back();
      } else {
        row.push_back(
            ValueOf(library_->PQftype(result, k),
                    std::string(library_->PQgetvalue(result, i, k),
                                library_->PQgetlength(result, i, k))));
      }
    }
    answer.rows.emplace_back(std::move(row));
  }
  return answer;
}

std::int64_t PostgresConnection::Do(const std::string& statements) {
  auto* const connection = static_cast<PGconn*>(connection_);
  return AnsweredResult(*library_, connection,
                        library_->PQexec(connection, statements.c_str()))
      .changed();
}

int PostgresConnection::backend() const {
  return library_->PQbackendPID(static_cast<PGconn*>(connection_));
}

int PostgresConnection::socket() const {
  return library_->PQsocket(static_cast<PGconn*>(connection_));
}

std::optional<PostgresConnection::Notice> PostgresConnection::NextNotice() {
  auto* const connection = static_cast<PGconn*>(connection_);
  if (library_->PQconsumeInput(connection) == 0 ||
      library_->PQstatus(connection) != CONNECTION_OK) {
    throw PostgresError(ErrorKind::kLost,
                        OnOneLine(library_->PQerrorMessage(connection)));
  }
  PGnotify* const notify = library_->PQnotifies(connection);
  if (notify == nullptr) return std::nullopt;
  Notice notice = {notify->be_pid, notify->extra};
  library_->PQfreemem(notify);
  return notice;
}

}  // namespace grader
