// grader batch on a whole class, each layout of fixtures/class/make_class.py as
// an instructor has it: programs that fail in every way are run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/testing/class_rows.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class CliClassTest : public ::testing::TestWithParam<const char*> {
 protected:
  CliClassTest() : layout_(folder_.path() / "made" / GetParam()) {
    const std::string keys =
        "languages: [python]\nlimits: {elapsed: 5s, cpu: 2s, output: 1KiB}\n";
    folder_.Write("problems/echo/problem.yaml",
                  EchoProblem("hi", absl::StrCat("number: 1\n", keys)));
    folder_.Write("problems/twice/problem.yaml",
                  absl::StrReplaceAll(
                      EchoProblem("hello", absl::StrCat("number: 2\n", keys)),
                      {{"id: echo", "id: twice"}}));
    for (const char* id : {"echo", "twice"}) {
      folder_.Write(absl::StrCat("problems/", id, "/statement.md"), "# It\n");
    }
    MakeClass(folder_.path() / "made", "--run --turn 3");
  }

  Finished Batch(const std::string& options) const {
    const fs::path list = layout_ / "class.csv";
    return Shell(absl::StrCat(
        "cd ", folder_.path().string(), " && '" GRADER_BINARY_DIR "/grader' ",
        "batch ", (fs::exists(list) ? list : layout_ / "class").string(),
        " --problems problems --roster ", (layout_ / "roster.csv").string(),
        " ", options));
  }

  std::string Content(const std::string& name) const {
    return ReadFile(folder_.path() / name).value_or("");
  }

  TemporaryFolder folder_;
  const fs::path layout_;
};

TEST_P(CliClassTest, EveryoneHasARowWithTheReasonAndTwiceIsTheSame) {
  const Finished graded = Batch("--jobs 2");
  // Nothing that a learner hands in is the machine's failure.
  EXPECT_EQ(graded.status, 0) << graded.out;
  ExpectClassRows(layout_, folder_.path() / "grades");
  for (const char* exported : {"canvas.csv", "moodle.csv", "gradebook.html"}) {
    const std::string text = Content(absl::StrCat("grades/", exported));
    for (const ClassRow& row : ExpectedRows(layout_)) {
      EXPECT_THAT(text, HasSubstr(row.name)) << exported;
    }
  }

  ASSERT_EQ(Batch("--jobs 1 --output again").status, 0);
  for (const char* name : {"gradebook.csv", "gradebook.html", "gradebook.json",
                           "canvas.csv", "moodle.csv", "results.jsonl"}) {
    const std::string first = Content(absl::StrCat("grades/", name));
    EXPECT_FALSE(first.empty()) << name;
    EXPECT_EQ(first, Content(absl::StrCat("again/", name))) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Layouts, CliClassTest,
                         ::testing::Values("canvas-flat", "canvas-zips",
                                           "moodle-folders", "moodle-flat",
                                           "moodle-zips", "gradescope",
                                           "classroom", "folders", "zips",
                                           "archives", "files", "listed"),
                         [](const ::testing::TestParamInfo<const char*>& info) {
                           return absl::StrReplaceAll(info.param, {{"-", "_"}});
                         });

}  // namespace
}  // namespace grader
