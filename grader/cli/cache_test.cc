// What `grader check` takes from the cache, and what it makes anew.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/testing/cache_checks.h"

namespace grader {
namespace {

using nlohmann::json;

// Prints x where no flag says otherwise.
constexpr char kPrintsAnswer[] = R"(
#include <stdio.h>
#ifndef ANSWER
#define ANSWER "x"
#endif
int main(void) { puts(ANSWER); }
)";
constexpr char kPrintsRandom[] = "import os\nprint(os.urandom(8).hex())\n";

// COMPILER stands for a program, FLAG for one of its flags.
constexpr char kTable[] = R"(
languages:
  c:
    sources: [.c]
    toolchains:
      - name: mine
        programs: [COMPILER]
        compile: [COMPILER, FLAG, -c, "{source}", -o, "{object}"]
        link: [COMPILER, "{objects}", -o, "{program}"]
        run: ["{program}"]
)";

class CliCacheReuseTest : public CliCacheTest {
 protected:
  // The options that have C built by `compiler` with `flag`.
  std::string BuiltBy(const std::string& compiler, const std::string& flag) {
    return "--languages " +
           Write("languages.yaml",
                 absl::StrReplaceAll(kTable,
                                     {{"COMPILER", compiler}, {"FLAG", flag}}));
  }

  // Makes a compiler that is gcc with more `flags`, words of the shell.
  void MakeCompiler(const std::string& flags) {
    const std::string program =
        Write("bin/my-gcc",
              absl::StrCat("#!/bin/bash\nexec gcc ", flags, " \"$@\"\n"));
    chmod(program.c_str(), 0755);
  }

  // Grades `path` where that compiler is installed.
  json CheckWithCompiler(const std::string& path,
                         const std::string& more = "") {
    return Report(
        Mounted("--bind '" + Path("bin").string() + "'", "/usr/local/bin",
                Command("echo", path, BuiltBy("my-gcc", "-O0") + " " + more)));
  }
};

TEST_F(CliCacheReuseTest, KnownSubmissionGetsTheSameReport) {
  for (const auto& [name, content] :
       std::vector<std::pair<std::string, std::string>>{
           {"right.py", "print(input())\n"},
           {"wrong.py", "print('y')\n"},
           {"broken.py", "print(\n"},
           {"right.c", kPrintsAnswer}}) {
    const std::string path = Write(name, content);
    json first = Check("echo", path);
    if (first.value("clock", "") != "virtual")
      GTEST_SKIP() << "no virtual clock here";
    EXPECT_EQ(first["build"]["cached"], false) << name;
    json second = Check("echo", path);
    EXPECT_EQ(second["build"]["cached"], true) << name;
    first["build"].erase("cached");
    second["build"].erase("cached");
    for (json& one : second["cases"]) {
      EXPECT_EQ(one.value("kept", false), true) << name;
      one.erase("kept");
    }
    EXPECT_EQ(first, second) << name;
  }
}

TEST_F(CliCacheReuseTest, KnownSubmissionIsRunAgainOnlyWithoutTheCache) {
  const std::string path = Write("random.py", kPrintsRandom);
  const json first = Check("echo", path);
  if (first.value("clock", "") != "virtual")
    GTEST_SKIP() << "no virtual clock here";
  const std::set<std::string> entries = Entries();
  EXPECT_EQ(Printed(Check("echo", path)), Printed(first));
  const json afresh = Check("echo", path, "--no-cache");
  EXPECT_EQ(Outcome(afresh), "wrong_answer");
  EXPECT_NE(Printed(afresh), Printed(first));
  EXPECT_EQ(Printed(Check("echo", path)), Printed(first));
  EXPECT_EQ(Entries(), entries);
}

TEST_F(CliCacheReuseTest, KnownSubmissionIsBuiltAgainOnlyWithoutTheCache) {
  if (!CanMount()) GTEST_SKIP() << "no compiler may be mounted here";
  const std::string path = Write("random.c", kPrintsAnswer);
  MakeCompiler(R"(-DANSWER="\"$RANDOM $RANDOM $RANDOM\"")");
  const json first = CheckWithCompiler(path);
  EXPECT_EQ(Outcome(first), "wrong_answer");
  const std::set<std::string> entries = Entries();
  EXPECT_EQ(Printed(CheckWithCompiler(path)), Printed(first));
  EXPECT_NE(Printed(CheckWithCompiler(path, "--no-cache")), Printed(first));
  EXPECT_EQ(Entries(), entries);
}

TEST_F(CliCacheReuseTest, ChangedExpectationIsJudgedAnew) {
  const std::string path = Write("right.py", "print(input())\n");
  EXPECT_EQ(Outcome(Check("echo", path)), "accepted");
  Write("problems/echo/problem.yaml",
        absl::StrReplaceAll(EchoProblem(), {{"stdout: x", "stdout: z"}}));
  EXPECT_EQ(Outcome(Check("echo", path)), "wrong_answer again");
}

TEST_F(CliCacheReuseTest, ChangedInputIsRunAnew) {
  const std::string path = Write("right.py", "print(input())\n");
  EXPECT_EQ(Outcome(Check("echo", path)), "accepted");
  Write("problems/echo/problem.yaml",
        absl::StrReplaceAll(EchoProblem(), {{"stdin: x", "stdin: z"}}));
  EXPECT_EQ(Outcome(Check("echo", path)), "wrong_answer again");
}

TEST_F(CliCacheReuseTest, ChangedHeaderOfTheProblemIsBuiltAnew) {
  const std::string path = Write("solution.cpp", kLetterSolution);
  EXPECT_EQ(Outcome(Check("letter", path)), "accepted");
  EXPECT_EQ(Outcome(Check("letter", path)), "accepted again");
  Write("problems/letter/letter.h",
        "const char kGiven = 'y';\nchar Letter();\n");
  EXPECT_EQ(Outcome(Check("letter", path)), "wrong_answer");
  Write("problems/letter/letter.h", kLetterHeader);
  EXPECT_EQ(Outcome(Check("letter", path)), "accepted again");
}

TEST_F(CliCacheReuseTest, ChangedDriverIsRunAnew) {
  const std::string path = Write("solution.cpp", kLetterSolution);
  EXPECT_EQ(Outcome(Check("letter", path)), "accepted");
  Write("problems/letter/driver.cpp",
        absl::StrReplaceAll(kLetterDriver,
                            {{"write(1, &letter", "write(1, &++letter"}}));
  // A submission is not built with the driver.
  EXPECT_EQ(Outcome(Check("letter", path)), "wrong_answer again");
}

TEST_F(CliCacheReuseTest, ChangedAdapterIsBuiltAnew) {
  const std::string path = Write("solution.cpp", kLetterSolution);
  EXPECT_EQ(Outcome(Check("letter", path)), "accepted");
  Write("problems/letter/adapter.cpp",
        absl::StrReplaceAll(kLetterAdapter, {{"Letter();", "Letter() + 1;"}}));
  EXPECT_EQ(Outcome(Check("letter", path)), "wrong_answer");
}

TEST_F(CliCacheReuseTest, ChangedFlagIsBuiltAnew) {
  const std::string path = Write("right.c", kPrintsAnswer);
  const auto check = [&](const std::string& flag) {
    return Outcome(Check("echo", path, BuiltBy("gcc", flag)));
  };
  EXPECT_EQ(check("-O0"), "accepted");
  EXPECT_EQ(check("-O0"), "accepted again");
  EXPECT_EQ(check("'-DANSWER=\"y\"'"), "wrong_answer");
  EXPECT_EQ(check("-O0"), "accepted again");
}

TEST_F(CliCacheReuseTest, AnotherCompilerBuildsAnew) {
  if (!CanMount()) GTEST_SKIP() << "no compiler may be mounted here";
  const std::string path = Write("right.c", kPrintsAnswer);
  MakeCompiler("");
  EXPECT_EQ(Outcome(CheckWithCompiler(path)), "accepted");
  EXPECT_EQ(Outcome(CheckWithCompiler(path)), "accepted again");
  // Another version, at the same path and with the same command line.
  MakeCompiler("-DANSWER='\"y\"'");
  EXPECT_EQ(Outcome(CheckWithCompiler(path)), "wrong_answer");
}

}  // namespace
}  // namespace grader
