#include "grader/syntax/construct.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/syntax/find_constructs.h"
#include "grader/syntax/grammars.h"

namespace grader {
namespace {

using enum ConstructKind;

std::vector<Construct> Found(const std::string& language,
                             const std::string& source) {
  const auto tree =
      SyntaxTree::Parse(source, language, GRADER_BINARY_DIR "/grammars");
  EXPECT_TRUE(tree.ok()) << tree.status();
  return FindConstructs(*tree, language, 0);
}

// "2:5 name" of all of a kind.
std::string Places(const std::vector<Construct>& constructs,
                   ConstructKind kind) {
  std::vector<std::string> places;
  for (const Construct& one : constructs) {
    if (one.kind != kind) continue;
    places.push_back(absl::StrCat(one.line, ":", one.column,
                                  one.name.empty() ? "" : " ", one.name));
  }
  return absl::StrJoin(places, ", ");
}

struct Program {
  std::string language;
  std::string source;
  std::string loops;
  std::string calls;
  std::string imports;
  std::string functions;
};

void PrintTo(const Program& program, std::ostream* out) {
  *out << program.language;
}

class ConstructInLanguageTest : public ::testing::TestWithParam<Program> {};

TEST_P(ConstructInLanguageTest, IsFound) {
  const Program& program = GetParam();
  const auto found = Found(program.language, program.source);
  EXPECT_EQ(Places(found, kLoop), program.loops);
  EXPECT_EQ(Places(found, kCall), program.calls);
  EXPECT_EQ(Places(found, kImport), program.imports);
  EXPECT_EQ(Places(found, kFunction), program.functions);
}

const Program kPrograms[] = {
    {"cpp",
     "#include <algorithm>\n"
     "#include \"mine.h\"\n"
     "int* Tree::fib(int n) { while (n) --n; return this->fib(n); }\n"
     "int main() {\n"
     "  for (int i = 0; i < 3; ++i) std::max<int>(1, 2);\n"
     "  for (int x : v) do { v.sort(); } while (false);\n"
     "}\n",
     "3:25, 5:3, 6:3, 6:19", "3:47 this->fib, 5:31 std::max, 6:24 v.sort",
     "1:1 algorithm, 2:1 mine.h", "3:1 Tree::fib, 4:1 main"},
    {"c",
     "#include <stdlib.h>\n"
     "static int *find(int n) { for (;;) qsort(0, 0, 0, 0); }\n",
     "2:27", "2:36 qsort", "1:1 stdlib.h", "2:1 find"},
    {"python",
     "import numpy as np, os.path\n"
     "from functools import reduce\n"
     "def f(n):\n"
     "    for x in n: np.sort(x)\n"
     "    while f(n - 1): pass\n",
     "4:5, 5:5", "4:17 np.sort, 5:11 f",
     "1:1 numpy, 1:1 os.path, 2:1 functools", "3:1 f"},
    {"java",
     "import java.util.List;\n"
     "class A { void f() { for (int x : list) this.f(); do { new B(); } "
     "while (g()); } }\n",
     "2:22, 2:51", "2:41 this.f, 2:56 B, 2:74 g", "1:1 java.util.List",
     "2:11 f"},
    {"javascript",
     "import x from 'lodash';\n"
     "const fib = n => fib(n - 1);\n"
     "for (const a of b) new Map();\n",
     "3:1", "2:18 fib, 3:20 Map", "1:1 lodash", "2:7 fib"},
    {"go",
     "package main\n"
     "import \"sort\"\n"
     "func main() { for { sort.Ints(a) } }\n",
     "3:15", "3:21 sort.Ints", "2:8 sort", "3:1 main"},
    {"rust",
     "use std::collections::HashMap;\n"
     "fn f() { loop { f(); } for i in 0..3 { println!(\"\"); } while g() {} "
     "}\n",
     "2:10, 2:24, 2:56", "2:17 f, 2:40 println, 2:62 g",
     "1:1 std::collections::HashMap", "2:1 f"},
    {"bash",
     "f() { sort file; }\n"
     "for x in a b; do f; done\n"
     "until false; do :; done\n",
     "2:1, 3:1", "1:7 sort, 2:18 f, 3:7 false, 3:17 :", "", "1:1 f"},
};

INSTANTIATE_TEST_SUITE_P(Each, ConstructInLanguageTest,
                         ::testing::ValuesIn(kPrograms),
                         [](const auto& one) { return one.param.language; });

TEST(ConstructTest, EveryGrammarHasConstructs) {
  int grammars = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(GRADER_BINARY_DIR "/grammars")) {
    if (file.path().extension() != ".so") continue;
    ++grammars;
    const std::string language =
        file.path().stem().string().substr(sizeof "tree-sitter-" - 1);
    EXPECT_TRUE(HasConstructs(language)) << language;
  }
  EXPECT_GE(grammars, 8);
  EXPECT_FALSE(HasConstructs("cobol"));
}

TEST(ConstructTest, ACallKnowsTheFunctionAroundIt) {
  const auto found = Found("python",
                           "def f():\n"
                           "    def g():\n"
                           "        h()\n"
                           "    h()\n"
                           "h()\n");
  std::vector<std::string> around;
  for (const Construct& one : found) {
    if (one.kind == kCall) around.push_back(one.inside);
  }
  EXPECT_EQ(around, (std::vector<std::string>{"g", "f", ""}));
}

TEST(ConstructTest, MacrosHideNothing) {
  const auto found = Found("cpp",
                           "#define REPEAT for\n"
                           "#define ORDER(x) std::sort(x)\n"
                           "#define AWAY goto\n");
  EXPECT_EQ(Places(found, kLoop), "1:16");
  EXPECT_EQ(Places(found, kCall), "2:18 std, 2:18 sort, 2:18 x");
  EXPECT_EQ(Places(found, kGoto), "3:14");
}

TEST(ConstructTest, WhatTheGrammarCannotReadHidesNothing) {
  const auto found =
      Found("cpp", "int main() { ) for ] sorted ( x } @@ while\n");
  EXPECT_NE(Places(found, kLoop), "");
  EXPECT_NE(Places(found, kCall), "");
}

TEST(ConstructTest, CommentsAndTextsHoldNone) {
  const auto found =
      Found("cpp", "// for (;;) f();\nconst char* s = \"while (f())\";\n");
  EXPECT_EQ(Places(found, kLoop), "");
  EXPECT_EQ(Places(found, kCall), "");
}

TEST(ConstructTest, DeepTextsAreReadWithoutAStack) {
  constexpr int kDeep = 20000;
  std::string source = "x = ";
  for (int i = 0; i < kDeep; ++i) source += "f(";
  source += "0" + std::string(kDeep, ')') + "\n";
  EXPECT_EQ(Places(Found("python", source), kCall), "1:5 f, 1:7 f, 1:9 f");
}

TEST(ConstructTest, OfManyThatAreAlikeTheFirstThreeAreNamed) {
  std::string source;
  for (int i = 0; i < 1000; ++i) source += "f()\n";
  EXPECT_EQ(Places(Found("python", source), kCall), "1:1 f, 2:1 f, 3:1 f");
}

TEST(ConstructTest, ANameMeansItsLastPart) {
  EXPECT_TRUE(Means("std::sort", "sort"));
  EXPECT_TRUE(Means("std::sort", "std::sort"));
  EXPECT_TRUE(Means("a.b.sort", "b.sort"));
  EXPECT_TRUE(Means("p->sort", "sort"));
  EXPECT_FALSE(Means("resort", "sort"));
  EXPECT_FALSE(Means("sort", "std::sort"));
}

}  // namespace
}  // namespace grader
