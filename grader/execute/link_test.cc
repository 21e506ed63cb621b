#include "grader/execute/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ReadLinkerTest, TakesTheLastLineWordByWord) {
  EXPECT_THAT(ReadLinker("clang version 19.1.7\nThread model: posix\n"
                         " \"/usr/bin/ld\" \"-o\" \"{program}\" "
                         "\"-La \\\"b\\\" \\\\c \\$d\" \"{objects}\" \"\"\n"),
              ElementsAre("/usr/bin/ld", "-o", "{program}", "-La \"b\" \\c $d",
                          "{objects}", ""));
}

TEST(ReadLinkerTest, IsEmptyIfItIsNotUnderstood) {
  for (const char* shown :
       {"", "\n", "clang: error: no input files\n",
        "\"ld\" \"-o\" \"{program}\" \"{objects}\"",
        "\"/ld\" \"-o\" \"{program}\"",
        "\"/ld\" \"-o\" \"{program}\" \"{objects}\" \"{objects}\"",
        "\"/ld\" \"-o\" \"{program}\" \"{objects}\" -lm",
        "\"/ld\" \"-o\" \"{program}\" \"{objects}",
        "\"/ld\" \"-o\" \"{program}\" \"{objects}\\",
        "/usr/libexec/collect2 -o {program} {objects}"}) {
    EXPECT_THAT(ReadLinker(shown), IsEmpty()) << shown;
  }
}

}  // namespace
}  // namespace grader
