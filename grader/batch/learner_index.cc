#include "grader/batch/learner_index.h"

#include <algorithm>
#include <functional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/suggest.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

// The words of a name, folded; what is not ASCII is part of one.
std::vector<std::string> Words(const std::string& name) {
  std::string text = Folded(name);
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isascii(byte) && !absl::ascii_isalnum(byte)) c = ' ';
  }
  return absl::StrSplit(text, ' ', absl::SkipEmpty());
}

std::string Sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return absl::StrJoin(words, " ");
}

// "leeann", "annlee": the words one after another, whichever is first.
std::vector<std::string> Squashed(std::vector<std::string> words) {
  std::vector<std::string> squashed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    squashed.push_back(absl::StrJoin(words, ""));
    std::rotate(words.begin(), words.begin() + 1, words.end());
  }
  return squashed;
}

std::string KeyOf(absl::string_view kind, const std::string& text) {
  return text.empty() ? "" : absl::StrCat(kind, ":", Folded(text));
}

// The keys that `learner` is found by.
std::vector<std::string> KeysOf(const Learner& learner) {
  std::vector<std::string> keys = {
      KeyOf("email", learner.email), KeyOf("login", learner.login),
      KeyOf("id", learner.id), KeyOf("number", learner.number)};
  const std::vector<std::string> words = Words(learner.name);
  keys.push_back(KeyOf("name", Sorted(words)));
  for (const std::string& one : Squashed(words)) {
    keys.push_back(KeyOf("squashed", one));
  }
  return keys;
}

std::string MailBox(const std::string& email) {
  return Folded(email.substr(0, email.find('@')));
}

// Whether all of `some` are among `all`.
bool AreAmong(const std::vector<std::string>& some,
              const std::vector<std::string>& all) {
  return !some.empty() &&
         std::all_of(some.begin(), some.end(), [&](const std::string& word) {
           return std::find(all.begin(), all.end(), word) != all.end();
         });
}

// Typing mistakes that a name of this length may have.
int MistakesIn(const std::string& name) {
  return name.size() < 5 ? 0 : name.size() < 10 ? 1 : 2;
}

bool AreNearly(const std::string& a, const std::string& b) {
  const int most = std::min(MistakesIn(a), MistakesIn(b));
  return most > 0 && EditDistance(a, b) <= most;
}

bool AreSimilar(const Learner& who, const Learner& listed) {
  const std::vector<std::string> words = Words(who.name);
  const std::vector<std::string> known = Words(listed.name);
  if (AreAmong(words, known) || AreAmong(known, words)) return true;
  if (!listed.email.empty() && MailBox(listed.email) == Folded(who.name)) {
    return true;
  }
  if (AreNearly(Sorted(words), Sorted(known))) return true;
  const std::string squashed = absl::StrJoin(words, "");
  for (const std::string& one : Squashed(known)) {
    if (AreNearly(squashed, one)) return true;
  }
  return false;
}

}  // namespace

LearnerIndex::LearnerIndex(const std::vector<Learner>& roster)
    : roster_(roster) {
  for (std::size_t i = 0; i < roster_.size(); ++i) {
    for (const std::string& key : KeysOf(roster_[i])) {
      if (!key.empty()) keys_[key].insert(i);
    }
  }
}

LearnerIndex::Found LearnerIndex::With(const std::string& key) const {
  const auto it = keys_.find(key);
  return it == keys_.end() ? Found() : it->second;
}

std::optional<std::size_t> LearnerIndex::Find(const Learner& who) const {
  const std::vector<std::string> words = Words(who.name);
  const std::string keys[] = {KeyOf("email", who.email),
                              KeyOf("login", who.login),
                              KeyOf("id", who.id),
                              KeyOf("name", Sorted(words)),
                              KeyOf("squashed", absl::StrJoin(words, "")),
                              KeyOf("number", who.number),
                              KeyOf("id", who.name),
                              KeyOf("login", who.name),
                              KeyOf("email", who.name)};
  for (const std::string& key : keys) {
    Found found = With(key);
    if (found.size() > 1) {
      // Learners of one name: their numbers tell.
      Found told = With(KeyOf("number", who.number));
      told.merge(With(KeyOf("id", who.number)));
      std::erase_if(found, [&](std::size_t one) { return !told.count(one); });
    }
    if (found.size() == 1) return *found.begin();
  }
  // "Ann Lee_work", a file of hers.
  Found named;
  for (std::size_t i = 0; i < roster_.size(); ++i) {
    const std::vector<std::string> known = Words(roster_[i].name);
    if (known.size() > 1 && AreAmong(known, words)) named.insert(i);
  }
  if (named.size() == 1) return *named.begin();
  return std::nullopt;
}

std::optional<std::size_t> LearnerIndex::FindSimilar(
    const Learner& who, const std::set<std::size_t>& possible) const {
  Found by_id = With(KeyOf("id", who.number));
  std::erase_if(by_id, [&](std::size_t one) { return !possible.count(one); });
  if (by_id.size() == 1) return *by_id.begin();
  std::optional<std::size_t> similar;
  for (const std::size_t one : possible) {
    if (!AreSimilar(who, roster_[one])) continue;
    if (similar) return std::nullopt;
    similar = one;
  }
  return similar;
}

}  // namespace grader
