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

TEST(HasInstancesTest, ForThoseThatIncludeAllOfIt) {
  const std::vector<GeneratedFile> given = {
      {"task.h", ""},
      {kInstances, "#include \"async.h\"\n#include \"task.h\"\n"}};
  const SourceFile both = {"a.cpp",
                           "#include \"task.h\"\n#include \"async.h\""};
  const SourceFile one = {"b.cpp", "#include \"task.h\"\n"};
  const std::vector<SourceFile> sources = {both, one};
  EXPECT_TRUE(HasInstances(given, sources, both));
  EXPECT_FALSE(HasInstances(given, sources, one));
  EXPECT_FALSE(HasInstances({given[0]}, sources, both));
  EXPECT_FALSE(HasInstances(given, {both, {"in/async.h", ""}}, both));
}

TEST(InstanceDefinitionsTest, AreTheDeclarationsWithoutExtern) {
  EXPECT_EQ(InstanceDefinitions("#pragma once\n#include \"task.h\"\n"
                                "extern template class A<Task>;\n"
                                "extern template void f(\n    A<Task>);\n"),
            "#include \"task.h\"\n"
            "template class A<Task>;\n"
            "template void f(\n    A<Task>);\n");
}

}  // namespace
}  // namespace grader
