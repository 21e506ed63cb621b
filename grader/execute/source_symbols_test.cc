#include "grader/execute/source_symbols.h"

#include <gtest/gtest.h>

#include <string>

namespace grader {
namespace {

struct Sought {
  std::string name;
  std::string source;
  std::string symbol;
  int line;
};

class LineOfUseTest : public ::testing::TestWithParam<Sought> {};

TEST_P(LineOfUseTest, IsWhereTheLearnerLooks) {
  EXPECT_EQ(LineOfUse(GetParam().source, GetParam().symbol), GetParam().line);
}

const std::string& Shapes() {
  static const std::string& source = *new std::string(
      "struct Shape {\n"                      // 1
      "  int side() const;\n"                 // 2
      "  virtual int area();\n"               // 3
      "  static int count;\n"                 // 4
      "};\n"                                  // 5
      "// helper(1) here is no use\n"         // 6
      "int helper(int x);\n"                  // 7
      "template <class T> T twice(T t);\n"    // 8
      "const char* text = \"helper(2)\";\n"   // 9
      "int use() {\n"                         // 10
      "  Shape s;\n"                          // 11
      "  int big = 1'000, other = 2'000;\n"   // 12
      "  return s.side() + Shape::count +\n"  // 13
      "         helper(3) + twice(4);\n"      // 14
      "}\n");
  return source;
}

INSTANTIATE_TEST_SUITE_P(
    Each, LineOfUseTest,
    ::testing::Values(
        Sought{"Function", Shapes(), "helper(int)", 14},
        Sought{"FunctionTemplate", Shapes(), "int twice<int>(int)", 14},
        Sought{"Method", Shapes(), "Shape::side() const", 13},
        Sought{"StaticMember", Shapes(), "Shape::count", 13},
        Sought{"Vtable", Shapes(), "vtable for Shape", 1},
        Sought{"Unknown", Shapes(), "nobody(int)", 0},
        Sought{"FirstWordOfTheSource", "helper(1)", "helper(int)", 1},
        Sought{"OnlyDeclared", "\nint helper(int);\n", "helper(int)", 2},
        Sought{"OnlyInATemplate", "int f(int);\nint g() {\n return 2*f(1); }\n",
               "f(int)", 1},
        Sought{"InANamespace",
               "namespace n { int f(); }\nint g() {\n  return n::f(); }\n",
               "n::f()", 3},
        Sought{"Constructor", "struct A {\n  A(int);\n};\nA a(1);\n",
               "A::A(int)", 2},
        Sought{"Destructor", "struct A {\n  A();\n  ~A();\n};\n", "A::~A()", 3},
        Sought{"MethodOfOneOfTwo",
               "struct A {\n  int f();\n};\nstruct B {\n  int f() { return 1; "
               "}\n};\nint g(B b) { return b.f(); }\n",
               "A::f()", 2},
        Sought{"InARawText",
               "int f();\nauto t = R\"(f())\";\nint g() { return f(); }\n",
               "f()", 3},
        Sought{"NoSymbolAtAll", "int f();", "", 0}),
    [](const auto& tested) { return tested.param.name; });

class LineOfDefinitionTest : public ::testing::TestWithParam<Sought> {};

TEST_P(LineOfDefinitionTest, IsNotTheDeclarationNorAUse) {
  EXPECT_EQ(LineOfDefinition(GetParam().source, GetParam().symbol),
            GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Each, LineOfDefinitionTest,
    ::testing::Values(
        Sought{"Function",
               "int use();\nint a = use();\nint use() {\n  return 1; }\n",
               "use()", 3},
        Sought{"Main", "#include <cstdio>\nint main() { puts(\"\"); }\n",
               "main", 2},
        Sought{"Variable", "#include <map>\nint total = 0;\n", "total", 2},
        Sought{"None", "int use();\n", "use()", 0}),
    [](const auto& tested) { return tested.param.name; });

TEST(SourceSymbolsTest, AnyBytesAreRead) {
  unsigned int state = 7;
  std::string garbage;
  const std::string signs = "f(){}<>:\"'R/*\n\\ ~.->";
  while (garbage.size() < 20'000) {
    state = state * 1664525 + 1013904223;
    garbage += signs[(state >> 16) % signs.size()];
  }
  for (std::size_t cut = 0; cut < 200; ++cut) {
    LineOfUse(garbage.substr(cut), "f(int)");
    LineOfDefinition(garbage.substr(cut), garbage.substr(cut, 20));
  }
}

}  // namespace
}  // namespace grader
