// The program as its users run it: output and exit status.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "grader/testing/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

// Runs build/grader with `arguments` (words of the shell) in the repository.
Finished GraderAtHome(const std::string& arguments) {
  return Shell("cd '" GRADER_SOURCE_DIR "' && '" GRADER_BINARY_DIR "/grader' " +
               arguments);
}

class CliTest : public ::testing::Test {
 protected:
  CliTest() {
    char folder[] = "/tmp/cli_test-XXXXXX";
    folder_ = mkdtemp(folder);
  }
  ~CliTest() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& content) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << content;
    return (folder_ / name).string();
  }

  fs::path folder_;
};

// AddCheckCommand is `check`.
std::set<std::string> Commands() {
  std::set<std::string> commands;
#define COMMAND(name) commands.insert(absl::AsciiStrToLower(#name));
#include "grader/cli/commands.def"
  return commands;
}

TEST_F(CliTest, HelpNamesEveryCommand) {
  const Finished help = GraderAtHome("--help");
  EXPECT_EQ(help.status, 0);
  const std::string heading = "\nSubcommands:\n";
  const std::size_t list = help.out.find(heading);
  ASSERT_NE(list, std::string::npos) << help.out;
  std::istringstream lines(help.out.substr(list + heading.size()));
  std::set<std::string> named;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    // Descriptions that go on in the next line are indented further.
    if (std::string word; line.find_first_not_of(' ') == 2 && words >> word) {
      named.insert(word);
    }
  }
  EXPECT_EQ(named, Commands());
  for (const std::string& command : named) {
    EXPECT_EQ(GraderAtHome(command + " --help").status, 0) << command;
  }
}

TEST_F(CliTest, DocumentsShowEveryCommand) {
  std::string documents;
  for (const char* name : {"README.md", "problems/README.md"}) {
    std::ifstream file(fs::path(GRADER_SOURCE_DIR) / name);
    documents.append(std::istreambuf_iterator<char>(file), {});
  }
  for (const std::string& command : Commands()) {
    EXPECT_THAT(documents, HasSubstr("grader " + command));
  }
}

TEST_F(CliTest, RowOfTheCourseIsUsed) {
  Write("problems/echo/problem.yaml",
        "id: echo\ntitle: Echo\ndifficulty: easy\ntags: [input]\n"
        "hints: [Print what you read.]\ncases:\n"
        "  - name: a word\n    stdin: x\n    expect: {stdout: x}\n"
        "    why: It is there.\n");
  const std::string path = Write("right.txt", "x");
  const std::string table =
      Write("rows.yaml",
            "languages:\n  plain:\n    sources: [.txt]\n    toolchains:\n"
            "      - {name: cat, programs: [cat], run: [cat, \"{main}\"]}\n");
  const Finished right = GraderAtHome("check echo '" + path + "' --problems '" +
                                      (folder_ / "problems").string() +
                                      "' --languages '" + table + "'");
  EXPECT_EQ(right.status, 0) << right.out;
  const Finished wrong = GraderAtHome(
      "check 2 '" + path + "' --languages '" +
      Write("bad.yaml", "languages:\n  plain:\n    sorces: []\n") + "'");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.out, HasSubstr("bad.yaml:3:5: error: unknown key"));
}

TEST_F(CliTest, WrongUsageIsTwo) {
  EXPECT_EQ(GraderAtHome("").status, 2);
  EXPECT_EQ(GraderAtHome("check").status, 2);
  EXPECT_EQ(
      GraderAtHome("check 2 starters/concurrent-requests --format xml").status,
      2);
}

TEST_F(CliTest, UnknownProblemSuggestsTheClosest) {
  const Finished unknown =
      GraderAtHome("check concurent-requests starters/concurrent-requests");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.out, HasSubstr("concurrent-requests"));
  EXPECT_THAT(unknown.out, HasSubstr("did you mean"));
}

TEST_F(CliTest, MissingSubmissionIsOneClearMessage) {
  const Finished missing = GraderAtHome("check 2 /no/such/file.cpp");
  EXPECT_EQ(missing.status, 2);
  EXPECT_THAT(missing.out, HasSubstr("/no/such/file.cpp"));
  EXPECT_THAT(missing.out, Not(HasSubstr("terminate")));
}

TEST_F(CliTest, FolderWithoutSourceIsNotAccepted) {
  const Finished checked = GraderAtHome("check 2 '" + folder_.string() + "'");
  EXPECT_EQ(checked.status, 1);
  EXPECT_THAT(checked.out, HasSubstr("compile error"));
  EXPECT_THAT(checked.out, HasSubstr("the folder is empty"));
}

TEST_F(CliTest, BrokenProblemFileIsTwoAndNamesThePlace) {
  Write("problems/broken/problem.yaml", "id: broken\ncases: [\n");
  const Finished broken =
      GraderAtHome("check broken starters/concurrent-requests --problems '" +
                   (folder_ / "problems").string() + "'");
  EXPECT_EQ(broken.status, 2);
  EXPECT_THAT(broken.out, HasSubstr("problem.yaml:"));
}

TEST_F(CliTest, ListNamesEveryProblemInOrder) {
  const Finished list = GraderAtHome("list --format json");
  ASSERT_EQ(list.status, 0);
  // Lessons and quizzes stand between them.
  auto problems = nlohmann::json::array();
  for (const auto& unit : nlohmann::json::parse(list.out)) {
    if (unit["kind"] == "problem") problems.push_back(unit);
  }
  ASSERT_EQ(problems.size(), 11u);
  EXPECT_EQ(problems[1]["id"], "concurrent-requests");
  EXPECT_EQ(problems[1]["number"], 2);
}

TEST_F(CliTest, SequentialSubmissionIsToldWhatHappened) {
  const Finished failed = GraderAtHome(
      "check 2 fixtures/problems/concurrent-requests/rejected/serial.cpp "
      "--case 'ten requests'");
  EXPECT_EQ(failed.status, 1);
  EXPECT_THAT(failed.out, HasSubstr("one after another"));
  EXPECT_THAT(failed.out, HasSubstr("handle_request"));
  EXPECT_THAT(failed.out, Not(HasSubstr("\033[")));  // a pipe is no terminal
}

TEST_F(CliTest, JsonReportHoldsTheContract) {
  const Finished accepted = GraderAtHome(
      "check 2 solutions/concurrent-requests --lang cpp --format json");
  ASSERT_EQ(accepted.status, 0) << accepted.out;
  const auto report = nlohmann::json::parse(accepted.out);
  EXPECT_EQ(report["schema"], "grader.report/1");
  EXPECT_EQ(report["verdict"], "accepted");
  EXPECT_EQ(report["score"], report["max_score"]);
  EXPECT_TRUE(report["build"]["ok"].get<bool>());
  for (const auto& one : report["cases"]) {
    for (const char* key :
         {"name", "visibility", "verdict", "reason", "points", "max_points",
          "elapsed_ms", "cpu_ms", "wall_ms", "memory_bytes", "stdout", "stderr",
          "checks", "spans"}) {
      EXPECT_TRUE(one.contains(key)) << key;
    }
  }
}

TEST_F(CliTest, HiddenCaseLeaksNothingUnlessRevealed) {
  const std::string check =
      "check 2 fixtures/problems/concurrent-requests/rejected/loses_last.cpp "
      "--case 'later requests finish first' ";
  for (const char* format : {"text", "json"}) {
    const std::string how = std::string("--format ") + format;
    const Finished hidden = GraderAtHome(check + how);
    EXPECT_EQ(hidden.status, 1);
    EXPECT_THAT(hidden.out, HasSubstr("later requests finish first"));
    EXPECT_THAT(hidden.out, Not(HasSubstr("request_id")));
    EXPECT_THAT(hidden.out, Not(HasSubstr("handle_request")));
    EXPECT_THAT(GraderAtHome(check + how + " --reveal").out,
                HasSubstr("request_id"));
  }
}

// How often `text` holds `part`.
int Count(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos;
       at += part.size()) {
    ++count;
  }
  return count;
}

TEST_F(CliTest, PageShowsARightRunBesideAWrongOne) {
  const std::string check =
      "check concurrent-requests "
      "fixtures/problems/concurrent-requests/rejected/serial.py --format html";
  const std::string right = ">A right run: ";
  const Finished page = GraderAtHome(check);
  EXPECT_EQ(page.status, 1);
  if (Count(page.out, "on the virtual clock") == 0) {
    GTEST_SKIP() << "no virtual clock here";
  }
  EXPECT_EQ(Count(page.out, right), 1) << "only one case is visible";
  EXPECT_GT(Count(GraderAtHome(check + " --reveal").out, right), 1);

  const Finished accepted = GraderAtHome(
      "check concurrent-requests solutions/concurrent-requests/solution.py "
      "--format html");
  EXPECT_EQ(accepted.status, 0);
  EXPECT_EQ(Count(accepted.out, right), 0);
}

TEST_F(CliTest, PageWithoutAReferenceHasTheSubmissionsTimelineAlone) {
  const fs::path problems = fs::path(GRADER_SOURCE_DIR) / "problems";
  fs::create_directories(folder_ / "problems");
  for (const char* folder : {"concurrent-requests", "support"}) {
    fs::copy(problems / folder, folder_ / "problems" / folder,
             fs::copy_options::recursive);
  }
  const Finished page = GraderAtHome(
      "check concurrent-requests "
      "fixtures/problems/concurrent-requests/rejected/serial.py --format html "
      "--problems '" +
      (folder_ / "problems").string() + "'");
  EXPECT_EQ(page.status, 1) << page.out;
  EXPECT_THAT(page.out, HasSubstr("<figcaption>Timeline of concurrent"));
  EXPECT_THAT(page.out, Not(HasSubstr("A right run")));
}

TEST_F(CliTest, CompileErrorShowsTheLearnersLine) {
  const std::string file =
      Write("solution.cpp",
            "#include \"concurrent_requests.h\"\n"
            "boost::asio::awaitable<std::vector<Response>>\n"
            "process_requests_concurrent(int n) {\n"
            "  co_return nothing;\n}\n");
  const Finished failed = GraderAtHome("check 2 '" + file + "'");
  EXPECT_EQ(failed.status, 1);
  EXPECT_THAT(failed.out, HasSubstr("solution.cpp:4:13"));
  EXPECT_THAT(failed.out, HasSubstr("nothing"));
  EXPECT_THAT(failed.out, Not(HasSubstr("driver")));
}

TEST_F(CliTest, CrashNamesTheSignal) {
  const std::string file =
      Write("solution.cpp",
            "#include \"concurrent_requests.h\"\n"
            "#include <csignal>\n"
            "boost::asio::awaitable<std::vector<Response>>\n"
            "process_requests_concurrent(int) {\n"
            "  raise(SIGSEGV); co_return std::vector<Response>{};\n}\n");
  const Finished failed =
      GraderAtHome("check 2 '" + file + "' --case 'one request'");
  EXPECT_EQ(failed.status, 1);
  EXPECT_THAT(failed.out, HasSubstr("SIGSEGV"));
}

TEST_F(CliTest, LeavingEarlyIsARunTimeError) {
  const std::string file =
      Write("solution.cpp",
            "#include \"concurrent_requests.h\"\n"
            "#include <cstdlib>\n"
            "boost::asio::awaitable<std::vector<Response>>\n"
            "process_requests_concurrent(int) {\n"
            "  std::exit(0); co_return std::vector<Response>{};\n}\n");
  const Finished failed = GraderAtHome("check 2 '" + file + "' --format json");
  EXPECT_EQ(failed.status, 1);
  const auto report = nlohmann::json::parse(failed.out);
  EXPECT_EQ(report["verdict"], "run_time_error");
  EXPECT_EQ(report["reason"], "exited_early");
}

TEST_F(CliTest, OutputGoesToTheFile) {
  const std::string file = (folder_ / "report.json").string();
  const Finished written = GraderAtHome(
      "check 2 solutions/concurrent-requests --lang cpp --case 'no request' "
      "--format json --output '" +
      file + "'");
  EXPECT_EQ(written.status, 0);
  EXPECT_EQ(written.out, "");
  std::ifstream stream(file);
  EXPECT_EQ(nlohmann::json::parse(stream)["verdict"], "accepted");
}

TEST_F(CliTest, ReportThatCannotBeWrittenIsThree) {
  const Finished failed = GraderAtHome(
      "check 2 solutions/concurrent-requests --lang cpp --case 'no request' "
      "--output /no/such/folder/report.txt");
  EXPECT_EQ(failed.status, 3);
  EXPECT_THAT(failed.out, HasSubstr("/no/such/folder/report.txt"));
}

TEST_F(CliTest, RunNamesTheLimitThatEndedTheCommand) {
  const Finished slept =
      GraderAtHome("run --elapsed 1s --format json -- sleep 3600");
  EXPECT_EQ(slept.status, 1);
  EXPECT_EQ(nlohmann::json::parse(slept.out)["end"],
            "stopped at elapsed_limit");
}

TEST_F(CliTest, RunTellsWhatTheClockDecidedIfAsked) {
  const std::string command = " --clock virtual --elapsed 2h -- sleep 3600";
  const Finished told = GraderAtHome("run --explain-clock" + command);
  EXPECT_EQ(told.status, 0) << told.out;
  EXPECT_THAT(told.out, HasSubstr(": on to where task 1's clock_nanosleep is "
                                  "due\n"));
  EXPECT_THAT(GraderAtHome("run" + command).out, Not(HasSubstr("is due")));
  EXPECT_THAT(GraderAtHome("run --explain-clock --clock real -- true").out,
              HasSubstr("the real clock decides nothing"));
}

TEST_F(CliTest, EveryReadIsOnePathAndTheCommandKeepsItsOptions) {
  const std::string first = Write("first", "1");
  const std::string second = Write("second", "2");
  const std::string files = " " + first + " " + second;
  const Finished read =
      GraderAtHome("run --format json --read " + first + " --read " + second +
                   " -- head -q -n 1" + files);
  EXPECT_EQ(read.status, 0) << read.out;
  EXPECT_EQ(nlohmann::json::parse(read.out)["stdout"], "12");
}

TEST_F(CliTest, RunOfAMissingProgramIsTwo) {
  EXPECT_EQ(GraderAtHome("run -- no-such-program").status, 2);
}

TEST_F(CliTest, LimitWithoutUnitIsTwo) {
  const Finished wrong = GraderAtHome("run --memory 64 -- true");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.out, HasSubstr("--memory"));
}

TEST_F(CliTest, DoctorNamesTheLayers) {
  const Finished doctor = GraderAtHome("doctor");
  EXPECT_THAT(doctor.out, HasSubstr("namespaces"));
  EXPECT_THAT(doctor.out, HasSubstr("virtual clock"));
}

TEST_F(CliTest, DoctorSaysWhatIsMissing) {
  setenv("GRADER_SANDBOX_WITHOUT", "namespaces", 1);
  const Finished refused = GraderAtHome(
      "check 2 solutions/concurrent-requests --lang cpp --require-isolation");
  unsetenv("GRADER_SANDBOX_WITHOUT");
  EXPECT_EQ(refused.status, 3);
  EXPECT_THAT(refused.out, HasSubstr("namespaces"));
}

TEST_F(CliTest, SolutionIsAcceptedWithoutNamespacesToo) {
  setenv("GRADER_SANDBOX_WITHOUT", "namespaces", 1);
  const Finished graded = GraderAtHome(
      "check 2 solutions/concurrent-requests --lang cpp --format json");
  unsetenv("GRADER_SANDBOX_WITHOUT");
  ASSERT_EQ(graded.status, 0) << graded.out;
  for (const auto& layer : nlohmann::json::parse(graded.out)["isolation"]) {
    EXPECT_THAT(layer.get<std::string>(), Not(HasSubstr("namespaces")));
  }
}

TEST_F(CliTest, DeadlockIsNamedWithWhatWasInProgress) {
  const Finished stuck = GraderAtHome(
      "check 5 fixtures/problems/connection-pool/rejected/never_gives_back.cpp "
      "--format json --reveal");
  EXPECT_EQ(stuck.status, 1);
  const auto report = nlohmann::json::parse(stuck.out);
  EXPECT_EQ(report["verdict"], "time_limit_exceeded");
  EXPECT_EQ(report["reason"], "deadlock");
  EXPECT_THAT(report["message"].get<std::string>(), HasSubstr("still open"));
}

// The pids of the processes that run `sleep SECONDS`.
std::vector<pid_t> Sleepers(const std::string& seconds) {
  std::vector<pid_t> pids;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline");
    std::string words;
    std::getline(file, words);
    if (words == std::string("/usr/bin/sleep\0", 15) + seconds + '\0') {
      pids.push_back(std::stoi(entry.path().filename()));
    }
  }
  return pids;
}

TEST_F(CliTest, NothingIsLeftRunningWhenTheGraderIsKilled) {
  const std::string seconds = "98765." + std::to_string(getpid());
  const pid_t grader = fork();
  if (grader == 0) {
    execl(GRADER_BINARY_DIR "/grader", "grader", "run", "--clock", "real",
          "--elapsed", "60s", "--wall", "60s", "--", "/usr/bin/sleep",
          seconds.c_str(), nullptr);
    _exit(127);
  }
  while (Sleepers(seconds).empty()) usleep(1000);
  kill(grader, SIGKILL);
  waitpid(grader, nullptr, 0);
  while (!Sleepers(seconds).empty()) usleep(1000);
}

}  // namespace
}  // namespace grader
