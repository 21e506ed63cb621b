// What tests of submissions that mean harm share: one grader that grades them
// all, good submissions to grade after each, and what is worth attacking.
#ifndef GRADER_TESTING_HOSTILE_GRADING_H_
#define GRADER_TESTING_HOSTILE_GRADING_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "grader/execute/build.h"
#include "grader/execute/sandbox_runner.h"
#include "grader/grade.h"
#include "grader/problem/problem.h"
#include "grader/testing/listeners.h"
#include "grader/testing/remains.h"

namespace grader {

// Stands in problem.yaml, in the environment and the memory of this program and
// in the work of others; whoever prints it has read what it must not.
inline constexpr char kHostileSecret[] = "5ecre7-0f-7he-au7h0r";

// fixtures/hostile
std::filesystem::path HostileFolder();

// A submission to the problem `id` that is accepted, in the language whose
// sources end in `extension`, or in C++ where there is none.
std::filesystem::path GoodSubmission(const std::string& id,
                                     const std::string& extension);

// A problem, and a good submission to it, built once.
class GoodWork {
 public:
  GoodWork(const std::string& id, const std::string& extension,
           const Workshop& workshop);

  const Problem& problem() const { return problem_; }
  const nlohmann::json& first() const { return first_; }

  // Its report now, without times.
  nlohmann::json Measure();

 private:
  const Problem problem_;
  Runner& runner_;
  Build build_;
  nlohmann::json first_;
};

// The grader that all tests share, as one that grades many submissions.
class HostileGrading : public ::testing::Environment {
 public:
  void SetUp() override;
  void TearDown() override;

  // Made when it is asked for first.
  GoodWork& Good(const std::string& id, const std::string& extension);

  // What the words TARGET_… in a hostile submission stand for.
  std::vector<std::pair<std::string, std::string>> Targets() const;

  Listeners& listeners() { return *listeners_; }
  Workspace& workspace() { return *workspace_; }
  // Everything is run afresh: what is tested is the sandbox.
  Workshop workshop() {
    return {.cache = *cache_,
            .workspace = *workspace_,
            .runner = *runner_,
            .reuse = false};
  }

 private:
  std::filesystem::path folder_;
  Remains before_;
  Remains steady_;
  GoodWork* last_made_ = nullptr;
  std::unique_ptr<Listeners> listeners_;
  std::unique_ptr<SandboxRunner> runner_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<Cache> cache_;
  std::map<std::pair<std::string, std::string>, GoodWork> good_;
};

// The one there is, set up before the first test.
HostileGrading& SharedGrading();

}  // namespace grader

#endif  // GRADER_TESTING_HOSTILE_GRADING_H_
