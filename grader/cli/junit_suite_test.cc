// Suites of JUnit's in a course of their own, from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

// A class for a course on data structures is often called as one of Java's own.
constexpr char kQueue[] = "class Queue { int size() { return 0; } }\n";

class JUnitSuiteTest : public ::testing::Test {
 protected:
  void Write(const std::string& suite) {
    folder_.Write("problems/line/problem.yaml",
                  "id: line\ntitle: A line\ndifficulty: easy\n"
                  "suite: {framework: junit, file: QueueTest.java}\n");
    folder_.Write("problems/line/statement.md", "A line.\n");
    folder_.Write("problems/line/QueueTest.java", suite);
    folder_.Write("solutions/line/Queue.java", kQueue);
  }

  json Check(const std::string& text) {
    folder_.Write("Queue.java", text);
    const Finished run = Grader(
        absl::StrCat("check --format json --course ", folder_.path().string(),
                     " line ", (folder_.path() / "Queue.java").string()));
    json report = json::parse(run.out, nullptr, false);
    EXPECT_TRUE(report.is_object()) << run.out;
    return report.is_object() ? report : json::object();
  }

  const TemporaryFolder folder_;
};

TEST_F(JUnitSuiteTest, ClassThatTheTestsAreAboutMayBeCalledAsOneOfJavas) {
  Write(
      "import static org.junit.jupiter.api.Assertions.*;\n"
      "import java.util.*;\nimport org.junit.jupiter.api.Test;\n"
      "class QueueTest {\n"
      "  @Test void isEmpty() {\n"
      "    List<Integer> none = List.of();\n"
      "    assertEquals(none.size(), new Queue().size());\n"
      "  }\n}\n");
  EXPECT_EQ(Check(kQueue)["verdict"], "accepted");
  const json other =
      Check(absl::StrCat(kQueue,
                         "interface List<T> { int size();\n"
                         "  static <T> List<T> of() { return null; } }\n"));
  EXPECT_EQ(other["verdict"], "compile_error") << other;
  EXPECT_THAT(other["build"].dump(),
              HasSubstr("the tests use List, and mean another class"));
}

// JUnit 4 calls them as the author likes, and one as another.
TEST_F(JUnitSuiteTest, EachSetOfParametersIsACase) {
  Write(
      "import static org.junit.Assert.*;\nimport java.util.*;\n"
      "import org.junit.Test;\nimport org.junit.runner.RunWith;\n"
      "import org.junit.experimental.runners.Enclosed;\n"
      "import org.junit.runners.Parameterized;\n"
      "@RunWith(Enclosed.class)\npublic class QueueTest {\n"
      "  @RunWith(Parameterized.class)\n  public static class Sizes {\n"
      "    @Parameterized.Parameters(name = \"{1}\")\n"
      "    public static List<Object[]> all() {\n"
      "      return List.of(new Object[] {0, \"none\"},\n"
      "          new Object[] {-1, \"less\"}, new Object[] {-2, \"less\"});\n"
      "    }\n"
      "    private final int least;\n"
      "    public Sizes(int least, String name) { this.least = least; }\n"
      "    @Test public void size() {\n"
      "      assertTrue(new Queue().size() >= least);\n    }\n  }\n"
      "  public static class Plain {\n"
      "    @Test public void make() { assertNotNull(new Queue()); }\n  }\n"
      "}\n");
  const auto verdicts = [](const json& report) {
    std::map<std::string, std::string> found;
    for (const json& one : report["cases"]) {
      EXPECT_FALSE(found.contains(one["name"])) << report;
      found[one["name"]] = one["verdict"];
    }
    return found;
  };
  EXPECT_THAT(verdicts(Check(kQueue)),
              ElementsAre(Pair("Plain.make", "accepted"),
                          Pair("Sizes.size[less]", "accepted"),
                          Pair("Sizes.size[less] (2)", "accepted"),
                          Pair("Sizes.size[none]", "accepted")));
  EXPECT_THAT(verdicts(Check("class Queue { int size() { return -2; } }\n")),
              ElementsAre(Pair("Plain.make", "accepted"),
                          Pair("Sizes.size[less]", "wrong_answer"),
                          Pair("Sizes.size[less] (2)", "accepted"),
                          Pair("Sizes.size[none]", "wrong_answer")));
}

}  // namespace
}  // namespace grader
