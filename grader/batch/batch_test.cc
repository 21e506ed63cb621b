#include "grader/batch/batch.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/temporary_folder.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using testing::SizeIs;

// Prints what is right; counts how often it was asked.
class RightRunner : public Runner {
 public:
  RightRunner(std::string identity, std::atomic<int>& runs)
      : identity_(std::move(identity)), runs_(runs) {}

  absl::StatusOr<Observation> Run(const Command&, const Limits&) override {
    ++runs_;
    Observation observation;
    observation.termination = Exited{0};
    observation.out.head = "x\n";
    return observation;
  }
  std::string Identity() const override { return identity_; }

 private:
  const std::string identity_;
  std::atomic<int>& runs_;
};

// A class of three who handed in Python, which needs no compiler here.
class BatchTest : public testing::Test {
 protected:
  BatchTest()
      : workspace_(*Workspace::Create()),
        cache_(folder_.path() / "cache", folder_.path() / "other", kMiB) {
    folder_.Write("problems/echo/problem.yaml", EchoProblem());
    folder_.Write("problems/echo/statement.md", "# Echo\n");
    folder_.Write("problems/support/python/help.py", "pass\n");
    folder_.Write("solutions/echo/solution.py", "print(input())\n");
    for (const char* learner : {"adam", "eve", "zoe"}) AddLearner(learner);
    options_.output = folder_.path() / "grades";
    options_.reuse = false;
    options_.make_runner = [this]() -> absl::StatusOr<std::unique_ptr<Runner>> {
      return std::make_unique<RightRunner>(identity_, runs_);
    };
  }

  void AddLearner(const std::string& name) {
    hand_ins_.push_back(
        {name, nullptr,
         folder_.Write(absl::StrCat("class/", hand_ins_.size(), "/echo.py"),
                       "print(input())\n"),
         ""});
  }

  // The results; how many hand-ins were graded is in `graded_`.
  std::vector<Result> Run(bool resume) {
    std::vector<Problem> problems = {
        *LoadProblem(folder_.path() / "problems/echo")};
    if (change_) change_(problems[0]);
    HandIns hand_ins;
    for (HandIn hand_in : hand_ins_) {
      hand_in.problem = problems.data();
      hand_ins.all.push_back(hand_in);
      Member member;
      member.name = hand_in.learner;
      hand_ins.members.push_back(member);
    }
    options_.resume = resume;
    graded_ = 0;
    options_.on_result = [this](const Result&, std::size_t, std::size_t) {
      ++graded_;
    };
    auto results = RunBatch(hand_ins, problems, options_, cache_);
    EXPECT_TRUE(results.ok()) << results.status();
    return results.ok() ? *results : std::vector<Result>();
  }

  std::string Content(const std::string& name) const {
    return ReadFile(folder_.path() / name).value_or("");
  }

  TemporaryFolder folder_;
  Workspace workspace_;
  Cache cache_;
  BatchOptions options_;
  std::vector<HandIn> hand_ins_;
  std::function<void(Problem&)> change_;
  std::string identity_ = "runner";
  std::atomic<int> runs_ = 0;
  int graded_ = 0;
};

// Something that is done between a batch and the one that resumes it.
struct Change {
  const char* name;
  void (*make)(const TemporaryFolder& folder, GradeOptions& options,
               std::string& runner, std::function<void(Problem&)>& change);
  int graded;
};
void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

class BatchChangeTest : public BatchTest,
                        public testing::WithParamInterface<Change> {};

TEST_P(BatchChangeTest, ResumingGradesAgainWhatMayComeOutOtherwise) {
  ASSERT_THAT(Run(/*resume=*/false), SizeIs(3));
  EXPECT_EQ(graded_, 3);
  GetParam().make(folder_, options_.grade, identity_, change_);
  ASSERT_THAT(Run(/*resume=*/true), SizeIs(3));
  EXPECT_EQ(graded_, GetParam().graded);
  Run(/*resume=*/true);
  EXPECT_EQ(graded_, 0);
}

#define CHANGE(name, graded, ...)                                    \
  Change {                                                           \
    name,                                                            \
        []([[maybe_unused]] const TemporaryFolder& folder,           \
           [[maybe_unused]] GradeOptions& options,                   \
           [[maybe_unused]] std::string& runner,                     \
           [[maybe_unused]] std::function<void(Problem&)>& change) { \
          __VA_ARGS__;                                               \
        },                                                           \
        graded                                                       \
  }

void ChangeLanguage(Problem& problem, void (*change)(Language& language)) {
  LanguageTable languages = *problem.languages;
  for (Language& language : languages) {
    if (language.name == "python") change(language);
  }
  problem.languages =
      std::make_shared<const LanguageTable>(std::move(languages));
}

INSTANTIATE_TEST_SUITE_P(
    Each, BatchChangeTest,
    testing::Values(
        CHANGE("Nothing", 0, {}),
        CHANGE("Submission", 1, folder.Write("class/1/echo.py", "print(1)\n")),
        CHANGE("FileOfTheProblem", 3, folder.Write("problems/echo/data", "1")),
        CHANGE("Cases", 3,
               folder.Write("problems/echo/problem.yaml",
                            absl::StrCat(EchoProblem(), "    points: 2\n"))),
        CHANGE("Support", 3,
               folder.Write("problems/support/python/help.py", "pass  #\n")),
        CHANGE("Reference", 3,
               folder.Write("solutions/echo/solution.py", "print('x')\n")),
        CHANGE("Clock", 3, options.clock = ClockKind::kVirtual),
        CHANGE("Reveal", 3, options.reveal = true),
        CHANGE("Sandbox", 3, runner = "another"),
        CHANGE(
            "HowALanguageIsRun", 3,
            change =
                [](Problem& problem) {
                  ChangeLanguage(problem, [](Language& language) {
                    language.toolchain.run.push_back("-v");
                  });
                }),
        CHANGE(
            "WhatARuntimeTakes", 3,
            change =
                [](Problem& problem) {
                  ChangeLanguage(problem, [](Language& language) {
                    language.runtime_memory_bytes += kMiB;
                  });
                }),
        CHANGE("LinkInTheProblem", 3,
               fs::create_symlink("problem.yaml",
                                  folder.path() / "problems/echo/link")),
        CHANGE("ReportGone", 1,
               fs::remove(folder.path() / "grades/reports/eve/echo.html")),
        CHANGE("ReportEmpty", 1,
               folder.Write("grades/reports/eve/echo.html", "")),
        CHANGE("Statement", 0,
               folder.Write("problems/echo/statement.md", "# Echo!\n")),
        CHANGE("FileOfAnEditor", 0,
               folder.Write("problems/echo/.problem.yaml.swp", "1")),
        CHANGE("AnotherProblem", 0,
               folder.Write("problems/other/problem.yaml", "id: other")),
        CHANGE("TimesOfFiles", 0,
               fs::last_write_time(folder.path() / "problems/echo/problem.yaml",
                                   fs::file_time_type::clock::now()))),
    [](const auto& change) { return std::string(change.param.name); });

#undef CHANGE

TEST_F(BatchTest, WhereverALineIsCutNothingElseIsLost) {
  Run(/*resume=*/false);
  const std::string whole = Content("grades/results.jsonl");
  const std::string book = Content("grades/gradebook.csv");
  for (std::size_t size = 0; size < whole.size(); size += 53) {
    const std::string cut = whole.substr(0, size);
    folder_.Write("grades/results.jsonl", cut);
    Run(/*resume=*/true);
    EXPECT_EQ(graded_, 3 - std::count(cut.begin(), cut.end(), '\n')) << size;
    EXPECT_EQ(Content("grades/results.jsonl"), whole) << size;
    EXPECT_EQ(Content("grades/gradebook.csv"), book) << size;
  }
}

TEST_F(BatchTest, ALineThatIsDamagedIsGradedAgainAndNoOther) {
  Run(/*resume=*/false);
  const std::string whole = Content("grades/results.jsonl");
  std::string damaged = whole;
  damaged[damaged.find("eve")] = '"';
  folder_.Write("grades/results.jsonl", damaged);
  Run(/*resume=*/true);
  EXPECT_EQ(graded_, 1);
  EXPECT_EQ(Content("grades/results.jsonl"), whole);
}

TEST_F(BatchTest, EveryNameGetsAReportOfItsOwn) {
  std::string long_name;
  for (int i = 0; i < 100; ++i) long_name += "\xD0\xB6";
  for (const std::string& name :
       {long_name, long_name + "a", std::string("Eve"), std::string("EVE"),
        std::string("../eve"), std::string(), std::string("a\nb")}) {
    AddLearner(name);
  }
  const std::vector<Result> results = Run(/*resume=*/false);
  ASSERT_THAT(results, SizeIs(10));
  std::set<std::string> reports;
  for (const Result& result : results) {
    EXPECT_EQ(result.verdict, "accepted") << result.learner;
    reports.insert(result.report);
  }
  EXPECT_THAT(reports, SizeIs(10));
  Run(/*resume=*/true);
  EXPECT_EQ(graded_, 0);
}

TEST_F(BatchTest, WhatCannotBeReadIsToldOnce) {
  folder_.Write("class/1/echo.py", std::string("\0\1", 2));
  EXPECT_EQ(Run(/*resume=*/false)[1].verdict, "compile_error");
  Run(/*resume=*/true);
  EXPECT_EQ(graded_, 0);
}

TEST_F(BatchTest, ReportsOfLearnersWhoAreGoneAreRemoved) {
  Run(/*resume=*/false);
  const fs::path reports = folder_.path() / "grades/reports";
  folder_.Write("grades/reports/zoe/other.html", "");
  folder_.Write("grades/reports/eve/notes.txt", "the instructor's own");
  hand_ins_.erase(hand_ins_.begin() + 1);
  Run(/*resume=*/true);
  EXPECT_TRUE(fs::exists(reports / "zoe/echo.html"));
  EXPECT_FALSE(fs::exists(reports / "zoe/other.html"));
  EXPECT_FALSE(fs::exists(reports / "eve/echo.html"));
  EXPECT_TRUE(fs::exists(reports / "eve/notes.txt"));
  hand_ins_.pop_back();
  Run(/*resume=*/true);
  EXPECT_FALSE(fs::exists(reports / "zoe"));
}

TEST_F(BatchTest, HandInWithNothingToGradeIsItsReason) {
  hand_ins_[1].unreadable = "eve.zip: it is empty";
  const Result result = Run(/*resume=*/false)[1];
  EXPECT_EQ(result.verdict, "compile_error");
  EXPECT_EQ(result.message, "eve.zip: it is empty");
  EXPECT_EQ(result.max_score, 1);
}

// The file is the learner's; that no tool for it is here is not.
TEST_F(BatchTest, ToolThatIsMissingIsNobodysGrade) {
  change_ = [](Problem& problem) {
    ChangeLanguage(
        problem, [](Language& language) { language.toolchain.found.clear(); });
  };
  const Result result = Run(/*resume=*/false)[0];
  EXPECT_EQ(result.verdict, "judge_error");
  EXPECT_EQ(result.hash, "");
  change_ = nullptr;
  EXPECT_EQ(Run(/*resume=*/true)[0].verdict, "accepted");
  EXPECT_EQ(graded_, 3);
}

}  // namespace
}  // namespace grader
