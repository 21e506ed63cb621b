// A whole class, as course systems export it and as learners hand in:
// fixtures/class/make_class.py.
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/batch/batch.h"
#include "grader/batch/roster.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/class_rows.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/temporary_folder.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Prints what is right.
class SameRunner : public Runner {
 public:
  absl::StatusOr<Observation> Run(const Command&, const Limits&) override {
    Observation observation;
    observation.termination = Exited{0};
    observation.out.head = "x\n";
    return observation;
  }
  std::string Identity() const override { return "right"; }
};

// All files of `folder`, by their names.
std::map<std::string, std::string> Contents(const fs::path& folder) {
  std::map<std::string, std::string> contents;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    contents[entry.path().lexically_relative(folder).string()] =
        ReadFile(entry.path()).value_or("");
  }
  return contents;
}

class ClassTest : public testing::Test {
 protected:
  ClassTest()
      : workspace_(*Workspace::Create()),
        cache_(folder_.path() / "cache", folder_.path() / "other", kMiB) {
    std::string twice = EchoProblem("x", "number: 2\nlanguages: [python]\n");
    twice.replace(twice.find("echo"), 4, "twice");
    folder_.Write("problems/echo/problem.yaml",
                  EchoProblem("x", "number: 1\nlanguages: [python]\n"));
    folder_.Write("problems/twice/problem.yaml", twice);
    for (const char* id : {"echo", "twice"}) {
      const fs::path problem = folder_.path() / "problems" / id;
      folder_.Write(absl::StrCat("problems/", id, "/statement.md"), "# It\n");
      problems_.push_back(*LoadProblem(problem));
    }
  }

  // Grades the class of `layout` into `output`; gives how many hand-ins.
  std::size_t Grade(const fs::path& layout, const fs::path& output) {
    const auto roster = ReadRoster(layout / "roster.csv");
    EXPECT_TRUE(roster.ok()) << roster.status();
    const fs::path list = layout / "class.csv";
    const auto found = FindHandIns(fs::exists(list) ? list : layout / "class",
                                   problems_, *roster, workspace_);
    EXPECT_TRUE(found.ok()) << found.status();
    BatchOptions options;
    options.output = output;
    options.reuse = false;
    options.make_runner = []() -> absl::StatusOr<std::unique_ptr<Runner>> {
      return std::make_unique<SameRunner>();
    };
    const auto results = RunBatch(*found, problems_, options, cache_);
    EXPECT_TRUE(results.ok()) << results.status();
    for (const Result& result : *results) {
      EXPECT_NE(result.verdict, "judge_error") << result.message;
    }
    std::size_t handed_in = 0;
    for (const Member& member : found->members) {
      handed_in += member.handed_in ? 1 : 0;
    }
    return handed_in;
  }

  TemporaryFolder folder_;
  Workspace workspace_;
  Cache cache_;
  std::vector<Problem> problems_;
};

// Of three turns each layout has every kind of what is broken.
class ClassTurnTest : public ClassTest,
                      public testing::WithParamInterface<int> {};

TEST_P(ClassTurnTest, EveryLearnerOfEveryLayoutHasARowWithTheRightReason) {
  const fs::path made = folder_.path() / "made";
  MakeClass(made, absl::StrCat("--turn ", GetParam()));
  std::size_t handed_in = 0;
  int layouts = 0;
  for (const auto& layout : fs::directory_iterator(made)) {
    SCOPED_TRACE(layout.path().filename());
    ++layouts;
    const fs::path output =
        folder_.path() / "grades" / layout.path().filename();
    handed_in += Grade(layout.path(), output);
    ExpectClassRows(layout.path(), output);
  }
  EXPECT_EQ(layouts, 12);
  EXPECT_EQ(handed_in, 200u);
}

INSTANTIATE_TEST_SUITE_P(Turns, ClassTurnTest, testing::Range(0, 3));

TEST_F(ClassTest, TwiceIsTheSameBytes) {
  const fs::path made = folder_.path() / "made";
  MakeClass(made, "");
  Grade(made / "moodle-zips", folder_.path() / "one");
  Grade(made / "moodle-zips", folder_.path() / "two");
  const auto one = Contents(folder_.path() / "one");
  EXPECT_GT(one.size(), 10u);
  EXPECT_TRUE(one == Contents(folder_.path() / "two"));
}

}  // namespace
}  // namespace grader
