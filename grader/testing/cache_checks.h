// For tests of the cache through `grader check`: two small problems, and a
// cache of their own.
#ifndef GRADER_TESTING_CACHE_CHECKS_H_
#define GRADER_TESTING_CACHE_CHECKS_H_

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

// One with a driver, which needs nothing of the support library: its course has
// one of its own, which is prepared in a second.
inline constexpr char kLetter[] = R"(
id: letter
title: Letter
difficulty: easy
hints: [Return what is given.]
cases:
  - name: the letter
    expect: {stdout: x}
    why: What is given is returned.
)";
inline constexpr char kLetterDriver[] = R"(
#include <unistd.h>
int main() {
  char letter = 0;
  const bool sound = read(4, &letter, 1) == 1 && write(1, &letter, 1) == 1;
  return sound && write(3, "done", 4) == 4 ? 0 : 1;
}
)";
inline constexpr char kLetterAdapter[] = R"(
#include <unistd.h>
#include "letter.h"
int main() {
  char letter = Letter();
  if (write(4, &letter, 1) != 1) return 1;
  while (read(4, &letter, 1) > 0) {
  }
}
)";
inline constexpr char kLetterHeader[] =
    "const char kGiven = 'x';\nchar Letter();\n";
inline constexpr char kLetterSolution[] =
    "#include \"letter.h\"\nchar Letter() { return kGiven; }\n";

class CliCacheTest : public ::testing::Test {
 protected:
  CliCacheTest() {
    Write("problems/echo/problem.yaml", EchoProblem());
    Write("problems/support/cpp/prelude.h", "#include <unistd.h>\n");
    Write("problems/support/cpp/common.cc", "int Common() { return 1; }\n");
    Write("problems/letter/problem.yaml", kLetter);
    Write("problems/letter/driver.cpp", kLetterDriver);
    Write("problems/letter/adapter.cpp", kLetterAdapter);
    Write("problems/letter/letter.h", kLetterHeader);
  }

  std::filesystem::path Path(const std::string& name) const {
    return folder_.path() / name;
  }

  std::string Write(const std::string& name, const std::string& content) const {
    return folder_.Write(name, content).string();
  }

  // The words of the shell that grade `path`.
  std::string Command(const std::string& problem, const std::string& path,
                      const std::string& more = "") const {
    return absl::StrCat("GRADER_CACHE='", Path("cache").string(), "' '",
                        GRADER_BINARY_DIR, "/grader' check ", problem, " '",
                        path, "' --problems '", Path("problems").string(),
                        "' --format json ", more);
  }

  static nlohmann::json Report(const std::string& command) {
    const Finished finished = Shell(command + " 2>/dev/null");
    const nlohmann::json report =
        nlohmann::json::parse(finished.out, nullptr, false);
    EXPECT_TRUE(report.is_object()) << Shell(command).out;
    return report.is_object() ? report : nlohmann::json::object();
  }

  nlohmann::json Check(const std::string& problem, const std::string& path,
                       const std::string& more = "") const {
    return Report(Command(problem, path, more));
  }

  // "VERDICT", and " again" if the build was in the cache.
  static std::string Outcome(const nlohmann::json& report) {
    if (!report.contains("build")) return "no report";
    return report["verdict"].get<std::string>() +
           (report["build"]["cached"] == true ? " again" : "");
  }

  static std::string Printed(const nlohmann::json& report) {
    return report.value("/cases/0/stdout"_json_pointer, nlohmann::json())
        .dump();
  }

  std::set<std::string> Entries() const {
    std::set<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(Path("cache/entries"))) {
      names.insert(entry.path().filename());
    }
    return names;
  }

  // The words of the shell that run `command` where `target` is what `options`
  // of mount make it.
  std::string Mounted(const std::string& options, const std::string& target,
                      const std::string& command) const {
    const std::string script = Write(
        "mounted.sh",
        absl::StrCat("mount ", options, " '", target, "' && ", command, "\n"));
    return "unshare --mount sh '" + script + "'";
  }

  // Only root may mount, and not everywhere.
  bool CanMount() const {
    return Shell(Mounted("-t tmpfs none", folder_.path(), "true")).status == 0;
  }

  TemporaryFolder folder_;
};

}  // namespace grader

#endif  // GRADER_TESTING_CACHE_CHECKS_H_
