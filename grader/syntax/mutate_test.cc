#include "grader/syntax/mutate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/language.h"
#include "grader/syntax/find_constructs.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

// Where ci/grammars puts them, however these tests were built.
const std::filesystem::path kMutatedGrammars =
    GRADER_SOURCE_DIR "/build/grammars";

// One change that must be among those of a text: `source` becomes `changed`.
struct Change {
  const char* language;
  const char* name;  // of the operator
  const char* source;
  const char* changed;
};

// "OPERATOR: the changed source", without the prelude.
std::vector<std::string> Changes(const std::string& source,
                                 const std::string& language) {
  const auto tree = SyntaxTree::ParseWhole(source, language, kMutatedGrammars);
  if (!tree.ok()) return {std::string(tree.status().message())};
  std::vector<std::string> changes;
  for (Mutant mutant : MakeMutants(*tree, **DialectOf(language))) {
    mutant.prelude.clear();
    changes.push_back(absl::StrCat(mutant.name, ": ", Apply(mutant, source)));
  }
  return changes;
}

class MakeMutantsTest : public ::testing::TestWithParam<Change> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kMutatedGrammars)) {
      GTEST_SKIP() << "no grammars: ci/grammars makes them";
    }
  }
};

TEST_P(MakeMutantsTest, ChangeIsMade) {
  const Change& change = GetParam();
  EXPECT_THAT(Changes(change.source, change.language),
              Contains(absl::StrCat(change.name, ": ", change.changed)));
}

INSTANTIATE_TEST_SUITE_P(
    OtherLanguages, MakeMutantsTest,
    ::testing::Values(
        Change{"c", "negate condition", "void f() { if (a) g(); }",
               "void f() { if (!(a)) g(); }"},
        Change{"c", "drop guard", "int f(int a) { if (a) return 1; return 0; }",
               "int f(int a) { ; return 0; }"},
        Change{"java", "swap arguments", "class A { int x = f(a, b); }",
               "class A { int x = f(b, a); }"},
        Change{"java", "change operator", "class A { int x = a < b ? a : b; }",
               "class A { int x = a <= b ? a : b; }"},
        Change{"javascript", "drop await", "async function f() { await g(); }",
               "async function f() { g(); }"},
        Change{"javascript", "change number", "let a = f(2);", "let a = f(3);"},
        Change{"go", "negate condition",
               "package main\nfunc f() { if a < b { g() } }\n",
               "package main\nfunc f() { if !(a < b) { g() } }\n"},
        Change{"go", "change operator", "package main\nfunc f() { a++ }\n",
               "package main\nfunc f() { a-- }\n"},
        Change{"rust", "drop assignment", "fn f() { a += b; }", "fn f() { ; }"},
        Change{"rust", "change boolean", "fn f() { let a = true; }",
               "fn f() { let a = false; }"},
        Change{"bash", "change operator", "((a = b + c))\n",
               "((a = b - c))\n"}));

TEST(DialectTest, EveryLanguageWithAGrammarHasARow) {
  for (const Language& language : *BuiltInLanguages()) {
    EXPECT_EQ(DialectOf(language.name).ok(), HasConstructs(language.name))
        << language.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cpp, MakeMutantsTest,
    ::testing::Values(
        Change{"cpp", "drop await", "T f() { co_await g(); }",
               "T f() { g(); }"},
        Change{"cpp", "gather in sequence",
               "T f() { co_return co_await async::gather(a); }",
               "T f() { co_return co_await mutation_in_sequence(a); }"},
        Change{"cpp", "block", "T f() { co_await async::sleep_for(1s); }",
               "T f() { std::this_thread::sleep_for(1s); }"},
        Change{"cpp", "swap arguments", "int x = f(a, b, c);",
               "int x = f(b, a, c);"},
        Change{"cpp", "swap results", "T f() { co_return User{a, *b}; }",
               "T f() { co_return User{*b, a}; }"},
        Change{"cpp", "drop call", "T f() { slots.release(); }", "T f() { ; }"},
        Change{"cpp", "drop assignment", "void f() { a = b; }",
               "void f() { ; }"},
        Change{"cpp", "drop finally", "S::~S() { slots_.release(); }",
               "S::~S() {}"},
        Change{"cpp", "drop error branch",
               "T f() { try { g(); } catch (...) { h(); } }",
               "T f() { try { g(); } catch (...) { throw; } }"},
        Change{"cpp", "drop guard", "void f() { if (a) throw E(); g(); }",
               "void f() { ; g(); }"},
        Change{"cpp", "drop guard", "void f() { if (a) { return; } g(); }",
               "void f() { ; g(); }"},
        Change{"cpp", "ignore parameter", "int f(int n) { return n; }",
               "int f(int n) { n = {}; return n; }"},
        Change{"cpp", "ignore parameter", "int f(const T& n) { return n; }",
               "int f(const T& n) { n = {}; return n; }"},
        Change{"cpp", "change number", "int a = 5;", "int a = 6;"},
        Change{"cpp", "change number", "int a = 5;", "int a = 4;"},
        Change{"cpp", "change number", "auto a = 500ms;", "auto a = 1000ms;"},
        Change{"cpp", "negate condition", "void f() { if (a < b) g(); }",
               "void f() { if (!(a < b)) g(); }"},
        Change{"cpp", "negate condition", "int a = b ? 1 : 2;",
               "int a = !(b) ? 1 : 2;"},
        Change{"cpp", "change operator", "bool a = b < c;", "bool a = b <= c;"},
        Change{"cpp", "change operator", "bool a = b && c;",
               "bool a = b || c;"},
        Change{"cpp", "change operator", "void f() { ++n; }",
               "void f() { --n; }"},
        Change{"cpp", "change operator", "void f() { n += 1; }",
               "void f() { n -= 1; }"},
        Change{"cpp", "change boolean", "bool a = true;", "bool a = false;"},
        Change{"cpp", "change text", "auto a = \"created\";",
               "auto a = \"\";"}));

INSTANTIATE_TEST_SUITE_P(
    Python, MakeMutantsTest,
    ::testing::Values(
        Change{"python", "drop await", "async def f():\n    await g()\n",
               "async def f():\n    g()\n"},
        Change{"python", "gather in sequence",
               "async def f():\n    return await asyncio.gather(*a)\n",
               "async def f():\n    return await mutation_in_sequence(*a)\n"},
        Change{"python", "block",
               "async def f():\n    await asyncio.sleep(1)\n",
               "async def f():\n    __import__(\"time\").sleep(1)\n"},
        Change{"python", "swap arguments", "f(a, b)\n", "f(b, a)\n"},
        Change{"python", "swap results", "x = {\"a\": b, \"c\": d}\n",
               "x = {\"a\": d, \"c\": b}\n"},
        Change{"python", "drop call", "slots.release()\n", "pass\n"},
        Change{"python", "drop call", "async def f():\n    await g()\n",
               "async def f():\n    pass\n"},
        Change{"python", "drop assignment", "a += 1\n", "pass\n"},
        Change{"python", "drop finally", "try:\n    f()\nfinally:\n    g()\n",
               "try:\n    f()\nfinally:\n    pass\n"},
        Change{"python", "drop error branch",
               "try:\n    f()\nexcept E:\n    g()\n",
               "try:\n    f()\nexcept E:\n    raise\n"},
        Change{"python", "drop guard",
               "def f():\n    if a:\n        raise E\n    g()\n",
               "def f():\n    pass\n    g()\n"},
        Change{"python", "ignore parameter",
               "def f(n: int) -> int:\n    return n\n",
               "def f(n: int) -> int:\n    n = type(n)()\n    return n\n"},
        Change{"python", "change number", "a = 0.5\n", "a = 1\n"},
        Change{"python", "negate condition", "while a:\n    f()\n",
               "while not (a):\n    f()\n"},
        Change{"python", "negate condition", "a = b if c else d\n",
               "a = b if not (c) else d\n"},
        Change{"python", "change operator", "a = b < c\n", "a = b <= c\n"},
        Change{"python", "change operator", "a = b and c\n", "a = b or c\n"},
        Change{"python", "change boolean", "a = True\n", "a = False\n"},
        Change{"python", "change text", "a = \"ok\"\n", "a = \"\"\n"}));

class NoMutantsTest : public MakeMutantsTest {};

TEST_P(NoMutantsTest, NothingToChange) {
  EXPECT_THAT(Changes(GetParam().source, GetParam().language), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Texts, NoMutantsTest,
    ::testing::Values(Change{"cpp", "", "#include \"async.h\"\n// a < 1\n", ""},
                      Change{"cpp", "", "S::~S() = default;\n", ""},
                      Change{"python", "",
                             "\"\"\"Documentation, a < 1.\"\"\"\n", ""}));

TEST(PreludeTest, HoldsWhatTheMutantCalls) {
  if (!std::filesystem::exists(kMutatedGrammars)) {
    GTEST_SKIP() << "no grammars: ci/grammars makes them";
  }
  const auto tree = SyntaxTree::ParseWhole("asyncio.gather(*a)\n", "python",
                                           kMutatedGrammars);
  ASSERT_TRUE(tree.ok()) << tree.status();
  const std::vector<Mutant> mutants = MakeMutants(*tree, **DialectOf("python"));
  ASSERT_FALSE(mutants.empty());
  bool defined = false;
  for (const Mutant& mutant : mutants) {
    defined |= absl::StrContains(mutant.prelude, "def mutation_in_sequence");
  }
  EXPECT_TRUE(defined);
}

TEST(DialectTest, LanguageWithoutARowIsRefused) {
  EXPECT_EQ((*DialectOf("cpp"))->language, "cpp");
  const absl::Status refused = DialectOf("cobol").status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(refused.message(),
            "mutants are made of cpp, python, c, java, javascript, go, rust, "
            "bash, not of cobol");
}

TEST(SyntaxTreeTest, BrokenTextIsRefused) {
  if (!std::filesystem::exists(kMutatedGrammars)) {
    GTEST_SKIP() << "no grammars: ci/grammars makes them";
  }
  EXPECT_EQ(SyntaxTree::ParseWhole("int f( {", "cpp", kMutatedGrammars)
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(SyntaxTreeTest, MissingGrammarIsToldWithTheCure) {
  const auto tree = SyntaxTree::ParseWhole("", "cpp", "/nowhere");
  EXPECT_EQ(tree.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(tree.status().message()),
              ::testing::HasSubstr("ci/grammars makes"));
}

}  // namespace
}  // namespace grader
