// A Runner that runs nothing: it answers with what a test has prepared, and
// remembers what it was asked.
#ifndef GRADER_TESTING_FAKE_RUNNER_H_
#define GRADER_TESTING_FAKE_RUNNER_H_

#include <deque>
#include <utility>
#include <vector>

#include "grader/execute/runner.h"

namespace grader {

class FakeRunner : public Runner {
 public:
  // The answer to the next call that has none yet.
  void Answer(absl::StatusOr<Observation> answer) {
    answers_.push_back(std::move(answer));
  }

  absl::StatusOr<Observation> Run(const Command& command,
                                  const Limits& limits) override {
    commands.push_back(command);
    used_limits.push_back(limits);
    if (answers_.empty()) {
      return absl::FailedPreconditionError("the test prepared no answer");
    }
    absl::StatusOr<Observation> answer = std::move(answers_.front());
    answers_.pop_front();
    return answer;
  }

  void StartSession() override { ++sessions; }

  std::vector<Command> commands;
  std::vector<Limits> used_limits;
  int sessions = 0;

 private:
  std::deque<absl::StatusOr<Observation>> answers_;
};

}  // namespace grader

#endif  // GRADER_TESTING_FAKE_RUNNER_H_
