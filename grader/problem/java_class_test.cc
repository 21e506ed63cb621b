#include "grader/problem/java_class.h"

#include <ostream>

#include <gtest/gtest.h>

namespace grader {
namespace {

struct JavaSources {
  const char* name;
  std::vector<SourceFile> sources;
  const char* main;
};
void PrintTo(const JavaSources& sources, std::ostream* out) {
  *out << sources.name;
}

class JavaMainClassTest : public ::testing::TestWithParam<JavaSources> {};

TEST_P(JavaMainClassTest, IsFound) {
  EXPECT_EQ(JavaMainClass(GetParam().sources), GetParam().main);
}

constexpr char kJavaMain[] = "{ public static void main(String[] a) {} }";

INSTANTIATE_TEST_SUITE_P(
    Each, JavaMainClassTest,
    ::testing::Values(
        JavaSources{"OfAnotherNameThanItsFile",
                    {{"prog.java", std::string("class Greeting ") + kJavaMain}},
                    "Greeting"},
        JavaSources{"InAPackage",
                    {{"Till.java",
                      std::string("package shop . desk;\npublic class Till ") +
                          kJavaMain}},
                    "shop.desk.Till"},
        JavaSources{"BehindOthersWithoutMain",
                    {{"a.java",
                      "class Point { int main; void main() {} }\n"
                      "enum Color { RED }\n" +
                          std::string("final class Start ") + kJavaMain}},
                    "Start"},
        JavaSources{
            "NotOneInACommentOrAText",
            {{"a.java",
              "// class No { static void main( }\n/* class Never { */\n"
              "class A { String s = \"} class B { static void main(\";\n"
              "  char c = '}'; char q = '\\''; }\n" +
                  std::string("class C ") + kJavaMain}},
            "C"},
        JavaSources{"NotOneInAnotherClass",
                    {{"a.java", "class Outer { static class Inner " +
                                    std::string(kJavaMain) + " }\nclass Real " +
                                    kJavaMain}},
                    "Real"},
        JavaSources{"CalledLikeItsFile",
                    {{"a.java", std::string("class Test ") + kJavaMain},
                     {"b.java", std::string("class b ") + kJavaMain}},
                    "b"},
        JavaSources{"CalledMain",
                    {{"a.java", std::string("class Test ") + kJavaMain},
                     {"b.java", std::string("class Main ") + kJavaMain}},
                    "Main"},
        JavaSources{
            "OfARecord",
            {{"a.java", std::string("record Pair(int a, int b) ") + kJavaMain}},
            "Pair"},
        JavaSources{
            "WithoutAnyMain", {{"a.java", "package p;\nclass A {}"}}, "p.A"},
        JavaSources{"WithoutAnyClass", {{"a.java", "package"}}, ""},
        JavaSources{"NeverClosed", {{"a.java", "class A { \"\"\" } \\"}}, "A"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(JavaPublicClassTest, IsTheOneThatNamesItsFile) {
  const auto found = [](const char* text) {
    return JavaPublicClass({"a.java", text});
  };
  EXPECT_EQ(found("class A { public int x; }\n"
                  "public abstract strictfp class B {}"),
            "B");
  EXPECT_EQ(found("import a.b;\n@X(1) public final enum C { D }"), "C");
  EXPECT_EQ(found("class A { public static class B {} }"), "");
  EXPECT_EQ(found("// public class A\nclass A {}"), "");
}

}  // namespace
}  // namespace grader
