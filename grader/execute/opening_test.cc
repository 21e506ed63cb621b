#include "grader/execute/opening.h"

#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using Names = std::vector<std::string>;

struct Example {
  const char* name;
  std::string source;
  Names opening;
};
void PrintTo(const Example& example, std::ostream* out) {
  *out << example.name;
}

class OpeningTest : public ::testing::TestWithParam<Example> {};

TEST_P(OpeningTest, IsReadAsTheCompilerReadsIt) {
  EXPECT_EQ(OpeningOf(GetParam().source, {"a.h", "b.h", "own.h", "bit"},
                      {"own.h", "solution.cpp"}),
            GetParam().opening)
      << GetParam().source;
}

constexpr char kA[] = "#include \"a.h\"\n";

INSTANTIATE_TEST_SUITE_P(
    Each, OpeningTest,
    ::testing::Values(
        Example{"Nothing", "", {}}, Example{"NoInclude", "int i;\n", {}},
        Example{"One", kA, {"a.h"}},
        Example{"OneWithoutAnEnd", "#include \"a.h\"", {"a.h"}},
        Example{"InItsOrder",
                "#include \"b.h\"\n#include \"a.h\"\n",
                {"b.h", "a.h"}},
        Example{"Twice", std::string(kA) + kA, {"a.h"}},
        Example{
            "AfterTheLibraries",
            "#include <vector>\n#include <boost/asio.hpp>\n" + std::string(kA),
            {"a.h"}},
        Example{"AfterComments",
                "// one\n/* two\n lines */ # /* */ include \"a.h\" // three\n",
                {"a.h"}},
        Example{"SpacedOut", "\n \t#\tinclude\t\"a.h\"  \n", {"a.h"}},
        Example{"UpToCode",
                std::string(kA) + "int i;\n#include \"b.h\"\n",
                {"a.h"}},
        Example{"UpToAMacro",
                std::string(kA) + "#define i j\n#include \"b.h\"\n",
                {"a.h"}},
        Example{
            "AfterAMacro", "#define private public\n" + std::string(kA), {}},
        Example{"AfterAnUndef", "#undef assert\n" + std::string(kA), {}},
        Example{"AfterAPragma", "#pragma pack(1)\n" + std::string(kA), {}},
        Example{"InACondition", "#if 1\n" + std::string(kA) + "#endif\n", {}},
        Example{"InABlock", "namespace n {\n" + std::string(kA) + "}\n", {}},
        Example{"AfterASystemHeader",
                "#include <sys/types.h>\n" + std::string(kA),
                {}},
        Example{"AfterCode", "int i; " + std::string(kA), {}},
        Example{
            "AfterAnUnknownHeader", "#include \"c.h\"\n" + std::string(kA), {}},
        Example{
            "HiddenByAnOwnFile", "#include \"own.h\"\n" + std::string(kA), {}},
        Example{"ByItsOwnFileItself",
                "#include \"solution.cpp\"\n" + std::string(kA),
                {}},
        Example{"ByAnotherWay", "#include \"./a.h\"\n", {}},
        Example{"InAngleBrackets", "#include <a.h>\n", {}},
        Example{"NamedLikeALibrary", "#include <bit>\n" + std::string(kA), {}},
        Example{"ByAMacro", "#include A\n", {}},
        Example{"NextOfThatName", "#include_next \"a.h\"\n", {}},
        Example{"ByADigraph", "%:include \"a.h\"\n", {}},
        Example{"WithSomethingBehind", "#include \"a.h\" int\n", {}},
        Example{"WithoutItsQuote", "#include \"a.h\n\"\n", {}},
        Example{"CommentThatGoesOn", "// one \\\n" + std::string(kA), {}},
        Example{"CommentEndedOverTwoLines",
                "/* *\\\n/ int i; /* */\n" + std::string(kA),
                {}},
        Example{"CommentWithoutAnEnd", std::string(kA) + "/* \n", {"a.h"}},
        Example{"LineThatGoesOn", "#include \\\n\"a.h\"\n", {}},
        Example{"LineThatGoesOnBehind", "#include \"a.h\"\\\n;\n", {}},
        Example{"AModule", "import a;\n" + std::string(kA), {}},
        Example{"ARawString", "R\"(\n" + std::string(kA) + ")\";\n", {}}),
    [](const auto& example) { return example.param.name; });

}  // namespace
}  // namespace grader
