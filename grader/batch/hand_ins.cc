#include "grader/batch/hand_ins.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/batch/candidates.h"
#include "grader/batch/class_folder.h"
#include "grader/batch/csv.h"
#include "grader/batch/handed_in_files.h"
#include "grader/batch/members.h"
#include "grader/batch/moment.h"
#include "grader/batch/problem_meant.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLargestList = 16 * kMiB;
constexpr std::size_t kMostNamed = 5;

void AddNote(Member& member, const std::string& note) {
  if (!note.empty() && !absl::c_linear_search(member.notes, note)) {
    member.notes.push_back(note);
  }
}

// Says which of `others` are left out, a few by name.
std::string LeftOut(const std::vector<HandedInPart>& others) {
  std::vector<std::string> names;
  for (const HandedInPart& other : others) {
    if (names.size() == kMostNamed) {
      names.push_back(
          absl::StrCat("and ", others.size() - kMostNamed, " more"));
      break;
    }
    names.push_back(other.shown);
  }
  return absl::StrCat(absl::StrJoin(names, ", "), ": ",
                      others.size() == 1 ? "matches" : "match", " no problem");
}

// When the last of `parts` was handed in.
HandInTime Latest(const std::vector<HandedInPart>& parts) {
  HandInTime latest = parts.front().when;
  for (const HandedInPart& part : parts) {
    if (part.when.time && (!latest.time || *part.when.time > *latest.time)) {
      latest = part.when;
    }
  }
  return latest;
}

// What the members handed in, one of them after another.
class Finder {
 public:
  Finder(const std::vector<Problem>& problems, Workspace& workspace)
      : problems_(problems), workspace_(workspace) {}

  absl::StatusOr<HandIns> Find(const std::vector<HandedIn>& handed_in,
                               const std::vector<Learner>& roster) && {
    std::vector<Learner> owners;
    for (const HandedIn& one : handed_in) owners.push_back(one.name.who);
    Members members = MatchMembers(owners, roster);
    found_.members = std::move(members.all);
    std::vector<std::vector<const HandedIn*>> of_members(found_.members.size());
    for (std::size_t i = 0; i < handed_in.size(); ++i) {
      of_members[members.of_each[i]].push_back(&handed_in[i]);
    }
    for (std::size_t i = 0; i < of_members.size(); ++i) {
      absl::Status added = AddMember(found_.members[i], of_members[i]);
      if (!added.ok()) return added;
    }
    return std::move(found_);
  }

 private:
  absl::Status AddMember(Member& member,
                         const std::vector<const HandedIn*>& handed_in) {
    if (handed_in.empty()) {
      AddNote(member, "nothing was handed in");
      return absl::OkStatus();
    }
    std::map<const Problem*, HandIn> mine;
    HandedInFiles files(problems_, workspace_);
    const std::size_t known = member.notes.size();
    for (const HandedIn* one : handed_in) {
      if (one->problem == nullptr || !one->broken) AddNote(member, one->note);
      if (one->name.late) AddNote(member, "late, as the course system says");
      if (one->problem != nullptr) {
        AddForProblem(member, *one, mine);
      } else if (!one->broken) {
        absl::Status added = files.Add(*one);
        if (!added.ok()) return added;
      }
    }
    for (const std::string& note : files.notes()) AddNote(member, note);
    if (absl::Status chosen = AddChosen(files, member, mine); !chosen.ok()) {
      return chosen;
    }
    if (mine.empty()) SayThereIsNone(member, known, mine);
    if (member.learner.submitted &&
        absl::c_none_of(handed_in,
                        [](const HandedIn* one) { return one->time; })) {
      for (auto& [problem, hand_in] : mine) {
        hand_in.when = {member.learner.submitted};
      }
    }
    for (const Problem& problem : problems_) {
      const auto it = mine.find(&problem);
      if (it != mine.end()) found_.all.push_back(std::move(it->second));
    }
    return absl::OkStatus();
  }

  static void AddForProblem(Member& member, const HandedIn& one,
                            std::map<const Problem*, HandIn>& mine) {
    const bool first =
        mine.try_emplace(one.problem, HandIn{member.name, one.problem, one.path,
                                             one.broken ? one.note : "",
                                             WhenHandedIn(one, one.path)})
            .second;
    if (first) return;
    AddNote(member, absl::StrCat(NameOf(one.path), ": a second one for ",
                                 one.problem->id, ", left out"));
  }

  absl::Status AddChosen(HandedInFiles& files, Member& member,
                         std::map<const Problem*, HandIn>& mine) {
    ChosenParts choice = ChooseParts(files.parts(), problems_);
    if (problems_.size() == 1 && choice.chosen.empty() &&
        !choice.others.empty() && mine.empty()) {
      choice.chosen.push_back(
          {&problems_.front(), std::exchange(choice.others, {}), ""});
    }
    for (const Chosen& chosen : choice.chosen) {
      AddNote(member, chosen.note);
      const auto path = files.Gather(chosen.parts);
      if (!path.ok()) return path.status();
      mine.try_emplace(chosen.problem, HandIn{member.name, chosen.problem,
                                              *path, "", Latest(chosen.parts)});
    }
    if (!choice.others.empty()) AddNote(member, LeftOut(choice.others));
    return absl::OkStatus();
  }

  // Of a hand-in with nothing in it for any problem: it is for the only one, or
  // nobody knows for which. The first `known` notes are not about files.
  void SayThereIsNone(Member& member, std::size_t known,
                      std::map<const Problem*, HandIn>& mine) const {
    if (member.notes.size() == known) {
      member.notes.emplace_back("there is no file in it");
    }
    if (problems_.size() > 1) return;
    const auto first =
        member.notes.begin() + static_cast<std::ptrdiff_t>(known);
    const Problem& problem = problems_.front();
    mine[&problem] = {member.name,
                      &problem,
                      "",
                      absl::StrJoin(first, member.notes.end(), "; "),
                      {}};
    member.notes.resize(known);
  }

  const std::vector<Problem>& problems_;
  Workspace& workspace_;
  HandIns found_;
};

absl::StatusOr<std::vector<HandedIn>> ReadList(
    const fs::path& file, const std::vector<Problem>& problems,
    const absl::TimeZone* zone) {
  const auto text = ReadRegularFile(file, kLargestList);
  if (!text.ok()) return text.status();
  AuthorErrors errors(file.string(), *text);
  const CsvTable table = ReadCsvTable({{"learner", {"name", "student"}, true},
                                       {"problem", {}, true},
                                       {"path", {"file"}, true},
                                       {"time", {"submitted", "submitted at"}}},
                                      errors);
  std::vector<HandedIn> all;
  for (const std::vector<CsvField>& row : table.rows) {
    HandedIn one;
    one.name.who.name = table.Field(row, 0).text;
    const CsvField problem = table.Field(row, 1);
    const std::string path = table.Field(row, 2).text;
    if (one.name.who.name.empty()) {
      errors.Add(table.Field(row, 0).place, "this learner has no name");
    }
    one.path = file.parent_path() / path;
    one.name.file = NameOf(one.path);
    const ProblemMeant meant = MeantBy(problem.text, problems);
    one.problem = meant.problem;
    const CsvField time = table.Field(row, 3);
    if (zone != nullptr && !time.text.empty()) {
      const auto moment = ReadMoment(time.text, zone);
      if (moment.ok()) {
        one.time = moment->time;
      } else {
        errors.Add(time.place, moment.status().message());
      }
    }
    std::error_code error;
    const std::string line =
        absl::StrCat("line ", errors.Line(problem.place), " of the list: ");
    if (one.problem == nullptr) {
      std::vector<std::string> ids;
      for (const Problem& known : problems) ids.push_back(known.id);
      one.broken = true;
      one.note = absl::StrCat(line, "no problem ", Quoted(problem.text),
                              DidYouMean(problem.text, ids));
    } else if (!fs::exists(fs::symlink_status(one.path, error))) {
      one.broken = true;
      one.note = absl::StrCat(line, "there is no file ", Quoted(path));
    } else if (meant.unsure()) {
      one.note = absl::StrCat(line, Quoted(problem.text), " was taken for ",
                              one.problem->id, ": please check");
    }
    all.push_back(std::move(one));
  }
  if (!errors.empty()) return errors.ToStatus();
  return all;
}

}  // namespace

absl::StatusOr<HandIns> FindHandIns(const fs::path& source,
                                    const std::vector<Problem>& problems,
                                    const std::vector<Learner>& roster,
                                    Workspace& workspace,
                                    const absl::TimeZone* zone) {
  std::error_code error;
  if (fs::is_regular_file(source, error)) {
    const auto all = ReadList(source, problems, zone);
    if (!all.ok()) return all.status();
    return Finder(problems, workspace).Find(*all, roster);
  }
  if (!fs::is_directory(source, error)) {
    return absl::NotFoundError(
        absl::StrCat("no folder or CSV file \"", source.string(), "\""));
  }
  auto folder = ReadClassFolder(source, problems);
  if (!folder.ok()) return folder.status();
  auto found = Finder(problems, workspace).Find(folder->all, roster);
  if (found.ok()) found->others = std::move(folder->others);
  return found;
}

}  // namespace grader
