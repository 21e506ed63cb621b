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
  if (const std::string why = WhyNotHere(submission.language); !why.empty()) {
    GTEST_SKIP() << why;
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
                "  sleep(2000);\n  writeln('done');\nend.\n"},
        Sleeper{"perl", "solution.pl", "sleep 2;\nprint \"done\\n\";\n"},
        Sleeper{"ruby", "solution.rb", "sleep 2\nputs 'done'\n"},
        Sleeper{"lua", "solution.lua",
                "os.execute('sleep 2')\nprint('done')\n"},
        Sleeper{"php", "solution.php", "<?php\nsleep(2);\necho \"done\\n\";\n"},
        Sleeper{"fortran", "solution.f90",
                "program solution\n  call sleep(2)\n  print '(a)', 'done'\n"
                "end program solution\n"},
        Sleeper{"ada", "solution.adb",
                "with Ada.Text_IO;\nprocedure Solution is\nbegin\n"
                "   delay 2.0;\n   Ada.Text_IO.Put_Line (\"done\");\n"
                "end Solution;\n"},
        Sleeper{"csharp", "solution.cs",
                "class Solution {\n  static void Main() {\n"
                "    System.Threading.Thread.Sleep(2000);\n"
                "    System.Console.WriteLine(\"done\");\n  }\n}\n"},
        Sleeper{"d", "solution.d",
                "import core.thread, std.stdio;\nvoid main() {\n"
                "  Thread.sleep(2.seconds);\n  writeln(\"done\");\n}\n"},
        Sleeper{"lisp", "solution.lisp", "(sleep 2)\n(format t \"done~%\")\n"},
        Sleeper{"r", "solution.R", "Sys.sleep(2)\ncat('done\\n')\n"},
        Sleeper{"typescript", "solution.ts",
                "setTimeout(() => console.log('done'), 2000);\n"},
        Sleeper{"ocaml", "solution.ml",
                "let () =\n  Unix.sleep 2;\n  print_endline \"done\"\n"},
        Sleeper{"haskell", "solution.hs",
                "import Control.Concurrent (threadDelay)\n"
                "main :: IO ()\nmain = threadDelay 2000000 >> "
                "putStrLn \"done\"\n"},
        Sleeper{"scala", "solution.scala",
                "object Solution {\n  def main(args: Array[String]): Unit = "
                "{\n    Thread.sleep(2000)\n    println(\"done\")\n  }\n}\n"},
        Sleeper{"kotlin", "solution.kt",
                "fun main() {\n  Thread.sleep(2000)\n"
                "  println(\"done\")\n}\n"},
        Sleeper{"prolog", "solution.plg", "main :- sleep(2), writeln(done).\n"},
        Sleeper{"awk", "solution.awk",
                "BEGIN { system(\"sleep 2\"); print \"done\" }\n"},
        Sleeper{"sql", "solution.sql", ".shell sleep 2\nSELECT 'done';\n"}),
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
  if (const std::string why = WhyNotHere(submission.language); !why.empty()) {
    GTEST_SKIP() << why;
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
                "Identifier not found \"x\""},
        Mistake{"perl", "solution.pl", "use strict;\nmy $x = (2;\n", 0,
                "syntax error"},
        Mistake{"ruby", "solution.rb", "x = 1\ny = (2\n", 0,
                "unexpected end-of-input"},
        Mistake{"lua", "solution.lua", "local x = 1\nlocal y = = 2\n", 0,
                "unexpected symbol near '='"},
        Mistake{"php", "solution.php", "<?php\n$x = (2;\n", 0,
                "unexpected token \";\""},
        Mistake{"fortran", "solution.f90",
                "program solution\n  x = y z\nend program\n", 3,
                "Unclassifiable statement"},
        Mistake{"ada", "solution.adb",
                "procedure Solution is begin\n  X := 1;\nend Solution;\n", 3,
                "\"X\" is undefined"},
        Mistake{"csharp", "solution.cs",
                "class Solution {\n  static void Main() { int x = y; }\n}\n",
                32, "`y' does not exist"},
        Mistake{"d", "solution.d", "void main() {\n  int x = y;\n}\n", 11,
                "undefined identifier `y`"},
        Mistake{"lisp", "solution.lisp", "(print 1)\n(print (+ 1 2)\n", 0,
                "not closed"},
        Mistake{"r", "solution.R", "x <- 1\ny <- (2 3\n", 9,
                "unexpected numeric constant"},
        Mistake{"typescript", "solution.ts",
                "const x: number = 1;\nconst y: number = z;\n", 19,
                "Cannot find name 'z'. [TS2304]"},
        Mistake{"ocaml", "solution.ml", "let x = 1\nlet () = print_int y\n", 0,
                "Unbound value y"},
        Mistake{"haskell", "solution.hs",
                "main :: IO ()\nmain = print (y + True)\n", 15,
                "Variable not in scope: y"},
        Mistake{"scala", "solution.scala",
                "object Solution {\n  val x: Int = y\n}\n", 0,
                "not found: value y"},
        Mistake{"kotlin", "solution.kt", "fun main() {\n  println(y)\n}\n", 11,
                "unresolved reference: y"},
        Mistake{"prolog", "solution.plg", "main :- true.\nmain :- write(1.\n",
                15, "Operator expected"},
        Mistake{"awk", "solution.awk", "BEGIN { x = 1 }\nBEGIN { y = ( }\n", 0,
                "missing )"},
        Mistake{"sql", "solution.sql", "SELECT 1;\nSELEC 2;\n", 0,
                "syntax error"}),
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
  if (const std::string why = WhyNotHere(submission.language); !why.empty()) {
    GTEST_SKIP() << why;
  }
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
              "unit other;\ninterface\nint x;\nimplementation\nend.\n"}},
        Pair{{"main.pl", "print 1;\n"}, {"other.pl", "my $x = (2;\n"}},
        Pair{{"main.rb", "puts 1\n"}, {"other.rb", "y = (2\n"}},
        Pair{{"main.lua", "print(1)\n"}, {"other.lua", "x = = 1\n"}},
        Pair{{"main.php", "<?php\n"}, {"other.php", "<?php\n$x = (2;\n"}},
        Pair{{"main.f90", "program main\nend program main\n"},
             {"other.f90", "subroutine other\n  x = y z\nend\n"}},
        Pair{{"main.adb", "procedure Main is begin null; end Main;\n"},
             {"other.adb", "procedure Other is begin X := 1; end Other;\n"}},
        Pair{{"main.cs", "class Solution { static void Main() {} }\n"},
             {"other.cs", "class {\n"}},
        Pair{{"main.d", "void main() {}\n"}, {"other.d", "int int;\n"}},
        Pair{{"main.lisp", "(print 1)\n"}, {"other.lisp", "(print 1\n"}},
        Pair{{"main.R", "print(1)\n"}, {"other.R", "x <- (2 3\n"}},
        Pair{{"main.ts", "export {};\n"}, {"other.ts", "const = 1;\n"}},
        Pair{{"main.ml", "let () = print_int 1\n"}, {"other.ml", "let = 1\n"}},
        Pair{{"main.hs", "main :: IO ()\nmain = print 1\n"},
             {"Other.hs", "module Other where\nx = (1\n"}},
        Pair{{"main.scala", "object Main extends App\n"},
             {"other.scala", "object {\n"}},
        Pair{{"main.kt", "fun main() {}\n"}, {"other.kt", "fun (\n"}},
        Pair{{"main.plg", "main :- true.\n"}, {"other.plg", "x :- (.\n"}},
        Pair{{"main.awk", "BEGIN { print 1 }\n"},
             {"other.awk", "BEGIN { print ( }\n"}},
        Pair{{"main.sql", "SELECT 1;\n"}, {"other.sql", "SELEC 1;\n"}}),
    [](const auto& pair) {
      return fs::path(pair.param[0].name).extension().string().substr(1);
    });

}  // namespace
}  // namespace grader
