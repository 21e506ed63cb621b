#include "grader/queue/problem_shelf.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "grader/execute/list_tests.h"
#include "grader/problem/load_problem.h"
#include "grader/queue/job_files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKept = 64;

}  // namespace

struct ProblemShelf::Shelved {
  ~Shelved() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }

  fs::path folder;
  Problem problem;
};

absl::StatusOr<std::shared_ptr<const Problem>> ProblemShelf::Find(
    const std::string& problem_set, const Workshop& workshop) {
  const std::lock_guard lock(mutex_);
  const auto known =
      std::find_if(latest_first_.begin(), latest_first_.end(),
                   [&](const auto& one) { return one.first == problem_set; });
  if (known != latest_first_.end()) {
    latest_first_.splice(latest_first_.begin(), latest_first_, known);
  } else {
    const auto packed = blobs_.Get(problem_set, kMaxProblemSetBytes);
    if (!packed.ok()) return packed.status();
    auto folder = workspace_.MakeUniqueFolder("problem");
    if (!folder.ok()) return folder.status();
    auto shelved = std::make_shared<Shelved>();
    shelved->folder = *folder;
    const auto unpacked = UnpackProblem(*packed, *folder);
    if (!unpacked.ok()) return unpacked.status();
    auto problem = LoadProblem(*unpacked);
    if (!problem.ok()) return problem.status();
    shelved->problem = *std::move(problem);
    absl::Status listed = ListTests(shelved->problem, workshop);
    if (!listed.ok()) return listed;
    latest_first_.emplace_front(problem_set, std::move(shelved));
    if (latest_first_.size() > kKept) latest_first_.pop_back();
  }
  const std::shared_ptr<Shelved>& found = latest_first_.front().second;
  return std::shared_ptr<const Problem>(found, &found->problem);
}

}  // namespace grader
