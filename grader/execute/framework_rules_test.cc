#include "grader/execute/framework_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Diagnostic> Broken(const std::string& source) {
  return BrokenFrameworkRules({{"mine.h", source}},
                              *FindSuiteFramework("googletest"),
                              {"EXPECT_EQ", "AssertionResult"});
}

TEST(FrameworkRulesTest, WhatIsOnlyMentionedIsLeftAlone) {
  for (const char* source :
       {"// testing\n/* asm */ const char* x = \"testing ##\";\n",
        "#pragma once\n#pragma GCC diagnostic push\n#pragma omp parallel\n",
        "#ifndef MINE_H\n#define MINE_H\n#define MOST 3\n#endif\n",
        "int section = 1, alias = 2, ifunc = 3; extern int there;\n",
        "bool same = EXPECT_EQ; int testing_ground, my_testing;\n",
        "__attribute__((noinline)) int f();\n[[nodiscard]] int g();\n"}) {
    EXPECT_THAT(Broken(source), IsEmpty()) << source;
  }
}

TEST(FrameworkRulesTest, WhatWouldChangeTheTestsIsTold) {
  for (const char* source :
       {"namespace testing {}",
        "test\\\ning::Test t;",
        "int GTEST_x;",
        "int DOCTEST_x;",
        "namespace doctest_detail_test_suite_ns {}",
        "#define EXPECT_EQ(a, b)",
        "#undef EXPECT_EQ",
        "%:define EXPECT_EQ",
        "# /**/ define /**/ EXPECT_EQ",
        "#define AssertionResult bool",
        "#define if while",
        "#define std mine",
        "#define A(a, b) a##b",
        "#define A(a, b) a %:%: b",
        "extern \"C\" int memcmp();",
        "extern R\"(C)\" int memcmp();",
        "void f() asm(\"g\");",
        "void f() __asm__(\"g\");",
        "#pragma redefine_extname a b",
        "#pragma push_macro(\"EXPECT_EQ\")",
        "_Pragma(\"weak x\")",
        "#pragma clang attribute push",
        "__BEGIN_DECLS",
        "__CONCAT(a, b)",
        "int __REDIRECT(f, (int), g);",
        "__attribute__((section(\".preinit_array\"))) int x;",
        "[[gnu::ifunc(\"f\")]] void g();",
        "#define A __attribute__\nvoid g() A((alias(\"f\")));",
        "#if 0\nR\"(\n#endif\nint GTEST_x;\n#if 0\n)\"\n#endif"}) {
    EXPECT_THAT(Broken(source), SizeIs(1)) << source;
  }
}

TEST(FrameworkRulesTest, PartsOfTestsAreTheTestsOwn) {
  const std::string source =
      "#define P (\n#define EVAL(x) x\nvoid f() { EVAL(SECTION P \"a\")) {} "
      "}\n";
  EXPECT_THAT(
      BrokenFrameworkRules({{"mine.h", source}}, *FindSuiteFramework("catch2"),
                           {"SUBCASE", "SECTION"}),
      SizeIs(1));
  // The names are anybody's where the framework does not have them.
  EXPECT_THAT(Broken("enum Part { SECTION, SUBCASE };\n" + source), IsEmpty());
}

TEST(FrameworkRulesTest, PlaceAndCureAreTold) {
  const std::vector<Diagnostic> broken = Broken("int x;\n  #undef EXPECT_EQ\n");
  ASSERT_THAT(broken, SizeIs(1));
  EXPECT_EQ(broken[0].file, "mine.h");
  EXPECT_EQ(broken[0].line, 2);
  EXPECT_EQ(broken[0].column, 3);
  EXPECT_THAT(broken[0].message, HasSubstr("give it another"));
  EXPECT_THAT(broken[0].excerpt,
              ElementsAre(HasSubstr("#undef"), HasSubstr("^")));
}

TEST(FrameworkRulesTest, ManyAreToldUpToALimit) {
  std::string source;
  for (int i = 0; i < 100; ++i) source += "testing\n";
  EXPECT_THAT(Broken(source), SizeIs(20));
}

TEST(NamesInMacrosTest, AreThoseOfDefinitions) {
  EXPECT_THAT(
      NamesInMacros("int a;\n#define B(c) \\\n  d\nint e;\n# undef f\n"),
      ElementsAre("B", "c", "d", "define"));
}

}  // namespace
}  // namespace grader
