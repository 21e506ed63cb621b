#include "grader/execute/instances.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(QuotedIncludesTest, AreTheNamesBetweenQuotes) {
  EXPECT_THAT(QuotedIncludes("#include \"b.h\"\n"
                             "  # include\t\"a/c.h\"  // why\r\n"
                             "#include \"b.h\"\n"
                             "#include\"d.h\"\n"
                             "#include <vector>\n"
                             "// #include \"comment.h\"\n"
                             "#define NAME \"e.h\"\n"
                             "#include NAME\n"
                             "#include \"no end"),
              ElementsAre("a/c.h", "b.h", "d.h"));
  EXPECT_THAT(QuotedIncludes(""), IsEmpty());
}

TEST(MayUseInstancesTest, ThoseThatIncludeAllOfIt) {
  const std::string given = "#include \"async.h\"\n#include \"task.h\"\n";
  const SourceFile both = {"a.cpp",
                           "#include \"task.h\"\n#include \"async.h\""};
  const SourceFile one = {"b.cpp", "#include \"task.h\"\n"};
  const std::vector<SourceFile> sources = {both, one};
  EXPECT_TRUE(MayUseInstances(given, sources, both));
  EXPECT_FALSE(MayUseInstances(given, sources, one));
  EXPECT_FALSE(MayUseInstances(given, {both, {"in/async.h", ""}}, both));
}

}  // namespace
}  // namespace grader
