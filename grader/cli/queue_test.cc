// A class that is graded by workers: the same gradebook, whatever is killed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/version.h"
#include "grader/queue/job_board.h"
#include "grader/queue/job_files.h"
#include "grader/queue/nats.h"
#include "grader/testing/background_program.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class QueueTest : public ::testing::Test {
 protected:
  QueueTest() {
    folder_.Write("problems/echo/problem.yaml",
                  EchoProblem("x", "limits: {elapsed: 60s, cpu: 60s}\n"));
    folder_.Write("solutions/echo/solution.py", "print(input())\n");
    for (int i = 0; i < 8; ++i) {
      HandIn(absl::StrCat("learner-", i),
             absl::StrCat("print(input())  # ", i / 2, "\n",
                          i % 3 == 0 ? "print(1)\n" : ""));
    }
    HandIn("nobody", "");
  }

  void HandIn(const std::string& learner, const std::string& content) const {
    folder_.Write(absl::StrCat("class/", learner, "/echo.py"), content);
  }

  // `grader COMMAND` in the folder, as a command of the shell.
  std::string Grader(const std::string& command) const {
    return absl::StrCat("env -C '", folder_.path().string(),
                        "' GRADER_CACHE=cache '" GRADER_BINARY_DIR "/grader' ",
                        command);
  }
  static std::string Batch(const std::string& more) {
    return "batch class --problems problems --clock virtual " + more;
  }
  std::string Work(const std::string& more) const {
    return Grader(
        absl::StrCat("work --jobs 1 --language python --lease 5s "
                     "--queue ",
                     server_.url(), " ", more));
  }
  std::string Queued(const std::string& output) const {
    return Batch(absl::StrCat("--queue ", server_.url(), " --output ", output));
  }

  // Grades the class in one process; what came of it.
  std::map<std::string, std::string> Alone() const {
    const Finished alone = Shell(Grader(Batch("--output alone")));
    EXPECT_EQ(alone.status, 0) << alone.out;
    return Files("alone");
  }

  // The files of a folder with their contents. In reports there are times of
  // runs, which are others each time: of them only the names.
  std::map<std::string, std::string> Files(const std::string& name) const {
    std::map<std::string, std::string> files;
    const fs::path folder = folder_.path() / name;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string file = entry.path().lexically_relative(folder).string();
      files[file] = absl::StartsWith(file, "reports/")
                        ? ""
                        : ReadFile(entry.path()).value_or("(none)");
    }
    return files;
  }

  // `grader queue`, as an object.
  nlohmann::json Queue() const {
    const Finished shown = Shell(
        Grader(absl::StrCat("queue --format json --queue ", server_.url())));
    EXPECT_EQ(shown.status, 0) << shown.out;
    return nlohmann::json::parse(shown.out);
  }

  // The same when no job is left. A result is there a moment before its job is
  // finished.
  nlohmann::json QueueWithoutJobs() const {
    nlohmann::json queue = Queue();
    while (queue["jobs"] != 0) queue = Queue();
    return queue;
  }

  const TemporaryFolder folder_;
  NatsServer server_;
};

constexpr char kReady[] = "takes jobs from";

TEST_F(QueueTest, TwoWorkersGiveTheSameFiles) {
  BackgroundProgram one(Work(""));
  BackgroundProgram other(Work(""));
  ASSERT_NE(one.ReadUntil(kReady), "") << one.said();
  ASSERT_NE(other.ReadUntil(kReady), "") << other.said();
  const Finished batch = Shell(Grader(Queued("grades")));
  EXPECT_EQ(batch.status, 0) << batch.out;
  const std::map<std::string, std::string> alone = Alone();
  EXPECT_EQ(Files("grades"), alone);

  const nlohmann::json queue = QueueWithoutJobs();
  EXPECT_EQ(queue["schema"], "grader.queue/1");
  EXPECT_EQ(queue["workers"].size(), 2);
  EXPECT_EQ(queue["dead_letters"].size(), 0);
  EXPECT_EQ(one.End(SIGTERM), 0) << one.said();
  EXPECT_EQ(other.End(SIGTERM), 0) << other.said();
  EXPECT_EQ(Queue()["workers"].size(), 0) << "they have said good-bye";

  // Known results need no worker.
  const Finished again = Shell(Grader(Queued("again")));
  EXPECT_EQ(again.status, 0) << again.out;
  EXPECT_EQ(Files("again"), alone);
}

TEST_F(QueueTest, WorkerThatIsKilledLosesNothing) {
  for (int i = 0; i < 2; ++i) {
    HandIn(absl::StrCat("slow-", i),
           absl::StrCat("for i in range(10_000_000): pass  # ", i,
                        "\nprint(input())\n"));
  }
  BackgroundProgram killed(Work(""));
  ASSERT_NE(killed.ReadUntil(kReady), "") << killed.said();
  BackgroundProgram batch(Grader(Queued("grades")));
  ASSERT_NE(killed.ReadUntil("begins"), "") << killed.said();
  killed.End(SIGKILL);
  BackgroundProgram other(Work(""));
  EXPECT_EQ(batch.End(0), 0) << batch.said();
  EXPECT_EQ(Files("grades"), Alone());
  const nlohmann::json queue = QueueWithoutJobs();
  EXPECT_EQ(queue["jobs"], 0);
  EXPECT_EQ(queue["dead_letters"].size(), 0);
  EXPECT_EQ(other.End(SIGTERM), 0) << other.said();
}

TEST_F(QueueTest, ServerThatIsKilledLosesNothing) {
  BackgroundProgram worker(Work(""));
  ASSERT_NE(worker.ReadUntil(kReady), "") << worker.said();
  BackgroundProgram batch(Grader(Queued("grades")));
  ASSERT_NE(worker.ReadUntil("begins"), "") << worker.said();
  server_.Kill();
  server_.Start();
  EXPECT_EQ(batch.End(0), 0) << batch.said();
  EXPECT_EQ(Files("grades"), Alone());
  EXPECT_EQ(worker.End(SIGTERM), 0) << worker.said();
  EXPECT_EQ(Queue()["jobs"], 0);
}

// As after a loss of power, or where another server of a cluster takes over
// that does not know it yet.
TEST_F(QueueTest, JobWhoseEndTheServerHasForgottenDoesNotWait) {
  BackgroundProgram batch(Grader(Queued("grades")));
  ASSERT_NE(batch.ReadUntil("must wait"), "") << batch.said();
  batch.End(SIGKILL);
  server_.Stop();
  const fs::path messages = server_.MessagesOf("grader-jobs");
  const fs::path earlier = folder_.path() / "earlier";
  fs::copy(messages, earlier, fs::copy_options::recursive);
  server_.Start();
  const auto jobs = Queue()["jobs"];
  {
    BackgroundProgram worker(Work(""));
    QueueWithoutJobs();
    EXPECT_EQ(worker.End(SIGTERM), 0) << worker.said();
  }
  server_.Stop();
  fs::remove_all(messages);
  fs::copy(earlier, messages, fs::copy_options::recursive);
  server_.Start();
  EXPECT_EQ(Queue()["jobs"], jobs) << "they are there again";

  BackgroundProgram worker(Work(""));
  ASSERT_NE(worker.ReadUntil("the queue gave to nobody, sent once more"), "")
      << worker.said();
  EXPECT_EQ(QueueWithoutJobs()["dead_letters"].size(), 0);
  EXPECT_EQ(worker.End(SIGTERM), 0) << worker.said();
  EXPECT_THAT(worker.said(), Not(HasSubstr("begins"))) << "all were done";
}

TEST_F(QueueTest, JobsWhichNobodyCanTakeSayWhatIsMissing) {
  const Finished batch = Shell(Grader(Queued("grades --wait 0s")));
  EXPECT_EQ(batch.status, 3) << batch.out;
  EXPECT_THAT(batch.out, HasSubstr("no worker has python, the virtual clock"));
  EXPECT_THAT(Files("grades")["gradebook.csv"],
              HasSubstr("no worker has python"));
  const nlohmann::json queue = Queue();
  // Whoever can will find them.
  EXPECT_GT(queue["jobs"], 0);
  EXPECT_EQ(queue["waiting"][0]["language"], "python");
  EXPECT_EQ(queue["waiting"][0]["workers"], 0);
  const Finished shown =
      Shell(Grader(absl::StrCat("queue --queue ", server_.url())));
  EXPECT_EQ(shown.status, 0);
  EXPECT_THAT(shown.out, HasSubstr(": no worker has that\n"));
}

TEST_F(QueueTest, WorkerLeavesOtherLanguagesToOthers) {
  BackgroundProgram shell(Grader(
      absl::StrCat("work --jobs 1 --language bash --queue ", server_.url())));
  ASSERT_NE(shell.ReadUntil(kReady), "") << shell.said();
  BackgroundProgram batch(Grader(Queued("grades")));
  ASSERT_NE(batch.ReadUntil("must wait: no worker has python"), "")
      << batch.said();
  BackgroundProgram python(Work(""));
  EXPECT_EQ(batch.End(0), 0) << batch.said();
  EXPECT_EQ(shell.End(SIGTERM), 0);
  EXPECT_THAT(shell.said(), Not(HasSubstr("begins")));
  EXPECT_EQ(python.End(SIGTERM), 0);
}

TEST_F(QueueTest, TimeLimitThatWasStoredFirstCounts) {
  const auto nats = Nats::Connect({.url = server_.url()});
  ASSERT_TRUE(nats.ok()) << nats.status();
  JobBoard board(**nats);
  ASSERT_TRUE(board.Begin().ok());
  GradingJob job;
  job.problem_set = "set";
  const std::string id = LimitId(job);
  job.clock = ClockKind::kReal;
  EXPECT_NE(LimitId(job), id);
  ASSERT_TRUE((*board.FindLimit(id) == std::nullopt));
  const std::string subject = "grader.results." + id;
  for (const char* const forged :
       {"{", R"({"schema":"grader.limit/1"})",
        R"({"schema":"grader.limit/1","ns":0,"reason":""})",
        R"({"schema":"grader.limit/1","ns":-5,"reason":""})",
        R"({"schema":"grader.limit/1","ns":9000000000000000,"reason":""})"}) {
    ASSERT_TRUE((*nats)->Publish(subject, "", forged).ok());
  }
  EXPECT_FALSE(board.FindLimit(id)->has_value());
  ASSERT_TRUE(board.StoreLimit(id, {absl::Seconds(3), "the first"}).ok());
  ASSERT_TRUE(board.StoreLimit(id, {absl::Seconds(5), "the second"}).ok());
  const auto found = board.FindLimit(id);
  ASSERT_TRUE(found.ok() && *found);
  EXPECT_EQ((*found)->limit, absl::Seconds(3));
  EXPECT_EQ((*found)->reason, "the first");
  EXPECT_FALSE(board.FindLimit("other")->has_value());
}

// Whatever another worker would find on its own machine.
TEST_F(QueueTest, WorkersTakeTheLimitOfAPackageThatIsThere) {
  const fs::path package = folder_.path() / "package";
  fs::copy(GRADER_SOURCE_DIR "/fixtures/packages/version-2025-09-no-limit",
           package, fs::copy_options::recursive);
  const auto problem = LoadProblem(package);
  ASSERT_TRUE(problem.ok()) << problem.status();
  const auto nats = Nats::Connect({.url = server_.url()});
  ASSERT_TRUE(nats.ok()) << nats.status();
  JobBoard board(**nats);
  ASSERT_TRUE(board.Begin().ok());
  const auto set = board.blobs().Put(*PackProblem(*problem));
  ASSERT_TRUE(set.ok()) << set.status();
  GradingJob job;
  job.grader = std::string(kVersion);
  job.problem_set = *set;
  ASSERT_TRUE(
      board.StoreLimit(LimitId(job), {absl::Milliseconds(7250), "so it is"})
          .ok());
  fs::remove_all(folder_.path() / "class");
  folder_.Write(
      "class/ana/solution.py",
      ReadFile(package / "submissions/accepted/at_once.py").value_or(""));
  BackgroundProgram worker(Work(""));
  const Finished batch =
      Shell(Grader(absl::StrCat("batch class --problem package --clock virtual "
                                "--output grades --queue ",
                                server_.url())));
  EXPECT_EQ(batch.status, 0) << batch.out;
  EXPECT_NE(worker.ReadUntil("the time limit is 7.25 s: so it is"), "")
      << worker.said();
  EXPECT_EQ(worker.End(SIGTERM), 0) << worker.said();
}

TEST_F(QueueTest, StrangersMessagesChangeNothing) {
  BackgroundProgram batch(Grader(Queued("grades")));
  ASSERT_NE(batch.ReadUntil("must wait"), "") << batch.said();
  const auto nats = Nats::Connect({.url = server_.url()});
  ASSERT_TRUE(nats.ok()) << nats.status();
  JobBoard board(**nats);
  const auto facts = (*nats)->Facts("grader-jobs", /*with_subjects=*/true);
  ASSERT_TRUE(facts.ok()) << facts.status();
  ASSERT_FALSE(facts->subjects.empty());
  const auto publish = [&](const std::string& subject,
                           const std::string& content) {
    EXPECT_TRUE((*nats)->Publish(subject, "", content).ok()) << subject;
  };
  Graded forged;
  forged.result.problem = "echo";
  forged.result.language = "python";
  forged.result.verdict = "accepted";
  forged.result.learner = "learner-1";
  forged.result.score = 1000;
  forged.result.max_score = 1;
  for (const auto& [subject, count] : facts->subjects) {
    const std::string job = subject.substr(subject.rfind('.') + 1);
    publish("grader.results." + job, "\xff{");
    publish("grader.results." + job, R"({"schema":"grader.result/1"})");
    publish("grader.results." + job,
            absl::StrCat(R"({"schema":"grader.result/1","job":")", job,
                         R"(","blob":"../../etc/passwd"})"));
    publish("grader.results.other",
            absl::StrCat(R"({"schema":"grader.result/1","job":")", job,
                         R"(","failed":"by a stranger"})"));
    EXPECT_TRUE(board.StoreGraded(job, forged, "").ok());
    // What is asked for under another job's subject.
    const auto content = (*nats)->Last("grader-jobs", subject);
    ASSERT_TRUE(content.ok() && *content);
    publish(subject + "0", (*content)->content);
    publish(subject + "1", std::string(10'000, '['));
  }
  BackgroundProgram worker(Work(""));
  EXPECT_EQ(batch.End(0), 0) << batch.said();
  EXPECT_EQ(Files("grades"), Alone());
  EXPECT_THAT(batch.said(), Not(HasSubstr("stranger")));
  for (std::size_t i = 0; i < 2 * facts->subjects.size(); ++i) {
    ASSERT_NE(worker.ReadUntil("is no job"), "") << worker.said();
  }
  EXPECT_EQ(worker.End(SIGTERM), 0) << worker.said();
  const nlohmann::json queue = Queue();
  EXPECT_EQ(queue["jobs"], 0);
  EXPECT_EQ(queue["dead_letters"].size(), 2 * facts->subjects.size());
}

const std::vector<std::string> kEndWithoutServer = {
    "batch class --problems problems", "work --language python", "queue"};

// What these commands say and end with.
void ExpectOf(const std::vector<std::string>& commands,
              const std::string& options, int status, const std::string& text) {
  const TemporaryFolder folder;
  folder.Write("problems/echo/problem.yaml", EchoProblem());
  folder.Write("class/ana/echo.py", "print(input())\n");
  for (const std::string& command : commands) {
    const Finished finished = Shell(
        absl::StrCat("cd '", folder.path().string(),
                     "' && GRADER_CACHE=cache '" GRADER_BINARY_DIR "/grader' ",
                     command, " ", options));
    EXPECT_EQ(finished.status, status) << command << "\n" << finished.out;
    EXPECT_THAT(finished.out, HasSubstr(text)) << command;
    EXPECT_THAT(finished.out, Not(HasSubstr("secret"))) << command;
  }
}

// The same of each command that talks to a queue.
void ExpectOfAll(const std::string& options, int status,
                 const std::string& text) {
  std::vector<std::string> all = kEndWithoutServer;
  all.push_back("serve --data data --course . --listen 127.0.0.1:0");
  ExpectOf(all, options, status, text);
}

TEST(QueueErrorTest, NoServer) {
  ExpectOf(kEndWithoutServer, "--queue nats://u:secret@127.0.0.1:1", 3,
           "no NATS server answers at nats://127.0.0.1:1;");
}

TEST(QueueErrorTest, NoSuchAddress) {
  ExpectOfAll("--queue http://u:secret@host", 2,
              "\"http://host\": expected nats://HOST");
}

TEST(QueueErrorTest, PasswordsWithACommaAreNotShown) {
  ExpectOfAll("--queue nats://u:secret,secrets@127.0.0.1:1", 2,
              "\"nats://127.0.0.1:1\": expected nats://HOST");
}

TEST(QueueErrorTest, NoJetStream) {
  const NatsServer server("", /*jet_stream=*/false);
  ExpectOfAll("--queue " + server.url(), 3, "has no JetStream");
}

TEST(QueueErrorTest, WithoutCredentialsNobodyIsLetIn) {
  const NatsServer server(
      "authorization {users: [{user: ana, password: secret}]}\n");
  ExpectOfAll("--queue " + server.url(), 2, "refuses these credentials");
  ExpectOfAll("--queue " + server.url("ana:secretive@"), 2,
              "refuses these credentials");
  const TemporaryFolder folder;
  const std::string file = folder.Write("login", "ana:secret\n").string();
  const Finished let_in =
      Shell(absl::StrCat("'" GRADER_BINARY_DIR "/grader' queue --queue ",
                         server.url(), " --credentials '", file, "'"));
  EXPECT_EQ(let_in.status, 0) << let_in.out;
  EXPECT_THAT(let_in.out, HasSubstr("0 jobs"));
  ExpectOfAll(absl::StrCat("--queue ", server.url(), " --credentials ",
                           folder.Write("other", "secrets\n").string()),
              2, "expected USER:PASSWORD, or an nkey");
}

}  // namespace
}  // namespace grader
