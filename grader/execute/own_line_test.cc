// Errors that stand in files of others, told where a learner's own line led to
// them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "grader/execute/diagnostic.h"
#include "grader/execute/diagnostic_test_matchers.h"

namespace grader {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;

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

TEST(OwnLineTest, ErrorIsToldAfterAWarningThatMoved) {
  EXPECT_THAT(ParseCompilerOutput("x.h:1:1: warning: old\n"
                                  "a.cpp:3:7: note: in 'sort' requested here\n"
                                  "x.h:2:1: error: oops\n",
                                  Own()),
              ElementsAre(IsAt("a.cpp", 3, Severity::kWarning),
                          IsAt("x.h", 1, Severity::kNote),
                          IsAt("x.h", 2, Severity::kError)));
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

}  // namespace
}  // namespace grader
