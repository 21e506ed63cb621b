#include "grader/execute/case_command.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/execute/sanitizers.h"
#include "grader/problem/suite.h"

namespace grader {

Command CommandFor(const Build& build, const TestCase& test_case,
                   ClockKind clock) {
  Command command = build.command;
  // A Java machine does not start with less than 2 MiB.
  const std::string memory =
      absl::StrCat(std::max(test_case.limits.memory_bytes, 2 * kMiB + kKiB));
  if (test_case.limits.stack_bytes == Limits().stack_bytes) {
    std::erase_if(command.argv, [](const std::string& word) {
      return absl::StrContains(word, kStackMark);
    });
  }
  const std::string stack = absl::StrCat(StackOf(test_case.limits));
  for (std::string& word : command.argv) {
    word =
        absl::StrReplaceAll(word, {{kMemoryMark, memory}, {kStackMark, stack}});
  }
  std::vector<std::string>& told =
      command.driver.empty() ? command.argv : command.driver;
  told.insert(told.end(), test_case.args.begin(), test_case.args.end());
  if (test_case.test != nullptr) {
    told.insert(told.end(), test_case.test->args.begin(),
                test_case.test->args.end());
  }
  for (const auto& [name, value] : test_case.environment) {
    command.environment[name] = value;
  }
  command.input = test_case.input;
  std::erase_if(command.files, [&](const InputFile& own) {
    return absl::c_any_of(test_case.files, [&](const InputFile& file) {
      return file.name == own.name;
    });
  });
  command.files.insert(command.files.end(), test_case.files.begin(),
                       test_case.files.end());
  for (const auto& [name, content] : test_case.expect.files) {
    command.collect.push_back(name);
  }
  command.clock = clock;
  command.prints_on = test_case.prints_on;
  return command;
}

void AddInteractor(const Build& build, const Checker& interactor,
                   Command& command, Limits& limits) {
  TestCase own;
  own.limits = interactor.limits;
  Command run = CommandFor(build, own, command.clock);
  Interactor& added = command.interactor.emplace();
  added.argv = std::move(run.argv);
  added.args = interactor.args;
  added.environment = std::move(run.environment);
  added.input = std::exchange(command.input, "");
  added.answer = interactor.answer;
  added.patience = interactor.limits.elapsed;
  added.output_bytes = interactor.limits.output_bytes;
  added.feedback = interactor.feedback;
  command.readable.insert(command.readable.end(), run.readable.begin(),
                          run.readable.end());
  limits.cpu += interactor.limits.cpu;
  limits.processes += build.runtime_processes;
  limits.memory_bytes += build.runtime_memory_bytes;
}

Limits LimitsFor(const Build& build, const TestCase& test_case) {
  Limits limits = test_case.limits;
  limits.processes += build.runtime_processes;
  limits.memory_bytes += build.runtime_memory_bytes;
  if (build.sanitized) {
    limits.memory_bytes = SanitizedMemory(limits.memory_bytes);
  }
  return limits;
}

}  // namespace grader
