// A Network: machines of this test alone, which see each other and nothing
// else. Each is a network namespace with a cable to a switch, and the cable can
// be cut.
#ifndef GRADER_TESTING_NETWORK_H_
#define GRADER_TESTING_NETWORK_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/background_program.h"
#include "grader/testing/shell.h"

namespace grader {

class Network {
 public:
  explicit Network(std::size_t machines) {
    Run(In(switch_) +
        "sh -c 'ip link add switch type bridge && "
        "ip link set switch up'");
    for (std::size_t i = 0; i < machines; ++i) {
      machines_.push_back(std::make_unique<Namespace>());
      const std::string pid = absl::StrCat(machines_[i]->pid());
      Run(absl::StrCat(In(switch_), "sh -c 'ip link add cable", i,
                       " type veth peer name eth0 netns ", pid,
                       " && ip link set cable", i,
                       " master switch && ip link set cable", i, " up'"));
      Run(absl::StrCat(Enter(i), "sh -c 'ip address add ", Address(i),
                       "/24 dev eth0 && ip link set eth0 up && "
                       "ip link set lo up'"));
    }
  }

  // Whether this user may make one.
  static bool MayBeMade() {
    return Shell("unshare --net true").status == 0 &&
           Shell("ip -Version").status == 0;
  }

  // What is put before a command that runs there.
  std::string Enter(std::size_t machine) const {
    return In(*machines_[machine]);
  }
  static std::string Address(std::size_t machine) {
    return absl::StrCat("10.77.0.", machine + 1);
  }

  // Nothing reaches it, and it reaches nothing; nobody is told.
  void Cut(std::size_t machine) const { SetCable(machine, "down"); }
  void Join(std::size_t machine) const { SetCable(machine, "up"); }

 private:
  // There for as long as a program that does nothing.
  class Namespace {
   public:
    Namespace() : holder_("unshare --net sh -c 'echo ready; exec sleep inf'") {
      EXPECT_NE(holder_.ReadUntil("ready"), "") << holder_.said();
    }
    pid_t pid() const { return holder_.pid(); }

   private:
    BackgroundProgram holder_;
  };

  static std::string In(const Namespace& space) {
    return absl::StrCat("nsenter --net=/proc/", space.pid(), "/ns/net ");
  }
  static void Run(const std::string& command) {
    const Finished finished = Shell(command);
    EXPECT_EQ(finished.status, 0) << command << "\n" << finished.out;
  }
  void SetCable(std::size_t machine, const std::string& state) const {
    Run(absl::StrCat(In(switch_), "ip link set cable", machine, " ", state));
  }

  Namespace switch_;
  std::vector<std::unique_ptr<Namespace>> machines_;
};

}  // namespace grader

#endif  // GRADER_TESTING_NETWORK_H_
