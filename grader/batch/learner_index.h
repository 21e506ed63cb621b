// A LearnerIndex: finds whom of a roster a name, an address or a number means,
// as course systems and learners write them.
#ifndef GRADER_BATCH_LEARNER_INDEX_H_
#define GRADER_BATCH_LEARNER_INDEX_H_

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/batch/roster.h"

namespace grader {

class LearnerIndex {
 public:
  explicit LearnerIndex(const std::vector<Learner>& roster);

  // The one of the roster whose email, login, name or number is that of `who`,
  // whose name may also be an ID or a login. Of a name the order of its words,
  // accents, capitals and the signs between its words do not count, nor, where
  // it has two words or more, what else stands there. None if there is no such
  // one, or several.
  std::optional<std::size_t> Find(const Learner& who) const;

  // The one that `who` probably is, of those that `possible` names: an ID, some
  // of the words of a name, the name of a mail box, or a typing mistake. None
  // if there is no such one, or several.
  std::optional<std::size_t> FindSimilar(
      const Learner& who, const std::set<std::size_t>& possible) const;

 private:
  using Found = std::set<std::size_t>;

  Found With(const std::string& key) const;

  const std::vector<Learner> roster_;
  std::map<std::string, Found> keys_;
};

}  // namespace grader

#endif  // GRADER_BATCH_LEARNER_INDEX_H_
