// Python programs run as `python3 FILE` runs them, as far as a learner can
// tell, and which of several files is run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "grader/execute/build.h"
#include "grader/execute/program_start.h"
#include "grader/execute/sandbox_runner.h"
#include "grader/problem/language.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class PythonProgramTest : public ::testing::Test {
 protected:
  Build BuildOf(const std::string& language,
                const std::vector<SourceFile>& sources) {
    Submission submission;
    submission.language = *FindLanguage(*BuiltInLanguages(), language);
    submission.sources = sources;
    return *BuildSubmission(submission, {cache_, workspace_, runner_});
  }

  Observation Run(const Build& build) {
    Command command = build.command;
    command.clock = ClockKind::kVirtual;
    return *runner_.Run(command, Limits());
  }

  TemporaryFolder folder_;
  Workspace workspace_ = *Workspace::Create();
  Cache cache_{folder_.path() / "cache", workspace_.path() / "cache",
               64 * kMiB};
  SandboxRunner runner_{GRADER_BINARY_DIR "/grader-sandbox"};
};

struct Program {
  const char* name;
  std::vector<SourceFile> sources;
  const char* prints;
  int exit_code = 0;
};
void PrintTo(const Program& program, std::ostream* out) {
  *out << program.name;
}

class PythonRunTest : public PythonProgramTest,
                      public ::testing::WithParamInterface<Program> {};

TEST_P(PythonRunTest, IsAsLearnersKnowIt) {
  const Build build = BuildOf("python", GetParam().sources);
  ASSERT_TRUE(build.ok) << build.log;
  const Observation run = Run(build);
  EXPECT_EQ(run.out.head, GetParam().prints) << run.err.head;
  EXPECT_EQ(run.termination, Termination(Exited{GetParam().exit_code}));
}

INSTANTIATE_TEST_SUITE_P(
    Every, PythonRunTest,
    ::testing::Values(
        Program{"Exit", {{"a.py", "print('Hi')\nexit()\n"}}, "Hi\n"},
        Program{"Quit", {{"a.py", "quit(3)\n"}}, "", 3},
        Program{"ExitWithAMessage", {{"a.py", "exit('no')\n"}}, "", 1},
        Program{"SysExit", {{"a.py", "import sys\nsys.exit(2)\n"}}, "", 2},
        Program{"Help", {{"a.py", "print(callable(help))\n"}}, "True\n"},
        Program{"Package",
                {{"task.py", "import words.greeting\n"},
                 {"words/__init__.py", ""},
                 {"words/greeting.py", "from . import main\n"},
                 {"words/main.py", "print('Hi')\n"}},
                "Hi\n"},
        Program{"ModuleBesideIt",
                {{"greeting.py", "def greet(n): print('Hi', n)\n"},
                 {"main.py", "from greeting import greet\ngreet('Ana')\n"}},
                "Hi Ana\n"},
        Program{"SolutionIsRun",
                {{"helper.py", "word = 'Hi'\n"},
                 {"Solution.py", "import helper\nprint(helper.word)\n"}},
                "Hi\n"},
        Program{"MainBeforeSolution",
                {{"main.py", "print('main')\n"},
                 {"solution.py", "print('solution')\n"}},
                "main\n"},
        Program{"NameOfAModuleThatItImports",
                {{"calendar.py",
                  "import calendar\nprint(calendar.isleap(2024))\n"}},
                "True\n"},
        Program{"ItsOwnNames",
                {{"a.py",
                  "print(__name__, __file__[-4:], sorted(\n"
                  "    name for name in globals() if name[0] != '_'))\n"}},
                "__main__ a.py []\n"},
        Program{"Arguments",
                {{"a.py", "import sys\nprint(len(sys.argv))\n"}},
                "1\n"},
        Program{"Coding",
                {{"a.py", "# coding: latin-1\nprint(ascii('\xe4'))\n"}},
                "'\\xe4'\n"},
        Program{"NothingThatIsInstalledHere",
                {{"a.py",
                  "import sys\n"
                  "print([p for p in sys.path if 'packages' in p])\n"}},
                "[]\n"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST_F(PythonProgramTest, TracebackHasTheFramesOfTheProgramOnly) {
  const Observation run =
      Run(BuildOf("python", {{"a.py", "def f():\n    1 / 0\nf()\n"}}));
  EXPECT_EQ(run.termination, Termination(Exited{1}));
  EXPECT_THAT(run.err.head, HasSubstr("a.py\", line 3, in <module>"));
  EXPECT_THAT(run.err.head, HasSubstr("a.py\", line 2, in f"));
  EXPECT_THAT(run.err.head, Not(HasSubstr("<string>")));
  EXPECT_THAT(run.err.head, HasSubstr("ZeroDivisionError: division by zero"));
}

struct Choice {
  const char* language;
  std::vector<SourceFile> sources;
  const char* message;
};
void PrintTo(const Choice& choice, std::ostream* out) {
  *out << choice.language;
}

class MainFileTest : public PythonProgramTest,
                     public ::testing::WithParamInterface<Choice> {};

TEST_P(MainFileTest, IsAskedForWhereTheNamesDoNotTell) {
  const Choice& choice = GetParam();
  const Language* language = FindLanguage(*BuiltInLanguages(), choice.language);
  if (const absl::Status installed = CheckInstalled(*language);
      !installed.ok()) {
    GTEST_SKIP() << installed.message();
  }
  const Build build = BuildOf(choice.language, choice.sources);
  EXPECT_FALSE(build.ok);
  ASSERT_THAT(build.diagnostics, SizeIs(1));
  EXPECT_EQ(build.diagnostics[0].message, choice.message);
  EXPECT_THAT(build.log, IsEmpty());
}

TEST(ProgramStartTest, ARowSaysWhatIsNoProgram) {
  Submission submission;
  submission.language = *FindLanguage(*BuiltInLanguages(), "lua");
  submission.sources = {{"words.lua", "return {}\n"}, {"go.lua", "run()\n"}};
  EXPECT_EQ(MainFile(submission), "");
  submission.language.library_pattern = "(?m)^return ";
  EXPECT_EQ(MainFile(submission), "go.lua");
}

TEST(ProgramStartTest, UnitOfPascalIsNoProgram) {
  Submission submission;
  submission.language = *FindLanguage(*BuiltInLanguages(), "pascal");
  submission.sources = {
      {"hello.pp", "{ a unit }\nUnit hello;\ninterface\n"},
      {"start.pas", "(* uses the unit hello *)\nprogram start;\n"}};
  EXPECT_EQ(MainFile(submission), "start.pas");
  submission.sources.push_back({"other.pas", "begin\nend.\n"});
  EXPECT_EQ(MainFile(submission), "");
}

INSTANTIATE_TEST_SUITE_P(
    Every, MainFileTest,
    ::testing::Values(
        Choice{"python",
               {{"helper.py", "X = 1\n"}, {"task.py", "print(1)\n"}},
               "which file is the program: helper.py or task.py? Name it "
               "main.py or solution.py"},
        Choice{"javascript",
               {{"a.js", "1\n"}, {"b.js", "2\n"}, {"c.js", "3\n"}},
               "which file is the program: a.js, b.js or c.js? Name it main.js "
               "or solution.js"},
        Choice{"bash",
               {{"1.sh", ":\n"},
                {"2.sh", ":\n"},
                {"3.sh", ":\n"},
                {"4.sh", ":\n"},
                {"5.sh", ":\n"},
                {"6.sh", ":\n"}},
               "which file is the program: 1.sh, 2.sh, 3.sh, 4.sh, 5.sh or "
               "another file? Name it main.sh or solution.sh"}),
    [](const auto& one) { return std::string(one.param.language); });

}  // namespace
}  // namespace grader
