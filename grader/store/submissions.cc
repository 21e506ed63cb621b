// The functions of the Store for what was handed in, and what became of it.
#include "absl/strings/str_cat.h"
#include "grader/store/store_state.h"

namespace grader {
namespace {

constexpr char kHead[] =
    "SELECT id, person, unit, language, received, graded, verdict, points, "
    "max_points, regrading, set_points FROM submissions ";

SubmissionHead HeadAt(SQLite::Statement& row) {
  SubmissionHead head;
  head.id = row.getColumn(0).getString();
  head.person = row.getColumn(1).getString();
  head.unit = row.getColumn(2).getString();
  head.language = row.getColumn(3).getString();
  head.received = absl::FromUnixMillis(row.getColumn(4).getInt64());
  head.graded = row.getColumn(5).getInt() != 0;
  head.verdict = row.getColumn(6).getString();
  head.points = Points::Millionths(row.getColumn(7).getInt64());
  head.max_points = Points::Millionths(row.getColumn(8).getInt64());
  head.regrading = row.getColumn(9).getInt() != 0;
  if (!row.getColumn(10).isNull()) {
    head.set_points = Points::Millionths(row.getColumn(10).getInt64());
  }
  return head;
}

}  // namespace

std::vector<SubmissionHead> SelectHeads(SQLite::Database& database,
                                        const UnitDeadlines& deadlines,
                                        absl::string_view where,
                                        absl::string_view value) {
  SQLite::Statement rows(database, absl::StrCat(kHead, where));
  if (!value.empty()) rows.bind(1, std::string(value));
  std::vector<SubmissionHead> heads;
  while (rows.executeStep()) {
    heads.push_back(HeadAt(rows));
    SubmissionHead& head = heads.back();
    if (head.graded) head.late = LatenessBy(deadlines, head);
  }
  return heads;
}

void InsertSubmission(SQLite::Database& database, const SubmissionHead& head,
                      const std::vector<SourceFile>& files) {
  SQLite::Statement insert(
      database,
      "INSERT INTO submissions (id, person, unit, language, received) VALUES "
      "(?, ?, ?, ?, ?)");
  insert.bind(1, head.id);
  insert.bind(2, head.person);
  insert.bind(3, head.unit);
  insert.bind(4, head.language);
  insert.bind(5, absl::ToUnixMillis(head.received));
  insert.exec();
  for (const SourceFile& file : files) {
    SQLite::Statement add(database, "INSERT INTO files VALUES (?, ?, ?)");
    add.bind(1, head.id);
    add.bind(2, file.name);
    add.bind(3, static_cast<const void*>(file.content.data()),
             static_cast<int>(file.content.size()));
    add.exec();
  }
}

void InsertOutcome(SQLite::Database& database, const std::string& id,
                   const Outcome& outcome) {
  SQLite::Statement ungraded(
      database, "SELECT 1 FROM submissions WHERE id = ? AND graded = 0");
  ungraded.bind(1, id);
  if (ungraded.executeStep()) ReplaceOutcome(database, id, outcome);
}

void ReplaceOutcome(SQLite::Database& database, const std::string& id,
                    const Outcome& outcome) {
  SQLite::Statement update(
      database,
      "UPDATE submissions SET graded = 1, regrading = 0, verdict = ?, points = "
      "?, max_points = ? WHERE id = ?");
  update.bind(1, outcome.verdict);
  update.bind(2, outcome.points.millionths());
  update.bind(3, outcome.max_points.millionths());
  update.bind(4, id);
  update.exec();
  SQLite::Statement insert(database,
                           "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, "
                           "?)");
  insert.bind(1, id);
  insert.bind(2, outcome.report);
  insert.bind(3, outcome.revealed);
  insert.bind(4, outcome.json);
  insert.bind(5, outcome.revealed_json);
  insert.exec();
}

absl::Status Store::AddSubmission(const SubmissionHead& head,
                                  const std::vector<SourceFile>& files) {
  return With(*state_, [&](auto& database) {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    InsertSubmission(database, head, files);
    transaction.commit();
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<StoredSubmission>> Store::FindSubmission(
    const std::string& id) {
  using Found = std::optional<StoredSubmission>;
  return With(*state_, [&](auto& database) -> absl::StatusOr<Found> {
    const auto heads =
        SelectHeads(database, *state_->deadlines, "WHERE id = ?", id);
    if (heads.empty()) return std::nullopt;
    StoredSubmission found;
    found.head = heads.front();
    SQLite::Statement files(
        database,
        "SELECT name, content FROM files WHERE submission = ? ORDER BY name");
    files.bind(1, id);
    while (files.executeStep()) {
      found.files.push_back(
          {files.getColumn(0).getString(), files.getColumn(1).getString()});
    }
    found.outcome = {found.head.verdict,
                     found.head.points,
                     found.head.max_points,
                     "",
                     "",
                     "",
                     ""};
    SQLite::Statement reports(database,
                              "SELECT report, revealed, json, revealed_json "
                              "FROM reports WHERE submission = ?");
    reports.bind(1, id);
    if (reports.executeStep()) {
      found.outcome.report = reports.getColumn(0).getString();
      found.outcome.revealed = reports.getColumn(1).getString();
      found.outcome.json = reports.getColumn(2).getString();
      found.outcome.revealed_json = reports.getColumn(3).getString();
    }
    return Found(std::move(found));
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::Submissions(
    const std::string& person) {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return With(*state_, [&](auto& database) -> Found {
    return person.empty()
               ? SelectHeads(database, *state_->deadlines, "ORDER BY number")
               : SelectHeads(database, *state_->deadlines,
                             "WHERE person = ? ORDER BY number", person);
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::Ungraded() {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return With(*state_, [&](auto& database) -> Found {
    return SelectHeads(database, *state_->deadlines,
                       "WHERE graded = 0 ORDER BY number");
  });
}

absl::Status Store::SetOutcome(const std::string& id, const Outcome& outcome) {
  return With(*state_, [&](auto& database) {
    SQLite::Transaction transaction(database,
                                    SQLite::TransactionBehavior::IMMEDIATE);
    InsertOutcome(database, id, outcome);
    transaction.commit();
    return absl::OkStatus();
  });
}

}  // namespace grader
