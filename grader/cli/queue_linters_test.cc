// A problem that deducts points for what linters find is graded by workers that
// have these.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/testing/background_program.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A row of linters.yaml that finds nothing.
std::string RowOfLinter(const std::string& name, const std::string& program) {
  return absl::StrCat(
      "  ", name, ":\n    languages: {python: []}\n    programs: [", program,
      "]\n    command: [\"{linter}\", -c, pass]\n"
      "    finding: '^(?P<file>x):(?P<line>\\d+): "
      "(?P<message>.*)$'\n");
}

class QueueLintersTest : public ::testing::Test {
 protected:
  QueueLintersTest() {
    folder_.Write("problems/linters.yaml",
                  absl::StrCat("linters:\n", RowOfLinter("here", "python3"),
                               RowOfLinter("nowhere", "no-such-linter")));
    for (const std::string name : {"here", "nowhere", "plain"}) {
      folder_.Write(
          absl::StrCat("problems/", name, "/problem.yaml"),
          absl::StrReplaceAll(
              EchoProblem("x", name == "plain"
                                   ? ""
                                   : absl::StrCat("deductions: [{linter: ",
                                                  name, ", points: 0.5}]\n")),
              {{"id: echo", "id: " + name}}));
      folder_.Write(absl::StrCat("solutions/", name, "/solution.py"),
                    "print(input())\n");
    }
  }

  void HandIn(const std::string& problem) const {
    folder_.Write(absl::StrCat("class/ana/", problem, ".py"),
                  "print(input())\n");
  }

  std::string Grader(const std::string& command) const {
    return absl::StrCat("env -C '", folder_.path().string(),
                        "' GRADER_CACHE=cache '" GRADER_BINARY_DIR "/grader' ",
                        command, " --queue ", server_.url());
  }

  Finished Batch(const std::string& output, const std::string& more) const {
    return Shell(Grader(absl::StrCat(
        "batch class --problems problems --clock virtual --output ", output,
        " ", more)));
  }

  nlohmann::json Queue() const {
    const Finished shown = Shell(Grader("queue --format json"));
    EXPECT_EQ(shown.status, 0) << shown.out;
    return nlohmann::json::parse(shown.out);
  }

  std::string Gradebook(const std::string& output) const {
    return ReadFile(folder_.path() / output / "gradebook.csv")
        .value_or("(none)");
  }

  const TemporaryFolder folder_;
  NatsServer server_;
};

TEST_F(QueueLintersTest, WorkerLeavesLintersThatItLacksToOthers) {
  BackgroundProgram worker(
      Grader("work --jobs 1 --language python --lease 2s"));
  ASSERT_NE(worker.ReadUntil("takes jobs from"), "") << worker.said();
  for (const char* const problem : {"here", "nowhere", "plain"}) {
    HandIn(problem);
  }
  const Finished batch = Batch("grades", "--wait 0s");
  EXPECT_THAT(batch.out, HasSubstr("no worker has python, the virtual clock"));
  EXPECT_THAT(batch.out, HasSubstr("no-such-linter"));
  EXPECT_THAT(Gradebook("grades"), HasSubstr("no-such-linter"));
  // A result is there a moment before its job is finished.
  nlohmann::json queue = Queue();
  while (queue["jobs"] > 1) queue = Queue();
  EXPECT_EQ(queue["dead_letters"].size(), 0) << queue;
  EXPECT_EQ(queue["jobs"], 1) << queue;
  EXPECT_EQ(queue["waiting"][0]["linters"][0], "no-such-linter");
  EXPECT_EQ(queue["waiting"][0]["workers"], 0);
  EXPECT_EQ(worker.End(SIGTERM), 0);
  EXPECT_THAT(worker.said(), Not(HasSubstr("nowhere")));
}

TEST_F(QueueLintersTest, WorkerThatHasThemTakesWhatCameBeforeIt) {
  HandIn("here");
  EXPECT_EQ(Batch("nobody", "--wait 0s").status, 3);
  EXPECT_EQ(Queue()["jobs"], 1);
  BackgroundProgram worker(
      Grader("work --jobs 1 --language python --lease 2s"));
  ASSERT_NE(worker.ReadUntil("here, python: accepted"), "") << worker.said();
  const nlohmann::json announced = Queue()["workers"];
  ASSERT_EQ(announced.size(), 1);
  EXPECT_THAT(announced[0]["linters"].dump(), HasSubstr("python3"));
  EXPECT_EQ(Batch("grades", "--wait 0s").status, 0);
  EXPECT_THAT(Gradebook("grades"), HasSubstr("ana,1,"));
  EXPECT_EQ(worker.End(SIGTERM), 0);
}

}  // namespace
}  // namespace grader
