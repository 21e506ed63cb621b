// A real NATS server for one test, on an address of its own.
#ifndef GRADER_TESTING_NATS_SERVER_H_
#define GRADER_TESTING_NATS_SERVER_H_

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grader/problem/files.h"
#include "grader/testing/background_program.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

class NatsServer {
 public:
  // `config` are lines of its configuration, in which FOLDER stands for the
  // server's own folder. Without JetStream if it is not `jet_stream`.
  explicit NatsServer(const std::string& config = "", bool jet_stream = true)
      : config_(config), jet_stream_(jet_stream) {
    Start();
  }

  // Nobody else uses it, so its ports are free for who starts again.
  static std::string Host() {
    const int pid = getpid();
    return absl::StrCat("127.", 1 + (pid >> 16) % 250, ".", (pid >> 8) % 256,
                        ".", 1 + pid % 254);
  }

  // Starts it, at the same port if it was started before.
  void Start() {
    folder_.Write(
        "nats.conf",
        absl::StrCat("listen: \"", Host(), ":", port_, "\"\n",
                     jet_stream_
                         ? absl::StrCat("jetstream {store_dir: \"",
                                        folder_.path().string(), "/store\"}\n")
                         : "",
                     config_));
    // It says more than a pipe holds where nobody reads, and would wait for
    // that.
    const std::string log = (folder_.path() / "log").string();
    const std::size_t before = Log().size();
    program_ = std::make_unique<BackgroundProgram>(absl::StrCat(
        "nats-server -c '", (folder_.path() / "nats.conf").string(), "' >>'",
        log, "' 2>&1"));
    std::string said;
    while (!absl::StrContains(said, "Server is ready")) {
      ASSERT_FALSE(program_->ended()) << Log();
      absl::SleepFor(absl::Milliseconds(5));
      said = Log().substr(before);
    }
    if (port_ == "-1") {
      port_ = said.substr(said.find("Listening for client connections on "));
      port_.resize(port_.find('\n'));
      port_.erase(0, port_.rfind(':') + 1);
    }
  }

  // As a loss of power ends it.
  void Kill() { program_->End(SIGKILL); }
  // Everything is on its disk then.
  void Stop() { program_->End(SIGTERM); }

  // What it has stored is gone, as with its disk. Between Kill and Start.
  void Forget() { std::filesystem::remove_all(folder_.path() / "store"); }

  // Where it keeps the messages of a stream, apart from what became of them.
  std::filesystem::path MessagesOf(const std::string& stream) const {
    return folder_.path() / "store/jetstream/$G/streams" / stream / "msgs";
  }

  // What it has written down.
  std::string Log() const {
    return ReadFile(folder_.path() / "log").value_or("");
  }

  // With `who`, "USER:PASSWORD@".
  std::string url(const std::string& who = "") const {
    return absl::StrCat("nats://", who, Host(), ":", port_);
  }

 private:
  const TemporaryFolder folder_;
  const std::string config_;
  const bool jet_stream_;
  std::string port_ = "-1";
  std::unique_ptr<BackgroundProgram> program_;
};

}  // namespace grader

#endif  // GRADER_TESTING_NATS_SERVER_H_
