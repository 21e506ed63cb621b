// Submissions that mean harm: every file of fixtures/hostile/ gets one of the
// verdicts that it says are permitted, and leaves nothing behind, neither on
// the machine nor for the submission after it.
//
// The words TARGET_… in a file stand for something worth attacking: see
// Targets().
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grader/execute/build.h"
#include "grader/execute/oracle.h"
#include "grader/execute/sandbox_runner.h"
#include "grader/grade.h"
#include "grader/judge/check.h"
#include "grader/judge/verdict.h"
#include "grader/problem/load_problem.h"
#include "grader/report/json_report.h"
#include "grader/report/text_report.h"
#include "grader/testing/listeners.h"
#include "grader/testing/program_notes.h"
#include "grader/testing/remains.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Json = nlohmann::json;

const fs::path kRepository = GRADER_SOURCE_DIR;
const fs::path kHostile = kRepository / "fixtures/hostile";

// Stands in problem.yaml, in the environment and the memory of this program and
// in the work of others; whoever prints it has read what it must not.
constexpr char kSecret[] = "5ecre7-0f-7he-au7h0r";

std::string FileText(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

fs::path ProblemFolder(const std::string& id) {
  return id == "concurrent-requests" ? kRepository / "problems" / id
                                     : kHostile / "problems" / id;
}

fs::path GoodSubmission(const std::string& id) {
  return id == "concurrent-requests"
             ? kRepository / "solutions" / id / "solution.cpp"
             : ProblemFolder(id) / "good.cpp";
}

// Removes what is never twice the same.
void DropMeasurements(Json& json) {
  if (json.is_object()) {
    for (const char* key :
         {"elapsed_ms", "cpu_ms", "wall_ms", "memory_bytes", "spans"}) {
      json.erase(key);
    }
    const std::string name = json.value("name", "");
    if (absl::EndsWith(name, ".elapsed") || absl::EndsWith(name, ".total")) {
      json.erase("actual");
    }
  }
  for (Json& element : json) {
    if (element.is_structured()) DropMeasurements(element);
  }
}

// All that anybody could get to see of a grading, and more.
std::string AllText(Report report) {
  report.reveal = true;
  std::string text = absl::StrCat(JsonReport(report), TextReport(report, {}),
                                  report.build.log);
  for (const CaseReport& one : report.cases) {
    absl::StrAppend(&text, one.observation.out.Joined(),
                    one.observation.err.Joined());
    for (const auto& [name, content] : one.observation.files) {
      absl::StrAppend(&text, content);
    }
  }
  return text;
}

// A problem, and a good submission to it, built once.
class GoodWork {
 public:
  GoodWork(const std::string& id, Workspace& workspace, Runner& runner)
      : problem_(*LoadProblem(ProblemFolder(id))), runner_(runner) {
    const auto submission = LoadSubmission(problem_, GoodSubmission(id), "");
    build_ = *BuildSubmission(*submission, workspace, runner);
    first_ = Measure();
  }

  const Problem& problem() const { return problem_; }
  const Json& first() const { return first_; }

  // Its report now, without times.
  Json Measure() {
    runner_.StartSession();
    Report report;
    report.build = build_;
    report.reveal = true;
    for (const TestCase& test_case : problem_.cases) {
      CaseReport one;
      one.test_case = test_case;
      const Command command =
          CommandFor(build_, test_case, ClockKind::kVirtual);
      const auto observation = runner_.Run(command, test_case.limits);
      if (!observation.ok()) return std::string(observation.status().message());
      one.observation = *observation;
      one.checks = RunChecks(test_case, one.observation);
      one.verdict =
          Judge(one.observation, one.checks, test_case.limits, command.traced);
      report.isolation = one.observation.isolation;
      report.cases.push_back(one);
    }
    Json json = Json::parse(JsonReport(report));
    DropMeasurements(json);
    return json;
  }

 private:
  const Problem problem_;
  Runner& runner_;
  Build build_;
  Json first_;
};

// What is there as soon as nothing changes any more: a run is answered before
// all of it is cleared away, and a session started before it is needed.
Remains SettledRemains() {
  Remains remains = CountRemains();
  for (int same = 0; same < 20;) {
    absl::SleepFor(absl::Milliseconds(10));
    const Remains now = CountRemains();
    same = now == remains ? same + 1 : 0;
    remains = now;
  }
  return remains;
}

// The grader that all tests share, as one that grades many submissions.
class Grading : public ::testing::Environment {
 public:
  void SetUp() override {
    // What runs leave alive comes to us, to be counted.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    setenv("GRADER_SANDBOX", GRADER_BINARY_DIR "/grader-sandbox", 0);
    setenv("GRADER_HOSTILE_SECRET", kSecret, 1);
    folder_ = absl::StrCat("/tmp/hostile-test-", getpid());
    fs::create_directories(folder_);
    chmod(folder_.c_str(), 0755);
    setenv("TMPDIR", folder_.c_str(), 1);
    before_ = CountRemains();
    listeners_ = std::make_unique<Listeners>(folder_ / "socket");
    runner_ = std::make_unique<SandboxRunner>(*FindSandboxProgram());
    workspace_ = std::make_unique<Workspace>(*Workspace::Create());
    std::ofstream(workspace_->path() / "neighbour.cpp") << kSecret;
  }

  void TearDown() override {
    if (!last_made_.empty()) {
      Good(last_made_).Measure();
      EXPECT_EQ(SettledRemains(), steady_) << "while the grader lives";
    }
    good_.clear();
    workspace_.reset();
    runner_.reset();
    listeners_.reset();
    EXPECT_EQ(CountRemains(), before_) << "after its end";
    fs::remove_all(folder_);
  }

  GoodWork& Good(const std::string& id) {
    const auto found = good_.find(id);
    if (found != good_.end()) return found->second;
    GoodWork& made =
        good_.try_emplace(id, id, *workspace_, *runner_).first->second;
    made.Measure();
    last_made_ = id;
    steady_ = SettledRemains();
    return made;
  }

  // What the words stand for.
  std::vector<std::pair<std::string, std::string>> Targets() const {
    return {{"TARGET_REPOSITORY", kRepository},
            {"TARGET_WORKSPACE", workspace_->path()},
            {"TARGET_PID", absl::StrCat(getpid())},
            {"TARGET_PORT", absl::StrCat(listeners_->port())},
            {"TARGET_SOCKET", listeners_->path()},
            {"TARGET_ABSTRACT", listeners_->abstract_name()},
            {"TARGET_RUN", absl::StrCat(getpid())}};
  }

  Listeners& listeners() { return *listeners_; }
  Workspace& workspace() { return *workspace_; }
  Runner& runner() { return *runner_; }

 private:
  fs::path folder_;
  Remains before_;
  Remains steady_;
  std::string last_made_;
  std::unique_ptr<Listeners> listeners_;
  std::unique_ptr<SandboxRunner> runner_;
  std::unique_ptr<Workspace> workspace_;
  std::map<std::string, GoodWork> good_;
};

Grading& grading =
    *static_cast<Grading*>(::testing::AddGlobalTestEnvironment(new Grading));

// The names of all processes of the machine.
std::vector<std::string> ProcessNames() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    const std::string name = FileText(entry.path() / "comm");
    names.push_back(name.substr(0, name.find('\n')));
  }
  return names;
}

// `no-process NAME`, `no-file PATH` or `no-text TEXT`.
void ExpectAfterwards(const std::string& note, const std::string& text) {
  const std::pair<std::string, std::string> words =
      absl::StrSplit(note, absl::MaxSplits(' ', 1));
  const auto& [kind, what] = words;
  if (kind == "no-process") {
    EXPECT_THAT(ProcessNames(), Not(Contains(what)));
  } else if (kind == "no-file") {
    EXPECT_FALSE(fs::exists(fs::symlink_status(what))) << what;
  } else if (kind == "no-text") {
    EXPECT_THAT(text, Not(HasSubstr(what)));
  } else {
    ADD_FAILURE() << "unknown: " << note;
  }
}

std::vector<fs::path> HostilePrograms() {
  std::vector<fs::path> programs = ProgramsBelow(kHostile);
  programs.erase(std::remove_if(programs.begin(), programs.end(),
                                [](const fs::path& program) {
                                  return absl::StrContains(program.string(),
                                                           "/problems/");
                                }),
                 programs.end());
  return programs;
}

class HostileTest : public ::testing::TestWithParam<fs::path> {};

TEST_P(HostileTest, IsRejectedAndLeavesNothing) {
  const std::string source =
      absl::StrReplaceAll(FileText(GetParam()), grading.Targets());
  const ProgramNotes notes = ReadProgramNotes(source);
  const std::vector<std::string> ids = NotedWords(notes, "problem");
  const std::vector<std::string> permitted = NotedWords(notes, "permitted");
  ASSERT_EQ(ids.size(), 1u);
  ASSERT_FALSE(permitted.empty());
  ASSERT_THAT(permitted, Not(Contains("accepted")));

  GoodWork& good = grading.Good(ids.front());
  auto submission = LoadSubmission(good.problem(), GetParam(), "");
  ASSERT_TRUE(submission.ok()) << submission.status();
  submission->sources.front().content = source;
  GradeOptions options;
  options.clock = ClockKind::kVirtual;
  const auto report = Grade(good.problem(), *submission, options,
                            grading.workspace(), grading.runner());
  ASSERT_TRUE(report.ok()) << report.status();

  RecordProperty("verdict", std::string(VerdictName(report->verdict.word)));
  RecordProperty("reason", report->verdict.reason);
  const std::string text = AllText(*report);
  SCOPED_TRACE(text.substr(0, 20000));
  EXPECT_THAT(permitted,
              Contains(std::string(VerdictName(report->verdict.word))));
  const std::vector<std::string> reasons = NotedWords(notes, "reason");
  if (!reasons.empty()) {
    EXPECT_THAT(reasons, Contains(report->verdict.reason));
  }
  EXPECT_THAT(text, Not(HasSubstr(kSecret)));
  EXPECT_FALSE(grading.listeners().reached());
  const auto [begin, end] = notes.equal_range("afterwards");
  for (auto note = begin; note != end; ++note) {
    ExpectAfterwards(note->second, text);
  }
  EXPECT_EQ(good.Measure(), good.first()) << "the submission after it";
}

INSTANTIATE_TEST_SUITE_P(Every, HostileTest,
                         ::testing::ValuesIn(HostilePrograms()),
                         [](const auto& program) {
                           return TestNameOf(program.param, kHostile);
                         });

// Files that no repository should hold. They are refused before anything is
// built or do not compile.
struct Oddity {
  const char* name;
  const char* file;
  std::string content;
};

class OddityTest : public ::testing::TestWithParam<Oddity> {};

TEST_P(OddityTest, IsNeverGradedAsAProgram) {
  GoodWork& good = grading.Good("echo");
  const fs::path folder =
      *grading.workspace().MakeUniqueFolder("oddity") / "submission";
  ASSERT_TRUE(WriteFile(folder / GetParam().file, GetParam().content).ok());
  for (const fs::path& path : {folder, folder / GetParam().file}) {
    const auto submission = LoadSubmission(good.problem(), path, "");
    if (!submission.ok()) {
      EXPECT_EQ(submission.status().code(), absl::StatusCode::kInvalidArgument);
      EXPECT_EQ(submission.status().message().find('\n'), std::string::npos);
      continue;
    }
    const auto report = Grade(good.problem(), *submission, {},
                              grading.workspace(), grading.runner());
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->verdict.word, VerdictWord::kCompileError);
  }
  EXPECT_EQ(good.Measure(), good.first());
}

std::string GoodSource() { return FileText(GoodSubmission("echo")); }

// An object file, made of what runs this test.
std::string ObjectFile() {
  return FileText("/proc/self/exe").substr(0, 100000);
}

INSTANTIATE_TEST_SUITE_P(
    Every, OddityTest,
    ::testing::Values(
        Oddity{"ObjectFile", "object.cc", ObjectFile()},
        Oddity{"Noise", "noise.cpp", std::string("\x01\xff\xfe\x1b[2J", 7)},
        Oddity{"Archive", "archive.cpp", "!<arch>\n"},
        Oddity{"LinkerScript", "script.cpp", "INPUT(/etc/passwd)\n"},
        Oddity{"Empty", "empty.cpp", ""}, Oddity{"Blank", "blank.cpp", "\n\n"},
        Oddity{"TenMegabytes", "large.cpp", std::string(10'000'000, '\n')},
        Oddity{"OneLineOfAMegabyte", "line.cpp", std::string(1'000'000, '(')},
        Oddity{"Newline", "new\nline.cpp", GoodSource()},
        Oddity{"Option", "-fplugin=x.cpp", GoodSource()},
        Oddity{"ListOfOptions", "@options.cpp", GoodSource()},
        Oddity{"Escape", "\x1b[2J.cpp", GoodSource()}),
    [](const auto& oddity) { return oddity.param.name; });

}  // namespace
}  // namespace grader
