// What the program of a suite is asked by the suite's driver, and how it
// answers: a line of JSON each, over descriptor 4. Included once, by what runs
// the tests of a framework.
//
// A submission is a part of this program, so its answers are claims. What is
// asked has a secret that an answer must have; it is read before anything of
// the submission's runs, and lies where nobody can read while tests run.
// Nothing here has a name that a linker knows.
#ifndef PROBLEMS_SUPPORT_CPP_SUITE_REPORT_H_
#define PROBLEMS_SUPPORT_CPP_SUITE_REPORT_H_

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using Json = nlohmann::json;

constexpr int kConnection = 4;
constexpr std::string_view kSecretKey = "\"shared\": \"";
constexpr std::size_t kSecretLength = 32;
constexpr std::size_t kPage = 4096;

// What nobody can read or change while tests run.
struct Secrets {
  std::array<char, kSecretLength> word;
  // The connection under a number of its own, and what it is: whoever has put
  // something else in its place would stand between the tests and the driver.
  int connection;
  dev_t device;
  ino_t inode;
  // Of copies of it that a test has made none answers: each could have tried
  // something else.
  pid_t process;
};
union SecretPage {
  Secrets secrets;
  std::array<char, kPage> bytes;
};
alignas(kPage) SecretPage secret_page;
std::array<char, std::size_t{64} << 10> asked;
std::size_t asked_length = 0;

void Leave() { _exit(0); }

// Reads what is asked, a line, and puts the secret aside. The first thing that
// runs in the program, before any constructor: no library is ready.
void ReadOrder() {
  while (asked_length == 0 || asked[asked_length - 1] != '\n') {
    const ssize_t got = read(kConnection, asked.data() + asked_length,
                             asked.size() - asked_length);
    if (got <= 0) Leave();
    asked_length += static_cast<std::size_t>(got);
  }
  const std::string_view order(asked.data(), asked_length);
  const std::size_t key = order.find(kSecretKey);
  const std::size_t begin = key + kSecretKey.size();
  if (key == order.npos || begin + kSecretLength > order.size()) Leave();
  Secrets& secrets = secret_page.secrets;
  std::memcpy(secrets.word.data(), asked.data() + begin, kSecretLength);
  std::memset(asked.data() + begin, '-', kSecretLength);
  struct stat connection;
  secrets.connection = fcntl(kConnection, F_DUPFD_CLOEXEC, kConnection + 1);
  if (secrets.connection < 0 || fstat(secrets.connection, &connection) != 0) {
    Leave();
  }
  secrets.device = connection.st_dev;
  secrets.inode = connection.st_ino;
  secrets.process = getpid();
  mprotect(&secret_page, kPage, PROT_NONE);
}

__attribute__((section(".preinit_array"), used,
               retain)) void (*const first)() = ReadOrder;

// Which test is to be run; null: all of them.
Json AskedTest() {
  const Json order =
      Json::parse(std::string_view(asked.data(), asked_length), nullptr, false);
  const auto test = order.find("test");
  return test == order.end() ? Json() : *test;
}

// What a test came to; `line` is one of the suite's, or 0.
Json ResultOf(const char* outcome, std::string_view message = "",
              int line = 0) {
  constexpr std::size_t kMost = 8 << 10;
  return {{"outcome", outcome},
          {"message", std::string(message.substr(0, kMost)) +
                          (message.size() > kMost ? " …" : "")},
          {"line", line > 0 ? line : 0},
          {"lines", ""}};
}

void SendAll(int connection, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent =
        send(connection, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) Leave();
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// Answers with `report` and ends the program, with nothing of the submission's
// between: what it would do at an exit is not done. Waits until the driver has
// taken note, since a run is over when this process is.
[[noreturn]] void Report(Json report) {
  report["test"] = AskedTest();
  const std::string text =
      report.dump(-1, ' ', false, Json::error_handler_t::replace);
  mprotect(&secret_page, kPage, PROT_READ);
  const Secrets& secrets = secret_page.secrets;
  const int to = secrets.connection;
  struct stat connection;
  if (fstat(to, &connection) != 0 || connection.st_dev != secrets.device ||
      connection.st_ino != secrets.inode || getpid() != secrets.process) {
    Leave();
  }
  SendAll(to, "{\"secret\": \"");
  SendAll(to, {secrets.word.data(), kSecretLength});
  SendAll(to, "\", ");
  SendAll(to, std::string_view(text).substr(1));
  SendAll(to, "\n");
  shutdown(to, SHUT_WR);
  std::array<char, 512> rest;
  while (read(to, rest.data(), rest.size()) > 0) {
  }
  _exit(0);
}

// What all `tests` came to, for a list of them: of each the line where it
// begins.
Json Listed(std::vector<Json> tests) {
  for (Json& one : tests) one["line"] = one["begins"];
  return {{"tests", std::move(tests)}};
}

// The name of a file without its folders.
std::string_view BaseName(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

}  // namespace

#endif  // PROBLEMS_SUPPORT_CPP_SUITE_REPORT_H_
