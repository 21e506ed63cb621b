#include "grader/batch/members.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "grader/batch/learner_index.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

auto Identity(const Learner& one) {
  return std::tie(one.name, one.id, one.email, one.login, one.number);
}

// What `from` knows and `to` does not.
void Complete(Learner& to, const Learner& from) {
  const auto complete = [](std::string& mine, const std::string& theirs) {
    if (mine.empty()) mine = theirs;
  };
  complete(to.id, from.id);
  complete(to.email, from.email);
  complete(to.login, from.login);
  complete(to.number, from.number);
}

class Matching {
 public:
  Matching(const std::vector<Learner>& owners,
           const std::vector<Learner>& roster)
      : owners_(owners), index_(roster), member_of_(owners.size()) {
    for (const Learner& learner : roster) {
      members_.all.push_back({"", learner, false, {}});
    }
  }

  Members Match() && {
    TakeThoseOfTheRoster();
    TakeSimilarOnes();
    AddTheOthers();
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      Member& member = members_.all[*member_of_[i]];
      member.handed_in = true;
      Complete(member.learner, owners_[i]);
      members_.of_each.push_back(*member_of_[i]);
    }
    NameThem();
    return std::move(members_);
  }

 private:
  void TakeThoseOfTheRoster() {
    for (std::size_t i = 0; i < members_.all.size(); ++i) free_.insert(i);
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      member_of_[i] = index_.Find(owners_[i]);
      if (member_of_[i]) free_.erase(*member_of_[i]);
    }
  }

  // Somebody of the roster whom two people could be is neither.
  void TakeSimilarOnes() {
    std::map<std::size_t, std::set<std::string>> claims;
    std::vector<std::optional<std::size_t>> similar(owners_.size());
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (member_of_[i]) continue;
      similar[i] = index_.FindSimilar(owners_[i], free_);
      if (similar[i]) claims[*similar[i]].insert(owners_[i].name);
    }
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (!similar[i] || claims[*similar[i]].size() > 1) continue;
      member_of_[i] = similar[i];
      Note(*similar[i], absl::StrCat("handed in as ", Quoted(owners_[i].name),
                                     ", which is only similar: please check"));
    }
  }

  void AddTheOthers() {
    const bool listed = !members_.all.empty();
    std::map<decltype(Identity(owners_[0])), std::vector<std::size_t>> others;
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (!member_of_[i]) others[Identity(owners_[i])].push_back(i);
    }
    for (const auto& [identity, mine] : others) {
      for (const std::size_t i : mine) member_of_[i] = members_.all.size();
      members_.all.push_back({"", owners_[mine[0]], false, {}});
      if (listed) members_.all.back().notes.push_back("not in the roster");
    }
  }

  // Whoever has the name of another gets what tells them apart behind it.
  void NameThem() {
    std::map<std::string, int> named;
    for (const Member& one : members_.all) ++named[one.learner.name];
    std::set<std::string> taken;
    for (Member& one : members_.all) {
      one.name = one.learner.name;
      const std::string telling = TellingPart(one.learner);
      if (named[one.name] > 1 && !telling.empty()) {
        absl::StrAppend(&one.name, " (", telling, ")");
      }
      for (int i = 2; !taken.insert(one.name).second; ++i) {
        one.name = absl::StrCat(one.learner.name, " (", i, ")");
      }
    }
  }

  void Note(std::size_t member, std::string note) {
    std::vector<std::string>& notes = members_.all[member].notes;
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) {
      notes.push_back(std::move(note));
    }
  }

  const std::vector<Learner>& owners_;
  const LearnerIndex index_;
  std::vector<std::optional<std::size_t>> member_of_;
  std::set<std::size_t> free_;  // of the roster, whom nobody is for sure
  Members members_;
};

}  // namespace

Members MatchMembers(const std::vector<Learner>& owners,
                     const std::vector<Learner>& roster) {
  return Matching(owners, roster).Match();
}

}  // namespace grader
