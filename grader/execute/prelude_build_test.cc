// What submissions share is compiled once, and what that must not change.
#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/plan.h"
#include "grader/problem/files.h"
#include "grader/testing/build_fixture.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

// Of every object that is linked: its name, and the symbols that it defines.
constexpr char kListSymbols[] =
    "nm -A --defined-only \"$@\" >program && chmod +x program";

TEST_F(ScaffoldBuildTest, CodeOfThePreludeIsLinkedAndNotCompiledAgain) {
  Toolchain& toolchain = submission_.language.toolchain;
  if (!absl::StartsWith(toolchain.name, "clang")) {
    GTEST_SKIP() << toolchain.name << " cannot";
  }
  Write("support/cpp/prelude.h",
        "inline int shared() { static int calls = 6; return ++calls; }\n"
        "inline int Unused() { int Nowhere(); return Nowhere(); }\n");
  submission_.sources[0].content =
      "#include <cstdlib>\n#include <new>\n#include \"p.h\"\n"
      "int again();\n"
      "void* operator new(std::size_t size) { return std::malloc(size); }\n"
      "int answer() {\n  const int first = shared();\n"
      "  return again() == 8 ? first : 0;\n}\n";
  submission_.sources.push_back(
      {"again.cpp", "int again() { return shared(); }\n"});
  const Build build = BuildIt(grader_);
  ASSERT_TRUE(build.ok) << build.log;
  EXPECT_EQ(EndOf(build), Termination(Exited{7}));

  const CommandTemplate list = {"sh", "-c", kListSymbols, "nm", "{objects}"};
  toolchain.found["sh"] = FindProgram({"sh"}, kSystemPath);
  toolchain.link = toolchain.sanitize_link = list;
  const std::string plain =
      ReadFile(BuildIt(grader_).folder / kProgram).value_or("");
  EXPECT_THAT(plain, HasSubstr("solution.cpp.o:"));
  EXPECT_THAT(plain, ContainsRegex("/prelude.o:[^\n]* _Z6sharedv\n"));
  EXPECT_THAT(plain, Not(ContainsRegex("cpp.o:[^\n]* _Z6sharedv\n")));
  EXPECT_THAT(plain, Not(ContainsRegex("cpp.o:[^\n]* _ZZ6sharedvE5calls\n")));

  submission_.sanitized = true;
  const std::string sanitized =
      ReadFile(BuildIt(grader_).folder / kProgram).value_or("");
  EXPECT_THAT(sanitized, Not(HasSubstr("/prelude.o:")));
  EXPECT_THAT(sanitized, ContainsRegex("solution.cpp.o:[^\n]* _Z6sharedv\n"));
}

TEST_F(ScaffoldBuildTest, TheLinkerIsCalledAsTheCompilerWouldCallIt) {
  Toolchain& toolchain = submission_.language.toolchain;
  toolchain.found["sh"] = FindProgram({"sh"}, kSystemPath);
  const auto linked_by = [&](const char* shown) {
    toolchain.link = {"sh",  "-c",        R"(case "$*" in
        *--show*) echo "$0" | tr '<>' '{}' >&2 ;;
        *) printf 'the compiler' >program; chmod +x program ;;
      esac)",
                      shown, "{objects}", "{program}"};
    return ReadFile(BuildIt(grader_).folder / kProgram).value_or("");
  };
  const char kShown[] =
      R"("/bin/sh" "-c" "printf 'the linker' | tee \$0; chmod +x \$0" )"
      R"("<program>" "<objects>")";
  EXPECT_EQ(linked_by(kShown), "the compiler");
  toolchain.show_link = "--show";
  EXPECT_EQ(linked_by(kShown), "the linker");
  EXPECT_EQ(linked_by("nothing that is a command"), "the compiler");
  submission_.sanitized = true;
  toolchain.sanitize_link = toolchain.link;
  EXPECT_EQ(linked_by(kShown), "the compiler");
}

// What the problem gives, and what the library has, with templates.
class InstancesBuildTest : public ScaffoldBuildTest {
 protected:
  InstancesBuildTest() {
    Write("p/p.h",
          "#pragma once\nint answer();\n"
          "template <typename T> T twice(T value) { return value + value; }\n");
    Write("support/cpp/q.h",
          "#pragma once\n"
          "template <typename T> T thrice(T value) { return 3 * value; }\n");
    submission_.scaffold.instances = {
        "#include \"p.h\"\n"
        "class P_ { static int Use() { return twice(1); } };\n",
        "#include \"q.h\"\n"
        "class Q_ { static int Use() { return thrice(1); } };\n"};
    submission_.sources[0].content =
        "#include \"p.h\"\n#include \"q.h\"\n"
        "int answer() { return twice(2) + thrice(1); }\n";
  }

  bool HasThem() {
    return absl::StartsWith(submission_.language.toolchain.name, "clang");
  }
};

TEST_F(InstancesBuildTest, AreCompiledOnce) {
  if (!HasThem()) GTEST_SKIP() << submission_.language.toolchain.name;
  const Build build = BuildIt(grader_);
  ASSERT_TRUE(build.ok) << build.log;
  EXPECT_EQ(EndOf(build), Termination(Exited{7}));

  Toolchain& toolchain = submission_.language.toolchain;
  toolchain.found["sh"] = FindProgram({"sh"}, kSystemPath);
  toolchain.link = {"sh", "-c", kListSymbols, "nm", "{objects}"};
  const std::string symbols =
      ReadFile(BuildIt(grader_).folder / kProgram).value_or("");
  for (const char* name : {"_Z5twiceIiET_S0_", "_Z6thriceIiET_S0_"}) {
    EXPECT_THAT(symbols,
                ContainsRegex(absl::StrCat("/prelude.o:[^\n]* ", name)));
    EXPECT_THAT(symbols,
                Not(ContainsRegex(absl::StrCat("cpp.o:[^\n]* ", name))));
  }
}

TEST_F(InstancesBuildTest, AreBuiltWithTheOptionsOfTheProblem) {
  submission_.language =
      WithOptions(submission_.language, BuildOptions{1, {"c++23"}});
  constexpr char kOptions[] =
      "#ifdef __OPTIMIZE__\nconstexpr int kOptimized = 1;\n#else\n"
      "constexpr int kOptimized = 0;\n#endif\n"
      "constexpr bool kIsLater = __cplusplus > 202002L;\n";
  Write("support/cpp/prelude.h", kOptions);
  submission_.sources[0].content +=
      "#ifndef __OPTIMIZE__\n#error here\n#endif\n"
      "static_assert(kOptimized && kIsLater && __cplusplus > 202002L);\n";
  const Build build = BuildIt(grader_);
  ASSERT_TRUE(build.ok) << build.log;
  EXPECT_EQ(EndOf(build), Termination(Exited{7}));
  const auto found = FindBuild(submission_, grader_.cache);
  ASSERT_TRUE(found.ok() && found->has_value());
  submission_.language =
      WithOptions(submission_.language, BuildOptions{2, {"c++23"}});
  EXPECT_NE(BuildIt(grader_).hash, build.hash);
}

TEST_F(InstancesBuildTest, MakeNothingKnownThatIsNotIncluded) {
  submission_.sources[0].content =
      "#include \"p.h\"\nint answer() { return twice(2) + thrice(1); }\n";
  const Build build = BuildIt(grader_);
  EXPECT_FALSE(build.ok);
  EXPECT_THAT(build.log, HasSubstr("undeclared identifier 'thrice'"));
  EXPECT_THAT(build.log, Not(HasSubstr("undeclared identifier 'twice'")));
}

TEST_F(InstancesBuildTest, OfTheAuthorAreNamedWhereTheyAreWrong) {
  if (!HasThem()) GTEST_SKIP() << submission_.language.toolchain.name;
  submission_.scaffold.instances[1] =
      "#line 1 \"p/grader_instances.h\"\n#include \"q.h\"\nint wrong(;\n";
  const auto build = BuildSubmission(submission_, grader_.workshop());
  EXPECT_EQ(build.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(build.status().message()),
              HasSubstr("p/grader_instances.h:2:11: error:"));
}

// Clang knows by its path what a precompiled header is on top of.
TEST_F(InstancesBuildTest, AreMadeAgainInACacheThatWasMoved) {
  ASSERT_TRUE(BuildIt(grader_).ok);
  const fs::path from = folder_.path() / "cache";
  const fs::path to = folder_.path() / "moved";
  fs::copy(from, to, fs::copy_options::recursive);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    fs::last_write_time(to / entry.path().lexically_relative(from),
                        fs::last_write_time(entry.path()));
  }
  submission_.sources[0].content += "// as nobody wrote it before\n";
  Grader other(to);
  const Build build = BuildIt(other);
  EXPECT_TRUE(build.ok) << build.log;
  EXPECT_FALSE(build.cached);
}

// … and by its size and time.
TEST_F(InstancesBuildTest, AreMadeAgainWithWhatTheyAreOnTopOf) {
  ASSERT_TRUE(BuildIt(grader_).ok);
  const std::string below =
      ReadFile(folder_.path() / "support/cpp/prelude.h").value_or("");
  int touched = 0;
  for (const auto& entry :
       fs::directory_iterator(folder_.path() / "cache/entries")) {
    const fs::path compiled = entry.path() / kPreludeCompiled;
    if (ReadFile(entry.path() / kPreludeHeader).value_or("") != below) continue;
    fs::last_write_time(
        compiled, fs::last_write_time(compiled) - std::chrono::seconds(1000));
    ++touched;
  }
  EXPECT_EQ(touched, 1);
  // What is made anew is to have another time, which Clang takes in seconds.
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  submission_.sources[0].content += "// as nobody wrote it before\n";
  const Build build = BuildIt(grader_);
  EXPECT_TRUE(build.ok) << build.log;
}

// What is accepted with shared code is, too, when it is to tell of a crash.
TEST_F(ScaffoldBuildTest, SanitizedSubmissionLinksAsThePlainOneDoes) {
  submission_.sources.push_back(
      {"more.cpp", "int Nowhere();\nint Unused() { return Nowhere(); }\n"});
  const bool plain = BuildIt(grader_).ok;
  submission_.sanitized = true;
  const Build sanitized = BuildIt(grader_);
  EXPECT_EQ(sanitized.ok, plain) << sanitized.log;
}

}  // namespace
}  // namespace grader
