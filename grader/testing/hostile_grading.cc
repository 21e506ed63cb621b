#include "grader/testing/hostile_grading.h"

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grader/execute/case_command.h"
#include "grader/execute/oracle.h"
#include "grader/judge/check.h"
#include "grader/judge/verdict.h"
#include "grader/problem/load_problem.h"
#include "grader/report/json_report.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const fs::path kRepository = GRADER_SOURCE_DIR;

// A problem of those there are, with a driver; the others have none.
constexpr char kWithDriver[] = "concurrent-requests";

fs::path ProblemFolder(const std::string& id) {
  return id == kWithDriver ? kRepository / "problems" / id
                           : HostileFolder() / "problems" / id;
}

// What a submission leaves behind, the next runs meet.
constexpr std::size_t kCasesAfterwards = 2;

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

HostileGrading& shared = *static_cast<HostileGrading*>(
    ::testing::AddGlobalTestEnvironment(new HostileGrading));

}  // namespace

fs::path HostileFolder() { return kRepository / "fixtures/hostile"; }

fs::path GoodSubmission(const std::string& id, const std::string& extension) {
  const fs::path stem = id == kWithDriver
                            ? kRepository / "solutions" / id / "solution"
                            : ProblemFolder(id) / "good";
  const fs::path wanted = stem.string() + extension;
  return fs::exists(wanted) ? wanted : fs::path(stem.string() + ".cpp");
}

GoodWork::GoodWork(const std::string& id, const std::string& extension,
                   const Workshop& workshop)
    : problem_(*LoadProblem(ProblemFolder(id))), runner_(workshop.runner) {
  const auto submission =
      LoadSubmission(problem_, GoodSubmission(id, extension), "");
  build_ = *BuildSubmission(*submission, workshop);
  first_ = Measure();
}

Json GoodWork::Measure() {
  runner_.StartSession();
  Report report;
  report.build = build_;
  report.reveal = true;
  for (std::size_t i = 0; i < kCasesAfterwards && i < problem_.cases.size();
       ++i) {
    const TestCase& test_case = problem_.cases[i];
    CaseReport one;
    one.test_case = test_case;
    const Command command = CommandFor(build_, test_case, ClockKind::kVirtual);
    const auto observation = runner_.Run(command, test_case.limits);
    if (!observation.ok()) return std::string(observation.status().message());
    one.observation = *observation;
    one.checks = RunChecks(test_case, one.observation);
    one.verdict = Judge(one.observation, one.checks, test_case.limits,
                        !command.driver.empty());
    report.isolation = one.observation.isolation;
    report.cases.push_back(one);
  }
  Json json = Json::parse(JsonReport(report));
  DropMeasurements(json);
  return json;
}

void HostileGrading::SetUp() {
  // What runs leave alive comes to us, to be counted.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  setenv("GRADER_SANDBOX", GRADER_BINARY_DIR "/grader-sandbox", 0);
  setenv("GRADER_HOSTILE_SECRET", kHostileSecret, 1);
  folder_ = absl::StrCat("/tmp/hostile-test-", getpid());
  fs::create_directories(folder_);
  chmod(folder_.c_str(), 0755);
  setenv("TMPDIR", folder_.c_str(), 1);
  before_ = CountRemains();
  listeners_ = std::make_unique<Listeners>(folder_ / "socket");
  runner_ = std::make_unique<SandboxRunner>(*FindSandboxProgram());
  workspace_ = std::make_unique<Workspace>(*Workspace::Create());
  cache_ =
      std::make_unique<Cache>(CacheFolder(), workspace_->path(), *CacheSize());
  std::ofstream(workspace_->path() / "neighbour.cpp") << kHostileSecret;
}

void HostileGrading::TearDown() {
  if (last_made_ != nullptr) {
    last_made_->Measure();
    EXPECT_EQ(SettledRemains(), steady_) << "while the grader lives";
  }
  good_.clear();
  workspace_.reset();
  runner_.reset();
  listeners_.reset();
  EXPECT_EQ(CountRemains(), before_) << "after its end";
  fs::remove_all(folder_);
}

GoodWork& HostileGrading::Good(const std::string& id,
                               const std::string& extension) {
  const std::pair key(id, GoodSubmission(id, extension).extension().string());
  const auto found = good_.find(key);
  if (found != good_.end()) return found->second;
  GoodWork& made =
      good_.try_emplace(key, id, key.second, workshop()).first->second;
  made.Measure();
  last_made_ = &made;
  steady_ = SettledRemains();
  return made;
}

std::vector<std::pair<std::string, std::string>> HostileGrading::Targets()
    const {
  return {{"TARGET_REPOSITORY", kRepository},
          {"TARGET_WORKSPACE", workspace_->path()},
          {"TARGET_PID", absl::StrCat(getpid())},
          {"TARGET_PORT", absl::StrCat(listeners_->port())},
          {"TARGET_SOCKET", listeners_->path()},
          {"TARGET_ABSTRACT", listeners_->abstract_name()},
          {"TARGET_RUN", absl::StrCat(getpid())}};
}

HostileGrading& SharedGrading() { return shared; }

}  // namespace grader
