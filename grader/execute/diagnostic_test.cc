#include "grader/execute/diagnostic.h"

#include <ostream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

auto HasMessage(const std::string& part) {
  return Field("message", &Diagnostic::message, HasSubstr(part));
}

TEST(ParseCompilerOutputTest, NothingGivesNothing) {
  EXPECT_THAT(ParseCompilerOutput(""), IsEmpty());
  EXPECT_THAT(ParseCompilerOutput("\n\n"), IsEmpty());
}

TEST(ParseCompilerOutputTest, ReadsAnErrorOfGccWithItsExcerpt) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "a.cpp: In function ‘void call()’:\n"
          "a.cpp:7:19: error: too few arguments to function ‘void f(int)’\n"
          "    7 | void call() { f(); }\n"
          "      |               ~^~\n"
          "a.cpp:6:6: note: declared here\n"
          "    6 | void f(int a);\n"
          "      |      ^\n"),
      ElementsAre(Diagnostic{"a.cpp",
                             7,
                             19,
                             Severity::kError,
                             "too few arguments to function ‘void f(int)’",
                             {"    7 | void call() { f(); }",
                              "      |               ~^~"}},
                  Diagnostic{"a.cpp",
                             6,
                             6,
                             Severity::kNote,
                             "declared here",
                             {"    6 | void f(int a);", "      |      ^"}}));
}

TEST(ParseCompilerOutputTest, ReadsAWarningAndKeepsItsOption) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "a.cpp:5:20: warning: unused variable ‘x’ [-Wunused-variable]\n"),
      ElementsAre(Diagnostic{"a.cpp",
                             5,
                             20,
                             Severity::kWarning,
                             "unused variable ‘x’ [-Wunused-variable]",
                             {}}));
}

TEST(ParseCompilerOutputTest, KeepsExcerptsOfLinesPastTenThousand) {
  EXPECT_THAT(ParseCompilerOutput("a.cpp:12345:1: error: oops\n"
                                  "12345 | oops\n"
                                  "      | ^~~~\n"),
              ElementsAre(Diagnostic{"a.cpp",
                                     12345,
                                     1,
                                     Severity::kError,
                                     "oops",
                                     {"12345 | oops", "      | ^~~~"}}));
}

TEST(ParseCompilerOutputTest, ReadsAFatalErrorWithoutColumn) {
  EXPECT_THAT(ParseCompilerOutput("a.cpp:1: fatal error: nope.h: No such file "
                                  "or directory\ncompilation terminated.\n"),
              ElementsAre(Diagnostic{"a.cpp",
                                     1,
                                     0,
                                     Severity::kError,
                                     "nope.h: No such file or directory",
                                     {}}));
}

TEST(ParseCompilerOutputTest, ReadsClangWhoseSourceLinesAreNotIndented) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "In file included from a.cpp:4:\n"
          "./a.h:1:25: error: use of undeclared identifier 'g'\n"
          "inline int f() { return g; }\n"
          "                        ^\n"
          "a.cpp:8:12: error: expected ';' after top level declarator\n"
          "int y = 2\n"
          "         ^\n"
          "         ;\n"
          "2 errors generated.\n"),
      ElementsAre(Diagnostic{"./a.h",
                             1,
                             25,
                             Severity::kError,
                             "use of undeclared identifier 'g'",
                             {"inline int f() { return g; }",
                              "                        ^"}},
                  Diagnostic{"a.cpp",
                             8,
                             12,
                             Severity::kError,
                             "expected ';' after top level declarator",
                             {"int y = 2", "         ^", "         ;"}}));
}

TEST(ParseCompilerOutputTest, DropsChainsOfIncludes) {
  EXPECT_THAT(
      ParseCompilerOutput("a.cpp:1:1: error: first\n"
                          "In file included from b.h:67,\n"
                          "                 from c.h:60,\n"
                          "                 from a.cpp:1:\n"
                          "d.h:2:3: error: second\n"),
      ElementsAre(Diagnostic{"a.cpp", 1, 1, Severity::kError, "first", {}},
                  Diagnostic{"d.h", 2, 3, Severity::kError, "second", {}}));
}

TEST(ParseCompilerOutputTest, NamesTheLineThatInstantiatedATemplate) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "algo.h: In instantiation of ‘void sort(T)’:\n"
          "algo.h:4820:18:   required from ‘void std::sort(T)’\n"
          "a.cpp:7:51:   required from here\n"
          "algo.h:1938:50: error: no match for ‘operator-’\n"
          " 1938 |   last - first\n"
          "      |   ~~~~~^~~~~~~\n"),
      ElementsAre(
          Diagnostic{"algo.h",
                     1938,
                     50,
                     Severity::kError,
                     "no match for ‘operator-’",
                     {" 1938 |   last - first", "      |   ~~~~~^~~~~~~"}},
          Diagnostic{
              "a.cpp", 7, 51, Severity::kNote, "required from here", {}}));
}

const OwnSources& Own() {
  static const OwnSources& own =
      *new OwnSources{{"a.cpp", "#include \"x.h\"\n\n\tsort(v, w);\n"}};
  return own;
}

auto IsAt(const std::string& file, int line, Severity severity) {
  return AllOf(Field("file", &Diagnostic::file, file),
               Field("line", &Diagnostic::line, line),
               Field("severity", &Diagnostic::severity, severity));
}

TEST(OwnLineTest, ErrorInALibraryIsToldWhereClangWasAskedFor) {
  const auto read = ParseCompilerOutput(
      "/usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/"
      "ops.h:45:23: "
      "error: invalid operands ('A' and 'A')\n"
      "/usr/include/c++/12/algo.h:9:1: note: in instantiation of 'sort_it' "
      "requested here\n"
      "./a.cpp:3:7: note: in instantiation of 'sort' requested here\n"
      "    3 |         sort(v, w);\n"
      "a.cpp:9:1: note: in instantiation of 'outer' requested here\n"
      "/usr/include/c++/12/pair.h:7:5: note: candidate template ignored\n",
      Own());
  ASSERT_FALSE(read.empty());
  EXPECT_EQ(read[0],
            (Diagnostic{"a.cpp",
                        3,
                        7,
                        Severity::kError,
                        "invalid operands ('A' and 'A')",
                        {"    3 | \tsort(v, w);", "      | \t     ^"}}));
  EXPECT_THAT(read[2], IsAt("/usr/include/c++/12/ops.h", 45, Severity::kNote));
}

TEST(OwnLineTest, ErrorInALibraryIsToldWhereGccWasAskedFor) {
  EXPECT_THAT(ParseCompilerOutput(
                  "algo.h: In instantiation of ‘void sort(T)’:\n"
                  "algo.h:4820:18:   required from ‘void std::sort(T)’\n"
                  "a.cpp:3:2:   required from ‘void go(T)’\n"
                  "a.cpp:8:51:   required from here\n"
                  "algo.h:1938:50: error: no match for ‘operator-’\n",
                  Own()),
              ElementsAre(IsAt("a.cpp", 3, Severity::kError),
                          IsAt("a.cpp", 8, Severity::kNote),
                          IsAt("algo.h", 1938, Severity::kNote)));
}

TEST(OwnLineTest, ErrorInAHeaderIsToldWhereItIsIncluded) {
  for (const std::string chain :
       {"In file included from a.cpp:1:\nIn file included from b.h:3:\n",
        "In file included from b.h:3,\n                 from a.cpp:1:\n"}) {
    EXPECT_THAT(ParseCompilerOutput(chain + "x.h:2:1: error: oops\n", Own()),
                ElementsAre(IsAt("a.cpp", 1, Severity::kError),
                            IsAt("x.h", 2, Severity::kNote)));
  }
}

TEST(OwnLineTest, WhatFollowsFromAnErrorThatMovedIsNotToldAgain) {
  const std::string here = "a.cpp:3:7: note: in 'sort' requested here\n";
  EXPECT_THAT(
      ParseCompilerOutput("x.h:1:1: error: first\n" + here +
                              "x.h:2:1: error: second\n" + here +
                              "In file included from a.cpp:1:\n"
                              "x.h:3:1: error: whose chain was just printed\n"
                              "a.cpp:2:1: error: another\n",
                          Own()),
      ElementsAre(IsAt("a.cpp", 3, Severity::kError),
                  IsAt("x.h", 1, Severity::kNote),
                  IsAt("a.cpp", 2, Severity::kError)));
}

TEST(OwnLineTest, OwnErrorStays) {
  EXPECT_THAT(ParseCompilerOutput("a.cpp:2:1: error: oops\n"
                                  "a.cpp:3:7: note: in 'sort' requested here\n",
                                  Own()),
              ElementsAre(IsAt("a.cpp", 2, Severity::kError),
                          IsAt("a.cpp", 3, Severity::kNote)));
}

TEST(OwnLineTest, ForeignErrorWithoutALineOfTheLearnersStays) {
  EXPECT_THAT(ParseCompilerOutput("x.h:2:1: error: oops\n", Own()),
              ElementsAre(IsAt("x.h", 2, Severity::kError)));
}

TEST(OwnLineTest, LinkersMissesAreToldWhereTheyAreUsed) {
  const OwnSources own = {
      {"b.cpp", "int f(int);\nint x() {\n  return f(1);\n}\n"},
      {"c.cpp", "int f(int);\n"}};
  for (const std::string said :
       {"mold: error: undefined symbol: f(int)\n"
        ">>> referenced by b.cpp\n>>>               b.cpp.o:(x())\n",
        "ld.lld: error: undefined symbol: f(int)\n"
        ">>> referenced by b.cpp\n>>>               b.cpp.o:(x())\n",
        "/usr/bin/ld: b.cpp.o: in function `x()':\n"
        "b.cpp:(.text+0xa): undefined reference to `f(int)'\n"}) {
    EXPECT_THAT(
        ParseCompilerOutput(said, own),
        ElementsAre(AllOf(IsAt("b.cpp", 3, Severity::kError),
                          HasMessage("`f(int)` is declared but not defined"))));
  }
}

TEST(OwnLineTest, WhatTheProblemAsksForIsToldWhereItsNameStands) {
  const OwnSources own = {{"b.cpp", "\nint f(long) {\n  return 1;\n}\n"}};
  EXPECT_THAT(ParseCompilerOutput("mold: error: undefined symbol: f(int)\n"
                                  ">>> referenced by adapter.cpp\n"
                                  ">>>               adapter.o:(main)\n",
                                  own),
              ElementsAre(AllOf(IsAt("b.cpp", 2, Severity::kError),
                                HasMessage("the problem asks for it"))));
}

TEST(OwnLineTest, SecondDefinitionIsToldWhereItStands) {
  const OwnSources own = {{"b.cpp", "int f();\nint main() {}\n"}};
  EXPECT_THAT(
      ParseCompilerOutput(
          "mold: error: duplicate symbol: adapter.o: b.cpp.o: main\n", own),
      ElementsAre(IsAt("b.cpp", 2, Severity::kError)));
}

TEST(ParseCompilerOutputTest, KeepsColonsInFileNames) {
  EXPECT_THAT(
      ParseCompilerOutput("a:b.cpp:3:4: error: x\n"),
      ElementsAre(Diagnostic{"a:b.cpp", 3, 4, Severity::kError, "x", {}}));
}

TEST(ParseCompilerOutputTest, ToolsHaveNoPlace) {
  EXPECT_THAT(
      ParseCompilerOutput("g++: fatal error: Killed signal terminated program "
                          "cc1plus\n"),
      ElementsAre(Diagnostic{"",
                             0,
                             0,
                             Severity::kError,
                             "Killed signal terminated program cc1plus",
                             {}}));
}

TEST(ParseCompilerOutputTest, SaysWhenTheCompilerRanOutOfMemory) {
  const auto is_out_of_memory =
      ElementsAre(HasMessage("compiler ran out of memory"));
  EXPECT_THAT(ParseCompilerOutput("cc1plus: out of memory allocating 65536 "
                                  "bytes after a total of 9 bytes\n"),
              is_out_of_memory);
  EXPECT_THAT(ParseCompilerOutput("\nvirtual memory exhausted: Cannot allocate "
                                  "memory\n"),
              is_out_of_memory);
}

TEST(ParseCompilerOutputTest, DuplicatesCollapseWithTheirExcerpts) {
  const std::string once = "a.cpp:1:2: error: x\n    1 | code\n      | ^\n";
  EXPECT_THAT(ParseCompilerOutput(once + once),
              ElementsAre(Field("excerpt", &Diagnostic::excerpt, SizeIs(2))));
}

constexpr char kUndefined[] =
    "/usr/bin/ld: adapter.o: in function `(anonymous namespace)::Scenario()':\n"
    "adapter.cpp:(.text+0x1a): undefined reference to `get_user(int)'\n"
    "/usr/bin/ld: adapter.cpp:(.text+0x26): undefined reference to "
    "`get_user(int)'\n"
    "collect2: error: ld returned 1 exit status\n";

TEST(ParseCompilerOutputTest, WhatTheDriverMissesIsWhatTheProblemAsksFor) {
  EXPECT_THAT(
      ParseCompilerOutput(kUndefined),
      ElementsAre(Diagnostic{"",
                             0,
                             0,
                             Severity::kError,
                             "`get_user(int)` is not defined: the problem asks "
                             "for it, with exactly this name and these "
                             "parameter types",
                             {}}));
}

TEST(ParseCompilerOutputTest, WhatTheSubmissionMissesItDeclaredItself) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "/usr/bin/ld: solution.cpp.o: in function `use()':\n"
          "/home/s/solution.cpp:3: undefined reference to `mine(int)'\n"),
      ElementsAre(Diagnostic{"/home/s/solution.cpp",
                             3,
                             0,
                             Severity::kError,
                             "`mine(int)` is declared but not defined",
                             {}}));
}

TEST(ParseCompilerOutputTest, ContextOfTheDriverEndsWithTheNextObject) {
  EXPECT_THAT(
      ParseCompilerOutput(std::string(kUndefined) +
                          "/usr/bin/ld: solution.cpp.o: in function `use()':\n"
                          "solution.cpp:(.text+0x5): undefined reference to "
                          "`mine(int)'\n"),
      ElementsAre(HasMessage("the problem asks for it"),
                  HasMessage("`mine(int)` is declared but not defined")));
}

TEST(ParseCompilerOutputTest, LinkerMessagesSayStdString) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "adapter.cpp:(.text+0x5a): undefined reference to "
          "`helper(std::__cxx11::basic_string<char, std::char_traits<char>, "
          "std::allocator<char> > const&)'\n"),
      ElementsAre(HasMessage("`helper(std::string const&)` is not defined")));
}

TEST(ParseCompilerOutputTest, MissingMainIsSaidPlainly) {
  EXPECT_THAT(
      ParseCompilerOutput("/usr/bin/ld: Scrt1.o: in function `_start':\n"
                          "(.text+0x17): undefined reference to `main'\n"),
      ElementsAre(HasMessage("needs a main function")));
}

TEST(ParseCompilerOutputTest, SecondMainIsLeftToTheDriver) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "/usr/bin/ld: solution.cpp.o: in function `main':\n"
          "solution.cpp:(.text+0x1b): multiple definition of `main'; "
          "adapter.o:adapter.cpp:(.text+0xad): first defined here\n"),
      ElementsAre(AllOf(HasMessage("`main` is already defined by the problem: "
                                   "leave it out"),
                        Field(&Diagnostic::line, 0))));
}

TEST(ParseCompilerOutputTest, TwoDefinitionsOfTheSubmissionAreNotTheDrivers) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "other.cpp:(.text+0x0): multiple definition of `use()'; "
          "solution.cpp.o:solution.cpp:(.text+0xb): first defined here\n"),
      ElementsAre(HasMessage("`use()` is defined more than once")));
}

TEST(ParseCompilerOutputTest, ReadsLld) {
  EXPECT_THAT(
      ParseCompilerOutput("ld.lld: error: undefined symbol: f(int)\n"
                          ">>> referenced by b.cpp\n"
                          "clang: error: linker command failed with exit code "
                          "1 (use -v to see invocation)\n"),
      ElementsAre(HasMessage("`f(int)` is declared but not defined")));
}

TEST(ParseCompilerOutputTest, EpilogueOfTheLinkerIsKeptWhenAlone) {
  EXPECT_THAT(ParseCompilerOutput("collect2: error: ld returned 1 exit "
                                  "status\n"),
              ElementsAre(HasMessage("ld returned 1 exit status")));
}

TEST(ParseCompilerOutputTest, ProseIsNoDiagnostic) {
  EXPECT_THAT(ParseCompilerOutput("this went wrong: error: really\n"
                                  "compilation terminated.\n"
                                  "1 warning generated.\n"),
              IsEmpty());
}

TEST(ParseCompilerOutputTest, HugeFiguresAreNoPlace) {
  EXPECT_THAT(ParseCompilerOutput("a.cpp:99999999999999999999:1: error: x\n"),
              ElementsAre(Field("line", &Diagnostic::line, 1)));
}

TEST(ParseRustcOutputTest, HugeFiguresAreNoPlace) {
  EXPECT_THAT(ParseRustcOutput("error: no value\n"
                               " --> main.rs:2:99999999999999999999\n"
                               "2 |     x\n"),
              IsEmpty());
}

TEST(ParseCompilerOutputTest, AnyBytesAreRead) {
  std::string garbage;
  unsigned int state = 1;
  while (garbage.size() < 256 * 1024) {
    state = state * 1664525 + 1013904223;
    garbage += static_cast<char>(state >> 24);
    if (state % 97 == 0) garbage += "\n`a.cpp:1:2: error: x\n   | ";
    if (state % 101 == 0) garbage += ": undefined reference to `";
  }
  EXPECT_THAT(ParseCompilerOutput(garbage), Not(IsEmpty()));
}

TEST(ParseCompilerOutputTest, ExcerptsStayShort) {
  std::string output = "a.cpp:1:2: error: x\n";
  for (int i = 0; i < 10'000; ++i) output += "   | more\n";
  EXPECT_THAT(ParseCompilerOutput(output),
              ElementsAre(Field("excerpt", &Diagnostic::excerpt, SizeIs(16))));
}

struct Linker {
  const char* name;
  const char* undefined;
  const char* duplicate;
};
void PrintTo(const Linker& linker, std::ostream* out) { *out << linker.name; }

class LinkerMessageTest : public ::testing::TestWithParam<Linker> {};

TEST_P(LinkerMessageTest, SaysWhatTheProblemAsksForOrHasAlready) {
  EXPECT_THAT(ParseCompilerOutput(GetParam().undefined),
              ElementsAre(HasMessage(
                  "`answer()` is not defined: the problem asks for it")));
  EXPECT_THAT(
      ParseCompilerOutput(GetParam().duplicate),
      ElementsAre(HasMessage("`main` is already defined by the problem")));
}

INSTANTIATE_TEST_SUITE_P(
    Each, LinkerMessageTest,
    ::testing::Values(
        Linker{"mold",
               "mold: error: undefined symbol: answer()\n"
               ">>> referenced by adapter.cpp\n"
               ">>>               adapter.o:(main)\n"
               "clang++-19: error: linker command failed with exit code 1 "
               "(use -v to see invocation)\n",
               "mold: error: duplicate symbol: adapter.o: solution.cpp.o: "
               "main\n"},
        Linker{"lld",
               "ld.lld: error: undefined symbol: answer()\n"
               ">>> referenced by adapter.cpp\n"
               ">>>               adapter.o:(main)\n",
               "ld.lld: error: duplicate symbol: main\n"
               ">>> defined at adapter.cpp\n"
               ">>>            adapter.o:(main)\n"
               ">>> defined at solution.cpp\n"
               ">>>            solution.cpp.o:(.text+0x0)\n"},
        Linker{"bfd",
               "/usr/bin/ld: adapter.o: in function `main':\n"
               "adapter.cpp:(.text+0x20): undefined reference to `answer()'\n"
               "collect2: error: ld returned 1 exit status\n",
               "/usr/bin/ld: solution.cpp.o: in function `main':\n"
               "solution.cpp:(.text+0x0): multiple definition of `main'; "
               "adapter.o:adapter.cpp:(.text+0x0): first defined here\n"}),
    [](const auto& linker) { return std::string(linker.param.name); });

}  // namespace
}  // namespace grader
