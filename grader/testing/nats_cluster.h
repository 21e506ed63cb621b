// Three real NATS servers that are one cluster, each with a folder of its own.
#ifndef GRADER_TESTING_NATS_CLUSTER_H_
#define GRADER_TESTING_NATS_CLUSTER_H_

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "grader/problem/files.h"
#include "grader/problem/sha.h"
#include "grader/testing/background_program.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

// Where a server is: at which address, and what is put before a command that
// runs there.
struct ServerPlace {
  std::string address = NatsServer::Host();
  std::string enter = "";
  std::string store = "";  // a folder; empty: one of its own
};

class NatsCluster {
 public:
  static constexpr std::size_t kServers = 3;

  explicit NatsCluster(std::array<ServerPlace, kServers> places = {})
      : places_(std::move(places)) {
    for (std::size_t i = 0; i < kServers; ++i) Start(i);
  }

  void Start(std::size_t i) {
    folder_.Write(Name(i) + ".conf", Config(i));
    const std::string log = LogOf(i);
    programs_[i] = std::make_unique<BackgroundProgram>(
        absl::StrCat(places_[i].enter, "nats-server -c '",
                     (folder_.path() / (Name(i) + ".conf")).string(), "'"));
    while (!absl::StrContains(LogOf(i).substr(log.size()), "Server is ready")) {
      ASSERT_FALSE(programs_[i]->ended()) << LogOf(i) << programs_[i]->said();
      absl::SleepFor(absl::Milliseconds(10));
    }
  }

  // As a loss of power ends it.
  void Kill(std::size_t i) { programs_[i]->End(SIGKILL); }

  pid_t pid(std::size_t i) const { return programs_[i]->pid(); }

  // All addresses, as for --queue.
  std::string url() const {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < kServers; ++i) all.push_back(Url(i));
    return absl::StrJoin(all, ",");
  }
  std::string Url(std::size_t i) const {
    return absl::StrCat("nats://", places_[i].address, ":", kPort + i);
  }

  static std::string Name(std::size_t i) { return absl::StrCat("n", i + 1); }

  // What servers know others by before they have heard their names: eight
  // characters of the name's SHA-256 (getHash in nats-server's events.go).
  static std::string PeerId(std::size_t i) {
    constexpr absl::string_view kDigits =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const std::string name = Name(i);
    const std::string hash = Sha256(name);
    std::string id;
    for (int byte = 0; byte < 8; ++byte) {
      id += kDigits[static_cast<unsigned char>(hash[byte]) % kDigits.size()];
    }
    return id;
  }

  // What it has written down.
  std::string LogOf(std::size_t i) const {
    return ReadFile(folder_.path() / (Name(i) + ".log")).value_or("");
  }

 private:
  static constexpr std::size_t kPort = 4222;
  static constexpr std::size_t kRoutePort = 6222;

  std::string Config(std::size_t i) const {
    std::vector<std::string> routes;
    for (std::size_t other = 0; other < kServers; ++other) {
      routes.push_back(absl::StrCat("\"nats://", places_[other].address, ":",
                                    kRoutePort + other, "\""));
    }
    const std::string store = places_[i].store.empty()
                                  ? (folder_.path() / Name(i)).string()
                                  : places_[i].store;
    return absl::StrCat("server_name: ", Name(i), "\nlisten: \"",
                        places_[i].address, ":", kPort + i, "\"\nlog_file: \"",
                        (folder_.path() / (Name(i) + ".log")).string(),
                        "\"\njetstream {store_dir: \"", store,
                        "\"}\ncluster {name: class, listen: \"",
                        places_[i].address, ":", kRoutePort + i,
                        "\", routes: [", absl::StrJoin(routes, ", "), "]}\n");
  }

  const TemporaryFolder folder_;
  const std::array<ServerPlace, kServers> places_;
  std::array<std::unique_ptr<BackgroundProgram>, kServers> programs_;
};

}  // namespace grader

#endif  // GRADER_TESTING_NATS_CLUSTER_H_
