// What rows of the language table promise of programs on standard input, tried
// with the tools of this machine: they read it, find the files beside them, and
// their end is seen for what it is.
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "grader/problem/language.h"
#include "grader/testing/build_fixture.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A language's programs.
struct RowPrograms {
  const char* language;
  // Prints twice the number that it reads, by what is in the other file, and
  // ends with 3.
  std::vector<SourceFile> doubles;
  SourceFile fails;  // ends with an error that nobody catches, and says so
  SourceFile grows;  // keeps more and more
};
void PrintTo(const RowPrograms& programs, std::ostream* out) {
  *out << programs.language;
}

class LanguageProgramsTest : public BuildTest,
                             public ::testing::WithParamInterface<RowPrograms> {
 protected:
  Observation BuildAndRun(const std::vector<SourceFile>& sources) {
    Submission submission;
    submission.language =
        *FindLanguage(*BuiltInLanguages(), GetParam().language);
    submission.sources = sources;
    const auto build = BuildSubmission(submission, grader_.workshop());
    EXPECT_TRUE(build.ok()) << build.status();
    if (!build.ok()) return {};
    EXPECT_TRUE(build->ok) << build->log;
    TestCase test_case;
    test_case.input = "21\n";
    test_case.limits.memory_bytes = 64 * kMiB;
    const auto seen =
        grader_.runner.Run(CommandFor(*build, test_case, ClockKind::kVirtual),
                           LimitsFor(*build, test_case));
    EXPECT_TRUE(seen.ok()) << seen.status();
    return seen.value_or(Observation());
  }

  const std::string why_not_ =
      WhyNotHere(*FindLanguage(*BuiltInLanguages(), GetParam().language));
};

TEST_P(LanguageProgramsTest, ReadsItsInputAndTheFileBesideIt) {
  if (!why_not_.empty()) GTEST_SKIP() << why_not_;
  const Observation seen = BuildAndRun(GetParam().doubles);
  EXPECT_EQ(seen.out.Joined(), "42\n") << seen.err.Joined();
  EXPECT_EQ(seen.termination, Termination(Exited{3})) << seen.err.Joined();
}

TEST_P(LanguageProgramsTest, ErrorThatNobodyCatchesIsOne) {
  if (!why_not_.empty()) GTEST_SKIP() << why_not_;
  const Observation seen = BuildAndRun({GetParam().fails});
  ASSERT_TRUE(std::holds_alternative<Exited>(seen.termination));
  EXPECT_NE(std::get<Exited>(seen.termination).code, 0);
  EXPECT_THAT(seen.err.Joined(), Not(IsEmpty()));
  EXPECT_THAT(seen.out.Joined(), IsEmpty());
}

TEST_P(LanguageProgramsTest, LimitOfMemoryEndsWhatGrows) {
  if (!why_not_.empty()) GTEST_SKIP() << why_not_;
  const Observation seen = BuildAndRun({GetParam().grows});
  // What the machines of Java and C# say, a verdict heeds.
  if (absl::StrContains(seen.err.Joined(), "java.lang.OutOfMemoryError: ") ||
      absl::StrContains(seen.err.Joined(), "System.OutOfMemoryException: ")) {
    EXPECT_NE(seen.termination, Termination(Exited{0}));
    return;
  }
  EXPECT_EQ(seen.termination, Termination(Killed{Limit::kMemory}))
      << seen.err.Joined();
}

// Mono's own memory is allowed beside the limit, and is no room for a program.
TEST_F(BuildTest, HeapOfMonoIsNoLargerThanTheLimit) {
  const std::string why_not =
      WhyNotHere(*FindLanguage(*BuiltInLanguages(), "csharp"));
  if (!why_not.empty()) GTEST_SKIP() << why_not;
  const auto build = BuildSubmission(
      Written("csharp", "main.cs",
              "class Program { static void Main() {\n"
              "  var all = new byte[64 << 20];\n"
              "  for (int i = 0; i < all.Length; i += 512) all[i] = 1;\n"
              "  System.Console.WriteLine(all[512]);\n} }\n"),
      grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  ASSERT_TRUE(build->ok) << build->log;
  TestCase test_case;
  test_case.limits.memory_bytes = 64 * kMiB;
  const auto seen =
      grader_.runner.Run(CommandFor(*build, test_case, ClockKind::kVirtual),
                         LimitsFor(*build, test_case));
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_THAT(seen->err.Joined(), HasSubstr("System.OutOfMemoryException: "));
}

TEST_F(BuildTest, SqlHasTheTablesThatItsInputMakes) {
  const auto build = BuildSubmission(
      Written("sql", "main.sql", "SELECT sum(price) FROM fruit;\n"),
      grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  ASSERT_TRUE(build->ok) << build->log;
  TestCase test_case;
  test_case.input =
      "CREATE TABLE fruit (price INTEGER);\n"
      "INSERT INTO fruit VALUES (40), (2);\n";
  const auto seen =
      grader_.runner.Run(CommandFor(*build, test_case, ClockKind::kVirtual),
                         LimitsFor(*build, test_case));
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->out.Joined(), "42\n") << seen->err.Joined();
}

INSTANTIATE_TEST_SUITE_P(
    Each, LanguageProgramsTest,
    ::testing::Values(
        RowPrograms{
            "perl",
            {{"main.pl",
              "use Twice;\nrequire './say.pl';\nsay_it(Twice::of(<STDIN>));\n"
              "exit 3;\n"},
             {"say.pl", "sub say_it { print \"$_[0]\\n\" }\n1;\n"},
             {"Twice.pm", "package Twice;\nsub of { 2 * $_[0] }\n1;\n"}},
            {"main.pl", "my %names;\ndie 'no such name' unless $names{x};\n"},
            {"main.pl", "my @all;\npush @all, 'x' x 100000 while 1;\n"}},
        RowPrograms{"ruby",
                    {{"main.rb",
                      "require_relative 'twice'\nload './say.rb'\n"
                      "say twice(gets.to_i)\nexit 3\n"},
                     {"say.rb", "def say(x) = puts(x)\n"},
                     {"twice.rb", "def twice(x)\n  2 * x\nend\n"}},
                    {"main.rb", "Integer('x')\n"},
                    {"main.rb", "all = []\nloop { all << 'x' * 100000 }\n"}},
        RowPrograms{
            "lua",
            {{"main.lua",
              "local twice = require('twice')\ndofile('say.lua')\n"
              "say(twice(io.read('n')))\nos.exit(3)\n"},
             {"say.lua", "function say(x) print(x) end\n"},
             {"twice.lua", "return function(x) return 2 * x end\n"}},
            {"main.lua", "local t = nil\nprint(t.x)\n"},
            {"main.lua",
             "local all = {}\nwhile true do\n"
             "  all[#all + 1] = string.rep('x', 100000) .. #all\nend\n"}},
        RowPrograms{
            "php",
            {{"main.php",
              "<?php\nrequire 'twice.php';\nrequire './say.php';\n"
              "say(twice((int) fgets(STDIN)));\nexit(3);\n"},
             {"say.php", "<?php\nfunction say($x) { echo $x, \"\\n\"; }\n"},
             {"twice.php", "<?php\nfunction twice($x) { return 2 * $x; }\n"}},
            {"main.php", "<?php\nintdiv(1, 0);\n"},
            {"main.php",
             "<?php\n$all = [];\nwhile (ctype_digit('1'))\n"
             "  $all[] = str_repeat('x', 100000);\n"}},
        RowPrograms{
            "fortran",
            {{"helper.f90",
              "module helper\ncontains\n  integer function twice(x)\n"
              "    integer, intent(in) :: x\n    twice = 2 * x\n"
              "  end function\nend module\n"},
             {"main.f90",
              "program main\n  use helper\n  integer :: x\n  read *, x\n"
              "  print '(i0)', twice(x)\n  stop 3\nend program\n"}},
            {"main.f90",
             "program main\n  integer :: x\n  character(len=1) :: s = 'x'\n"
             "  read (s, *) x\nend program\n"},
            {"main.f90",
             "program main\n  type node\n    real :: all(25000)\n"
             "    type(node), pointer :: next => null()\n  end type\n"
             "  type(node), pointer :: head, top\n  nullify (head)\n  do\n"
             "    allocate (top)\n    top%all = 1\n    top%next => head\n"
             "    head => top\n  end do\nend program\n"}},
        RowPrograms{
            "ada",
            {{"main.adb",
              "with Ada.Command_Line, Ada.Integer_Text_IO, Ada.Text_IO;\n"
              "with Twice;\nprocedure Main is\n   X : Integer;\nbegin\n"
              "   Ada.Integer_Text_IO.Get (X);\n"
              "   Ada.Integer_Text_IO.Put (Twice (X), Width => 0);\n"
              "   Ada.Text_IO.New_Line;\n"
              "   Ada.Command_Line.Set_Exit_Status (3);\nend Main;\n"},
             {"twice.ads", "function Twice (X : Integer) return Integer;\n"},
             {"twice.adb",
              "function Twice (X : Integer) return Integer is\n"
              "begin\n   return 2 * X;\nend Twice;\n"}},
            {"main.adb",
             "procedure Main is\n   Zero : Integer := 0;\nbegin\n"
             "   raise Program_Error;\nend Main;\n"},
            {"main.adb",
             "procedure Main is\n   type Block is array (1 .. 25_000) of "
             "Integer;\n   type Link is access Block;\n   One : Link;\nbegin\n"
             "   loop\n      One := new Block'(others => 1);\n"
             "   end loop;\nend Main;\n"}},
        RowPrograms{
            "csharp",
            {{"main.cs",
              "using System;\nusing System.Numerics;\nclass Program {\n"
              "  static int Main() {\n"
              "    BigInteger x = BigInteger.Parse(Console.ReadLine());\n"
              "    Console.WriteLine(Helper.Twice(x));\n    return 3;\n  }\n"
              "}\n"},
             {"helper.cs",
              "using System.Numerics;\nstatic class Helper {\n"
              "  public static BigInteger Twice(BigInteger x) {\n"
              "    return 2 * x;\n  }\n}\n"}},
            {"main.cs",
             "class Program { static void Main() { int.Parse(\"x\"); } }\n"},
            {"main.cs",
             "using System.Collections.Generic;\nclass Program {\n"
             "  static void Main() {\n    var all = new List<byte[]>();\n"
             "    while (true) {\n      var one = new byte[100000];\n"
             "      for (int i = 0; i < one.Length; i += 1000) one[i] = 1;\n"
             "      all.Add(one);\n    }\n  }\n}\n"}},
        RowPrograms{
            "d",
            {{"main.d",
              "import helper, std.stdio;\nint main() {\n  int x;\n"
              "  readf(\"%d\", x);\n  writeln(twice(x));\n  return 3;\n}\n"},
             {"helper.d",
              "module helper;\nint twice(int x) { return 2 * x; }\n"}},
            {"main.d", "void main() {\n  throw new Exception(\"no\");\n}\n"},
            {"main.d",
             "void main() {\n  ubyte[][] all;\n  while (true) {\n"
             "    auto one = new ubyte[100000];\n    one[] = 1;\n"
             "    all ~= one;\n  }\n}\n"}},
        RowPrograms{
            "lisp",
            {{"main.lisp",
              "(load \"twice.lisp\")\n(format t \"~d~%\" (twice (read)))\n"
              "(sb-ext:exit :code 3)\n"},
             {"twice.lisp", "(defun twice (x) (* 2 x))\n"}},
            {"main.lisp", "(error \"no\")\n"},
            {"main.lisp",
             "(defvar *all* nil)\n(loop (push (make-string 100000 "
             ":initial-element #\\x) *all*))\n"}},
        RowPrograms{
            "r",
            {{"main.R",
              "source(\"twice.R\")\nx <- scan(file(\"stdin\"), quiet = TRUE)\n"
              "cat(twice(x), \"\\n\", sep = \"\")\nquit(status = 3)\n"},
             {"twice.R", "twice <- function(x) 2 * x\n"}},
            {"main.R", "stop(\"no\")\n"},
            {"main.R",
             "all <- list()\nrepeat all[[length(all) + 1]] <- "
             "runif(100000)\n"}},
        RowPrograms{
            "typescript",
            {{"main.ts",
              "import * as fs from \"fs\";\nimport { twice } from "
              "\"./twice\";\n"
              "console.log(twice(Number(fs.readFileSync(0, \"utf8\"))));\n"
              "process.exitCode = 3;\n"},
             {"twice.ts",
              "export function twice(x: number): number { return 2 * x; }\n"}},
            {"main.ts", "throw new Error(\"no\");\n"},
            {"main.ts",
             "const all: Buffer[] = [];\n"
             "for (;;) all.push(Buffer.alloc(1000000, 1));\n"}},
        RowPrograms{
            "ocaml",
            {{"main.ml",
              "let () =\n  Printf.printf \"%d\\n\" (Twice.twice (read_int "
              "()));\n  exit 3\n"},
             {"twice.ml", "let twice x = 2 * x\n"}},
            {"main.ml", "let () = failwith \"no\"\n"},
            {"main.ml",
             "let rec grow all = grow (Bytes.make 100000 'x' :: all)\n"
             "let () = grow []\n"}},
        RowPrograms{
            "haskell",
            {{"main.hs",
              "import System.Exit\nimport Twice (twice)\nmain :: IO ()\n"
              "main = do\n  x <- readLn\n  print (twice x)\n"
              "  exitWith (ExitFailure 3)\n"},
             {"Twice.hs",
              "module Twice (twice) where\ntwice :: Integer -> Integer\n"
              "twice x = 2 * x\n"}},
            {"main.hs", "main :: IO ()\nmain = print (head ([] :: [Int]))\n"},
            {"main.hs",
             "main :: IO ()\nmain = do\n"
             "  let all = [1 ..] :: [Integer]\n"
             "  print (all !! 100000000)\n  print (head all)\n"}},
        RowPrograms{
            "scala",
            {{"main.scala",
              "object Main {\n  def main(args: Array[String]): Unit = {\n"
              "    println(Twice.twice(scala.io.StdIn.readInt()))\n"
              "    sys.exit(3)\n  }\n}\n"},
             {"twice.scala",
              "object Twice {\n  def twice(x: Int): Int = 2 * x\n}\n"}},
            {"main.scala", "object Main extends App { Seq[Int]().head }\n"},
            {"main.scala",
             "object Main extends App {\n  var all = List[Array[Byte]]()\n"
             "  while (true) all = new Array[Byte](100000) :: all\n}\n"}},
        RowPrograms{"kotlin",
                    {{"main.kt",
                      "import kotlin.system.exitProcess\nfun main() {\n"
                      "  println(twice(readLine()!!.toInt()))\n"
                      "  exitProcess(3)\n}\n"},
                     {"twice.kt", "fun twice(x: Int): Int = 2 * x\n"}},
                    {"main.kt", "fun main() {\n  listOf<Int>().first()\n}\n"},
                    {"main.kt",
                     "fun main() {\n  val all = mutableListOf<ByteArray>()\n"
                     "  while (true) all.add(ByteArray(100000))\n}\n"}},
        RowPrograms{
            "prolog",
            {{"main.plg",
              "main :- read_line_to_string(user_input, Line), "
              "number_string(X, Line),\n  twice(X, Y), writeln(Y), "
              "halt(3).\n"},
             {"twice.plg", "twice(X, Y) :- Y is 2 * X.\n"}},
            {"main.plg", "main :- X is foo + 1, write(X).\n"},
            {"main.plg",
             "main :- grow([]).\n"
             "grow(All) :- numlist(1, 10000, One), grow([One | All]).\n"}},
        RowPrograms{
            "awk",
            {{"main.awk", "{ print twice($1); exit 3 }\n"},
             {"twice.awk", "function twice(x) { return 2 * x }\n"}},
            {"main.awk", "BEGIN { open = \"(\"; if (1 ~ open) print 1 }\n"},
            {"main.awk",
             "BEGIN {\n  s = \"x\"\n  for (i = 0; i < 17; i++) s = s s\n"
             "  for (;;) all[n++] = s n\n}\n"}},
        RowPrograms{
            "sql",
            {{"main.sql",
              "CREATE TABLE numbers (number INTEGER);\n"
              ".import /dev/stdin numbers\n.read twice.sql\n.exit 3\n"},
             {"twice.sql", "SELECT 2 * number FROM numbers;\n"}},
            {"main.sql",
             "CREATE TABLE input (line);\n.import /dev/stdin input\n"
             "SELECT nope FROM input;\nSELECT 1;\n"},
            {"main.sql",
             "-- /dev/stdin is not read.\n"
             "CREATE TABLE all_of_it (x);\nWITH RECURSIVE counted (n) AS "
             "(SELECT 1 UNION ALL SELECT n + 1 FROM counted)\n"
             "INSERT INTO all_of_it SELECT randomblob(100000) FROM "
             "counted;\n"}}),
    [](const auto& row) { return std::string(row.param.language); });

}  // namespace
}  // namespace grader
