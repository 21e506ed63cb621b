#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "grader/execute/diagnostic.h"
#include "grader/execute/diagnostic_test_matchers.h"

namespace grader {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;

constexpr char kUndefined[] =
    "/usr/bin/ld: adapter.o: in function `(anonymous namespace)::Scenario()':\n"
    "adapter.cpp:(.text+0x1a): undefined reference to `get_user(int)'\n"
    "/usr/bin/ld: adapter.cpp:(.text+0x26): undefined reference to "
    "`get_user(int)'\n"
    "collect2: error: ld returned 1 exit status\n";

TEST(LinkerOutputTest, WhatTheDriverMissesIsWhatTheProblemAsksFor) {
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

TEST(LinkerOutputTest, WhatTheSubmissionMissesItDeclaredItself) {
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

TEST(LinkerOutputTest, ContextOfTheDriverEndsWithTheNextObject) {
  EXPECT_THAT(
      ParseCompilerOutput(std::string(kUndefined) +
                          "/usr/bin/ld: solution.cpp.o: in function `use()':\n"
                          "solution.cpp:(.text+0x5): undefined reference to "
                          "`mine(int)'\n"),
      ElementsAre(HasMessage("the problem asks for it"),
                  HasMessage("`mine(int)` is declared but not defined")));
}

TEST(LinkerOutputTest, LinkerMessagesSayStdString) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "adapter.cpp:(.text+0x5a): undefined reference to "
          "`helper(std::__cxx11::basic_string<char, std::char_traits<char>, "
          "std::allocator<char> > const&)'\n"),
      ElementsAre(HasMessage("`helper(std::string const&)` is not defined")));
}

TEST(LinkerOutputTest, MissingMainIsSaidPlainly) {
  EXPECT_THAT(
      ParseCompilerOutput("/usr/bin/ld: Scrt1.o: in function `_start':\n"
                          "(.text+0x17): undefined reference to `main'\n"),
      ElementsAre(HasMessage("needs a main function")));
}

TEST(LinkerOutputTest, SecondMainIsLeftToTheDriver) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "/usr/bin/ld: solution.cpp.o: in function `main':\n"
          "solution.cpp:(.text+0x1b): multiple definition of `main'; "
          "adapter.o:adapter.cpp:(.text+0xad): first defined here\n"),
      ElementsAre(AllOf(HasMessage("`main` is already defined by the problem: "
                                   "leave it out"),
                        Field(&Diagnostic::line, 0))));
}

TEST(LinkerOutputTest, TwoDefinitionsOfTheSubmissionAreNotTheDrivers) {
  EXPECT_THAT(
      ParseCompilerOutput(
          "other.cpp:(.text+0x0): multiple definition of `use()'; "
          "solution.cpp.o:solution.cpp:(.text+0xb): first defined here\n"),
      ElementsAre(HasMessage("`use()` is defined more than once")));
}

TEST(LinkerOutputTest, ReadsLld) {
  EXPECT_THAT(
      ParseCompilerOutput("ld.lld: error: undefined symbol: f(int)\n"
                          ">>> referenced by b.cpp\n"
                          "clang: error: linker command failed with exit code "
                          "1 (use -v to see invocation)\n"),
      ElementsAre(HasMessage("`f(int)` is declared but not defined")));
}

TEST(LinkerOutputTest, EpilogueOfTheLinkerIsKeptWhenAlone) {
  EXPECT_THAT(ParseCompilerOutput("collect2: error: ld returned 1 exit "
                                  "status\n"),
              ElementsAre(HasMessage("ld returned 1 exit status")));
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
