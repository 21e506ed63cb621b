// Every row of the language table, built and run with the tools of this
// machine.
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/problem/language.h"
#include "grader/testing/build_fixture.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

struct Sleeper {
  const char* language;
  const char* file;
  const char* source;  // sleeps for 2 s and prints "done"
};
void PrintTo(const Sleeper& sleeper, std::ostream* out) {
  *out << sleeper.language;
}

class LanguageRowTest : public BuildTest,
                        public ::testing::WithParamInterface<Sleeper> {};

TEST_P(LanguageRowTest, SleepsForTwoVirtualSeconds) {
  const Submission submission =
      Written(GetParam().language, GetParam().file, GetParam().source);
  if (absl::Status installed = CheckInstalled(submission.language);
      !installed.ok()) {
    GTEST_SKIP() << installed.message();
  }
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  ASSERT_TRUE(build->ok) << build->log;
  const auto seen = Run(*build);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->termination, Termination(Exited{0})) << seen->err.Joined();
  EXPECT_EQ(seen->out.Joined(), "done\n") << seen->err.Joined();
  EXPECT_GE(seen->elapsed, absl::Seconds(2));
  // The rest is the runtime's own computing.
  EXPECT_LT(seen->elapsed, absl::Seconds(5));
}

INSTANTIATE_TEST_SUITE_P(
    Each, LanguageRowTest,
    ::testing::Values(
        Sleeper{"c", "solution.c",
                "#include <stdio.h>\n#include <unistd.h>\n"
                "int main(void) { sleep(2); puts(\"done\"); }\n"},
        Sleeper{"cpp", "solution.cpp",
                "#include <chrono>\n#include <iostream>\n#include <thread>\n"
                "int main() {\n"
                "  std::this_thread::sleep_for(std::chrono::seconds(2));\n"
                "  std::cout << \"done\\n\";\n}\n"},
        Sleeper{"python", "solution.py",
                "import time\ntime.sleep(2)\nprint('done')\n"},
        Sleeper{"javascript", "solution.js",
                "setTimeout(() => console.log('done'), 2000);\n"},
        Sleeper{"java", "Solution.java",
                "public class Solution {\n"
                "  public static void main(String[] args) throws Exception {\n"
                "    Thread.sleep(2000);\n"
                "    System.out.println(\"done\");\n  }\n}\n"},
        Sleeper{"rust", "solution.rs",
                "fn main() {\n"
                "    std::thread::sleep(std::time::Duration::from_secs(2));\n"
                "    println!(\"done\");\n}\n"},
        Sleeper{"go", "solution.go",
                "package main\n\nimport (\n\t\"fmt\"\n\t\"time\"\n)\n\n"
                "func main() {\n\ttime.Sleep(2 * time.Second)\n"
                "\tfmt.Println(\"done\")\n}\n"},
        Sleeper{"bash", "solution.sh", "sleep 2\necho done\n"},
        Sleeper{"pascal", "solution.pas",
                "program solution;\nuses sysutils;\nbegin\n"
                "  sleep(2000);\n  writeln('done');\nend.\n"}),
    [](const auto& row) { return std::string(row.param.language); });

struct Mistake {
  const char* language;
  const char* file;
  const char* source;  // the mistake is in line 2
  int column;          // 0: the compiler does not say
  const char* message;
};
void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.language;
}

class MistakeTest : public BuildTest,
                    public ::testing::WithParamInterface<Mistake> {};

TEST_P(MistakeTest, IsShownWithItsLine) {
  const Submission submission =
      Written(GetParam().language, GetParam().file, GetParam().source);
  if (absl::Status installed = CheckInstalled(submission.language);
      !installed.ok()) {
    GTEST_SKIP() << installed.message();
  }
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  ASSERT_FALSE(build->diagnostics.empty()) << build->log;
  const Diagnostic& first = build->diagnostics.front();
  EXPECT_EQ(first.file, GetParam().file) << build->log;
  EXPECT_EQ(first.line, 2) << build->log;
  EXPECT_EQ(first.column, GetParam().column) << build->log;
  EXPECT_EQ(first.severity, Severity::kError);
  EXPECT_THAT(first.message, HasSubstr(GetParam().message)) << build->log;
}

INSTANTIATE_TEST_SUITE_P(
    Each, MistakeTest,
    ::testing::Values(
        Mistake{"c", "solution.c", "int main(void) {\n  return x;\n}\n", 10,
                "undeclared"},
        Mistake{"cpp", "solution.cpp", "int main() {\n  return x;\n}\n", 10,
                "'x'"},
        Mistake{"python", "solution.py", "if True:\n        x = (1\n", 13,
                "SyntaxError: '(' was never closed"},
        Mistake{"java", "Solution.java",
                "public class Solution {\n  int x = y;\n}\n", 0,
                "cannot find symbol"},
        Mistake{"go", "solution.go", "package main\nfunc main( {\n", 12,
                "unexpected {"},
        Mistake{"rust", "solution.rs", "fn main() {\n    let x: i32 = y;\n}\n",
                18, "cannot find value `y`"},
        Mistake{"pascal", "solution.pas", "begin\n  writeln(x);\nend.\n", 11,
                "Identifier not found \"x\""}),
    [](const auto& row) { return std::string(row.param.language); });

// A good main, and beside it a file that is broken in its first line.
using Pair = std::vector<SourceFile>;
class BrokenFileTest : public BuildTest,
                       public ::testing::WithParamInterface<Pair> {};

TEST_P(BrokenFileTest, BesideAGoodMainIsACompileError) {
  const LanguageTable& table = *BuiltInLanguages();
  Submission submission;
  for (const Language& language : table) {
    const std::string extension =
        fs::path(GetParam()[0].name).extension().string();
    if (language.extensions.front() == extension) {
      submission.language = language;
    }
  }
  if (!submission.language.installed()) GTEST_SKIP() << "no tools";
  submission.sources = GetParam();
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_THAT(build->log, HasSubstr(GetParam()[1].name));
  submission.sources.pop_back();
  const auto alone = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(alone.ok()) << alone.status();
  EXPECT_TRUE(alone->ok) << alone->log;
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenFileTest,
    ::testing::Values(
        Pair{{"main.js", "console.log(1);\n"}, {"other.js", "let = ;\n"}},
        Pair{{"main.sh", "echo 1\n"}, {"other.sh", "if then fi (\n"}},
        Pair{{"main.py", "print(1)\n"}, {"other.py", "print(1\n"}},
        Pair{{"main.c", "int main(void) {}\n"}, {"other.c", "int int;\n"}},
        Pair{{"Main.java",
              "class Main { public static void main(String[] a) {} }\n"},
             {"Other.java", "class {\n"}},
        Pair{{"main.pas", "begin\nend.\n"},
             {"other.pas",
              "unit other;\ninterface\nint x;\nimplementation\nend.\n"}}),
    [](const auto& pair) {
      return fs::path(pair.param[0].name).extension().string().substr(1);
    });

}  // namespace
}  // namespace grader
