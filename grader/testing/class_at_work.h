// A class whose submissions are graded by workers behind a queue, for tests
// that break something meanwhile: what comes of it is what comes of a batch
// alone.
#ifndef GRADER_TESTING_CLASS_AT_WORK_H_
#define GRADER_TESTING_CLASS_AT_WORK_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grader/problem/files.h"
#include "grader/testing/background_program.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/nats_cluster.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

// Put before commands that run where the batch and the last worker are, and
// where the other workers are.
struct WorkPlaces {
  std::string batch;
  std::array<std::string, 2> workers;
};

class ClassAtWork {
 public:
  static constexpr absl::Duration kLease = absl::Seconds(2);
  static constexpr std::size_t kLast = 2;
  static constexpr unsigned kJobsOfLast = 5;

  // `grades`: the folder for them, if it is not one of its own.
  explicit ClassAtWork(std::string url, WorkPlaces places = {},
                       const std::filesystem::path& grades = {})
      : url_(std::move(url)),
        places_(std::move(places)),
        grades_((grades.empty() ? folder_.path() : grades) / "grades") {}
  // Of a test that has failed, what the workers said of anything but jobs.
  ~ClassAtWork() {
    if (!::testing::Test::HasFailure()) return;
    for (std::size_t i = 0; i <= kLast; ++i) {
      const std::string log = absl::StrCat("worker-", i, ".log");
      for (const absl::string_view line : absl::StrSplit(Read(log), '\n')) {
        if (line.empty() || absl::StartsWith(line, "begins echo") ||
            absl::StartsWith(line, "echo, ")) {
          continue;
        }
        std::cerr << log << ": " << line << "\n";
      }
    }
  }
  ClassAtWork(const ClassAtWork&) = delete;
  ClassAtWork& operator=(const ClassAtWork&) = delete;

  // GRADER_JOBS=1000 GRADER_SEED=7 in the environment: a larger class, and
  // other moments.
  static unsigned Jobs() { return std::max(20u, Number("GRADER_JOBS", 60)); }
  // How often something is broken.
  static unsigned Rounds() { return std::max(2u, Jobs() / 60); }
  static unsigned Seed() { return Number("GRADER_SEED", 1); }

  // The first two take most of the class. What the third takes waits for it, so
  // that something does, whatever happens before and however long that takes.
  void StartWorker(std::size_t i) {
    const std::string log = absl::StrCat("worker-", i, ".log");
    const std::size_t before = Read(log).size();
    LaunchWorker(i);
    while (!absl::StrContains(Read(log).substr(before), "takes jobs from")) {
      ASSERT_FALSE(workers_[i]->ended()) << Read(log);
      absl::SleepFor(absl::Milliseconds(10));
    }
  }
  // The same without waiting until it takes jobs.
  void LaunchWorker(std::size_t i) {
    const std::string log = absl::StrCat("worker-", i, ".log");
    workers_[i] = std::make_unique<BackgroundProgram>(absl::StrCat(
        i < kLast ? places_.workers[i] : places_.batch,
        Grader(absl::StrCat("work --jobs 1 --language ",
                            i < kLast ? "bash" : "python", " --lease ",
                            absl::FormatDuration(kLease), " --queue ", url_)),
        " >>'", (folder_.path() / log).string(), "' 2>&1"));
  }
  void KillWorker(std::size_t i) { workers_[i]->End(SIGKILL); }

  // `before`: words before the command; `more`: behind it, as --resume.
  void StartBatch(const std::string& before = "",
                  const std::string& more = "") {
    // Of an earlier batch, those that it has written down.
    const std::string earlier =
        more.empty() ? "" : ReadFile(grades_ / "results.jsonl").value_or("");
    earlier_ =
        static_cast<unsigned>(std::count(earlier.begin(), earlier.end(), '\n'));
    batch_ = std::make_unique<BackgroundProgram>(
        places_.batch + before +
        Grader(absl::StrCat("batch '", Given().path().string(),
                            "/class' --problems '", Given().path().string(),
                            "/problems' --clock virtual --wait 1h --output '",
                            grades_.string(), "' --queue ", url_, more)));
  }
  void KillBatch() { batch_->End(SIGKILL); }
  bool HasBatchEnded() const { return batch_->ended(); }
  int EndOfBatch() { return batch_->End(0); }

  // Waits until so many more results have come, or all that come before the
  // last worker.
  void AwaitResults(unsigned count) {
    const unsigned wanted = std::min(Results() + count, Jobs() - kJobsOfLast);
    while (Results() < wanted) {
      ASSERT_NE(batch_->ReadUntil("\"learner\""), "") << batch_->said();
    }
  }
  // Waits until the batch says that.
  void AwaitLine(const std::string& text) {
    ASSERT_NE(batch_->ReadUntil(text), "") << batch_->said();
  }
  const std::string& said() const { return batch_->said(); }
  bool HasWorkerSaid(const std::string& text) const {
    return absl::StrContains(
        Read("worker-0.log") + Read("worker-1.log") + Read("worker-2.log"),
        text);
  }
  // Waits until a worker says that.
  void AwaitWorkers(const std::string& text) const {
    while (!HasWorkerSaid(text)) absl::SleepFor(absl::Milliseconds(20));
  }
  // A part of the class, of which `parts` fit into it.
  static unsigned Part(unsigned parts) { return Jobs() / parts; }

  // As long as a job takes to be given to another after its worker has died,
  // and until that one has it done: no job is lost with three workers.
  void AwaitNewHands() {
    absl::SleepFor(kLease + absl::Seconds(1));
    AwaitResults(8);
  }

  // `grader queue` with these options.
  Finished AskQueue(const std::string& options = "") const {
    return Shell(places_.batch +
                 Grader(absl::StrCat("queue --queue ", url_, " ", options)));
  }
  // What it says as an object, once it can.
  nlohmann::json Queue() const {
    Finished asked;
    for (int i = 0; i < 100 && asked.status != 0; ++i) {
      asked = AskQueue("--format json");
    }
    EXPECT_EQ(asked.status, 0) << asked.out;
    return nlohmann::json::parse(asked.out, nullptr, false);
  }
  // Asks until it says that.
  void AwaitInQueue(const std::string& text) const { AwaitOneOf({text}); }
  // The same of a server that is lost. Others that were started since they
  // heard of it know no name of it.
  void AwaitLoss(std::size_t server) const {
    AwaitOneOf({NatsCluster::Name(server) + ", not heard of",
                NatsCluster::PeerId(server) + "), not heard of"});
  }

  // Starts the last worker, waits for the end of the batch, and looks at what
  // came of it: each submission has its result once, it is the one of a batch
  // alone, and nothing is left in the queue.
  void ExpectGradedOnce(bool from_one_batch = true) {
    if (workers_[kLast] == nullptr) StartWorker(kLast);
    ASSERT_EQ(EndOfBatch(), 0) << batch_->said();
    if (from_one_batch) {
      std::map<std::string, int> results;
      for (const absl::string_view line :
           absl::StrSplit(batch_->said(), '\n')) {
        if (absl::StartsWith(line, "{")) {
          ++results[nlohmann::json::parse(line.begin(), line.end())["learner"]];
        }
      }
      EXPECT_EQ(results.size(), Jobs());
      for (const auto& [learner, count] : results) {
        EXPECT_EQ(count, 1) << learner;
      }
    }
    ExpectGradesOfABatchAlone();
    nlohmann::json queue = Queue();
    for (int i = 0; i < 1'000 && queue["jobs"] != 0; ++i) queue = Queue();
    EXPECT_EQ(queue["jobs"], 0) << queue;
    EXPECT_EQ(queue["dead_letters"].size(), 0) << queue;
  }

  void ExpectGradesOfABatchAlone() const {
    std::map<std::string, std::string> files = FilesIn(grades_);
    for (const auto& [name, content] : Alone()) {
      EXPECT_EQ(files[name], content) << name;
      files.erase(name);
    }
    EXPECT_THAT(files, ::testing::IsEmpty());
  }

  const std::filesystem::path& path() const { return folder_.path(); }
  std::string Read(const std::string& name) const {
    return ReadFile(folder_.path() / name).value_or("");
  }

 private:
  void AwaitOneOf(const std::vector<std::string>& texts) const {
    std::string said;
    const auto is_said = [&said](const std::string& text) {
      return absl::StrContains(said, text);
    };
    for (int i = 0; i < 300 && !absl::c_any_of(texts, is_said); ++i) {
      said = AskQueue().out;
    }
    EXPECT_TRUE(absl::c_any_of(texts, is_said))
        << said << "is not: " << absl::StrJoin(texts, ", or ");
  }

  // How many have come.
  unsigned Results() const {
    unsigned count = earlier_;
    for (const absl::string_view line : absl::StrSplit(said(), '\n')) {
      count += absl::StartsWith(line, "{") ? 1 : 0;
    }
    return count;
  }

  static unsigned Number(const char* name, unsigned otherwise) {
    unsigned number = 0;
    const char* const text = std::getenv(name);
    return text != nullptr && absl::SimpleAtoi(text, &number) ? number
                                                              : otherwise;
  }

  // `grader COMMAND` with the cache of all tests.
  static std::string Grader(const std::string& command,
                            const std::string& cache = "cache") {
    return absl::StrCat("env GRADER_CACHE='", Given().path().string(), "/",
                        cache, "' '" GRADER_BINARY_DIR "/grader' ", command);
  }

  // The problem and what the class handed in, of all verdicts; each does its
  // work in its own words, so that nothing is graded for two.
  static const TemporaryFolder& Given() {
    static const TemporaryFolder* const given = [] {
      static const TemporaryFolder folder;
      folder.Write("problems/echo/problem.yaml",
                   EchoProblem("x", "limits: {elapsed: 60s, cpu: 60s}\n"));
      folder.Write("solutions/echo/solution.sh", "read -r x; echo \"$x\"\n");
      constexpr std::array<const char*, 5> kPrograms = {
          "read -r x; echo \"$x\"", "echo x", "echo y", "echo x; exit 3",
          "if true"};
      for (unsigned i = 0; i < Jobs(); ++i) {
        const bool of_last = i < kJobsOfLast;
        folder.Write(absl::StrFormat("class/learner-%04d/echo.%s", i,
                                     of_last ? "py" : "sh"),
                     absl::StrCat(of_last ? "print(input())"
                                          : kPrograms[i % kPrograms.size()],
                                  "  # ", i, "\n"));
      }
      return &folder;
    }();
    return *given;
  }

  // The files of a batch in one process, without a queue.
  static const std::map<std::string, std::string>& Alone() {
    static const std::map<std::string, std::string> alone = [] {
      const std::string folder = Given().path().string();
      const Finished batch = Shell(
          Grader(absl::StrCat("batch '", folder, "/class' --problems '", folder,
                              "/problems' --clock virtual --jobs 2 --output '",
                              folder, "/alone'"),
                 "cache-alone"));
      EXPECT_EQ(batch.status, 0) << batch.out;
      return FilesIn(folder + "/alone");
    }();
    return alone;
  }

  // With their contents. In reports there are times of runs, which are others
  // each time: of them only the names.
  static std::map<std::string, std::string> FilesIn(
      const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string file = entry.path().lexically_relative(folder).string();
      files[file] = absl::StartsWith(file, "reports/")
                        ? "a report"
                        : ReadFile(entry.path()).value_or("(none)");
    }
    return files;
  }

  const TemporaryFolder folder_;
  const std::string url_;
  const WorkPlaces places_;
  const std::filesystem::path grades_;
  std::array<std::unique_ptr<BackgroundProgram>, kLast + 1> workers_;
  std::unique_ptr<BackgroundProgram> batch_;
  unsigned earlier_ = 0;  // results, of an earlier batch
};

}  // namespace grader

#endif  // GRADER_TESTING_CLASS_AT_WORK_H_
