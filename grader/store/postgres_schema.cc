#include "grader/store/postgres_schema.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/store/schema.h"

namespace grader {
namespace {

// The version of schema.h that was the first in PostgreSQL.
constexpr std::size_t kFirst = 5;

// What only several servers need: which of them there are, and the number of
// what each has written last; which of them grades what; whose standings have
// changed, which the others are told as well. `secrets` are what a folder has
// in files.
constexpr char kOfServers[] = R"sql(
CREATE TABLE servers (
  id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  begun TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_write BIGINT NOT NULL
);
CREATE TABLE claims (
  submission TEXT PRIMARY KEY REFERENCES submissions (id),
  server INTEGER NOT NULL
);
CREATE INDEX claims_of_server ON claims (server);
CREATE TABLE changed (
  person TEXT PRIMARY KEY,
  change BIGINT NOT NULL
);
CREATE INDEX changes ON changed (change);
CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE FUNCTION note_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changed
    SELECT NEW.person, coalesce(max(change), 0) + 1 FROM changed
    ON CONFLICT (person) DO UPDATE SET change = excluded.change;
  PERFORM pg_notify('grader', NEW.id || ' ' || NEW.person || ' ' ||
    CASE WHEN NEW.graded = 1 AND NEW.regrading = 0 THEN 'graded'
      ELSE 'received' END);
  RETURN NULL;
END $$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE ON submissions
  FOR EACH ROW EXECUTE FUNCTION note_submission();
)sql";

// The same, since: how often somebody has tried something, at any server;
// whether a server has begun with what it grades; who is told of that, and of
// deadlines. It stands behind the first six steps of schema.h.
constexpr std::size_t kSecondAfter = 6;
constexpr char kOfServersToo[] = R"sql(
CREATE TABLE tries (
  what TEXT PRIMARY KEY,
  since BIGINT NOT NULL,
  times BIGINT NOT NULL
);
ALTER TABLE claims ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;
CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('grader', id || ' ' || person || ' ' ||
    CASE WHEN NEW.begun = 1 THEN 'begun' ELSE 'waits' END)
    FROM submissions WHERE id = NEW.submission;
  RETURN NULL;
END $$;
CREATE TRIGGER noted AFTER UPDATE OF begun ON claims
  FOR EACH ROW EXECUTE FUNCTION note_claim();
CREATE FUNCTION note_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('grader', NEW.unit || ' ' || coalesce(NEW.learner, '') ||
    ' deadline');
  RETURN NULL;
END $$;
CREATE TRIGGER noted AFTER INSERT ON deadline_changes
  FOR EACH ROW EXECUTE FUNCTION note_deadline();
)sql";

// What SQLite calls otherwise. Texts are compared by their bytes, as there.
std::string Translated(const std::string& step) {
  return absl::StrReplaceAll(
      step, {{"number INTEGER PRIMARY KEY",
              "number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"},
             {") STRICT;", ");"},
             {" INTEGER", " BIGINT"},
             {" BLOB", " BYTEA"},
             {" TEXT", " TEXT COLLATE \"C\""}});
}

constexpr char kCreate[] =
    "make one for the class: createdb --encoding=UTF8 --template=template0 "
    "NAME";

}  // namespace

std::vector<std::string> PostgresSchemaSteps() {
  std::vector<std::string> steps;
  for (const std::string& step : SchemaSteps()) {
    steps.push_back(Translated(step));
  }
  const auto by_bytes = [](const char* step) {
    return absl::StrReplaceAll(step, {{" TEXT", " TEXT COLLATE \"C\""}});
  };
  absl::StrAppend(&steps[kFirst - 1], by_bytes(kOfServers));
  steps.insert(steps.begin() + kSecondAfter, by_bytes(kOfServersToo));
  return steps;
}

int PostgresVersion(PostgresConnection& connection) {
  const auto rows = connection.Ask("SELECT version FROM grader_schema").rows;
  return rows.empty() ? 0 : static_cast<int>(rows[0].Number(0));
}

absl::StatusOr<int> MigratePostgres(PostgresConnection& connection,
                                    const std::vector<std::string>& steps) {
  const std::string encoding =
      connection.Ask("SELECT current_setting('server_encoding')")
          .rows[0]
          .Text(0);
  if (encoding != "UTF8") {
    return absl::FailedPreconditionError(
        absl::StrCat("the database's encoding is ", encoding,
                     ", which cannot hold all texts; ", kCreate));
  }
  connection.Do(absl::StrCat("BEGIN; SELECT pg_advisory_xact_lock(",
                             kWritersLock,
                             "); CREATE TABLE IF NOT EXISTS grader_schema "
                             "(version INTEGER NOT NULL)"));
  const int version = PostgresVersion(connection);
  const int latest = static_cast<int>(steps.size());
  absl::Status fault;
  if (version > latest) {
    fault = absl::FailedPreconditionError(
        absl::StrCat("the database is of a later grader: its version is ",
                     version, ", this grader knows them up to ", latest,
                     "; use that grader, or a copy that was made before"));
  } else if (version > 0 && version < latest &&
             !connection
                  .Ask("SELECT id FROM servers WHERE NOT "
                       "pg_try_advisory_xact_lock(?::int, id)",
                       {kServersLock})
                  .rows.empty()) {
    fault = absl::FailedPreconditionError(absl::StrCat(
        "the database is of an older grader, version ", version,
        ", and a server of that still uses it; stop all servers, make a copy "
        "(pg_dump), and start those of this grader, whose version is ",
        latest));
  }
  if (!fault.ok()) {
    connection.Do("ROLLBACK");
    return fault;
  }
  for (int i = version; i < latest; ++i) connection.Do(steps[i]);
  if (version < latest) {
    connection.Do(absl::StrCat("DELETE FROM grader_schema; INSERT INTO ",
                               "grader_schema VALUES (", latest, ")"));
  }
  connection.Do("COMMIT");
  return version;
}

}  // namespace grader
