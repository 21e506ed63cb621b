// Why a program crashed, as `grader check` tells it: built and run for real.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class CrashCauseTest : public ::testing::Test {
 protected:
  CrashCauseTest() {
    const fs::path problem = folder_.path() / "problems" / "crash";
    fs::create_directories(problem);
    std::ofstream(problem / "problem.yaml")
        << "id: crash\ntitle: Crash\ndifficulty: easy\nlanguages: [cpp, c]\n"
           "cases:\n"
           "  - {name: seen, points: 1, expect: {stdout: done}}\n"
           "  - {name: unseen, visibility: hidden, points: 1, args: [hidden],\n"
           "     expect: {stdout: done}}\n";
    std::ofstream(problem / "statement.md") << "# Crash\n\nDo not.\n";
  }

  // The report of `source` in `format`.
  std::string Check(const std::string& name, const std::string& source,
                    const std::string& format) {
    std::ofstream(folder_.path() / name) << source;
    return Shell("cd '" + folder_.path().string() +
                 "' && GRADER_CACHE=\"$PWD/cache\" '" GRADER_BINARY_DIR
                 "/grader' check crash " +
                 name + " --format " + format)
        .out;
  }
  nlohmann::json Crash(const std::string& name, const std::string& source) {
    const auto report = nlohmann::json::parse(Check(name, source, "json"));
    EXPECT_EQ(report["verdict"], "run_time_error");
    return report["cases"][0].value("crash", nlohmann::json());
  }
  static std::string Place(const nlohmann::json& step) {
    return step["place"]["file"].get<std::string>() + ":" +
           std::to_string(step["place"]["line"].get<int>());
  }

  const TemporaryFolder folder_;
};

constexpr char kUseAfterFree[] =
    "struct Node { Node* next; };\n"
    "Node* Follow(Node* node) {\n"
    "  return node->next->next;\n"
    "}\n"
    "int main() {\n"
    "  Node* first = new Node{nullptr};\n"
    "  first->next = first;\n"
    "  delete first;\n"
    "  return Follow(Follow(first)) == nullptr;\n"
    "}\n";

TEST_F(CrashCauseTest, UseAfterFreeIsToldWithAllItsPlaces) {
  const auto crash = Crash("mine.cpp", kUseAfterFree);
  ASSERT_TRUE(crash.is_object());
  EXPECT_EQ(crash["kind"], "heap-use-after-free");
  ASSERT_EQ(crash["steps"].size(), 3u);
  EXPECT_EQ(crash["steps"][0]["what"], "read");
  EXPECT_EQ(Place(crash["steps"][0]), "mine.cpp:3");
  EXPECT_EQ(crash["steps"][0]["function"], "Follow");
  EXPECT_EQ(crash["steps"][1]["what"], "freed");
  EXPECT_EQ(Place(crash["steps"][1]), "mine.cpp:8");
  EXPECT_EQ(crash["steps"][2]["what"], "allocated");
  EXPECT_EQ(Place(crash["steps"][2]), "mine.cpp:6");
}

TEST_F(CrashCauseTest, TextTellsItAndTheVerdictStaysWhatItWas) {
  const std::string text = Check("mine.cpp", kUseAfterFree, "text");
  EXPECT_THAT(text, HasSubstr("crashed (SIGSEGV)"));
  EXPECT_THAT(text, HasSubstr("why it crashed  heap-use-after-free: "));
  EXPECT_THAT(text, HasSubstr("freed      mine.cpp:8 in main"));
}

TEST_F(CrashCauseTest, EndlessRecursionNamesItsFunction) {
  const auto crash = Crash("mine.cpp",
                           "int Down(volatile int n) {\n"
                           "  return n + Down(n + 1);\n"
                           "}\n"
                           "int main() { return Down(0); }\n");
  ASSERT_TRUE(crash.is_object());
  EXPECT_EQ(crash["kind"], "stack-overflow");
  EXPECT_EQ(crash["steps"][0]["function"], "Down");
  EXPECT_EQ(crash["steps"][0]["place"]["file"], "mine.cpp");
}

TEST_F(CrashCauseTest, CIsToldAsWell) {
  const auto crash = Crash("mine.c",
                           "int main(void) {\n"
                           "  int *p = 0;\n"
                           "  return *p;\n"
                           "}\n");
  ASSERT_TRUE(crash.is_object());
  EXPECT_EQ(Place(crash["steps"][0]), "mine.c:3");
}

TEST_F(CrashCauseTest, OfAHiddenCaseNothingIsSaid) {
  const std::string report = Check("mine.cpp",
                                   "#include <cstdlib>\n#include <cstdio>\n"
                                   "int main(int count, char**) {\n"
                                   "  if (count > 1) abort();\n"
                                   "  puts(\"done\");\n"
                                   "}\n",
                                   "json");
  EXPECT_THAT(report, HasSubstr("\"run_time_error\""));
  EXPECT_THAT(report, Not(HasSubstr("\"crash\":")));
}

}  // namespace
}  // namespace grader
