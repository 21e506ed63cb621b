// The UnitList of `grader watch`: all units, or those to do, or those done, or
// those whose name holds a word; one of them is chosen.
#ifndef GRADER_CLI_UNIT_LIST_H_
#define GRADER_CLI_UNIT_LIST_H_

#include <map>
#include <string>
#include <vector>

#include "grader/course/progress.h"
#include "grader/problem/problem.h"
#include "grader/report/page.h"

namespace grader {

class UnitList {
 public:
  using States = std::map<std::string, UnitState>;

  // Whether `key` meant something here.
  bool OnKey(int key, const std::vector<Problem>& units, const States& states);

  std::string Text(const std::vector<Problem>& units, const States& states,
                   const TextStyle& style) const;

  // Null if none is listed.
  const Problem* Chosen(const std::vector<Problem>& units,
                        const States& states) const;
  int chosen() const { return chosen_; }

  bool is_searching() const { return searching_; }
  std::string Question() const { return "search: " + search_ + "_"; }

 private:
  enum class Filter { kAll, kToDo, kDone };

  std::vector<const Problem*> Listed(const std::vector<Problem>& units,
                                     const States& states) const;
  void OnSearchKey(int key);

  Filter filter_ = Filter::kAll;
  std::string search_;
  bool searching_ = false;
  int chosen_ = 0;
};

}  // namespace grader

#endif  // GRADER_CLI_UNIT_LIST_H_
