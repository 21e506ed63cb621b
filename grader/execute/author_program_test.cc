// Checkers and generators of an author's, built and run for real.
#include "grader/execute/author_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/execute/oracle.h"
#include "grader/testing/build_fixture.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class AuthorProgramTest : public BuildTest {
 protected:
  // What the checker at `program` says of `output`.
  absl::StatusOr<Observation> Check(const fs::path& program,
                                    const std::string& output) {
    Observation seen;
    seen.out.head = output;
    TestCase test_case;
    test_case.input = "the input\n";
    test_case.expect.out = Checker{program, {"flag"}, "the answer\n"};
    const Workshop workshop = grader_.workshop();
    Oracle oracle(problem_, "c", ClockKind::kVirtual, workshop);
    if (absl::Status asked = oracle.Consult(test_case, seen); !asked.ok()) {
      return asked;
    }
    return seen;
  }

  AuthorProgramTest() { problem_.directory = folder_.path(); }

  Problem problem_;
};

constexpr char kPython[] =
    "import sys\n"
    "from words import said\n"
    "texts = [open(name).read() for name in sys.argv[1:3]]\n"
    "open(sys.argv[3] + 'teammessage.txt', 'w').write(said(texts, sys.argv))\n"
    "sys.exit(42 if sys.stdin.read() == 'right' else 43)\n";

TEST_F(AuthorProgramTest, CheckerInPythonWithAModuleBesideIt) {
  folder_.Write("check/main.py", kPython);
  folder_.Write("check/words.py",
                "def said(texts, argv):\n"
                "    return '%s|%s' % (texts, argv[4])\n");
  const auto right = Check(folder_.path() / "check", "right");
  ASSERT_TRUE(right.ok()) << right.status();
  EXPECT_EQ(right->checker_end, Termination(Exited{kCheckerAccepts}))
      << right->checker_message;
  EXPECT_EQ(right->checker_message, "['the input\\n', 'the answer\\n']|flag");
  const auto wrong = Check(folder_.path() / "check", "wrong");
  ASSERT_TRUE(wrong.ok()) << wrong.status();
  EXPECT_EQ(wrong->checker_end, Termination(Exited{kCheckerRejects}));
}

TEST_F(AuthorProgramTest, CheckerInPythonAlone) {
  const fs::path check = folder_.Write(
      "check.py", "import sys\nsys.exit(42 if input() == 'right' else 43)\n");
  const auto right = Check(check, "right");
  ASSERT_TRUE(right.ok()) << right.status();
  EXPECT_EQ(right->checker_end, Termination(Exited{kCheckerAccepts}))
      << right->checker_message;
}

TEST_F(AuthorProgramTest, CheckerThatHasToBeCompiled) {
  folder_.Write("check/check.h", "const char kRight[] = \"right\";\n");
  folder_.Write("check/check.c",
                "#include <stdio.h>\n#include <string.h>\n"
                "#include \"check.h\"\n"
                "int main(void) {\n  char word[9] = \"\";\n"
                "  if (scanf(\"%8s\", word) != 1) return 43;\n"
                "  return strcmp(word, kRight) == 0 ? 42 : 43;\n}\n");
  const auto right = Check(folder_.path() / "check", "right");
  ASSERT_TRUE(right.ok()) << right.status();
  EXPECT_EQ(right->checker_end, Termination(Exited{kCheckerAccepts}));
  const auto wrong = Check(folder_.path() / "check", "wrong");
  ASSERT_TRUE(wrong.ok()) << wrong.status();
  EXPECT_EQ(wrong->checker_end, Termination(Exited{kCheckerRejects}));
}

TEST_F(AuthorProgramTest, OneThatDoesNotCompileIsTheAuthorsFault) {
  const fs::path check = folder_.Write("check.c", "int main(void) { x }\n");
  const auto broken = Check(check, "right");
  EXPECT_EQ(broken.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(broken.status().message()),
              HasSubstr("the author's program check.c does not compile"));
}

TEST_F(AuthorProgramTest, WhatIsNoSourceIsRunAsItIs) {
  const auto build =
      BuildAuthorProgram(Problem(), "/problem/check", grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_EQ(build->command.argv, std::vector<std::string>{"/problem/check"});
}

TEST_F(AuthorProgramTest, GeneratorInPython) {
  TestCase test_case;
  test_case.generator = Generator{
      folder_.Write("make.py", "import sys\nprint(sys.argv[1] * 3)\n"), {"ab"}};
  const Workshop workshop = grader_.workshop();
  Oracle oracle(problem_, "c", ClockKind::kVirtual, workshop);
  const absl::Status made = oracle.Prepare(test_case);
  ASSERT_TRUE(made.ok()) << made;
  EXPECT_EQ(test_case.input, "ababab\n");
}

class ProgramScriptTest : public AuthorProgramTest {
 protected:
  fs::path Script(const std::string& name, const std::string& text) {
    const fs::path script = folder_.Write("check/" + name, text);
    fs::permissions(script, fs::perms::owner_all);
    return script.parent_path();
  }
};

TEST_F(ProgramScriptTest, BuildMakesWhatIsRun) {
  problem_.constants = {{"status", "42"}};
  const fs::path check = Script("build",
                                "#!/bin/sh\nset -e\nmkdir made\n"
                                "cp parts/check.txt made/check\n"
                                "printf '#!/bin/sh\\n. \"${0%%/*}/made/check\""
                                "\\n' >run\nchmod +x run\n");
  folder_.Write("check/parts/check.txt",
                "read x; test \"$x\" = right && exit {{status}}; exit 43\n");
  const auto right = Check(check, "right\n");
  ASSERT_TRUE(right.ok()) << right.status();
  EXPECT_EQ(right->checker_end, Termination(Exited{kCheckerAccepts}))
      << right->checker_message;
  const auto wrong = Check(check, "wrong\n");
  EXPECT_EQ(wrong->checker_end, Termination(Exited{kCheckerRejects}));
  // A copy is built, not what the author has.
  EXPECT_FALSE(fs::exists(check / "run"));
}

TEST_F(ProgramScriptTest, RunAloneWillDo) {
  const fs::path check =
      Script("run", "#!/bin/sh\ntest \"$4\" = flag && exit 42; exit 1\n");
  const auto right = Check(check, "right\n");
  ASSERT_TRUE(right.ok()) << right.status();
  EXPECT_EQ(right->checker_end, Termination(Exited{kCheckerAccepts}));
}

TEST_F(ProgramScriptTest, WhatIsWrongWithItIsTold) {
  const fs::path check = Script("build", "#!/bin/sh\necho no rule; exit 2\n");
  EXPECT_THAT(std::string(Check(check, "x").status().message()),
              HasSubstr("its script build fails:\nno rule"));
  Script("build", "#!/bin/sh\n");
  EXPECT_THAT(std::string(Check(check, "x").status().message()),
              HasSubstr("run is not there after build"));
  fs::permissions(check / "build", fs::perms::owner_read);
  EXPECT_THAT(std::string(Check(check, "x").status().message()),
              HasSubstr("build is not executable; expected a script after "
                        "chmod +x"));
}

}  // namespace
}  // namespace grader
