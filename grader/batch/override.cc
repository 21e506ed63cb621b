#include "grader/batch/override.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "grader/batch/csv.h"
#include "grader/judge/verdict_words.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/max_points.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

constexpr std::int64_t kLargestGradebook = 16 * kMiB;

enum Column { kLearner, kProblem, kPoints, kVerdict, kReason, kWho };

const std::vector<CsvColumn>& OverrideColumns() {
  static const auto& columns = *new std::vector<CsvColumn>{
      {"learner", {"student", "name"}, true},
      {"problem", {}, true},
      {"points", {"score"}},
      {"verdict", {}},
      {"reason", {"why"}, true},
      {"who", {"by"}, true},
  };
  return columns;
}

// All that an override can say; judge_error is no decision.
const std::vector<std::string>& Verdicts() {
  static const auto& verdicts = *new std::vector<std::string>([] {
    std::vector<std::string> names;
    for (const VerdictWord word : kVerdicts) {
      if (word == VerdictWord::kJudgeError) continue;
      names.emplace_back(VerdictName(word));
    }
    return names;
  }());
  return verdicts;
}

class OverrideReader {
 public:
  OverrideReader(AuthorErrors& errors, const std::vector<Member>& members,
                 const std::vector<Problem>& problems)
      : errors_(errors), members_(members), problems_(problems) {
    for (const Member& member : members_) names_.push_back(member.name);
    for (const Problem& problem : problems_) ids_.push_back(problem.id);
  }

  Overrides Read() {
    const CsvTable table = ReadCsvTable(OverrideColumns(), errors_);
    if (!errors_.empty()) return {};
    for (const std::vector<CsvField>& row : table.rows) Add(table, row);
    return std::move(overrides_);
  }

 private:
  void Add(const CsvTable& table, const std::vector<CsvField>& row) {
    const Member* const member = FindMember(table.Field(row, kLearner));
    const Problem* const problem = FindProblem(table.Field(row, kProblem));
    Override one;
    one.points = PointsIn(table.Field(row, kPoints), problem);
    one.verdict = VerdictIn(table.Field(row, kVerdict));
    one.reason = Text(table.Field(row, kReason), "reason",
                      "say why, as the learner may ask");
    one.who = Text(table.Field(row, kWho), "who", "name whoever decided this");
    if (table.Field(row, kPoints).text.empty() &&
        table.Field(row, kVerdict).text.empty()) {
      errors_.Add(row.front().place,
                  "this row changes nothing; give points, a verdict or both");
    }
    if (member == nullptr || problem == nullptr) return;
    const std::pair key(member->name, problem->id);
    const auto [it, is_new] = places_.emplace(key, row.front().place);
    if (!is_new) {
      errors_.Add(
          row.front().place,
          absl::StrCat(Quoted(member->name), " has an override for ",
                       problem->id, " in line ", errors_.Line(it->second),
                       ", too; remove one of the rows"));
    }
    overrides_.emplace(key, std::move(one));
  }

  const Member* FindMember(const CsvField& field) {
    std::vector<const Member*> found;
    for (const Member& member : members_) {
      if (member.name == field.text) return &member;
      const Learner& learner = member.learner;
      const std::set<absl::string_view> known = {learner.id, learner.email,
                                                 learner.login, learner.number};
      if (!field.text.empty() && known.contains(field.text)) {
        found.push_back(&member);
      }
    }
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
      errors_.Add(
          field.place,
          absl::StrCat(Quoted(field.text), " could be ", Quoted(found[0]->name),
                       " or ", Quoted(found[1]->name),
                       "; write the name that the gradebook has"));
    } else {
      errors_.Add(
          field.place,
          absl::StrCat("no learner is called ", Quoted(field.text),
                       "; expected a name, ID, email or login of the gradebook",
                       DidYouMean(field.text, names_)));
    }
    return nullptr;
  }

  const Problem* FindProblem(const CsvField& field) {
    const auto it = std::find(ids_.begin(), ids_.end(), field.text);
    if (it != ids_.end()) return &problems_[it - ids_.begin()];
    errors_.Add(field.place, absl::StrCat("no problem of this batch is called ",
                                          Quoted(field.text), "; there are: ",
                                          absl::StrJoin(ids_, ", "),
                                          DidYouMean(field.text, ids_)));
    return nullptr;
  }

  std::optional<Points> PointsIn(const CsvField& field,
                                 const Problem* problem) {
    if (field.text.empty()) return std::nullopt;
    const std::optional<Points> points = ParsePoints(field.text);
    if (!points) {
      errors_.Add(field.place,
                  absl::StrCat(Quoted(field.text),
                               " are no points; expected a number like 2 or "
                               "2.5, all that the learner gets"));
    } else if (problem != nullptr &&
               *points > MaxPoints(*problem, "", Bonus::kCounted)) {
      errors_.Add(
          field.place,
          absl::StrCat(field.text, " points are more than the ",
                       ExactPoints(MaxPoints(*problem, "", Bonus::kCounted)),
                       " of ", problem->id, "; correct them"));
    }
    return points;
  }

  // "wrong answer" is "wrong_answer", "run-time error" "run_time_error".
  std::string VerdictIn(const CsvField& field) {
    const std::string verdict = absl::StrReplaceAll(
        absl::AsciiStrToLower(field.text), {{" ", "_"}, {"-", "_"}});
    const std::vector<std::string>& known = Verdicts();
    if (!verdict.empty() &&
        std::find(known.begin(), known.end(), verdict) == known.end()) {
      errors_.Add(
          field.place,
          absl::StrCat(Quoted(field.text), " is no verdict; there are: ",
                       absl::StrJoin(known, ", "), DidYouMean(verdict, known)));
    }
    return verdict;
  }

  std::string Text(const CsvField& field, absl::string_view column,
                   absl::string_view cure) {
    if (field.text.empty()) {
      errors_.Add(field.place,
                  absl::StrCat("the column \"", column, "\" is empty; ", cure));
    }
    return field.text;
  }

  AuthorErrors& errors_;
  const std::vector<Member>& members_;
  const std::vector<Problem>& problems_;
  std::vector<std::string> names_;
  std::vector<std::string> ids_;
  std::map<std::pair<std::string, std::string>, Place> places_;
  Overrides overrides_;
};

}  // namespace

absl::StatusOr<Overrides> ReadOverrides(const std::filesystem::path& file,
                                        const std::vector<Member>& members,
                                        const std::vector<Problem>& problems) {
  std::error_code error;
  const auto kind = std::filesystem::symlink_status(file, error).type();
  if (kind == std::filesystem::file_type::not_found) return Overrides();
  const auto text = ReadRegularFile(file, kLargestGradebook);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(file.string(), ": ", text.status().message()));
  }
  AuthorErrors errors(file.string(), *text);
  Overrides overrides = OverrideReader(errors, members, problems).Read();
  if (!errors.empty()) return errors.ToStatus();
  return overrides;
}

}  // namespace grader
