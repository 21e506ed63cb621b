// What is generated of one interface with a bit of everything is held against
// files; set GRADER_WRITE_FIXTURES to write them anew, and look at what
// changed.
#include "grader/problem/generated_files.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/problem/given_files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/submission.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const fs::path kFolder =
    fs::path(GRADER_SOURCE_DIR) / "fixtures/yaml/valid/interface";

Problem Loaded(const fs::path& folder) {
  auto problem = LoadProblem(folder);
  EXPECT_TRUE(problem.ok()) << problem.status();
  return problem.ok() ? *std::move(problem) : Problem();
}

class GeneratedFilesTest : public ::testing::TestWithParam<std::string> {};

TEST_P(GeneratedFilesTest, AreAsExpected) {
  const Problem problem = Loaded(kFolder);
  std::vector<GeneratedFile> files = {GivenFile(problem, GetParam()),
                                      GeneratedAdapter(problem, GetParam()),
                                      StubFile(problem, GetParam())};
  if (GetParam() == "cpp") {
    files.push_back(
        {kInstances, GeneratedInstances(problem, GetParam()) +
                         GeneratedLibraryInstances(problem, GetParam())});
  }
  for (const GeneratedFile& file : files) {
    const fs::path expected = kFolder / "made" / (file.name + ".txt");
    if (std::getenv("GRADER_WRITE_FIXTURES") != nullptr) {
      std::ofstream(expected) << file.content;
    }
    EXPECT_EQ(file.content, ReadFile(expected).value_or("")) << file.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Each, GeneratedFilesTest,
                         ::testing::ValuesIn(GeneratedLanguages()),
                         [](const auto& language) { return language.param; });

// A problem in a folder of its own, whose files a test adds to.
class InterfaceFilesTest : public ::testing::Test {
 protected:
  InterfaceFilesTest() {
    folder_.Write("problems/answer-all/problem.yaml",
                  "id: answer-all\ntitle: Answer\ndifficulty: easy\n"
                  "interface: {functions: {answer: {result: int}}}\n"
                  "cases: [{name: one, expect: {stdout: done}}]\n");
    folder_.Write("problems/answer-all/driver.py", "");
  }

  Scaffold FoundIn(const std::string& language) {
    const Problem problem = Loaded(folder_.path() / "problems/answer-all");
    auto scaffold =
        FindScaffold(problem, *FindLanguage(*problem.languages, language));
    EXPECT_TRUE(scaffold.ok()) << scaffold.status();
    return scaffold.ok() ? *std::move(scaffold) : Scaffold();
  }

  TemporaryFolder folder_;
};

TEST_F(InterfaceFilesTest, AreMadeInEveryLanguageThatHasAWriter) {
  const Problem problem = Loaded(folder_.path() / "problems/answer-all");
  EXPECT_THAT(LanguagesOf(problem), ElementsAre("cpp", "python"));
  EXPECT_FALSE(IsGenerated(problem, "go"));
  const Scaffold scaffold = FoundIn("cpp");
  EXPECT_TRUE(scaffold.adapter.empty());
  EXPECT_THAT(scaffold.generated,
              ElementsAre(Field(&GeneratedFile::name, "adapter.cpp"),
                          Field(&GeneratedFile::name, "answer_all.h")));
}

TEST_F(InterfaceFilesTest, FilesOfTheAuthorTakeTheirPlace) {
  folder_.Write("problems/answer-all/adapter.py", "");
  EXPECT_EQ(FoundIn("python").adapter.filename(), "adapter.py");
  EXPECT_THAT(FoundIn("python").generated,
              ElementsAre(Field(&GeneratedFile::name, "answer_all.py")));
  folder_.Write("problems/answer-all/answer_all.py", "given = 1\n");
  EXPECT_THAT(FoundIn("python").generated, IsEmpty());
  EXPECT_EQ(FoundIn("cpp").generated.size(), 2U);
}

TEST_F(InterfaceFilesTest, GivenFilesAreTheWrittenAndTheGenerated) {
  const auto given = [this](const std::string& language) {
    const Problem problem = Loaded(folder_.path() / "problems/answer-all");
    return GivenFiles(problem, *FindLanguage(*problem.languages, language));
  };
  folder_.Write("problems/answer-all/extra.py", "more = 2\n");
  EXPECT_THAT(given("python"),
              ElementsAre(Field(&GeneratedFile::name, "answer_all.py"),
                          GeneratedFile{"extra.py", "more = 2\n"}));
  EXPECT_THAT(given("cpp"), ElementsAre(Field(&GeneratedFile::content,
                                              HasSubstr("int answer();"))));
}

TEST_F(InterfaceFilesTest, InstancesOfTheAuthorAreForTheCompilerAlone) {
  folder_.Write("problems/answer-all/grader_instances.h",
                "template class A<int>;\n");
  folder_.Write("problems/support/cpp/grader_instances.h",
                "template class B<int>;\n");
  const std::string own =
      "#line 1 \"answer-all/grader_instances.h\"\ntemplate class A<int>;\n";
  const std::string library =
      "#line 1 \"cpp/grader_instances.h\"\ntemplate class B<int>;\n";
  EXPECT_THAT(FoundIn("cpp").instances, ElementsAre(own, library));
  EXPECT_THAT(FoundIn("python").instances, IsEmpty());
  const Problem problem = Loaded(folder_.path() / "problems/answer-all");
  EXPECT_THAT(GivenFiles(problem, *FindLanguage(*problem.languages, "cpp")),
              ElementsAre(Field(&GeneratedFile::name, "answer_all.h")));
}

// What is made of the problem's own types is behind what is written.
TEST(InstancesTest, AreOfWhatIsGivenAndOnTopOfThatOfTheLibrary) {
  const Problem problem =
      Loaded(fs::path(GRADER_SOURCE_DIR) / "problems/concurrent-requests");
  const auto scaffold =
      FindScaffold(problem, *FindLanguage(*problem.languages, "cpp"));
  ASSERT_TRUE(scaffold.ok()) << scaffold.status();
  EXPECT_THAT(
      scaffold->instances,
      ElementsAre(AllOf(HasSubstr("#include \"concurrent_requests.h\""),
                        HasSubstr("For<Response>"), Not(HasSubstr("async.h"))),
                  AllOf(HasSubstr("#include \"async.h\""),
                        HasSubstr("For<Response>"))));
}

}  // namespace
}  // namespace grader
