// Where a program begins, and with how much memory: built and run for real.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/testing/build_fixture.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

class EntryPointTest : public BuildTest {
 protected:
  // What `source` does as the file `name` with 128 MiB of memory.
  Observation RunIt(const std::string& language, const std::string& name,
                    const std::string& source) {
    const auto build =
        BuildSubmission(Written(language, name, source), grader_.workshop());
    EXPECT_TRUE(build.ok() && build->ok) << build.status();
    if (!build.ok() || !build->ok) return {};
    TestCase test_case;
    test_case.limits.memory_bytes = 128 * kMiB;
    const auto seen =
        grader_.runner.Run(CommandFor(*build, test_case, ClockKind::kVirtual),
                           LimitsFor(*build, test_case));
    EXPECT_TRUE(seen.ok()) << seen.status();
    return seen.ok() ? *seen : Observation();
  }

  bool Lacks(const std::string& language) {
    return !FindLanguage(*BuiltInLanguages(), language)->installed();
  }
};

TEST_F(EntryPointTest, JavaClassOfAnotherNameInAPackage) {
  if (Lacks("java")) GTEST_SKIP() << "no Java here";
  const Observation seen = RunIt("java", "prog.java",
                                 "package shop.desk;\nclass Greeting {\n"
                                 "  public static void main(String[] a) {\n"
                                 "    System.out.println(\"ok\");\n  }\n}\n");
  EXPECT_EQ(seen.out.Joined(), "ok\n") << seen.err.Joined();
}

constexpr char kTakesMemory[] =
    "class Big {\n  public static void main(String[] a) {\n"
    "    byte[] b = new byte[%d << 20];\n    System.out.println(b.length);\n"
    "  }\n}\n";

TEST_F(EntryPointTest, JavaHasTheMemoryOfTheCaseAndNoMore) {
  if (Lacks("java")) GTEST_SKIP() << "no Java here";
  const auto source = [](const std::string& mebibytes) {
    std::string text = kTakesMemory;
    return text.replace(text.find("%d"), 2, mebibytes);
  };
  const Observation fits = RunIt("java", "Big.java", source("60"));
  EXPECT_EQ(fits.termination, Termination(Exited{0})) << fits.err.Joined();
  const Observation large = RunIt("java", "Big.java", source("200"));
  EXPECT_NE(large.termination, Termination(Exited{0}));
  EXPECT_THAT(large.err.Joined(), HasSubstr("OutOfMemoryError"));
}

TEST_F(EntryPointTest, GoPackageThatIsNoProgram) {
  if (Lacks("go")) GTEST_SKIP() << "no Go here";
  const auto build = BuildSubmission(
      Written("go", "x.go", "package other\n\nfunc main() {}\n"),
      grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_EQ(build->reason, "no_program");
}

TEST_F(EntryPointTest, AuthorsWordDecides) {
  if (Lacks("python")) GTEST_SKIP() << "no Python here";
  Submission two = Written("python", "main.py", "print('main')\n");
  two.sources.push_back({"other.py", "print('other')\n"});
  std::vector<std::string> said;
  for (const char* entry : {"", "other.py"}) {
    two.entry_point = entry;
    const auto build = BuildSubmission(two, grader_.workshop());
    ASSERT_TRUE(build.ok()) << build.status();
    const auto seen = Run(*build);
    ASSERT_TRUE(seen.ok()) << seen.status();
    said.push_back(seen->out.Joined());
  }
  EXPECT_EQ(said, (std::vector<std::string>{"main\n", "other\n"}));
}

}  // namespace
}  // namespace grader
