// The functions of the Store for what was handed in, and what became of it.
#include "absl/strings/str_cat.h"
#include "grader/store/store_state.h"

namespace grader {
namespace {

constexpr char kHead[] =
    "SELECT id, person, unit, language, received, graded, verdict, points, "
    "max_points, regrading, set_points FROM submissions ";

SubmissionHead HeadAt(const SqlRow& row) {
  SubmissionHead head;
  head.id = row.Text(0);
  head.person = row.Text(1);
  head.unit = row.Text(2);
  head.language = row.Text(3);
  head.received = absl::FromUnixMillis(row.Number(4));
  head.graded = row.Number(5) != 0;
  head.verdict = row.Text(6);
  head.points = Points::Millionths(row.Number(7));
  head.max_points = Points::Millionths(row.Number(8));
  head.regrading = row.Number(9) != 0;
  if (!row.IsNull(10)) head.set_points = Points::Millionths(row.Number(10));
  return head;
}

}  // namespace

std::vector<SubmissionHead> SelectHeads(Database& database,
                                        const UnitDeadlines& deadlines,
                                        absl::string_view where,
                                        const std::vector<SqlValue>& values) {
  std::vector<SubmissionHead> heads;
  for (const SqlRow& row :
       database.Select(absl::StrCat(kHead, where), values)) {
    heads.push_back(HeadAt(row));
    SubmissionHead& head = heads.back();
    if (head.graded) head.late = LatenessBy(deadlines, head);
  }
  return heads;
}

void InsertSubmission(Database& database, const SubmissionHead& head,
                      const std::vector<SourceFile>& files) {
  database.Change(
      "INSERT INTO submissions (id, person, unit, language, received) VALUES "
      "(?, ?, ?, ?, ?)",
      {head.id, head.person, head.unit, head.language,
       absl::ToUnixMillis(head.received)});
  for (const SourceFile& file : files) {
    database.Change("INSERT INTO files VALUES (?, ?, ?)",
                    {head.id, file.name, SqlBytes{file.content}});
  }
}

void Claim(Database& database, const std::string& id) {
  database.Change(
      "INSERT INTO claims VALUES (?, ?) ON CONFLICT (submission) DO NOTHING",
      {id, database.process()});
}

void DropClaim(Database& database, const std::string& id) {
  database.Change("DELETE FROM claims WHERE submission = ?", {id});
}

void InsertOutcome(Database& database, const std::string& id,
                   const Outcome& outcome) {
  if (!database
           .Select("SELECT 1 FROM submissions WHERE id = ? AND graded = 0",
                   {id})
           .empty()) {
    ReplaceOutcome(database, id, outcome);
  }
}

void ReplaceOutcome(Database& database, const std::string& id,
                    const Outcome& outcome) {
  database.Change(
      "UPDATE submissions SET graded = 1, regrading = 0, verdict = ?, points = "
      "?, max_points = ? WHERE id = ?",
      {outcome.verdict, outcome.points.millionths(),
       outcome.max_points.millionths(), id});
  DropClaim(database, id);
  database.Change(
      "INSERT INTO reports VALUES (?, ?, ?, ?, ?) ON CONFLICT (submission) DO "
      "UPDATE SET report = excluded.report, revealed = excluded.revealed, "
      "json = excluded.json, revealed_json = excluded.revealed_json",
      {id, outcome.report, outcome.revealed, outcome.json,
       outcome.revealed_json});
}

absl::Status Store::AddSubmission(const SubmissionHead& head,
                                  const std::vector<SourceFile>& files) {
  return Writing(*state_, [&](auto& database) {
    InsertSubmission(database, head, files);
    Claim(database, head.id);
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<StoredSubmission>> Store::FindSubmission(
    const std::string& id) {
  using Found = std::optional<StoredSubmission>;
  return Reading(*state_, [&](auto& database) -> absl::StatusOr<Found> {
    const auto heads =
        SelectHeads(database, *state_->deadlines, "WHERE id = ?", {id});
    if (heads.empty()) return std::nullopt;
    StoredSubmission found;
    found.head = heads.front();
    for (const SqlRow& file : database.Select(
             "SELECT name, content FROM files WHERE submission = ? ORDER BY "
             "name",
             {id})) {
      found.files.push_back({file.Text(0), file.Text(1)});
    }
    found.outcome = {found.head.verdict,
                     found.head.points,
                     found.head.max_points,
                     "",
                     "",
                     "",
                     ""};
    for (const SqlRow& report : database.Select(
             "SELECT report, revealed, json, revealed_json FROM reports WHERE "
             "submission = ?",
             {id})) {
      found.outcome.report = report.Text(0);
      found.outcome.revealed = report.Text(1);
      found.outcome.json = report.Text(2);
      found.outcome.revealed_json = report.Text(3);
    }
    return Found(std::move(found));
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::Submissions(
    const std::string& person) {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return Reading(*state_, [&](auto& database) -> Found {
    return person.empty()
               ? SelectHeads(database, *state_->deadlines, "ORDER BY number")
               : SelectHeads(database, *state_->deadlines,
                             "WHERE person = ? ORDER BY number", {person});
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::Ungraded() {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  return Reading(*state_, [&](auto& database) -> Found {
    return SelectHeads(database, *state_->deadlines,
                       "WHERE graded = 0 ORDER BY number");
  });
}

absl::StatusOr<std::vector<SubmissionHead>> Store::ToGrade() {
  using Found = absl::StatusOr<std::vector<SubmissionHead>>;
  // What is nobody's is looked for by reading alone, as there mostly is none.
  constexpr const char* kOpen[] = {"graded = 0", "regrading = 1"};
  const auto nobodys = [](const char* open) {
    return absl::StrCat(
        open,
        " AND NOT EXISTS (SELECT 1 FROM claims WHERE submission = "
        "submissions.id)");
  };
  std::vector<std::int64_t> gone;
  const auto any = Reading(*state_, [&](auto& database) {
    gone = database.GoneProcesses();
    bool is_any = !gone.empty();
    for (const char* const open : kOpen) {
      is_any = is_any || !database
                              .Select(absl::StrCat("SELECT 1 FROM submissions "
                                                   "WHERE ",
                                                   nobodys(open), " LIMIT 1"))
                              .empty();
    }
    return absl::StatusOr<bool>(is_any);
  });
  if (!any.ok()) return any.status();
  if (*any) {
    const absl::Status taken = Writing(*state_, [&](auto& database) {
      for (const std::int64_t process : gone) {
        database.Change("DELETE FROM claims WHERE server = ?", {process});
      }
      for (const char* const open : kOpen) {
        database.Change(absl::StrCat("INSERT INTO claims SELECT id, ? FROM "
                                     "submissions WHERE ",
                                     nobodys(open)),
                        {database.process()});
      }
      return absl::OkStatus();
    });
    if (!taken.ok()) return taken;
  }
  return Reading(*state_, [&](auto& database) -> Found {
    std::vector<SubmissionHead> all;
    for (const char* const open : kOpen) {
      const auto heads = SelectHeads(
          database, *state_->deadlines,
          absl::StrCat("WHERE ", open,
                       " AND id IN (SELECT submission FROM claims WHERE "
                       "server = ?) ORDER BY number"),
          {database.process()});
      all.insert(all.end(), heads.begin(), heads.end());
    }
    return all;
  });
}

absl::StatusOr<int> Store::CountUngraded(const std::string& person) {
  return Reading(*state_, [&](auto& database) -> absl::StatusOr<int> {
    return static_cast<int>(
        database
            .Select("SELECT count(*) FROM submissions WHERE person = ? AND "
                    "graded = 0",
                    {person})[0]
            .Number(0));
  });
}

absl::Status Store::SetOutcome(const std::string& id, const Outcome& outcome) {
  return Writing(*state_, [&](auto& database) {
    InsertOutcome(database, id, outcome);
    return absl::OkStatus();
  });
}

}  // namespace grader
