// A real PostgreSQL server for tests, on a socket in a folder of its own.
#ifndef GRADER_TESTING_POSTGRES_SERVER_H_
#define GRADER_TESTING_POSTGRES_SERVER_H_

#include <gtest/gtest.h>
#include <pwd.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "grader/testing/background_program.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

class PostgresServer {
 public:
  // Why there can be none here; empty: there can.
  static std::string WhyNot() {
    if (Programs().empty()) {
      return "PostgreSQL's server is not on this machine";
    }
    return geteuid() != 0 && getpwuid(geteuid()) == nullptr
               ? "PostgreSQL's server wants to be a user with a name"
               : "";
  }

  PostgresServer() {
    // It refuses to be root's.
    if (geteuid() == 0) {
      EXPECT_EQ(chown(folder_.path().c_str(), kNobody, kNobody), 0);
    }
    const Finished made = Shell(AsItsUser(
        absl::StrCat("initdb -D ", folder_.path().string(),
                     "/data -U grader -A trust -E UTF8 --locale=C --no-sync")));
    EXPECT_EQ(made.status, 0) << made.out;
    Start();
  }

  // Starts it, also after Kill.
  void Start() {
    const std::string folder = folder_.path().string();
    // What the kernel has outlasts all that a test kills, and syncing it again
    // at each start takes half a minute. Of an error the program that is tested
    // tells.
    program_ = std::make_unique<BackgroundProgram>(AsItsUser(absl::StrCat(
        "postgres -D ", folder, "/data -k ", folder,
        " -c listen_addresses= -c log_min_messages=log -c fsync=off")));
    EXPECT_NE(program_->ReadUntil("ready to accept connections"), "")
        << program_->said();
  }

  // As a loss of power ends it, and all that it serves.
  void Kill() { program_->End(SIGKILL); }

  // The address of a new database.
  std::string NewDatabase() {
    const std::string name = absl::StrCat("class", ++databases_);
    Ask("postgres", absl::StrCat("CREATE DATABASE ", name));
    return absl::StrCat("postgresql://grader@/", name,
                        "?host=", folder_.path().string());
  }

  // The address of a copy of a database, by pg_dump and pg_restore.
  std::string Copy(const std::string& url) {
    std::string copy = NewDatabase();
    const Finished copied = Shell(absl::StrCat(
        Programs(), "/pg_dump --format=custom '", url, "' | ", Programs(),
        "/pg_restore --exit-on-error --dbname='", copy, "'"));
    EXPECT_EQ(copied.status, 0) << copied.out;
    return copy;
  }

  // What it answers to `sql`, a line for each row. A database is its name, or
  // its address.
  std::string Ask(const std::string& database, const std::string& sql) const {
    const Finished asked = Shell(
        absl::StrCat(Programs(), "/psql -X -q -A -t -v ON_ERROR_STOP=1 -h ",
                     folder_.path().string(), " -U grader -c \"", sql,
                     "\" -d '", database, "'"));
    EXPECT_EQ(asked.status, 0) << asked.out;
    return asked.out;
  }

 private:
  static constexpr uid_t kNobody = 65534;

  // Where Debian's package has them, of the newest version; empty: nowhere.
  static std::string Programs() {
    std::string newest;
    std::error_code error;
    for (const auto& version :
         std::filesystem::directory_iterator("/usr/lib/postgresql", error)) {
      const std::string programs = version.path().string() + "/bin";
      if (std::filesystem::exists(programs + "/postgres")) {
        newest = std::max(newest, programs);
      }
    }
    return newest;
  }

  static std::string AsItsUser(const std::string& command) {
    return absl::StrCat(
        geteuid() == 0
            ? absl::StrCat("setpriv --reuid=", kNobody, " --regid=", kNobody,
                           " --clear-groups --pdeathsig KILL ")
            : "",
        Programs(), "/", command);
  }

  const TemporaryFolder folder_;
  int databases_ = 0;
  std::unique_ptr<BackgroundProgram> program_;
};

}  // namespace grader

#endif  // GRADER_TESTING_POSTGRES_SERVER_H_
