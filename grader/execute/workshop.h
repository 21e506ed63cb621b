// What gradings work with: the cache, a folder of their own, a Runner.
#ifndef GRADER_EXECUTE_WORKSHOP_H_
#define GRADER_EXECUTE_WORKSHOP_H_

#include <functional>
#include <string>
#include <vector>

#include "grader/execute/cache.h"
#include "grader/execute/runner.h"
#include "grader/execute/workspace.h"

namespace grader {

struct Workshop {
  Cache& cache;
  Workspace& workspace;
  Runner& runner;
  // Told what is being done, in a few words, before it is done, by one thread
  // at a time; may be empty.
  std::function<void(const std::string&)> on_progress = {};
  // Use builds and runs of before; what submissions share is always kept.
  bool reuse = true;
  // What is made and run comes in the place of what was kept.
  bool renew = false;
  // Runs of one submission that do not depend on each other may go on beside
  // each other: one with `runner` and one with each of these.
  std::vector<Runner*> beside = {};

  void Tell(const std::string& what) const {
    if (on_progress) on_progress(what);
  }

  // The same, for what is an author's: it is the same for all of a class, and
  // what is to be graded afresh is a submission.
  Workshop OfAuthor() const {
    Workshop of_author = *this;
    of_author.reuse = true;
    of_author.renew = false;
    return of_author;
  }
};

}  // namespace grader

#endif  // GRADER_EXECUTE_WORKSHOP_H_
