#include "grader/execute/java_class.h"

#include <ostream>

#include <gtest/gtest.h>

namespace grader {
namespace {

struct Sources {
  const char* name;
  std::vector<SourceFile> sources;
  const char* main;
};
void PrintTo(const Sources& sources, std::ostream* out) {
  *out << sources.name;
}

class JavaMainClassTest : public ::testing::TestWithParam<Sources> {};

TEST_P(JavaMainClassTest, IsFound) {
  EXPECT_EQ(JavaMainClass(GetParam().sources), GetParam().main);
}

constexpr char kMain[] = "{ public static void main(String[] a) {} }";

INSTANTIATE_TEST_SUITE_P(
    Each, JavaMainClassTest,
    ::testing::Values(
        Sources{"OfAnotherNameThanItsFile",
                {{"prog.java", std::string("class Greeting ") + kMain}},
                "Greeting"},
        Sources{
            "InAPackage",
            {{"Till.java",
              std::string("package shop . desk;\npublic class Till ") + kMain}},
            "shop.desk.Till"},
        Sources{"BehindOthersWithoutMain",
                {{"a.java",
                  "class Point { int main; void main() {} }\n"
                  "enum Color { RED }\n" +
                      std::string("final class Start ") + kMain}},
                "Start"},
        Sources{"NotOneInACommentOrAText",
                {{"a.java",
                  "// class No { static void main( }\n/* class Never { */\n"
                  "class A { String s = \"} class B { static void main(\";\n"
                  "  char c = '}'; char q = '\\''; }\n" +
                      std::string("class C ") + kMain}},
                "C"},
        Sources{
            "NotOneInAnotherClass",
            {{"a.java", "class Outer { static class Inner " +
                            std::string(kMain) + " }\nclass Real " + kMain}},
            "Real"},
        Sources{"CalledLikeItsFile",
                {{"a.java", std::string("class Test ") + kMain},
                 {"b.java", std::string("class b ") + kMain}},
                "b"},
        Sources{"CalledMain",
                {{"a.java", std::string("class Test ") + kMain},
                 {"b.java", std::string("class Main ") + kMain}},
                "Main"},
        Sources{"OfARecord",
                {{"a.java", std::string("record Pair(int a, int b) ") + kMain}},
                "Pair"},
        Sources{
            "WithoutAnyMain", {{"a.java", "package p;\nclass A {}"}}, "p.A"},
        Sources{"WithoutAnyClass", {{"a.java", "package"}}, ""},
        Sources{"NeverClosed", {{"a.java", "class A { \"\"\" } \\"}}, "A"}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace grader
