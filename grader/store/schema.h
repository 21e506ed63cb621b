// The Store's database, as the steps that lead from each version to the next.
// What stands here is in databases out there: add a step, change none.
// PostgreSQL gets the same steps, but for the few words that postgres_schema.cc
// replaces, and those that several servers need.
#ifndef GRADER_STORE_SCHEMA_H_
#define GRADER_STORE_SCHEMA_H_

#include <string>
#include <vector>

namespace grader {

// Times are milliseconds since 1970, points are millionths, digests are
// TokenDigest's. Deadlines are as they were written, with their zones:
// midnight in Berlin is what was meant, whenever clocks are changed there.
inline const std::vector<std::string>& SchemaSteps() {
  static const auto& steps = *new std::vector<std::string>{R"sql(
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL UNIQUE,
  instructor INTEGER NOT NULL,
  password TEXT NOT NULL
) STRICT;
CREATE TABLE invitations (
  digest TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  instructor INTEGER NOT NULL,
  person TEXT REFERENCES people
) STRICT;
CREATE TABLE sessions (
  digest TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people,
  expires INTEGER NOT NULL
) STRICT;
CREATE TABLE submissions (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES people,
  unit TEXT NOT NULL,
  language TEXT NOT NULL,
  received INTEGER NOT NULL,
  graded INTEGER NOT NULL DEFAULT 0,
  verdict TEXT NOT NULL DEFAULT '',
  points INTEGER NOT NULL DEFAULT 0,
  max_points INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX submissions_of_person ON submissions (person);
CREATE INDEX ungraded ON submissions (number) WHERE graded = 0;
CREATE TABLE files (
  submission TEXT NOT NULL REFERENCES submissions (id),
  name TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (submission, name)
) STRICT;
CREATE TABLE reports (
  submission TEXT PRIMARY KEY REFERENCES submissions (id),
  report TEXT NOT NULL,
  revealed TEXT NOT NULL
) STRICT;
)sql",
                                                           R"sql(
CREATE TABLE quiz_events (
  person TEXT NOT NULL REFERENCES people,
  unit TEXT NOT NULL,
  take INTEGER NOT NULL,
  number INTEGER NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (person, unit, take, number)
) STRICT;
)sql",
                                                           R"sql(
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES people,
  name TEXT NOT NULL,
  made INTEGER NOT NULL
) STRICT;
CREATE INDEX tokens_of_person ON tokens (person);
ALTER TABLE reports ADD COLUMN json TEXT NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN revealed_json TEXT NOT NULL DEFAULT '';
)sql",
                                                           R"sql(
ALTER TABLE submissions ADD COLUMN regrading INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN set_points INTEGER;
CREATE INDEX regrades ON submissions (number) WHERE regrading = 1;
CREATE TABLE deeds (
  number INTEGER PRIMARY KEY,
  submission TEXT NOT NULL REFERENCES submissions (id),
  person TEXT NOT NULL REFERENCES people,
  done INTEGER NOT NULL,
  kind TEXT NOT NULL,
  points INTEGER,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX deeds_of_submission ON deeds (submission);
)sql",
                                                           R"sql(
CREATE TABLE deadlines (
  unit TEXT PRIMARY KEY,
  due TEXT NOT NULL,
  late TEXT NOT NULL
) STRICT;
CREATE TABLE extensions (
  unit TEXT NOT NULL REFERENCES deadlines (unit),
  person TEXT NOT NULL REFERENCES people,
  extension TEXT NOT NULL,
  PRIMARY KEY (unit, person)
) STRICT;
)sql",
                                                           R"sql(
CREATE TABLE deadline_changes (
  number INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  person TEXT NOT NULL REFERENCES people,
  done INTEGER NOT NULL,
  learner TEXT REFERENCES people,
  text TEXT NOT NULL,
  late TEXT NOT NULL
) STRICT;
CREATE INDEX deadline_changes_of_unit ON deadline_changes (unit);
CREATE INDEX ungraded_of_person ON submissions (person) WHERE graded = 0;
)sql"};
  return steps;
}

}  // namespace grader

#endif  // GRADER_STORE_SCHEMA_H_
