#include "grader/execute/diagnostic.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grader/execute/diagnostic_test_matchers.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

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

}  // namespace
}  // namespace grader
